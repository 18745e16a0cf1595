import { bytesAnAnswer, loadedRounds } from '../model/growth.js';
import type { SideFigures } from '../model/record.js';
import { mean } from '../stats/summary.js';
import { RULE } from './rule.js';

/**
 * Memory growth: what a leak does. Told as the memory that a side would have after `RULE.growthRequests` more requests,
 * idle + requests · bytes that a right answer leaves behind, so that a share of it can be held to `gate.memory`.
 *
 * - **Bytes an answer**: the least of the cell's duet and solo rounds (`bytesAnAnswer`), so that an arena in one of
 *   them is no leak.
 * - **How far it is projected**: 10,000 requests, but never more than `RULE.growthReach` times the answers that were
 *   seen. With 5,000 and more answers in a generation's loaded rounds, it is 10,000. A service that gave 600, behind a
 *   slow upstream, may well have grown by an arena of 1 MiB that lasts for the next 10,000 requests: over 1,200
 *   requests it counts for 2 to 4 MiB, which is below what is judged (`RULE.growthFloorBytes`). So a leak is seen from
 *   `growthFloorBytes / (growthReach · answers)` bytes a request on.
 * - **From where**: both sides from the mean of their idle memory. A bigger import is no leak, and `memory` tells it.
 */

/** What both sides are projected with. */
export interface Projection {
  /** bytes */
  readonly idle: number;
  readonly requests: number;
}

/** @returns null where a side does not tell its idle memory, or has no round to grow in; or where there is no side */
export function projectionOf(sides: readonly SideFigures[]): Projection | null {
  const idle: number[] = [];
  let requests: number = RULE.growthRequests;
  for (const side of sides) {
    if (side.idleMemoryBytes == null) return null;
    idle.push(side.idleMemoryBytes);
    const answers = loadedRounds(side).reduce((sum, round) => sum + (round.answers ?? 0), 0);
    requests = Math.min(requests, RULE.growthReach * answers);
  }
  return idle.length === 0 || requests === 0 ? null : { idle: mean(idle), requests };
}

/** The same for all generations of a cell: one in which a reading failed does not take the others with it. */
export function commonProjection(sides: readonly SideFigures[]): Projection | null {
  return projectionOf(sides.filter((side) => side.idleMemoryBytes != null && bytesAnAnswer(side) !== null));
}

/** Memory of a side after the projection's requests, bytes; null: the runtime can't tell. */
export function projected(side: SideFigures, { idle, requests }: Projection): number | null {
  const each = bytesAnAnswer(side);
  return each === null ? null : idle + requests * each;
}
