import type { SampledMetric } from './metric.js';
import { ofGenerations } from './readings.js';

/** As for peak memory: allocators take memory in steps, and a start is not the same twice; bytes. */
const FLOOR_BYTES = 2 * 2 ** 20;

/** Memory before any load: what the service holds once it is ready. It does not depend on how fast it answers. */
export const idleMemory = {
  name: 'idle-memory',
  kind: 'sampled',
  unit: 'bytes',
  better: 'smaller',
  holdsCell: false,
  improvesCell: false,
  rounds: [],
  read: (both) => ofGenerations(both, ({ idleMemoryBytes }) => idleMemoryBytes ?? null),
  threshold: (gate, baseline) => Math.max(gate.memory, FLOOR_BYTES / baseline),
  reference: null,
} as const satisfies SampledMetric;
