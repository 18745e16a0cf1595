/** Load that is not measured: caches fill, just-in-time compilers compile, pools open. */

import type { Scenario } from '../model/config.js';
import type { RoundFigures, SideName } from '../model/record.js';
import { cpuUs } from '../model/round.js';
import { brokerEvent } from './broker-events.js';
import { type Cell, chargeCell, cutShort, loaded, type Started, sidesOf } from './cell.js';
import type { MeasureDeps } from './deps.js';
import { machineEvent } from './fate.js';
import type { LoadedSide } from './load-jobs.js';
import { watchMemory, withAnswers } from './memory.js';
import { brokersBefore, settleBrokers } from './queues.js';
import { loadSides, type SideOfRound, toFigures, turnsDone } from './rounds.js';
import type { CounterPair } from './shares.js';
import { usedUpReason } from './turns.js';

/** What a piece of a warm-up did to the memory and the brokers of each side, in the order given. */
type Warmed = readonly Pick<SideOfRound, 'memory' | 'brokers' | 'isUsedUp'>[];

/** Length of what a warm-up is prolonged by, ms: thousands of requests of most services. */
const PIECE_MS = 500;
/** Pieces that are compared with as many before them. */
const COMPARED = 2;
/**
 * Change of the CPU time per request by which a service still warms up. A Node.js service with a MySQL driver takes 230 µs a
 * request in its first second, 170 in its third, 120 in its twelfth; each side gets there in its own steps, of 100 ms of
 * compiling each (docs/internals/measuring.md).
 */
const SETTLED = 0.04;

/**
 * Whether a service is warm.
 * @param costs CPU time per request of each piece so far, in one unit
 */
export function isSettled(costs: readonly number[]): boolean {
  if (costs.length < 2 * COMPARED) return false;
  const last = sum(costs.slice(-COMPARED));
  const before = sum(costs.slice(-2 * COMPARED, -COMPARED));
  return before > 0 && Math.abs(last / before - 1) <= SETTLED;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/**
 * Warms up all sides for each cell, one cell after the other in random order, and notes in each what it did.
 * @throws LoadgateError of kind `machine`, which is noted in the cell that was warmed up; the signal's reason
 */
export async function warmUpAll(
  running: ReadonlyMap<SideName, Started>,
  cells: readonly Cell[],
  deps: MeasureDeps,
) {
  for (const cell of deps.random.shuffle(cells)) {
    const sides = sidesOf(cell, running);
    if (sides.length === 0) continue;
    const loads = sides.map((side) => loaded(cell, side, running));
    try {
      for await (const warmed of warmUp(cell.scenario, loads, deps)) {
        const gone = await keepWarmed(cell, sides, warmed, running);
        if (gone !== null) return cutShort(cells, cell, gone);
        if (cell.events.some(({ kind }) => kind === 'side-failed')) break;
      }
    } catch (error) {
      deps.signal.throwIfAborted();
      cell.events.push(machineEvent(error));
      throw error;
    }
  }
}

/** Notes in a cell what a piece of its warm-up did. @returns the side whose queues it left full; null: neither */
async function keepWarmed(
  cell: Cell,
  sides: readonly SideName[],
  warmed: Warmed,
  running: ReadonlyMap<SideName, Started>,
): Promise<SideName | null> {
  if (warmed.some(({ isUsedUp }) => isUsedUp))
    cell.events.push({ kind: 'side-failed', reason: usedUpReason(cell.scenario) });
  for (const [at, { memory, brokers }] of warmed.entries()) {
    const side = sides[at] as SideName;
    chargeCell(cell, side, memory);
    const wrong = await brokerEvent(side, brokers, running.get(side));
    if (wrong === null) continue;
    cell.events.push(wrong);
    return side;
  }
  return null;
}

/**
 * Loads the sides at once for `warmupMs`. Where they have services, it goes on until their CPU time per request settles, for
 * `settleMs` in all at most. It ends early where nobody asks for the next piece.
 */
async function* warmUp(
  scenario: Scenario,
  sides: readonly LoadedSide[],
  deps: MeasureDeps,
): AsyncGenerator<Warmed, void> {
  const { warmupMs, settleMs = 0 } = deps.settings;
  if (warmupMs === 0) return;
  if (scenario.upstream !== null) await deps.upstream?.setDelay(scenario.upstream.delayMs);
  yield (await loadPiece(scenario, sides, warmupMs, deps)).warmed;
  if (!sides.some(({ services }) => (services?.services.length ?? 0) > 0)) return;
  const costs: number[] = [];
  for (let spentMs = warmupMs; spentMs < settleMs && !isSettled(costs); spentMs += PIECE_MS) {
    const { warmed, cost } = await loadPiece(scenario, sides, PIECE_MS, deps);
    yield warmed;
    if (cost === null) return;
    costs.push(cost);
  }
}

interface Piece {
  readonly warmed: Warmed;
  /** CPU time per request of all sides, µs; null: the runtime can't tell, or a side answered nothing. */
  readonly cost: number | null;
}

async function loadPiece(
  scenario: Scenario,
  sides: readonly LoadedSide[],
  durationMs: number,
  deps: MeasureDeps,
): Promise<Piece> {
  // Nothing is judged here, and in a first generation nobody knows yet whether its bodies can be compared.
  const open = sides.map((side) => ({ ...side, expected: [] }));
  const times = {
    connections: scenario.connections,
    durationMs,
    trimMs: 0,
    ...(scenario.rate === undefined ? {} : { rate: scenario.rate }),
  };
  const before = await brokersBefore(sides, deps.signal);
  const {
    result: [loads, { pairs }],
    memory,
  } = await watchMemory(sides, deps.clock, () => loadSides(scenario, open, 'warm-up', times, deps));
  const brokers = await settleBrokers(sides, before, loads.map(turnsDone), scenario.connections, deps);
  const figures = loads.map((load, at) => toFigures(load, pairs[at] ?? NOT_READ));
  return {
    warmed: loads.map((load, at) => {
      const watched = memory[at] ?? null;
      return {
        memory: watched === null ? null : withAnswers(watched, load),
        brokers: brokers[at] ?? [],
        isUsedUp: load.usedUp === true,
      };
    }),
    cost: costOf(figures),
  };
}

const NOT_READ: CounterPair = { before: null, after: null };

function costOf(figures: readonly RoundFigures[]): number | null {
  const costs = figures.map(cpuUs);
  const known = costs.filter((cost) => cost !== null);
  return known.length === costs.length ? sum(known) : null;
}
