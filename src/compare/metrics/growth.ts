import { bytesAnAnswer, loadedRounds } from '../../model/growth.js';
import type { SideFigures } from '../../model/record.js';
import { mean } from '../../stats/summary.js';
import { alikeSides } from './memory.js';
import type { SampledMetric } from './metric.js';
import { ofGenerations } from './readings.js';

/**
 * Memory growth: what a leak does, as the memory that a side would have after `REQUESTS` more requests:
 * idle + requests · bytes that a right answer leaves behind. A share of it can be held to `gate.memory`.
 *
 * - **Bytes an answer**: the least of the cell's duet and solo rounds (`bytesAnAnswer`), so that an arena in one of
 *   them is no leak.
 * - **How far it is projected**: 10,000 requests, but never more than `REACH` times the answers that were seen. With 5,000
 *   and more answers in a generation's loaded rounds, it is 10,000. A service that gave 600, behind a slow upstream, may
 *   well have grown by an arena of 1 MiB that lasts for the next 10,000 requests: over 1,200 requests it counts for 2 to
 *   4 MiB, which is below what is judged (`FLOOR_BYTES`). So a leak is seen from `FLOOR_BYTES / (REACH · answers)` bytes
 *   a request on.
 * - **From where**: both sides from the mean of their idle memory. A bigger import is no leak, and `memory` shows it.
 */
export const growth = {
  name: 'growth',
  kind: 'sampled',
  unit: 'bytes',
  better: 'smaller',
  holdsCell: 'narrow',
  improvesCell: false,
  rounds: ['solo'],
  read: (both) => {
    const alike = alikeSides(both);
    const [baseline, candidate] = [alike.baseline.filter(knowsGrowth), alike.candidate.filter(knowsGrowth)];
    const projection = projectionOf([...baseline, ...candidate]);
    return ofGenerations({ baseline, candidate }, (side) => projected(side, projection));
  },
  threshold: (gate, baseline) => Math.max(gate.memory, FLOOR_BYTES / baseline),
  reference: null,
} as const satisfies SampledMetric;

/** Requests for which it is projected: a few seconds of a busy service. */
export const REQUESTS = 10_000;

/** It is projected to no more than this many times the answers that it was seen in: no far-reaching claim from few. */
export const REACH = 2;

/**
 * Smallest difference that is judged, bytes. An arena of 1 MiB in each loaded round (two) of one side, in every
 * generation, is projected to at most 2 · `REACH` = 4 MiB; the rest is for what the kernel charges in batches. 5 MiB are
 * half of a leak of 1 KB a request.
 */
const FLOOR_BYTES = 5 * 2 ** 20;

/** What both sides are projected with. */
interface Projection {
  /** bytes */
  readonly idle: number;
  readonly requests: number;
}

/**
 * Whether a side's generation shows what an answer leaves behind. Growth in one kind of rounds alone is an arena, and a
 * cell whose growth is settled has no solo rounds any more (needed.ts). A reading may fail: then the others are judged.
 */
const knowsGrowth = (side: SideFigures): boolean =>
  side.solo.length > 0 && side.idleMemoryBytes != null && bytesAnAnswer(side) !== null;

/** @param sides of which each knows its growth. @returns null where there is none */
export function projectionOf(sides: readonly SideFigures[]): Projection | null {
  if (sides.length === 0) return null;
  const answers = sides.map((side) =>
    loadedRounds(side).reduce((sum, round) => sum + (round.answers ?? 0), 0),
  );
  return {
    idle: mean(sides.map(({ idleMemoryBytes }) => idleMemoryBytes ?? 0)),
    requests: Math.min(REQUESTS, REACH * Math.min(...answers)),
  };
}

/** Memory of a side after the projection's requests, bytes; null: not known. */
function projected(side: SideFigures, projection: Projection | null): number | null {
  const each = bytesAnAnswer(side);
  return each === null || projection === null ? null : projection.idle + projection.requests * each;
}
