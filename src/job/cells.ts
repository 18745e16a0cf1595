import { cellKey } from '../measure/schedule.js';
import type { Config, Scenario, Service, Target } from '../model/config.js';
import type { LimitsOf } from '../model/figure-limits.js';
import type { CellRecord } from '../model/record.js';
import type { PlannedCell } from '../plan/cells.js';
import {
  type BalancerInputs,
  type DigestInputs,
  type FileIds,
  inputsDigest,
  type ServiceInputs,
} from '../plan/digest.js';
import { limitsIn } from '../plan/limits.js';
import { neededServices } from '../plan/needs.js';
import { balancerInputs } from './balancer.js';
import { bodyFileIds } from './body-files.js';
import { type BuildInputs, buildInputs, fileIds } from './build-inputs.js';
import { dataIds } from './data.js';
import { servicesOf } from './services.js';
import type { JobRequest, JobSide } from './types.js';
import { comparesStored } from './way.js';

/** The cells of a run before anything is measured, by `target/scenario`, in the plan's order. */
export type Cells = Map<string, CellRecord>;

const NEW_TARGET = 'this target is not in the baseline';
const ONE_URL = 'one URL: nothing runs beside it';
const URL_BEFORE = 'the baseline has this target at a URL';

/** What decides which cells have to be measured. */
export type CellQuestion = Pick<
  JobRequest,
  'config' | 'baselineConfig' | 'noBaseline' | 'stored' | 'evenIfUnchanged'
> & {
  readonly candidate: SideContents;
  readonly baseline: SideContents | null;
};

/** What a side is made of, without its files. */
export type SideContents = Pick<JobSide, 'contentIds' | 'readText' | 'listFiles'>;

/**
 * Decides for each cell whether it has to be measured: its inputs on both sides are compared by what git
 * says of the build context and the Dockerfile, and by the configuration, so that nothing has to be built
 * to know.
 * @param runsProcesses whether targets run as processes; asked only where it makes a difference
 */
export async function initialCells(
  planned: readonly PlannedCell[],
  request: CellQuestion,
  runsProcesses: () => Promise<boolean>,
): Promise<Cells> {
  const cells: Cells = new Map();
  const asProcess = async ({ command, process }: Target): Promise<boolean> =>
    (command !== null || process !== null) && runsProcesses();
  const pairs = planned.map((cell) => ({ cell, before: baselineCell(cell, request.baselineConfig) }));
  const now = await contentsOf(
    request.candidate,
    pairs.map(({ cell }) => cell),
    servicesOf('candidate', request),
    asProcess,
  );
  const then = await contentsOf(
    request.baseline,
    pairs.map(({ before }) => before),
    servicesOf('baseline', request),
    asProcess,
  );
  const filesNow = await requestFileIds(
    request.candidate,
    pairs.map(({ cell }) => cell.scenario),
  );
  const filesThen = await requestFileIds(
    request.baseline,
    pairs.map(({ before }) => before.scenario),
  );
  const limitsNow = limitsIn(request.config);
  const limitsThen = limitsIn(request.baselineConfig ?? request.config);
  for (const { cell, before } of pairs) {
    const candidate = now(cell.target);
    const baseline = then(before.target);
    const inputs = digestOf(cell, candidate, filesNow, limitsNow);
    const same =
      baseline !== null && candidate !== null && inputs === digestOf(before, baseline, filesThen, limitsThen);
    // What answers at a URL may be another program today.
    const unchanged = same && request.evenIfUnchanged !== true && cell.target.url === null;
    cells.set(cellKey(cell.target.name, cell.scenario.name), {
      target: cell.target.name,
      scenario: cell.scenario.name,
      ...urlOf(cell, request),
      ...stepsOf(cell),
      inputs,
      state: unchanged ? 'unchanged' : 'not-measured',
      invalid: null,
      noBaseline: withoutBaseline(request, cell, before, baseline),
      carriedFrom: null,
      generations: [],
    });
  }
  return cells;
}

/** Longest name of a step in a record, UTF-16 code units. */
const LONGEST_STEP = 120;

function stepsOf({ scenario: { steps, mix } }: PlannedCell): Pick<CellRecord, 'steps'> {
  if (steps === undefined) return {};
  const names = steps.map(({ request: { method, path } }, at) => {
    const part = mix?.[at];
    return part === undefined ? `${method} ${path}` : `${part.scenario}: ${method} ${path}`;
  });
  return { steps: names.map((name) => name.slice(0, LONGEST_STEP)) };
}

/** What a target of one side is made of: its own inputs, and those of all that it needs. */
interface Contents {
  readonly own: BuildInputs & { readonly files?: FileIds };
  readonly services: readonly ServiceInputs[];
  readonly balancer: BalancerInputs | undefined;
}

/** @returns a target's; null: the side has no such build context, or there is no such side */
async function contentsOf(
  side: SideContents | null,
  planned: readonly PlannedCell[],
  services: readonly Service[],
  asProcess: (target: Target) => Promise<boolean>,
): Promise<(target: Target) => Contents | null> {
  const targets = planned.map(({ target }) => target);
  const needed = neededServices(
    targets.flatMap(({ needs }) => needs),
    services,
  );
  const isTarget = new Set<unknown>(targets);
  const inputs = await buildInputs<Target | Service>(side, [...targets, ...needed], async (one) =>
    isTarget.has(one) ? asProcess(one as Target) : false,
  );
  const filesOf = await fileIds(side, [...targets, ...needed]);
  const inputsOf = (service: Service): ServiceInputs => {
    const content = service.build === null ? null : inputs(service);
    return {
      service,
      contextTree: content?.context ?? null,
      dockerfileBlob: content?.dockerfile ?? null,
      ...filesOf(service),
    };
  };
  const balancerOf = await balancerInputs(side, targets);
  return (target) => {
    const own = inputs(target);
    if (own === null) return null;
    const needs = neededServices(target.needs, services).map(inputsOf);
    return { own: { ...own, ...filesOf(target) }, services: needs, balancer: balancerOf(target) };
  };
}

function withoutBaseline(
  request: CellQuestion,
  { target }: PlannedCell,
  before: PlannedCell,
  content: Contents | null,
): string | null {
  if (comparesStored(request)) return null;
  // Two URLs are compared whatever commits there are: which code runs there, no commit says.
  if (target.url !== null) return target.url.baseline === null ? ONE_URL : null;
  if (request.baseline === null) return request.noBaseline;
  if (before.target.url !== null) return URL_BEFORE;
  return content === null ? NEW_TARGET : null;
}

/** Where somebody else runs a cell; what is compared with stored figures runs in one place. */
function urlOf({ target: { url } }: PlannedCell, request: CellQuestion): Pick<CellRecord, 'url'> {
  if (url === null) return {};
  return { url: comparesStored(request) ? { ...url, baseline: null } : url };
}

/** The same cell as the baseline's own configuration has it; the candidate's where it has none. */
function baselineCell({ target, scenario }: PlannedCell, config: Config | null): PlannedCell {
  return {
    target: config?.targets.find(({ name }) => name === target.name) ?? target,
    scenario: config?.scenarios.find(({ name }) => name === scenario.name) ?? scenario,
  };
}

/**
 * A target as the baseline side builds and starts it: its own build, command, port, environment, needs and balancer, under
 * the candidate's caps and network.
 */
export function baselineTarget(target: Target, config: Config | null): Target {
  const before = config?.targets.find(({ name }) => name === target.name);
  if (before === undefined) return target;
  const { caps, network } = target;
  const balancer = before.balancer && {
    ...before.balancer,
    caps: target.balancer?.caps ?? before.balancer.caps,
  };
  return { ...before, caps, network, balancer };
}

/** What a side has of the files that a scenario's requests are made from. */
async function requestFileIds(
  side: SideContents | null,
  scenarios: readonly Scenario[],
): Promise<(scenario: Scenario) => Pick<DigestInputs, 'data' | 'bodyFiles'>> {
  const rows = await dataIds(side, scenarios);
  const sent = await bodyFileIds(side, scenarios);
  return (scenario) => {
    const [data, bodyFiles] = [rows(scenario), sent(scenario)];
    return { ...(data === null ? {} : { data }), ...(bodyFiles === null ? {} : { bodyFiles }) };
  };
}

function digestOf(
  { target, scenario }: PlannedCell,
  content: Contents | null,
  files: Awaited<ReturnType<typeof requestFileIds>>,
  limitsOf: LimitsOf,
): string {
  return inputsDigest({
    target,
    scenario,
    caps: target.caps,
    contextTree: content?.own.context ?? '',
    dockerfileBlob: content?.own.dockerfile ?? null,
    ...(content?.own.files === undefined ? {} : { files: content.own.files }),
    services: content?.services ?? [],
    balancer: content?.balancer,
    ...files(scenario),
    limits: limitsOf({ target: target.name, scenario: scenario.name }),
  });
}

/** The targets that have a cell to measure. */
export function targetsToBuild(planned: readonly PlannedCell[], cells: Cells): readonly Target[] {
  const open = planned.filter(
    ({ target, scenario }) => cells.get(cellKey(target.name, scenario.name))?.state === 'not-measured',
  );
  return [...new Set(open.map(({ target }) => target))];
}

/** Changes all cells of a target that are not measured yet. */
export function updateTarget(cells: Cells, target: Target, change: (cell: CellRecord) => CellRecord): void {
  for (const [key, cell] of cells) {
    if (cell.target === target.name && cell.state === 'not-measured') cells.set(key, change(cell));
  }
}
