import { isSaturated } from '../load/saturation.js';
import type { Scenario } from '../model/config.js';
import { LoadgateError } from '../model/error.js';
import type { InvalidReason, RoundFigures, SideName } from '../model/record.js';
import {
  blame,
  type Cell,
  lastLines,
  loaded,
  type MutableFigures,
  SATURATED,
  type Started,
  sidesOf,
  spoil,
  takesPart,
} from './cell.js';
import { type LoadedSide, planRounds, type RoundPlan, runRound, shape } from './rounds.js';
import type { MeasureDeps, RoundKind } from './types.js';
import { upstreamFault } from './upstream-calls.js';
import { judgeLoadedReuse } from './upstream-reuse.js';
import { judgeRound } from './validity.js';

/** How often a round that nobody answered is run. */
const ROUND_ATTEMPTS = 3;

/**
 * @returns the cells that were cut short because a side died under the load of another cell
 * @throws LoadgateError of kind `machine`, which has spoilt the cell whose round it was; the signal's reason
 */
export async function runRounds(
  running: ReadonlyMap<SideName, Started>,
  cells: readonly Cell[],
  deps: MeasureDeps,
): Promise<readonly Cell[]> {
  const byScenario = new Map(cells.map((cell) => [cell.scenario, cell]));
  const present = (scenario: Scenario) => sidesOf(byScenario.get(scenario) as Cell, running);
  const measurable = cells.filter((cell) => sidesOf(cell, running).includes('candidate'));
  for (const plan of planRounds(
    measurable.map((cell) => cell.scenario),
    present,
    deps.rounds,
    deps.random,
  )) {
    const cell = byScenario.get(plan.scenario) as Cell;
    if (!plan.sides.every((side) => takesPart(cell, side))) continue;
    const alive = await oneRound(plan, cell, running, deps).catch((error: unknown) => {
      deps.signal.throwIfAborted();
      spoil(cell, error);
      throw error;
    });
    // Only the cell under which it died is to blame; the others get another generation.
    if (!alive) return cells.filter((other) => other !== cell);
  }
  return [];
}

/** @returns whether all loaded sides are still alive */
async function oneRound(
  plan: RoundPlan,
  cell: Cell,
  running: ReadonlyMap<SideName, Started>,
  deps: MeasureDeps,
): Promise<boolean> {
  let alive = true;
  const sides = plan.sides.map((side) => loaded(cell, side, running));
  const figures = await answeredRound(plan, sides, deps);
  for (const [at, side] of plan.sides.entries()) {
    const one = figures[at];
    if (one === undefined) continue;
    const state = await stateOf(running.get(side), one);
    if (state !== null && !state.running) {
      alive = false;
      await mustBeAlone(plan, running);
    }
    collect(cell, side, plan.kind).push(one);
    const wrong = judgeRound(side, one, state) ?? judgeUse(plan, cell, side, deps);
    if (wrong !== null) await accuse(cell, wrong, running.get(side), deps);
  }
  if (plan.kind !== 'probe' && isSaturated(figures, deps.sharesCore)) {
    if (deps.rounds.atSaturation === 'go-on') cell.saturated = true;
    else blame(cell, SATURATED);
  }
  return alive;
}

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
 * it is run again. A target that hangs shows the same each time.
 */
async function answeredRound(plan: RoundPlan, sides: readonly LoadedSide[], deps: MeasureDeps) {
  for (let attempt = 1; ; attempt++) {
    const figures = await deps.stopwatch.time('rounds', () =>
      runRound(plan.kind, plan.scenario, sides, deps),
    );
    const silent = figures.some((one) => one.requests === 0 && !hasFailures(one));
    if (!silent || attempt === ROUND_ATTEMPTS) return figures;
  }
}

const hasFailures = (figures: RoundFigures): boolean =>
  Object.values(figures.failures).some((count) => count > 0);

/**
 * A target ends by its own fault under load. Where one that had none has ended with it, something else ended both.
 * @throws LoadgateError `targets-killed` (machine)
 */
async function mustBeAlone(plan: RoundPlan, running: ReadonlyMap<SideName, Started>): Promise<void> {
  for (const [side, { instance }] of running) {
    if (plan.sides.includes(side) || (await instance.state()).running) continue;
    throw new LoadgateError('both sides ended at once, one of them without any load', {
      kind: 'machine',
      code: 'targets-killed',
      hint: 'Look at what else happens on this machine: an engine that restarts, a clean-up job? Then run it again.',
    });
  }
}

/** @throws LoadgateError of the upstream: a target can't but fail without it, which is no fault of its own */
async function accuse(
  cell: Cell,
  wrong: Omit<InvalidReason, 'log'>,
  started: Started | undefined,
  deps: MeasureDeps,
): Promise<void> {
  const fault = cell.scenario.upstream === null ? null : await upstreamFault(deps);
  if (fault !== null) throw fault;
  blame(cell, { ...wrong, log: await lastLines(started) });
}

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
