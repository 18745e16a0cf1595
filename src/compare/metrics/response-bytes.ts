import { countsOf } from './counts.js';
import type { ExactMetric } from './metric.js';

/**
 * Smallest growth that is judged, bytes: a few headers more are most of a small answer, and still fit into the packet
 * that is sent anyway.
 */
const FLOOR_BYTES = 1024;

/**
 * Bytes of a response, head and body. Judged where every generation's candidate sends more than `gate.bytes` more, and
 * `FLOOR_BYTES` at least; fewer are reported, and no improvement.
 */
export const responseBytes = {
  name: 'response-bytes',
  kind: 'exact',
  unit: 'bytes',
  better: 'smaller',
  counts: (both) => countsOf(both, 'responseBytes'),
  judge: ({ baseline, candidate }, gate) => {
    const most = Math.max(...baseline);
    const threshold = Math.max(gate.bytes, FLOOR_BYTES / Math.max(1, most));
    const isLarger = Math.min(...candidate) >= most * (1 + threshold);
    return { verdict: isLarger ? 'regression' : 'no-change', threshold };
  },
  step: ({ threshold, baseline }) => (threshold ?? 0) * baseline,
} as const satisfies ExactMetric;
