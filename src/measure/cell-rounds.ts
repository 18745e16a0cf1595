import { isSaturated, isTooSlow, reducedLoad } from '../load/saturation.js';
import type { Scenario } from '../model/config.js';
import { LoadgateError } from '../model/error.js';
import type { InvalidReason, ReducedLoad, RoundFigures, SideName } from '../model/record.js';
import { allFailed, type RoundKind } from '../model/round.js';
import type { InstanceState } from '../runtime/runtime.js';
import { brokenBeside } from './broken.js';
import { brokerEvent } from './broker-events.js';
import { isSearched } from './capacity/run.js';
import {
  type Cell,
  chargeCell,
  cutShort,
  loaded,
  logOf,
  type MutableFigures,
  type Started,
  sidesOf,
} from './cell.js';
import type { MeasureDeps } from './deps.js';
import { type CellEvent, machineEvent, takesPart } from './fate.js';
import { mustBeOwnEnd } from './killed.js';
import type { LoadedSide } from './load-jobs.js';
import { planRounds, type RoundPlan, runRound, type SideOfRound, shape } from './rounds.js';
import { chargeServices } from './service-use.js';
import { judgeLateness, judgeShares } from './spoilt.js';
import { usedUpReason } from './turns.js';
import { type Blamed, explainBodies, withoutBodies } from './unstable.js';
import { judgeLoadedReuse, upstreamFault } from './upstream-use.js';
import { judgeRound } from './validity.js';

/** How often a round that nobody answered is run. */
const ROUND_ATTEMPTS = 3;

/**
 * Runs the rounds of a generation, and notes in each cell what happened to it.
 * @throws LoadgateError of kind `machine`, which is noted in the cell whose round it was; the signal's reason
 */
export async function runRounds(
  running: ReadonlyMap<SideName, Started>,
  cells: readonly Cell[],
  deps: MeasureDeps,
): Promise<void> {
  const byScenario = new Map(cells.map((cell) => [cell.scenario, cell]));
  const present = (scenario: Scenario) => sidesOf(byScenario.get(scenario) as Cell, running);
  const measurable = cells.filter(
    (cell) => !isSearched(cell.scenario) && sidesOf(cell, running).includes('candidate'),
  );
  const plansOf = (some: readonly Cell[]) =>
    planRounds(
      some.map(({ scenario }) => scenario),
      present,
      deps.rounds,
      deps.random,
    );
  let plans = [...plansOf(measurable)];
  for (let plan = plans.shift(); plan !== undefined; plan = plans.shift()) {
    const cell = byScenario.get(plan.scenario) as Cell;
    if (!cell.kinds.includes(plan.kind)) continue;
    if (!plan.sides.every((side) => takesPart(cell.events, side))) continue;
    const { events, ended, reduced } = await oneRound(plan, cell, running, deps).catch((error: unknown) => {
      deps.signal.throwIfAborted();
      cell.events.push(machineEvent(error));
      throw error;
    });
    cell.events.push(...events);
    if (reduced !== null && takesPart(cell.events, 'candidate')) {
      reduce(cell, reduced, deps);
      plans = [...plans.filter(({ scenario }) => scenario !== cell.scenario), ...plansOf([cell])];
    }
    if (ended === null) continue;
    // Only the cell under which it died is to blame; the others get another generation.
    cutShort(cells, cell, ended);
    return;
  }
}

/** The cell's rounds begin anew at a rate: a closed loop is another load. */
function reduce(cell: Cell, reduced: ReducedLoad, { log }: MeasureDeps): void {
  cell.reduced = reduced;
  cell.figures.clear();
  const seen = `at ${Math.round(reduced.seen)} requests/s the load generator was at its limit`;
  log.info(`${cell.scenario.name}: ${seen}, so it is measured at ${reduced.rate} requests/s.`);
}

interface RoundOutcome {
  readonly events: readonly CellEvent[];
  /** The load for all further rounds of the cell; null: as it is. */
  readonly reduced: ReducedLoad | null;
  /**
   * The loaded side that has ended, or whose queues are not empty, the candidate where it is so of both; null: all is as
   * before.
   */
  readonly ended: SideName | null;
}

/** Runs one round, and keeps its figures in the cell. @throws LoadgateError of kind `machine` */
async function oneRound(
  plan: RoundPlan,
  cell: Cell,
  running: ReadonlyMap<SideName, Started>,
  deps: MeasureDeps,
): Promise<RoundOutcome> {
  const sides = plan.sides.map((side) => loaded(cell, side, running));
  const { results, blamed } = await believedRound(plan, cell, running, deps);
  const figures = results.map((result) => result.figures);
  const states = await statesOf(plan, figures, running);
  const broken = await brokenOnes(plan.sides, running);
  const hasEnded = (side: SideName): boolean => states.get(side)?.running === false;
  if (plan.sides.some(hasEnded)) await mustBeOwnEnd(plan.sides, states, running, deps);
  const ended = plan.sides.filter((side) => hasEnded(side) || broken.has(side));
  const events: CellEvent[] = [];
  for (const [at, side] of plan.sides.entries()) {
    const result = results[at];
    if (result === undefined) continue;
    keep(cell, side, plan.kind, result);
    const gone = broken.get(side);
    const started = running.get(side);
    const wrong =
      gone === undefined
        ? ((await judgeSide(side, judged(side, result, blamed), states.get(side) ?? null, {
            plan,
            cell,
            started,
            deps,
          })) ?? (await brokerEvent(side, result.brokers, started)))
        : ({ kind: 'side-failed-under-load', reason: gone } as const);
    if (wrong !== null) events.push(wrong);
  }
  events.push(...(await blamedBeside(blamed, plan, cell, running, deps)));
  if (results.some(({ isUsedUp }) => isUsedUp))
    events.push({ kind: 'side-failed', reason: usedUpReason(cell.scenario) });
  const spoilt = judgeShares(sharesOf(sides, figures)) ?? judgeLateness(plan.sides, figures);
  if (spoilt !== null) events.push({ kind: 'spoilt', spoilt });
  const reduced = plan.kind === 'probe' ? null : judgeGenerator(figures, running.size, cell, events, deps);
  // What is left in a queue would be worked off in the rounds of other cells.
  const full = plan.sides.filter((_, at) => results[at]?.brokers.some(({ left }) => left.length > 0));
  return { events, reduced, ended: firstOf(ended) ?? firstOf(full) };
}

/** The figures by which a side is judged: where bodies are the fault of one side, they are no fault of the other. */
function judged(side: SideName, { figures }: SideOfRound, blamed: Blamed | null): RoundFigures {
  if (blamed === null) return figures;
  return blamed.side === side ? blamed.figures : withoutBodies(figures);
}

/** What a side did that was not in the round, and turned out to be at fault. */
async function blamedBeside(
  blamed: Blamed | null,
  plan: RoundPlan,
  cell: Cell,
  running: ReadonlyMap<SideName, Started>,
  deps: MeasureDeps,
): Promise<readonly CellEvent[]> {
  if (blamed === null || plan.sides.includes(blamed.side)) return [];
  const started = running.get(blamed.side);
  const event = await judgeSide(blamed.side, blamed.figures, null, { plan, cell, started, deps });
  return event === null ? [] : [event];
}

/** @returns the load that the cell has to be reduced to; null where it has not, or can't be */
function judgeGenerator(
  figures: readonly RoundFigures[],
  sides: number,
  cell: Cell,
  events: CellEvent[],
  { rounds: { atSaturation }, sharesCore }: MeasureDeps,
): ReducedLoad | null {
  if (!isAtLimit(figures, cell, sharesCore)) return null;
  const isClosed = cell.reduced === null && cell.scenario.rate === undefined;
  const load = isClosed && atSaturation === 'reduce' ? reducedLoad(figures, sides) : null;
  if (load === null) events.push({ kind: 'saturated', ends: atSaturation !== 'go-on' });
  return load;
}

/** The candidate before the baseline. */
const firstOf = (sides: readonly SideName[]): SideName | null =>
  sides.includes('candidate') ? 'candidate' : (sides[0] ?? null);

function keep(cell: Cell, side: SideName, kind: RoundKind, { figures, memory, services }: SideOfRound): void {
  chargeCell(cell, side, memory);
  collect(cell, side, kind).push(figures);
  cell.services.set(side, chargeServices(cell.services.get(side), services));
}

/** What a side does whose service or balancer is gone is their doing, whatever it answers. */
async function brokenOnes(
  sides: readonly SideName[],
  running: ReadonlyMap<SideName, Started>,
): Promise<ReadonlyMap<SideName, InvalidReason>> {
  const broken = new Map<SideName, InvalidReason>();
  for (const side of sides) {
    const started = running.get(side);
    const error = await brokenBeside(started, started?.services ?? null, 'under load');
    if (error !== null) broken.set(side, { side, code: error.code, message: error.message, log: error.log });
  }
  return broken;
}

interface Judging {
  readonly plan: RoundPlan;
  readonly cell: Cell;
  readonly started: Started | undefined;
  readonly deps: MeasureDeps;
}

/**
 * What one side did in the round: whether it can be believed, and whether it is what the scenario says of it.
 * @throws LoadgateError of the upstream: a target can't but fail without it, which is no fault of its own
 */
async function judgeSide(
  side: SideName,
  figures: RoundFigures,
  state: InstanceState | null,
  { plan, cell, started, deps }: Judging,
): Promise<CellEvent | null> {
  const failed = judgeRound(side, figures, state, cell.judgesErrors);
  const wrong = failed ?? judgeUse(plan, cell, side, deps);
  if (wrong === null) return null;
  const upstream = cell.scenario.upstream === null ? null : await upstreamFault(deps);
  if (upstream !== null) throw upstream;
  const reason = { ...wrong, log: await logOf(started) };
  return { kind: failed === null ? 'side-failed' : 'side-failed-under-load', reason };
}

function isAtLimit(figures: readonly RoundFigures[], cell: Cell, sharesCore: boolean): boolean {
  if (cell.reduced !== null) return isTooSlow(figures);
  // On the target's core, a generator at a rate shows its limit by being late.
  if (cell.scenario.rate !== undefined && sharesCore) return false;
  return isSaturated(figures, sharesCore);
}

async function statesOf(
  { sides }: RoundPlan,
  figures: readonly RoundFigures[],
  running: ReadonlyMap<SideName, Started>,
): Promise<ReadonlyMap<SideName, InstanceState>> {
  const states = new Map<SideName, InstanceState>();
  for (const [at, side] of sides.entries()) {
    const one = figures[at];
    const state = one === undefined ? null : await stateOf(running.get(side), one);
    if (state !== null) states.set(side, state);
  }
  return states;
}

const sharesOf = (sides: readonly LoadedSide[], figures: readonly RoundFigures[]) =>
  figures.flatMap((one, at) => {
    const loadedSide = sides[at];
    return loadedSide === undefined ? [] : [{ ...loadedSide, figures: one }];
  });

/** The connections that the round's calls came over, against what the scenario says. */
function judgeUse({ kind, scenario }: RoundPlan, cell: Cell, side: SideName, { settings }: MeasureDeps) {
  const figures = cell.figures.get(side);
  return judgeLoadedReuse({
    side,
    use: scenario.upstream,
    verified: cell.verified.get(side)?.counts ?? null,
    rounds: figures === undefined ? [] : allRounds(figures, kind),
    loadConnections: shape(kind, scenario, settings).connections,
  });
}

/** The latest round last. */
const allRounds = (figures: MutableFigures, last: RoundKind) =>
  [...KINDS.filter((kind) => kind !== last), last].flatMap((kind) => figures[kind]);

const KINDS: readonly RoundKind[] = ['duet', 'solo', 'probe'];

/**
 * A short round without a single answer, right or wrong, is most likely a machine that was busy elsewhere:
 * it is run again. A target that hangs shows the same each time. So is a round in which bodies differ that turn out to do
 * that by themselves: they are not compared any more.
 */
async function believedRound(
  plan: RoundPlan,
  cell: Cell,
  running: ReadonlyMap<SideName, Started>,
  deps: MeasureDeps,
): Promise<{ readonly results: readonly SideOfRound[]; readonly blamed: Blamed | null }> {
  for (let attempt = 1; ; attempt++) {
    const sides = plan.sides.map((side) => loaded(cell, side, running));
    const results = await deps.stopwatch.time('rounds', () =>
      runRound(plan.kind, plan.scenario, sides, deps, cell.reduced?.rate ?? null),
    );
    if (attempt === ROUND_ATTEMPTS) return { results, blamed: null };
    const silent = results.some(({ figures }) => figures.requests === 0 && !hasFailures(figures));
    if (silent) continue;
    const explained = await deps.stopwatch.time('verify', () =>
      explainBodies(plan, cell, results, running, deps),
    );
    if (explained !== 'again') return { results, blamed: explained === 'as-seen' ? null : explained };
  }
}

const hasFailures = (figures: RoundFigures): boolean => allFailed(figures.failures) > 0;

/**
 * Asking the engine costs time, so it is asked only where a round looks wrong.
 * @throws LoadgateError `engine-unreachable`: it may have taken its containers with it
 */
async function stateOf(side: Started | undefined, figures: RoundFigures) {
  if (!hasFailures(figures) && figures.requests > 0) return null;
  try {
    return (await side?.instance.state()) ?? null;
  } catch (error) {
    if (error instanceof LoadgateError && error.kind === 'machine') throw error;
    return null;
  }
}

function collect(cell: Cell, side: SideName, kind: RoundKind) {
  const figures = cell.figures.get(side) ?? { duet: [], solo: [], probe: [] };
  cell.figures.set(side, figures);
  return figures[kind];
}
