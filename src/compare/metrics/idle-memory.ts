import { memoryThreshold } from './memory.js';
import type { SampledMetric } from './metric.js';
import { ofGenerations } from './readings.js';

/** Memory before any load: what the service holds once it is ready. It does not depend on how fast it answers. */
export const idleMemory = {
  name: 'idle-memory',
  kind: 'sampled',
  unit: 'bytes',
  better: 'smaller',
  holdsCell: 'suspect',
  improvesCell: false,
  rounds: [],
  read: (both) => ofGenerations(both, ({ idleMemoryBytes }) => idleMemoryBytes ?? null),
  threshold: memoryThreshold,
  reference: null,
} as const satisfies SampledMetric;
