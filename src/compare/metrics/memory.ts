import type { SideFigures } from '../../model/record.js';
import type { BothSides, SampledMetric } from './metric.js';
import { ofGenerations } from './readings.js';

/**
 * Smallest difference that is judged, bytes. Allocators grow by arenas of 1 MiB and less, and the peak depends on when
 * the collector ran; 2 MiB is below what decides a memory cap.
 */
const FLOOR_BYTES = 2 * 2 ** 20;

/** Peak memory: idle, and the most that the cell's own rounds added. Less of it alone answers nobody's request sooner. */
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
 * Sides whose memory means the same. Records of 0.1 know the peak of a generation only: beside one of them, a side
 * is judged by that peak as well.
 */
export function alikeSides(both: BothSides): BothSides {
  if (knowCells(both.baseline) && knowCells(both.candidate)) return both;
  return { baseline: both.baseline.map(older), candidate: both.candidate.map(older) };
}

const knowCells = (sides: readonly SideFigures[]): boolean =>
  sides.every(({ cellMemoryBytes }) => cellMemoryBytes !== undefined);

const older = ({ cellMemoryBytes: _, idleMemoryBytes: __, ...side }: SideFigures): SideFigures => side;

/** Memory of the cell where it is known, else the peak of the whole generation, bytes. */
const memoryBytes = ({ cellMemoryBytes, peakMemoryBytes }: SideFigures): number | null =>
  cellMemoryBytes === undefined ? peakMemoryBytes : cellMemoryBytes;
