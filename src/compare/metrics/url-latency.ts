import type { SampledMetric } from './metric.js';
import { ofLoad } from './readings.js';

/**
 * Smallest difference that is judged, µs: what a path through the internet adds one time and not the next.
 */
const FLOOR_US = 1_000;

/** The median latency at the rate, of what somebody else runs: there are no probes there. */
export const urlMedian = {
  name: 'url-median',
  kind: 'sampled',
  unit: 'µs',
  better: 'smaller',
  holdsCell: 'narrow',
  improvesCell: true,
  rounds: [],
  read: ofLoad(({ latencyUs }) => latencyUs.p50),
  threshold: (gate, baseline) => Math.max(gate.latency, FLOOR_US / baseline),
  // No reference target runs there, but two days differ: that much is added to the spread of stored figures.
  reference: () => null,
} as const satisfies SampledMetric;
