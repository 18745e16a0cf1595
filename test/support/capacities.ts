import type { CapacityStop, Plateau, SideCapacity } from '../../src/model/capacity.js';
import type { CellRecord, Generation, SideFigures } from '../../src/model/record.js';
import { makeCell, makeGenerations } from './records.js';

/** What a search found, as a test wants to say it. */
export function makeCapacity(level: number, changes: Partial<SideCapacity> = {}): SideCapacity {
  const [low, high] = [Math.round(level * 0.96), Math.round(level * 1.05)];
  const found = { of: 'connections', low, high, level, stop: 'latency', ...changes } as const;
  const held = found.low === 0 ? [] : [makePlateau(found.low, null)];
  const beyond = found.stop === 'to' ? [] : [makePlateau(found.high ?? high, found.stop)];
  return { ...found, plateaus: [...held, ...beyond, ...beyond], ...changes };
}

export function makePlateau(level: number, stop: Exclude<CapacityStop, 'to'> | null): Plateau {
  return {
    level,
    stop,
    steady: true,
    windowMs: 3_000,
    requests: 7_500,
    rps: 2_500,
    p50Us: level * 400,
    p99Us: level * 480,
    failures: { refused: 0, reset: stop === null ? 0 : 12, timeout: 0, non2xx: 0, wrongBody: 0, other: 0 },
    cpu: 0.99,
    memoryBytes: 80 * 2 ** 20,
    connectionsOpened: level,
    generatorCpu: 0.21,
    generatorLoop: 0.25,
    generatorDelayUs: 900,
    generatorMemoryBytes: 110 * 2 ** 20,
  };
}

/** Searches of a generation, candidate and baseline. */
export type Searches = (at: number) => { readonly candidate: SideCapacity; readonly baseline: SideCapacity };

/** A cell whose generations searched for a capacity, and have no rounds. */
export function makeCapacityCell(
  searches: Searches,
  counts: { readonly screen: number; readonly confirm?: number } = { screen: 4, confirm: 5 },
  cell: Partial<CellRecord> = {},
): CellRecord {
  const side = (figures: SideFigures, capacity: SideCapacity): SideFigures => ({
    ...figures,
    ...{ duet: [], solo: [], probe: [] },
    capacity,
  });
  const generations = makeGenerations({}, counts).map((one, at): Generation => {
    const { candidate, baseline } = searches(at);
    return {
      ...one,
      candidate: side(one.candidate, candidate),
      baseline: one.baseline === null ? null : side(one.baseline, baseline),
    };
  });
  return makeCell({ generations, ...cell });
}

/** Noise of a quiet machine: 1 % and more. */
const wobble = (at: number): number => [1.011, 0.989, 1.008, 0.992, 1.003][at % 5] ?? 1;

/** Both sides near a level, the candidate's being `ratio` times the baseline's. */
export const nearby =
  (level: number, ratio: number): Searches =>
  (at) => ({ candidate: makeCapacity(level * ratio * wobble(at)), baseline: makeCapacity(level) });
