import { startGenerator } from '../load/generator.js';
import type { Beside } from '../measure/beside.js';
import { budgetRemark } from '../measure/budget.js';
import type { MeasureDeps, RequestFiles, RoundMix, ScenarioData, TargetPlan } from '../measure/deps.js';
import { type DuetWish, runDuets } from '../measure/duets.js';
import { type NextStep, runSchedule, type ScheduleEnd, type ScheduleRequest } from '../measure/schedule.js';
import type { MeasureSettings, Scenario } from '../model/config.js';
import type { LoadgateError } from '../model/error.js';
import type { CellRecord, Problem, RunRecord, RuntimeFacts } from '../model/record.js';
import type { RoundKind } from '../model/round.js';
import { type CorePlan, planCoresWith, serviceCoresWith } from '../runtime/cores.js';
import type { Runtime } from '../runtime/runtime.js';
import { readCoreTime } from '../system/contention.js';
import { seededRandom } from '../system/random.js';
import { type KeptUpstream, keepUpstream, startUpstream } from '../upstream/start.js';
import type { Cells } from './cells.js';
import { cellsText, toProblem } from './problems.js';
import { overheard } from './so-far.js';
import type { JobDeps, JobRequest } from './types.js';

/** What a run measures, and how much of it. */
export interface Measuring {
  readonly nextStep: (cell: CellRecord, all: ReadonlyMap<string, CellRecord>) => NextStep;
  /** Confirming generations that a suspect cell still needs. Absent: nothing is confirmed. */
  readonly confirming?: (cell: CellRecord) => number;
  /** Generations without which no change is confirmed. Absent: any number will do. */
  readonly least?: number;
  /** Kinds of rounds that a cell's next generation needs. Absent: all of `rounds`. */
  readonly kinds?: (cell: CellRecord) => readonly RoundKind[];
  /** Whether a limit judges the failed requests of a cell. Absent: none does, so that they make it invalid. */
  readonly judgesErrors?: (cell: CellRecord) => boolean;
  /** Targets of what was measured whose packages are looked at, to explain what was found. Absent: none. */
  readonly toExplain?: (record: RunRecord) => ReadonlySet<string>;
  /**
   * What is measured next, where targets run beside one another; `nextStep` is not asked then. Absent: each is compared with
   * its own baseline.
   * @param cores that the targets are pinned to; null: none
   */
  readonly duets?: (cells: ReadonlyMap<string, CellRecord>, cores: number | null) => readonly DuetWish[];
  /** Puts what an earlier run has measured into the cells. Absent: there was none. @throws LoadgateError `record-other` */
  readonly carried?: (cells: Cells) => void;
  readonly settings: MeasureSettings;
  readonly rounds: RoundMix;
  readonly budgetMs: number;
  /** What becomes of the cells that the budget left without all their generations, the end of a sentence. */
  readonly cutShort: string;
  /** The reference target, where one is measured (reference.ts). */
  readonly beside?: Beside | null;
  /** The rows of the scenarios that have data. Absent: none has. */
  readonly data?: ReadonlyMap<Scenario, ScenarioData>;
  /** The files that requests send. Absent: none does. */
  readonly files?: RequestFiles;
  /** Which cells are profiled after the verdict on a record, those that matter most first. Absent: none. */
  readonly profiled?: (record: RunRecord) => readonly string[];
}

/**
 * Which cores the targets, the generator and the services get. Targets that can't be pinned run where they like, on the generator's
 * core, too: what is read of cores would say nothing of them.
 */
export function coresFor(
  request: Pick<JobRequest, 'config'>,
  deps: Pick<JobDeps, 'allowedCores'>,
  { capsMissing, engine }: Pick<RuntimeFacts, 'capsMissing' | 'engine'>,
): CorePlan & Pick<RuntimeFacts, 'serviceCores'> {
  const ours = request.config.targets.filter(({ url }) => url === null);
  const cpus = Math.max(...ours.map((target) => target.caps.cpus), 0);
  const plan = planCoresWith(engine, deps.allowedCores, cpus);
  const held = capsMissing.includes('core') ? { ...plan, targetCores: null } : plan;
  const hasServices = request.config.targets.some(({ needs }) => needs.length > 0);
  return hasServices ? { ...held, serviceCores: serviceCoresWith(engine, deps.allowedCores, held) } : held;
}

/**
 * Measures all open cells within the budget; `cells` and `problems` are changed in place.
 * @param after what is done with the same upstream and cores when all is measured
 * @throws LoadgateError of kind `machine` where nothing more can be measured, and the signal's reason
 */
export async function measureCells(
  plans: readonly TargetPlan[],
  cells: Cells,
  problems: Problem[],
  request: JobRequest,
  measuring: Measuring,
  runtime: Runtime,
  deps: JobDeps,
  after: (deps: MeasureDeps) => Promise<void>,
): Promise<void> {
  if (plans.length === 0) return;
  const { settings, rounds, budgetMs, cutShort, data = new Map(), files } = measuring;
  const facts = await runtime.facts();
  const cores = coresFor(request, deps, facts);
  const upstream = await upstreamFor(plans, runtime, cores.generatorCores, deps);
  remarkOnStored(plans, request, measuring, deps);
  const measureDeps: MeasureDeps = {
    runtime,
    upstream,
    startGenerator: () => startGenerator({ childPath: deps.bundles.load, cores: cores.generatorCores }),
    targetCores: cores.targetCores,
    serviceCores: cores.serviceCores ?? null,
    // Cores of another machine are none of ours.
    coreTime: facts.engine === undefined ? readCoreTime : () => null,
    sharesCore: cores.targetCores === null && facts.engine === undefined,
    settings,
    data,
    ...(files === undefined ? {} : { files }),
    rounds,
    clock: deps.clock,
    random: seededRandom(request.seed),
    log: deps.log,
    cleanup: deps.cleanup,
    stopwatch: deps.stopwatch,
    signal: deps.signal,
    recover: async () => {
      await runtime.recover(deps.signal);
      await upstream?.revive();
    },
  };
  const end = await scheduled({ plans, cells, problems, measuring, job: deps }, measureDeps);
  if (end === 'budget') deps.log.info(`The budget of ${budgetMs / 1000} s is spent: ${cutShort}.`);
  await after(measureDeps);
}

interface Scheduled {
  readonly plans: readonly TargetPlan[];
  readonly cells: Cells;
  readonly problems: Problem[];
  readonly measuring: Measuring;
  readonly job: JobDeps;
}

/** @throws as `measureCells` */
function scheduled(
  { plans, cells, problems, measuring, job }: Scheduled,
  deps: MeasureDeps,
): Promise<ScheduleEnd> {
  const { nextStep, duets, confirming, least, kinds, judgesErrors, budgetMs, beside = null } = measuring;
  const all = { plans, cells, budgetMs, onFault: faultsInto(problems, job) };
  if (duets !== undefined) {
    const cores = deps.targetCores?.length ?? null;
    return runDuets({ ...all, next: (now) => duets(now, cores) }, deps);
  }
  const { watch } = job;
  return runSchedule(
    {
      ...all,
      nextStep: watch === undefined ? nextStep : overheard(nextStep, watch, budgetMs, () => job.clock.now()),
      ...(kinds === undefined ? {} : { kinds }),
      ...(judgesErrors === undefined ? {} : { judgesErrors }),
      ...(confirming === undefined ? {} : { confirming }),
      ...(least === undefined ? {} : { least }),
      beside,
    },
    deps,
  );
}

/** One problem for all cells that one fault of the machine has met. */
function faultsInto(problems: Problem[], { log }: JobDeps): ScheduleRequest['onFault'] {
  const met = new Map<LoadgateError, { readonly place: number; readonly scenarios: string[] }>();
  return ({ target }, scenario, fault) => {
    const known = met.get(fault) ?? { place: problems.length, scenarios: [] };
    met.set(fault, known);
    known.scenarios.push(scenario.name);
    const message = `${cellsText(target.name, known.scenarios)}: ${fault.message}`;
    problems[known.place] = { ...toProblem(fault), message };
    log.warning(`${target.name}, ${scenario.name}: ${fault.message}. The other cells are measured on.`);
  };
}

/** Says before the first round that the budget is too short, where the stored record shows how long generations take. */
function remarkOnStored(
  plans: readonly TargetPlan[],
  { stored }: JobRequest,
  { budgetMs, least = 0 }: Measuring,
  { log }: JobDeps,
): void {
  const times = plans.flatMap(({ target: { name } }) => {
    const all = stored?.cells.filter((cell) => cell.target === name) ?? [];
    const durations = all.flatMap(({ generations }) => generations.map(({ durationMs }) => durationMs));
    return durations.length === 0 ? [] : [{ target: name, generationMs: Math.max(...durations) }];
  });
  const remark = times.length < plans.length ? null : budgetRemark(times, budgetMs, least);
  if (remark !== null) log.warning(`As the stored record shows: ${remark}`);
}

async function upstreamFor(
  plans: readonly TargetPlan[],
  runtime: Runtime,
  cores: RuntimeFacts['generatorCores'],
  deps: JobDeps,
): Promise<KeptUpstream | null> {
  if (!plans.some((plan) => plan.scenarios.some((scenario) => scenario.upstream !== null))) return null;
  const host = await runtime.upstreamHost();
  const upstream = await keepUpstream(() => startUpstream({ childPath: deps.bundles.upstream, host, cores }));
  deps.cleanup.defer('upstream', () => upstream.close());
  return upstream;
}
