import type { RoundFigures, SideFigures } from './record.js';

/** The rounds under the scenario's whole load; probe rounds have too few answers to grow by. */
export const loadedRounds = (side: SideFigures): readonly RoundFigures[] => [...side.duet, ...side.solo];

/**
 * What a right answer left behind in the memory of a side in one generation: the least of its duet and solo rounds,
 * and never below 0. A leak grows in every round; an allocator's arena, a cache that fills or garbage that nobody has
 * collected yet, in one of them.
 * @returns bytes; null: the runtime can't tell
 */
export function bytesAnAnswer(side: SideFigures): number | null {
  let least = Number.POSITIVE_INFINITY;
  for (const { answers, grownBytes } of loadedRounds(side)) {
    if (answers === undefined || answers === 0 || grownBytes == null) return null;
    least = Math.min(least, grownBytes / answers);
  }
  return Number.isFinite(least) ? Math.max(0, least) : null;
}
