import type { CutOffSearch } from '../model/capacity.js';
import type { Scenario } from '../model/config.js';
import type { LoadgateError } from '../model/error.js';
import type { CellRecord, ReferenceFigures } from '../model/record.js';
import { ALL_KINDS, type RoundKind } from '../model/round.js';
import type { Beside } from './beside.js';
import { budgetRemark, fits, reservedFor, roundsMs } from './budget.js';
import { guessFrom } from './capacity/run.js';
import type { MeasureDeps, TargetPlan, Wanted } from './deps.js';
import { type CellResult, foldResult } from './fate.js';
import { runGeneration } from './generation.js';
import { mixFor } from './rounds.js';

/** What a cell wants next; src/compare/sequential.ts decides, or a fixed number. An invalid cell is asked as well. */
export type NextStep = 'screen' | 'confirm' | 'done';

export interface ScheduleRequest {
  readonly plans: readonly TargetPlan[];
  /** The cells as they stand, by `target/scenario`; changed in place, so that an ended run keeps what it has. */
  readonly cells: Map<string, CellRecord>;
  readonly nextStep: (cell: CellRecord, all: ReadonlyMap<string, CellRecord>) => NextStep;
  /** Confirming generations that a suspect cell still needs; 0: nothing is suspect. Absent: no time is kept back for any. */
  readonly confirming?: (cell: CellRecord) => number;
  /** Generations without which no change is confirmed: where the budget holds fewer, that is said. Absent: any number will do. */
  readonly least?: number;
  /** Kinds of rounds that the cell's next generation needs. Absent: all that there are. */
  readonly kinds?: (cell: CellRecord) => readonly RoundKind[];
  /** Whether a limit judges the failed requests of a cell. Absent: none does, so that they make it invalid. */
  readonly judgesErrors?: (cell: CellRecord) => boolean;
  /** Infinite where nothing but `nextStep` ends it. */
  readonly budgetMs: number;
  /** Told of each cell that is invalid by a fault of the machine's. */
  readonly onFault: (plan: TargetPlan, scenario: Scenario, fault: LoadgateError) => void;
  /** Runs once in every pass over the targets, at a random place; what it shows goes into that pass's generations. */
  readonly beside?: Beside | null;
}

interface State {
  readonly spentMs: () => number;
  /** Length of the longest generation so far, ms, by target. */
  readonly longest: Map<string, number>;
  /** How often the generations of a cell were cut short by its target, by cell. */
  readonly cutShort: Map<string, number>;
  index: number;
  /** It was said that the budget is too short. */
  remarked: boolean;
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
    cutShort: new Map(),
    index: 0,
    remarked: false,
  };
  for (;;) {
    const pending = request.plans.filter((plan) => wantedOf(plan, request).size > 0);
    if (pending.length === 0) return 'decided';
    const isFirst = state.index === 0;
    if (!(await runPass(pending, request, state, deps))) return 'budget';
    if (!isFirst) continue;
    const timeOf = ({ target: { name } }: TargetPlan) => [name, state.longest.get(name) ?? 0] as const;
    remarkOnBudget(pending.map(timeOf), request, state, deps);
  }
}

/**
 * Says once, as soon as it is known, that the budget is too short, and what would do: before the first round where there
 * is one target, after the first pass where there are more.
 */
function remarkOnBudget(
  times: readonly (readonly [target: string, generationMs: number])[],
  { budgetMs, least = 0 }: ScheduleRequest,
  state: State,
  { log }: MeasureDeps,
): void {
  if (state.remarked) return;
  const all = times.map(([target, generationMs]) => ({ target, generationMs }));
  const remark = budgetRemark(all, budgetMs, least);
  if (remark === null) return;
  state.remarked = true;
  log.warning(remark);
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
  if (!fits({ spentMs: state.spentMs(), ...request }, longest, reserved(beside.plan, request, state)))
    return null;
  const before = state.spentMs();
  const { figures, machineFailed } = await beside.run(state.index++, deps);
  state.longest.set(name, Math.max(longest, state.spentMs() - before));
  if (machineFailed) await deps.recover();
  return figures;
}

function noteReference(cells: Map<string, CellRecord>, first: number, reference: ReferenceFigures): void {
  for (const [key, cell] of cells) {
    // How fast this machine is says nothing of what runs elsewhere.
    if (cell.url !== undefined) continue;
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
  // Another look at what is not suspect waits until what is has had its time.
  const isScreen = [...wanted.values()].every(({ phase }) => phase === 'screen');
  const kept = isScreen ? reserved(plan, request, state) : 0;
  if (!fits({ spentMs: state.spentMs(), ...request }, longest, kept)) return false;
  deps.log.progress(progressLine(plan, wanted, request, state.spentMs()));
  const before = state.spentMs();
  const onWarm = (once: number): void => {
    // How long a search takes is known when it is over.
    const isSearch = [...wanted.keys()].some(({ capacity }) => capacity !== undefined);
    if (longest > 0 || request.plans.length > 1 || isSearch) return;
    const rounds = [...wanted.values()].map(({ kinds }) =>
      roundsMs(kinds, mixFor(plan, deps.rounds), deps.settings),
    );
    const generationMs = rounds.reduce((sum, ms) => sum + ms, state.spentMs() - before - once);
    remarkOnBudget([[name, generationMs]], request, state, deps);
  };
  const onCutOff = ({ name: scenario }: Scenario, cutOff: CutOffSearch): void => {
    const key = cellKey(name, scenario);
    const cell = request.cells.get(key);
    if (cell !== undefined) request.cells.set(key, { ...cell, cutOff });
  };
  const {
    cells: results,
    onceMs,
    machineFailed,
  } = await runGeneration({ plan, wanted, index: state.index++, onWarm, onCutOff }, deps);
  state.longest.set(name, Math.max(longest, state.spentMs() - before - onceMs));
  for (const scenario of wanted.keys()) {
    const result = results.get(scenario.name);
    if (result === undefined) continue;
    // What the machine made a cell lose says nothing about its target.
    fold(plan, scenario, result, request.cells, machineFailed ? new Map() : state.cutShort);
    if (result.fate.kind === 'machine-failed') request.onFault(plan, scenario, result.fate.error);
  }
  if (machineFailed) await deps.recover();
  return true;
}

/** Time that the suspects of the other targets need to be confirmed, ms. */
function reserved(own: TargetPlan, { plans, cells, confirming }: ScheduleRequest, state: State): number {
  if (confirming === undefined) return 0;
  const others = plans.filter((plan) => plan !== own);
  return reservedFor(
    others.map(({ target, scenarios }) => ({
      generations: Math.max(
        0,
        ...scenarios.map(({ name }) => {
          const cell = cells.get(cellKey(target.name, name));
          return cell === undefined ? 0 : confirming(cell);
        }),
      ),
      generationMs: state.longest.get(target.name) ?? 0,
    })),
  );
}

function wantedOf(plan: TargetPlan, request: ScheduleRequest): Map<Scenario, Wanted> {
  const wanted = new Map<Scenario, Wanted>();
  for (const scenario of plan.scenarios) {
    const cell = request.cells.get(cellKey(plan.target.name, scenario.name));
    if (cell === undefined) continue;
    const step = request.nextStep(cell, request.cells);
    if (step === 'done') continue;
    wanted.set(scenario, {
      ...wantedFor(cell),
      phase: step,
      kinds: request.kinds?.(cell) ?? ALL_KINDS,
      judgesErrors: request.judgesErrors?.(cell) ?? false,
    });
  }
  return wanted;
}

/** What a cell's next generation has to know of the earlier ones. */
export function wantedFor(cell: CellRecord): Omit<Wanted, 'phase' | 'kinds'> {
  const { unstableBody = null, reduced, generations } = cell;
  const counted = generations.filter(({ candidate }) => candidate.counts?.services !== undefined).length;
  // Found out once: in the first generation, and again if that one was lost.
  const isKnown = unstableBody !== null || generations.length > 0;
  return { counted, reduced, guess: guessFrom(generations), ...(isKnown ? { unstableBody } : {}) };
}

function fold(
  plan: TargetPlan,
  scenario: Scenario,
  result: CellResult,
  cells: Map<string, CellRecord>,
  cutShort: Map<string, number>,
): void {
  const key = cellKey(plan.target.name, scenario.name);
  const cell = cells.get(key);
  if (cell === undefined) return;
  if (result.fate.kind === 'cut-short') cutShort.set(key, (cutShort.get(key) ?? 0) + 1);
  cells.set(key, foldResult(cell, result, plan.noBaseline, cutShort.get(key) ?? 0));
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
