import { RULE } from '../rule.js';
import { countsOf, countVerdict } from './counts.js';
import type { ExactMetric } from './metric.js';

/** Calls that the upstream got. */
export const upstreamCalls = {
  name: 'upstream-calls',
  kind: 'exact',
  unit: 'per request',
  better: 'smaller',
  counts: (both) => countsOf(both, 'upstreamCalls'),
  judge: (counts) => ({ verdict: countVerdict(counts), threshold: 0 }),
  step: () => RULE.exactStep,
} as const satisfies ExactMetric;
