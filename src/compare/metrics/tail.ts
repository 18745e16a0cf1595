import type { RoundFigures } from '../../model/record.js';
import type { SampledMetric } from './metric.js';
import { ofLoad } from './readings.js';

/**
 * Smallest difference that is judged, µs: what a machine does to the slowest requests by itself. The generator's timers
 * have steps of 1 ms, and a target waits for its core for slices of that order.
 */
const FLOOR_US = 1_000;

/**
 * A quantile of the latencies at a fixed rate: what the slowest of the users wait. Under a closed loop it only says again
 * what throughput says (Little's law), so it is read at a rate alone, and at one that somebody asked for.
 */
const tail = {
  kind: 'sampled',
  unit: 'µs',
  better: 'smaller',
  holdsCell: 'narrow',
  improvesCell: true,
  rounds: [],
  threshold: (gate, baseline) => Math.max(gate.latency, FLOOR_US / baseline),
  reference: ({ serviceUs }) => serviceUs,
} as const satisfies Omit<SampledMetric, 'name' | 'read'>;

export const p95 = { ...tail, name: 'p95', read: ofLoad(quantile('p95')) } as const satisfies SampledMetric;
export const p99 = { ...tail, name: 'p99', read: ofLoad(quantile('p99')) } as const satisfies SampledMetric;

function quantile(name: 'p95' | 'p99') {
  return ({ arrivals, latencyUs }: RoundFigures): number | null =>
    arrivals === undefined || arrivals.reduced === true ? null : (latencyUs[name] ?? null);
}
