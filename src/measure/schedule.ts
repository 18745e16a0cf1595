import type { Scenario } from '../model/config.js';
import type { LoadgateError } from '../model/error.js';
import type { CellRecord, InvalidReason, ReferenceFigures, SideName } from '../model/record.js';
import { ALL_KINDS, type RoundKind } from '../model/round.js';
import type { Beside } from './beside.js';
import { ranAndFailed, SATURATED } from './cell.js';
import { type CellResult, runGeneration } from './generation.js';
import { isGivenUp, type Spoilt } from './spoilt.js';
import type { MeasureDeps, TargetPlan, Wanted } from './types.js';

/** What a cell wants next; src/compare/sequential.ts decides, or a fixed number. An invalid cell is asked as well. */
export type NextStep = 'screen' | 'confirm' | 'done';

/** Safety margin on the estimated length of the next generation. */
const ESTIMATE_MARGIN = 1.1;

export interface ScheduleRequest {
  readonly plans: readonly TargetPlan[];
  /** The cells as they stand, by `target/scenario`; changed in place, so that an ended run keeps what it has. */
  readonly cells: Map<string, CellRecord>;
  readonly nextStep: (cell: CellRecord) => NextStep;
  /** Kinds of rounds that the cell's next generation needs. Absent: all that there are. */
  readonly kinds?: (cell: CellRecord) => readonly RoundKind[];
  /** Infinite where nothing but `nextStep` ends it. */
  readonly budgetMs: number;
  /** Told of each cell that is invalid by a fault of the machine's. */
  readonly onFault: (plan: TargetPlan, scenario: Scenario, fault: LoadgateError) => void;
  /** Runs once in every pass over the targets, at a random place; what it shows goes into that pass's generations. */
  readonly beside?: Beside | null;
}

/** Generations that a cell may lose because its target died under the load of another cell. */
const MAX_LOST = 2;

interface State {
  readonly spentMs: () => number;
  /** Length of the longest generation so far, ms, by target. */
  readonly longest: Map<string, number>;
  /** Generations that a cell lost, by cell. */
  readonly losses: Map<string, number>;
  index: number;
}

/** Why the schedule ended. */
export type ScheduleEnd = 'decided' | 'budget';

export const cellKey = (target: string, scenario: string): string => `${target}/${scenario}`;

/**
 * Runs generations until every cell is decided or the budget is spent. All targets get their first
 * generation before any gets its second, in random order, so that a short budget is shared fairly; each such pass
 * has one generation of `beside`.
 * @throws what runGeneration and `recover` throw; `request.cells` holds everything that was measured before
 */
export async function runSchedule(request: ScheduleRequest, deps: MeasureDeps): Promise<ScheduleEnd> {
  const startedMs = deps.clock.now();
  const state: State = {
    spentMs: () => deps.clock.now() - startedMs,
    longest: new Map(),
    losses: new Map(),
    index: 0,
  };
  for (;;) {
    const pending = request.plans.filter((plan) => wantedOf(plan, request).size > 0);
    if (pending.length === 0) return 'decided';
    if (!(await runPass(pending, request, state, deps))) return 'budget';
  }
}

/** @returns whether there was time for a generation of any target */
async function runPass(
  pending: readonly TargetPlan[],
  request: ScheduleRequest,
  state: State,
  deps: MeasureDeps,
): Promise<boolean> {
  const { beside } = request;
  const first = state.index;
  let reference: ReferenceFigures | null = null;
  let ran = false;
  try {
    const others = beside?.wanted() === true ? [beside] : [];
    for (const next of deps.random.shuffle<TargetPlan | Beside>([...pending, ...others])) {
      if ('run' in next) reference = await runBeside(next, request, state, deps);
      else if (await runOne(next, request, state, deps)) ran = true;
    }
  } finally {
    if (reference !== null) noteReference(request.cells, first, reference);
  }
  return ran;
}

/** @returns null where there was no time for it, or it failed */
async function runBeside(
  beside: Beside,
  request: ScheduleRequest,
  state: State,
  deps: MeasureDeps,
): Promise<ReferenceFigures | null> {
  const { name } = beside.plan.target;
  const longest = state.longest.get(name) ?? 0;
  if (state.spentMs() + longest * ESTIMATE_MARGIN >= request.budgetMs) return null;
  const before = state.spentMs();
  const { figures, machineFailed } = await beside.run(state.index++, deps);
  state.longest.set(name, Math.max(longest, state.spentMs() - before));
  if (machineFailed) await deps.recover();
  return figures;
}

function noteReference(cells: Map<string, CellRecord>, first: number, reference: ReferenceFigures): void {
  for (const [key, cell] of cells) {
    const generations = cell.generations.map((one) => (one.index < first ? one : { ...one, reference }));
    if (generations.some(({ index }) => index >= first)) cells.set(key, { ...cell, generations });
  }
}

/** @returns whether there was time for a generation of this target */
async function runOne(
  plan: TargetPlan,
  request: ScheduleRequest,
  state: State,
  deps: MeasureDeps,
): Promise<boolean> {
  const { name } = plan.target;
  const wanted = wantedOf(plan, request);
  const longest = state.longest.get(name) ?? 0;
  if (state.spentMs() + longest * ESTIMATE_MARGIN >= request.budgetMs) return false;
  deps.log.progress(progressLine(plan, wanted, request, state.spentMs()));
  const before = state.spentMs();
  const { cells: results, machineFailed } = await runGeneration({ plan, wanted, index: state.index++ }, deps);
  state.longest.set(name, Math.max(longest, state.spentMs() - before));
  for (const scenario of wanted.keys()) {
    const result = results.get(scenario.name);
    // What the machine made a cell lose says nothing about its target.
    apply(plan, scenario, result, request.cells, machineFailed ? new Map() : state.losses);
    if (result?.fault) request.onFault(plan, scenario, result.fault);
  }
  if (machineFailed) await deps.recover();
  return true;
}

function wantedOf(plan: TargetPlan, request: ScheduleRequest): Map<Scenario, Wanted> {
  const wanted = new Map<Scenario, Wanted>();
  for (const scenario of plan.scenarios) {
    const cell = request.cells.get(cellKey(plan.target.name, scenario.name));
    if (cell === undefined) continue;
    const step = request.nextStep(cell);
    if (step !== 'done') wanted.set(scenario, { phase: step, kinds: request.kinds?.(cell) ?? ALL_KINDS });
  }
  return wanted;
}

function apply(
  plan: TargetPlan,
  scenario: Scenario,
  result: CellResult | undefined,
  cells: Map<string, CellRecord>,
  losses: Map<string, number>,
): void {
  const key = cellKey(plan.target.name, scenario.name);
  const cell = cells.get(key);
  if (cell === undefined || result === undefined) return;
  const lost = result.generation === null && result.invalid === null;
  if (lost && result.spoilt !== null) {
    cells.set(key, withoutSpoilt(cell, result.spoilt));
    return;
  }
  if (lost) losses.set(key, (losses.get(key) ?? 0) + 1);
  const gone = (losses.get(key) ?? 0) > MAX_LOST ? neverEnded(plan, result.lostBy ?? 'candidate') : null;
  const found = result.invalid ?? afterRunning(cell, result) ?? gone;
  cells.set(key, withResult(cell, result, worse(cell.invalid, found)));
}

function withResult(cell: CellRecord, result: CellResult, invalid: InvalidReason | null): CellRecord {
  const { generation } = result;
  return {
    ...cell,
    state: invalid !== null ? 'invalid' : generation === null ? cell.state : 'measured',
    invalid,
    noBaseline: cell.noBaseline ?? result.noBaseline,
    generations: generation === null ? cell.generations : [...cell.generations, generation],
  };
}

/** Drops a generation that the machine has spoilt: it is made again, up to a point. */
function withoutSpoilt(cell: CellRecord, { code, side, message }: Spoilt): CellRecord {
  const dropped = { starved: 0, throttled: 0, ...cell.dropped };
  dropped[code] += 1;
  const all = dropped.starved + dropped.throttled;
  if (!isGivenUp(all, cell.generations.length)) return { ...cell, dropped };
  const count = `${all} of ${all + cell.generations.length} generations were spoilt by the machine`;
  const invalid = { code, side, message: `${count}; in the last one, ${message}`, log: [] };
  return { ...cell, dropped, state: 'invalid', invalid };
}

/** A fault of the target says more than a generator at its limit, after which a cell may go on. */
const worse = (before: InvalidReason | null, found: InvalidReason | null): InvalidReason | null =>
  before === null || (found !== null && before.code === SATURATED.code) ? found : before;

/** A baseline that took part in generations before is not one that never works: what failed now is told, and no verdict. */
function afterRunning({ generations }: CellRecord, { baselineFault }: CellResult): InvalidReason | null {
  const ran = generations.some(({ baseline }) => baseline !== null);
  return ran && baselineFault !== null ? ranAndFailed(baselineFault) : null;
}

function neverEnded(plan: TargetPlan, side: SideName): InvalidReason {
  const message = `${plan.target.name} (${side}) was gone before the rounds of this cell were through, ${MAX_LOST + 1} times`;
  return { side, code: 'target-exited', message, log: [] };
}

function progressLine(
  plan: TargetPlan,
  wanted: ReadonlyMap<Scenario, Wanted>,
  { cells, budgetMs }: ScheduleRequest,
  spentMs: number,
): string {
  const [scenario] = wanted.keys();
  const done = cells.get(cellKey(plan.target.name, scenario?.name ?? ''))?.generations.length ?? 0;
  const names = [...wanted.keys()].map((one) => one.name).join(', ');
  const left = Math.max(0, Math.round((budgetMs - spentMs) / 1000));
  const limit = Number.isFinite(left) ? ` (at most ${left} s left)` : '';
  return `${plan.target.name}: generation ${done + 1} of ${names}${limit}`;
}
