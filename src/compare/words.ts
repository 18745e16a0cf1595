import type { MetricName } from '../model/comparison.js';
import type { Evidence } from './evidence.js';

/** Metric names inside a sentence. */
export const METRIC_WORDS: Readonly<Record<MetricName, string>> = {
  throughput: 'throughput',
  cpu: 'CPU time per request',
  latency: 'service time',
  memory: 'peak memory',
  growth: 'memory after more requests',
  'upstream-calls': 'upstream calls per request',
  connections: 'new connections per request',
  'response-bytes': 'response bytes',
};

/** 0.062 → `6.2 %`; two digits that mean something, without a sign. */
export function percent(fraction: number): string {
  const value = Math.abs(fraction) * 100;
  return `${value >= 10 ? Math.round(value) : value.toFixed(1)} %`;
}

/** 0.938 → `−6.2 %`. */
function change(ratio: number): string {
  return `${ratio < 1 ? '−' : '+'}${percent(ratio - 1)}`;
}

/** `throughput −6.2 % (−7.1 % … −5.3 %)`. */
export function effectWords(metric: MetricName, evidence: Evidence): string {
  const { interval } = evidence;
  const spread = interval === null ? '' : ` (${change(interval.low)} … ${change(interval.high)})`;
  return `${METRIC_WORDS[metric]} ${change(Math.exp(evidence.mean))}${spread}`;
}
