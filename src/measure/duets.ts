/** Generations in which two targets run beside one another, for a ranking: each is the other's measure, and none a baseline. */

import { isSaturated } from '../load/saturation.js';
import type { CutOffSearch } from '../model/capacity.js';
import type { Scenario } from '../model/config.js';
import type { LoadgateError } from '../model/error.js';
import type { CellRecord, Generation, InvalidReason } from '../model/record.js';
import type { RoundKind } from '../model/round.js';
import { fits } from './budget.js';
import type { MeasureDeps, TargetPlan, Wanted } from './deps.js';
import { asInvalid, type CellResult, foldResult, SATURATED } from './fate.js';
import { runGeneration } from './generation.js';
import { cellKey, type ScheduleEnd, wantedFor } from './schedule.js';

/** What one generation measures. */
export interface DuetWish {
  readonly target: string;
  /** The target that runs beside it; null: none, it runs alone. */
  readonly beside: string | null;
  readonly scenarios: readonly string[];
  readonly kinds: readonly RoundKind[];
}

export interface DuetRequest {
  readonly plans: readonly TargetPlan[];
  /** By `target/scenario`; changed in place, so that an ended run keeps what it has. */
  readonly cells: Map<string, CellRecord>;
  /** The generations that come next, by what all cells have; they are run in random order. Empty: all is done. */
  readonly next: (cells: ReadonlyMap<string, CellRecord>) => readonly DuetWish[];
  /** Infinite where nothing but `next` ends it. */
  readonly budgetMs: number;
  /** Told of each cell that is invalid by a fault of the machine's. */
  readonly onFault: (plan: TargetPlan, scenario: Scenario, fault: LoadgateError) => void;
}

interface Spent {
  readonly ms: () => number;
  /** How long each generation took, ms. */
  readonly times: { readonly kinds: string; readonly scenarios: number; readonly ms: number }[];
  /** How often the generations of a cell were cut short by its target, by cell. */
  readonly cutShort: Map<string, number>;
  index: number;
}

/**
 * Runs what is asked for until nothing is, or the budget is spent.
 * @throws what runGeneration and `recover` throw; `request.cells` holds everything that was measured before
 */
export async function runDuets(request: DuetRequest, deps: MeasureDeps): Promise<ScheduleEnd> {
  const startedMs = deps.clock.now();
  const spent: Spent = {
    ms: () => deps.clock.now() - startedMs,
    times: [],
    cutShort: new Map(),
    index: firstIndex(request.cells),
  };
  for (;;) {
    const wishes = request.next(request.cells);
    if (wishes.length === 0) return 'decided';
    const ends = new Set<WishEnd>();
    for (const wish of deps.random.shuffle(wishes)) ends.add(await runWish(wish, request, spent, deps));
    if (!ends.has('ran')) return ends.has('no-time') ? 'budget' : 'decided';
  }
}

/** Behind those that an earlier run has measured. */
const firstIndex = (cells: ReadonlyMap<string, CellRecord>): number =>
  Math.max(-1, ...[...cells.values()].flatMap(({ generations }) => generations.map(({ index }) => index))) +
  1;

/** `nothing-open`: others of its pass have found out that it can't be measured. */
type WishEnd = 'ran' | 'no-time' | 'nothing-open';

async function runWish(
  wish: DuetWish,
  request: DuetRequest,
  spent: Spent,
  deps: MeasureDeps,
): Promise<WishEnd> {
  const { cells, budgetMs } = request;
  const plan = planOf(wish, request);
  const scenarios = plan === null ? [] : openScenarios(wish, plan, cells);
  if (plan === null || scenarios.length === 0) return 'nothing-open';
  const kinds = wish.kinds.join();
  const alike = spent.times.filter((one) => one.kinds === kinds && one.scenarios <= scenarios.length);
  if (!fits({ spentMs: spent.ms(), budgetMs }, Math.max(0, ...alike.map(({ ms }) => ms)))) return 'no-time';
  deps.log.progress(progressLine(wish, scenarios, budgetMs - spent.ms()));
  const wanted = new Map(scenarios.map((scenario) => [scenario, wantedOf(wish, scenario, cells)]));
  const before = spent.ms();
  const onCutOff = ({ name }: Scenario, cutOff: CutOffSearch): void => {
    const key = cellKey(wish.target, name);
    const cell = cells.get(key);
    if (cell !== undefined) cells.set(key, { ...cell, cutOff });
  };
  const result = await runGeneration({ plan, wanted, index: spent.index++, onCutOff }, deps);
  const { machineFailed } = result;
  spent.times.push({ kinds, scenarios: scenarios.length, ms: spent.ms() - before - result.onceMs });
  for (const scenario of scenarios) {
    const one = result.cells.get(scenario.name);
    if (one === undefined) continue;
    foldDuet(wish, scenario.name, one, cells, machineFailed ? new Map() : spent.cutShort);
    if (one.fate.kind === 'machine-failed') request.onFault(plan, scenario, one.fate.error);
  }
  if (machineFailed) await deps.recover();
  return 'ran';
}

/** The plan of a generation: the other target stands where a comparison has the baseline. null: one was not built. */
function planOf({ target, beside }: DuetWish, { plans }: DuetRequest): TargetPlan | null {
  const own = plans.find((plan) => plan.target.name === target);
  const other = plans.find((plan) => plan.target.name === beside);
  if (own === undefined || (beside !== null && other === undefined)) return null;
  if (other === undefined) return own;
  const needed = own.services !== undefined || other.services !== undefined;
  const services = {
    candidate: own.services?.candidate ?? [],
    baseline: other.services?.candidate ?? [],
  };
  return {
    ...own,
    baseline: { ...other.candidate, side: 'baseline' },
    beside: other.target,
    ...(needed ? { services } : {}),
  };
}

/** Those in which neither target was found to fail, as far as it is known by now. */
const openScenarios = (
  { target, beside, scenarios }: DuetWish,
  plan: TargetPlan,
  cells: ReadonlyMap<string, CellRecord>,
): readonly Scenario[] =>
  plan.scenarios.filter(({ name }) => {
    const both = [target, ...(beside === null ? [] : [beside])].map((one) => cells.get(cellKey(one, name)));
    return scenarios.includes(name) && both.every((cell) => cell !== undefined && canGoOn(cell));
  });

/** Whether more can be measured of a cell: the CPU time of a target that is too fast for the generator is its own. */
export const canGoOn = ({ invalid }: Pick<CellRecord, 'invalid'>): boolean =>
  invalid === null || invalid.code === SATURATED.code;

function wantedOf(
  { target, beside, kinds }: DuetWish,
  { name }: Scenario,
  cells: ReadonlyMap<string, CellRecord>,
): Wanted {
  const [own, other] = [target, beside ?? target].map((one) => cells.get(cellKey(one, name)));
  const known = own === undefined ? {} : wantedFor(own);
  const unstable = other?.unstableBody;
  const seen = other === own || (other?.generations.length ?? 0) > 0 || unstable !== undefined;
  // What is known of one of them says nothing of the other.
  const { unstableBody, ...rest } = known;
  const bodies = { unstableBody: unstableBody ?? (unstable === undefined ? null : unstable) };
  return { ...rest, ...(seen && unstableBody !== undefined ? bodies : {}), phase: 'screen', kinds };
}

/** Puts what a generation found out into the records of both targets. */
function foldDuet(
  { target, beside }: DuetWish,
  scenario: string,
  result: CellResult,
  cells: Map<string, CellRecord>,
  cutShort: Map<string, number>,
): void {
  const key = cellKey(target, scenario);
  const cell = cells.get(key);
  if (cell === undefined) return;
  const { own, ofOther } = splitDuet(result, beside);
  if (own.fate.kind === 'cut-short') cutShort.set(key, (cutShort.get(key) ?? 0) + 1);
  cells.set(key, foldResult(cell, own, null, cutShort.get(key) ?? 0));
  const otherKey = cellKey(beside ?? '', scenario);
  const other = cells.get(otherKey);
  if (ofOther === null || other === undefined) return;
  if (other.invalid === null || other.invalid.code === SATURATED.code)
    cells.set(otherKey, asInvalid(other, ofOther));
}

/**
 * What a generation says of its target, and what is wrong with the one beside it, which stood where a comparison has the
 * baseline.
 * @internal exported for its unit test.
 */
export function splitDuet(
  result: CellResult,
  beside: string | null,
): { readonly own: CellResult; readonly ofOther: InvalidReason | null } {
  if (beside === null) return { own: result, ofOther: null };
  const { fate, generation, baselineFault } = result;
  const reason = 'reason' in fate && fate.reason.side === 'baseline' ? fate.reason : baselineFault;
  const ofOther = reason === null ? null : { ...reason, side: 'candidate' as const };
  const named = generation === null ? null : besideNamed(generation, beside);
  const own = { ...result, generation: named, baselineFault: null };
  // Its own rounds are whole, but the other one's are not: a generation that says nothing of it.
  if ('reason' in fate && fate.reason.side === 'baseline')
    return { own: { ...own, generation: null, fate: { kind: 'measured' } }, ofOther };
  if (fate.kind === 'saturated' && generation !== null && isOthers(generation))
    return {
      own: { ...own, generation: withoutDuet(generation), fate: { kind: 'measured' } },
      ofOther: SATURATED,
    };
  return { own, ofOther };
}

const besideNamed = ({ baseline, ...generation }: Generation, target: string): Generation => ({
  ...generation,
  baseline: null,
  ...(baseline === null ? {} : { beside: { target, figures: baseline } }),
});

const withoutDuet = (generation: Generation): Generation => ({
  ...generation,
  baseline: null,
  candidate: { ...generation.candidate, duet: [] },
});

/** Whether it is the target beside it that the generator could not keep up with: the faster one of a duet. */
function isOthers({ candidate, baseline }: Generation): boolean {
  const rps = (rounds: readonly { rps: number }[] = []): number =>
    Math.max(0, ...rounds.map((round) => round.rps));
  return (
    rps(baseline?.duet) > rps(candidate.duet) && !candidate.solo.some((round) => isSaturated([round], false))
  );
}

function progressLine({ target, beside }: DuetWish, scenarios: readonly Scenario[], leftMs: number): string {
  const names = scenarios.map(({ name }) => name).join(', ');
  const limit = Number.isFinite(leftMs) ? ` (at most ${Math.max(0, Math.round(leftMs / 1000))} s left)` : '';
  return `${target}${beside === null ? '' : ` beside ${beside}`}: ${names}${limit}`;
}
