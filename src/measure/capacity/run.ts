import { type CutOffSearch, isForeignStop, type Plateau, type SideCapacity } from '../../model/capacity.js';
import type { Generation, SideName } from '../../model/record.js';
import { type Cell, loaded, type Started, sidesOf } from '../cell.js';
import type { MeasureDeps } from '../deps.js';
import { machineEvent } from '../fate.js';
import { mustBeOwnEnd } from '../killed.js';
import { runPlateau, type Searched } from './plateau.js';
import { type Attempt, nextStep, type SearchSpace } from './search.js';

/** Of the guess, the range in which a generation begins: so that the levels that are tried differ from one to the next. */
const BEGINS = { from: 0.85, to: 1 } as const;

/**
 * Searches for the capacities of all cells that have one, one cell after the other, and notes what it finds in them. They
 * come after all other rounds of a generation, because a service may not outlive its limit.
 *
 * A duet would not tell it: two sides that share a core carry half of what each can, and the one that breaks first gives
 * the other its share. So each side is loaded alone, in turns at the same levels, A B B A: a machine that gets slower
 * does so to both.
 * @throws LoadgateError of kind `machine`, which is noted in the cell; the signal's reason
 */
export async function searchCapacities(
  running: ReadonlyMap<SideName, Started>,
  cells: readonly Cell[],
  deps: MeasureDeps,
): Promise<void> {
  const searched = cells.filter(({ scenario }) => isSearched(scenario));
  for (const [at, cell] of searched.entries()) {
    const ended = await searchCell(cell, running, deps).catch((error: unknown) => {
      deps.signal.throwIfAborted();
      cell.events.push(machineEvent(error));
      throw error;
    });
    if (ended === null) continue;
    for (const other of searched.slice(at + 1)) other.events.push({ kind: 'cut-short', by: ended });
    return;
  }
}

export const isSearched = (scenario: Cell['scenario']): scenario is Searched =>
  scenario.capacity !== undefined;

/** Where the next generation of a cell begins: at the lower of the two levels that the last one found; null: at `from`. */
export function guessFrom(generations: readonly Generation[]): number | null {
  const last = generations.at(-1);
  const levels = [last?.candidate, last?.baseline].flatMap((side) => side?.capacity?.level ?? []);
  return levels.length === 0 ? null : Math.min(...levels);
}

/** The search of one side. */
interface Search {
  readonly side: SideName;
  readonly attempts: Attempt[];
  readonly plateaus: Plateau[];
}

/** @returns the side that has ended under its load; null: none has */
async function searchCell(
  cell: Cell,
  running: ReadonlyMap<SideName, Started>,
  deps: MeasureDeps,
): Promise<SideName | null> {
  const { scenario, events } = cell;
  const sides = sidesOf(cell, running);
  if (!isSearched(scenario) || !sides.includes('candidate')) return null;
  if (scenario.upstream !== null) await deps.upstream?.setDelay(scenario.upstream.delayMs);
  const { capacity } = scenario;
  const space = { ...capacity, guess: beginAt(cell.guess, deps) };
  const searches = sides.map((side): Search => ({ side, attempts: [], plateaus: [] }));
  let ended: SideName | null = null;
  let order = deps.random.shuffle(searches);
  try {
    for (let open = order; open.length > 0; open = order.filter((search) => !isOver(search, space))) {
      for (const search of open)
        ended = (await tryNext(search, space, scenario, cell, running, deps)) ?? ended;
      order = order.toReversed();
    }
  } catch (error) {
    cell.cutOff = knownOf(searches, capacity);
    throw error;
  }
  for (const search of searches) {
    const found = foundBy(search, scenario, space);
    cell.figures.set(search.side, { duet: [], solo: [], probe: [] });
    cell.capacity.set(search.side, found);
    if (isForeignStop(found)) events.push({ kind: 'saturated', ends: deps.rounds.atSaturation !== 'go-on' });
  }
  return ended;
}

/** What is known in the middle of a search; null: nothing is. */
function knownOf(searches: readonly Search[], { of }: Searched['capacity']): CutOffSearch | null {
  if (searches.every(({ plateaus }) => plateaus.length === 0)) return null;
  const side = (name: SideName): CutOffSearch['candidate'] | null => {
    const search = searches.find((one) => one.side === name);
    return search === undefined ? null : { of, plateaus: [...search.plateaus] };
  };
  return { candidate: side('candidate') ?? { of, plateaus: [] }, baseline: side('baseline') };
}

function beginAt(guess: number | null, { random }: MeasureDeps): number | null {
  if (guess === null) return null;
  const steps = 1_000;
  return guess * (BEGINS.from + ((BEGINS.to - BEGINS.from) * random.below(steps + 1)) / steps);
}

const isOver = ({ attempts }: Search, space: SearchSpace): boolean =>
  nextStep(space, attempts).kind === 'found';

/** Runs the next plateau of a side. @returns the side where it has ended; null: it runs */
async function tryNext(
  { side, attempts, plateaus }: Search,
  space: SearchSpace,
  scenario: Searched,
  cell: Cell,
  running: ReadonlyMap<SideName, Started>,
  deps: MeasureDeps,
): Promise<SideName | null> {
  const step = nextStep(space, attempts);
  if (step.kind === 'found') return null;
  const { level } = step;
  deps.log.progress(
    `${scenario.name}: the ${side} at ${level} ${scenario.capacity.of === 'rate' ? 'requests/s' : 'connections'}`,
  );
  const { attempt, plateau, ended } = await deps.stopwatch.time('rounds', () =>
    runPlateau(level, loaded(cell, side, running), scenario, plateaus.at(-1) ?? null, deps),
  );
  if (ended !== null) await mustBeOwnEnd([side], new Map([[side, ended]]), only(side, running), deps);
  attempts.push(attempt);
  plateaus.push(plateau);
  return ended === null ? null : side;
}

/** The other side may have ended at its own limit before. */
const only = (side: SideName, running: ReadonlyMap<SideName, Started>): ReadonlyMap<SideName, Started> =>
  new Map([...running].filter(([name]) => name === side));

function foundBy({ attempts, plateaus }: Search, { capacity }: Searched, space: SearchSpace): SideCapacity {
  const step = nextStep(space, attempts);
  if (step.kind !== 'found') throw new TypeError('a search that is not over');
  return { of: capacity.of, ...step.found, plateaus };
}
