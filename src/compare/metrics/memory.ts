import type { SideFigures } from '../../model/record.js';
import type { BothSides, SampledMetric } from './metric.js';
import { ofGenerations } from './readings.js';

/**
 * Smallest difference that is judged, bytes. Allocators grow by arenas of 1 MiB and less, and the peak depends on when
 * the collector ran; 2 MiB is below what decides a memory cap.
 */
const FLOOR_BYTES = 2 * 2 ** 20;

/**
 * Peak memory: idle, and the most that the cell's own rounds added. Sides that ran beside each other are compared at the
 * same number of answers: whoever answers more in the same time leaves more garbage between two collections. Less of it
 * alone answers nobody's request sooner.
 */
export const memory = {
  name: 'memory',
  kind: 'sampled',
  unit: 'bytes',
  better: 'smaller',
  holdsCell: false,
  improvesCell: false,
  rounds: [],
  read: (both) => ofGenerations(alikeSides(both), memoryBytes),
  threshold: (gate, baseline) => Math.max(gate.memory, FLOOR_BYTES / baseline),
  reference: null,
} as const satisfies SampledMetric;

/**
 * Sides whose memory means the same. Memory at the same work is known of sides that ran beside each other alone, and
 * records of 0.1 know the peak of a generation only: beside one of those, a side is judged by what it has in common.
 */
export function alikeSides({ baseline, candidate }: BothSides): BothSides {
  const forget = whatIsNotCommon([...baseline, ...candidate]);
  return { baseline: baseline.map(forget), candidate: candidate.map(forget) };
}

function whatIsNotCommon(sides: readonly SideFigures[]): (side: SideFigures) => SideFigures {
  if (sides.some(({ cellMemoryBytes }) => cellMemoryBytes === undefined)) {
    return ({ sameWorkMemoryBytes: _, cellMemoryBytes: __, idleMemoryBytes: ___, ...side }) => side;
  }
  if (sides.every(({ sameWorkMemoryBytes }) => sameWorkMemoryBytes !== undefined)) return (side) => side;
  return ({ sameWorkMemoryBytes: _, ...side }) => side;
}

/** Memory at the same work where it is known, else that of the cell, else the peak of the whole generation, bytes. */
function memoryBytes({ sameWorkMemoryBytes, cellMemoryBytes, peakMemoryBytes }: SideFigures): number | null {
  if (sameWorkMemoryBytes !== undefined) return sameWorkMemoryBytes;
  return cellMemoryBytes === undefined ? peakMemoryBytes : cellMemoryBytes;
}
