import type { SampledMetric } from './metric.js';
import { ofProbes } from './readings.js';

/**
 * Smallest difference that is judged, µs. Two containers of one image differ by some tens of µs (memory layout, hash
 * seeds, timer and wake-up latency), and no user feels less. Where a handler works 50 µs longer, CPU time and throughput
 * see it at `gate.slower`.
 */
const FLOOR_US = 50;

/** Service time: the median latency of requests that are sent one after the other. */
export const latency = {
  name: 'latency',
  kind: 'sampled',
  unit: 'µs',
  better: 'smaller',
  holdsCell: 'narrow',
  improvesCell: true,
  rounds: ['probe'],
  read: ofProbes(({ latencyUs }) => latencyUs.p50),
  threshold: (gate, baseline) => Math.max(gate.latency, FLOOR_US / baseline),
  reference: ({ serviceUs }) => serviceUs,
} as const satisfies SampledMetric;
