import type { CellRecord } from './record.js';

/**
 * What exact counts of a cell are of, where it is not one request: a sequence with all its steps, or one request of each
 * scenario of a mix.
 */
export type Turn = 'sequence' | 'mix';

/** null: one request. */
export function turnOf({ steps, generations }: Pick<CellRecord, 'steps' | 'generations'>): Turn | null {
  if (steps === undefined) return null;
  const rounds = generations.flatMap(({ candidate: { duet, solo, probe } }) => [...duet, ...solo, ...probe]);
  return rounds.some(({ mixed }) => mixed === true) ? 'mix' : 'sequence';
}
