import { carryOver } from '../baseline/carry.js';
import { configDigest } from '../config/digest.js';
import type { MeasureDeps, TargetPlan } from '../measure/deps.js';
import {
  type BuiltImage,
  type Problem,
  RECORD_SCHEMA,
  type ReferenceRun,
  type RunRecord,
  type RuntimeFacts,
} from '../model/record.js';
import type { ShardUnit } from '../model/shard.js';
import { NO_RUNTIME } from '../runtime/no-facts.js';
import { machineWith } from '../system/machine.js';
import { readRequestFiles } from './body-files.js';
import { buildTargets } from './build.js';
import { type Cells, targetsToBuild } from './cells.js';
import { readData } from './data.js';
import { differencesOf, isWorthAWord } from './differences.js';
import { coresFor, type Measuring, measureCells } from './measuring.js';
import { withPackages } from './packages.js';
import { type Planned, planRun } from './planned.js';
import { problemsOfCells, toProblems, withExcerpts } from './problems.js';
import { profileCells } from './profiles.js';
import { prepareReference } from './reference.js';
import { sizeRemark, targetLoads } from './shard-plan.js';
import { checkSockets } from './sockets.js';
import type { JobDeps, JobRequest } from './types.js';
import { comparesStored } from './way.js';

/** What a run has found out so far; an error in the middle loses nothing of it. */
interface Progress {
  cells: Cells;
  /** Of all shards; empty where there is one run. */
  plan: readonly ShardUnit[];
  facts: RuntimeFacts;
  images: readonly BuiltImage[];
  reference: () => ReferenceRun | null;
  differences: NonNullable<RunRecord['differences']>;
  readonly problems: Problem[];
}

/**
 * The way of the data up to the record: configuration → cells → images → generations → record.
 * Never throws: what went wrong is in the record's `problems`, beside what was measured before.
 * The caller runs `deps.cleanup` afterwards, whatever happened.
 */
export async function measuredRecord(
  request: JobRequest,
  measuring: Measuring,
  deps: JobDeps,
): Promise<RunRecord> {
  const startedMs = deps.clock.now();
  const progress: Progress = {
    cells: new Map(),
    plan: [],
    facts: NO_RUNTIME,
    images: [],
    reference: () => null,
    differences: [],
    problems: [],
  };
  const record = (): RunRecord => toRecord(request, deps, progress, startedMs);
  try {
    await measure(request, measuring, deps, progress, record);
  } catch (error) {
    progress.problems.push(...toProblems(error));
  }
  progress.problems.push(...problemsOfCells(progress.cells.values(), progress.problems));
  return withExcerpts(record(), deps.keepLog);
}

async function measure(
  request: JobRequest,
  measuring: Measuring,
  deps: JobDeps,
  progress: Progress,
  record: () => RunRecord,
): Promise<void> {
  const work = await planRun(request, deps);
  const { planned, cells, plan, opened } = work;
  progress.cells = cells;
  progress.plan = plan;
  remarkOnSize(work, request, measuring, deps);
  if (targetsToBuild(planned, progress.cells).length === 0) return;
  if (deps.socketLimits !== undefined) {
    for (const warning of checkSockets(planned, deps.socketLimits)) deps.log.warning(warning);
  }
  const files = await readRequestFiles(planned, request.candidate);
  const data = await readData(planned, request.candidate, files);
  const runtime = await opened();
  const facts = await runtime.facts();
  progress.facts = { ...facts, ...coresFor(request, deps, facts) };
  const plans = await buildTargets(planned, progress.cells, progress.problems, request, runtime, deps);
  measuring.carried?.(progress.cells);
  progress.images = plans.filter(({ target }) => target.url === null).flatMap(imagesOf);
  progress.differences = await deps.stopwatch.time('plan', () =>
    differencesOf(plans, request, runtime.kind, deps),
  );
  const { beside, run } = await prepareReference(plans, request, runtime, deps);
  progress.reference = run;
  const all = { ...measuring, beside, data, ...(files === null ? {} : { files }) };
  const profile = async (measureDeps: MeasureDeps): Promise<void> => {
    const { sampler } = deps;
    const wanted = sampler === undefined ? [] : (measuring.profiled?.(record()) ?? []);
    if (sampler === undefined || wanted.length === 0) return;
    const asked = { wanted, plans, cells: progress.cells, request, sampler, keep: deps.keepProfile };
    await deps.stopwatch.time('profile', () => profileCells(asked, measureDeps));
  };
  await measureCells(plans, progress.cells, progress.problems, request, all, runtime, deps, profile);
  const wanted = measuring.toExplain?.(record());
  if (wanted === undefined || wanted.size === 0) return;
  progress.differences = await withPackages(progress.differences, wanted, plans, runtime, deps);
}

/** Says before anything is built that the budget is too short for so many cells. */
function remarkOnSize(
  { planned, cells, loads }: Planned,
  request: JobRequest,
  { least, budgetMs }: Measuring,
  { log }: JobDeps,
): void {
  if (least === undefined) return;
  const open = [...cells.values()].filter(({ state }) => state === 'not-measured').length;
  const { shard } = request;
  const shards = shard === undefined ? null : { of: shard.of, loads };
  const remark = sizeRemark(targetLoads(planned, cells, request), open, budgetMs, least, shards);
  if (remark !== null) log.warning(remark);
}

const imagesOf = ({ candidate, baseline }: TargetPlan): BuiltImage[] =>
  [candidate, ...(baseline === null ? [] : [baseline])].map(({ target, side, sizeBytes, buildMs }) => ({
    target: target.name,
    side,
    sizeBytes,
    buildMs,
  }));

function toRecord(request: JobRequest, deps: JobDeps, progress: Progress, startedMs: number): RunRecord {
  const cells = [...progress.cells.values()];
  const compared = cells.some((cell) => cell.generations.some((generation) => generation.baseline !== null));
  const first = request.config.targets.find(({ url }) => url === null);
  const reference = progress.reference();
  const differences = progress.differences.filter(isWorthAWord);
  return {
    schema: RECORD_SCHEMA,
    version: deps.version,
    id: request.id,
    startedAt: new Date(startedMs).toISOString(),
    durationMs: Math.max(0, Math.round(deps.clock.now() - startedMs)),
    seed: request.seed,
    candidate: request.candidate.ref,
    baseline: request.baseline?.ref ?? null,
    baselineFigures: compared ? 'run' : comparesStored(request) ? 'stored' : 'none',
    configDigest: configDigest(request.config),
    machine: machineWith(deps.machine, progress.facts.engine),
    runtime: progress.facts,
    caps: { cpus: first?.caps.cpus ?? 0, memoryBytes: first?.caps.memoryBytes ?? 0 },
    timing: deps.stopwatch.totals(),
    images: progress.images,
    ...(reference === null ? {} : { reference }),
    ...(differences.length === 0 ? {} : { differences }),
    cells: request.stored === null ? cells : carryOver(cells, request.stored),
    ...(request.part === undefined ? {} : { asked: request.part.asked }),
    ...(request.shard === undefined ? {} : { shard: { ...request.shard, plan: progress.plan } }),
    problems: progress.problems,
  };
}
