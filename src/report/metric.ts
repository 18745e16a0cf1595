import type { CellComparison, MetricComparison, MetricName } from '../model/comparison.js';
import { bytes, bytesPair, change, perRequest, plural, range, rate, time, timePair } from './format.js';

/** What a metric is called, and how its figures are written. */
interface MetricWords {
  /** In a table's cell or a list. */
  readonly name: string;
  /** `regression` in a headline: `2 of 24 cells …`, for one cell and for several. */
  readonly worse: readonly [string, string];
  readonly better: string;
  /** Whether a larger figure is the better one. */
  readonly largerIsBetter: boolean;
  figure(value: number): string;
  pair(from: number, to: number): string;
}

const SLOWER = ['got slower', 'got slower'] as const;

const WORDS: Readonly<Record<MetricName, MetricWords>> = {
  throughput: {
    name: 'throughput',
    worse: SLOWER,
    better: 'got faster',
    largerIsBetter: true,
    figure: rate,
    pair: (from, to) => `${rate(from)} → ${rate(to)}`,
  },
  cpu: {
    name: 'CPU/req',
    worse: SLOWER,
    better: 'got faster',
    largerIsBetter: false,
    figure: (us) => `${time(us)} CPU`,
    pair: timePair,
  },
  latency: {
    name: 'service time',
    worse: SLOWER,
    better: 'got faster',
    largerIsBetter: false,
    figure: time,
    pair: timePair,
  },
  memory: {
    name: 'peak memory',
    worse: ['needs more memory', 'need more memory'],
    better: 'got better',
    largerIsBetter: false,
    figure: bytes,
    pair: bytesPair,
  },
  growth: {
    name: 'memory growth',
    worse: ['needs more memory with every request', 'need more memory with every request'],
    better: 'got better',
    largerIsBetter: false,
    figure: bytes,
    pair: bytesPair,
  },
  'upstream-calls': {
    name: 'upstream calls/req',
    worse: ['makes more upstream calls', 'make more upstream calls'],
    better: 'got better',
    largerIsBetter: false,
    figure: (count) => plural(count, 'call'),
    pair: (from, to) => `${perRequest(from)} → ${perRequest(to)}`,
  },
  connections: {
    name: 'new connections/req',
    worse: ['opens more connections', 'open more connections'],
    better: 'got better',
    largerIsBetter: false,
    figure: (count) => plural(count, 'connection'),
    pair: (from, to) => `${perRequest(from)} → ${perRequest(to)}`,
  },
  'response-bytes': {
    name: 'bytes/req',
    worse: ['sends larger answers', 'send larger answers'],
    better: 'got better',
    largerIsBetter: false,
    figure: bytes,
    pair: bytesPair,
  },
};

export function metricWords(metric: MetricName): MetricWords {
  return WORDS[metric];
}

/** The metric of a cell by name. */
export function metricOf(cell: CellComparison, name: MetricName): MetricComparison | null {
  return cell.metrics.find((metric) => metric.metric === name) ?? null;
}

/** The metric that a cell's row is about: the one that decided it, else its throughput, else what there is. */
export function mainMetric(cell: CellComparison): MetricComparison | null {
  const names: readonly (MetricName | null)[] = [cell.decidedBy, 'throughput', 'cpu', 'latency'];
  for (const name of names) {
    const metric = name === null ? null : metricOf(cell, name);
    if (metric !== null) return metric;
  }
  return cell.metrics[0] ?? null;
}

/**
 * The two figures of a cell's row. For throughput they come from solo rounds under the full caps, where there
 * were any: in a duet both sides share a core, so its figures only give ratios.
 */
export function rowFigures(cell: CellComparison): { baseline: number | null; candidate: number | null } {
  const metric = mainMetric(cell);
  if (metric !== null && metric.metric !== 'throughput') return metric;
  return {
    baseline: cell.baselineRps ?? (cell.candidateRps === null ? (metric?.baseline ?? null) : null),
    candidate: cell.candidateRps ?? (cell.baselineRps === null ? (metric?.candidate ?? null) : null),
  };
}

/** A metric's change for a table: `−6.2 %`, `×13.5`, or `from 0`. */
export function changeText(metric: MetricComparison): string {
  if (metric.kind === 'exact' && metric.baseline === metric.candidate) return '0 %';
  if (metric.kind === 'exact' && metric.baseline === 0) return 'from 0';
  return change(metric.ratio, metric.interval);
}

/** A metric's interval for a table: `−7.1 … −5.3 %`, `exact` for counts, `—` where one generation gave none. */
export function rangeText(metric: MetricComparison): string {
  if (metric.kind === 'exact') return 'exact';
  return metric.interval === null ? '—' : range(metric.ratio, metric.interval);
}

/** How large a metric's change is, whatever its direction: |ln ratio|, infinite down to 0. */
export function effect(metric: MetricComparison): number {
  const logarithm = Math.abs(Math.log(metric.ratio));
  return Number.isNaN(logarithm) ? 0 : logarithm;
}

/** Whether the change is for the worse. */
export function isWorse(metric: MetricComparison): boolean {
  return metric.ratio > 1 !== WORDS[metric.metric].largerIsBetter;
}

/** Smallest change (fraction) that is told as a reason where nobody judges it. */
const TOLD_FROM = 0.01;

/** Of these, a change that the rule does not claim is no change: counts, and growth within an allocator's steps. */
const ONLY_JUDGED: readonly MetricName[] = ['upstream-calls', 'connections', 'growth'];

/** Whether a metric has moved for sure: judged so, or (told, never judged) by 1 % and more with certainty. */
export function hasMoved(metric: MetricComparison): boolean {
  if (metric.verdict === 'regression' || metric.verdict === 'improvement') return true;
  if (ONLY_JUDGED.includes(metric.metric)) return false;
  if (Math.abs(metric.ratio - 1) < TOLD_FROM) return false;
  if (metric.kind === 'exact') return true;
  return metric.interval !== null && (metric.interval.low > 1 || metric.interval.high < 1);
}

/** Whether the two figures tell the same direction as the ratio: solo and duet rounds may differ a little. */
export function figuresAgree({ baseline, candidate, ratio }: MetricComparison): boolean {
  return Math.sign(candidate - baseline) === Math.sign(ratio - 1);
}
