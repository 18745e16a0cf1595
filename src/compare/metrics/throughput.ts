import type { SampledMetric } from './metric.js';
import { ofLoad } from './readings.js';

/** Right answers per second. Where nothing else decides a cell, this does. */
export const throughput = {
  name: 'throughput',
  kind: 'sampled',
  unit: 'requests/s',
  better: 'larger',
  holdsCell: 'decided',
  improvesCell: true,
  rounds: [],
  read: ofLoad(({ rps }) => rps),
  threshold: ({ slower }) => slower,
  reference: ({ rps }) => rps,
} as const satisfies SampledMetric;
