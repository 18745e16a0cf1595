import type { CellComparison, MetricComparison, MetricName } from '../model/comparison.js';
import { change, range } from './format.js';
import { metricWords, PRIMARY } from './metric-words.js';

/** The metric of a cell by name. */
export function metricOf(cell: CellComparison, name: MetricName): MetricComparison | null {
  return cell.metrics.find((metric) => metric.metric === name) ?? null;
}

/** The metric that a cell's row is about: the one that decided it, else its throughput, else the first that it has. */
export function mainMetric(cell: CellComparison): MetricComparison | null {
  const decided = cell.decidedBy === null ? null : metricOf(cell, cell.decidedBy);
  return decided ?? metricOf(cell, PRIMARY) ?? cell.metrics[0] ?? null;
}

/**
 * The two figures of a cell's row. For throughput they come from solo rounds under the full caps, where there
 * were any: in a duet both sides share a core, so its figures only give ratios.
 */
export function rowFigures(cell: CellComparison): { baseline: number | null; candidate: number | null } {
  const metric = mainMetric(cell);
  if (metric !== null && metric.metric !== PRIMARY) return metric;
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
  return metric.ratio > 1 !== (metricWords(metric.metric).better === 'larger');
}

/** Smallest change (fraction) that is given as a reason where the rule does not claim it. */
const REASON_FROM = 0.01;

/** Whether a metric has moved for sure: the rule claims it, or it is 1 % and more with certainty. */
export function hasMoved(metric: MetricComparison): boolean {
  if (metric.verdict === 'regression' || metric.verdict === 'improvement') return true;
  if (metricWords(metric.metric).because?.onlyJudged === true) return false;
  if (Math.abs(metric.ratio - 1) < REASON_FROM) return false;
  if (metric.kind === 'exact') return true;
  return metric.interval !== null && (metric.interval.low > 1 || metric.interval.high < 1);
}
