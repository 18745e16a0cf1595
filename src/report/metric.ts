import {
  brokenLimits,
  type CellComparison,
  type LimitComparison,
  type MetricComparison,
  type MetricName,
} from '../model/comparison.js';
import { partsOfServiceMetric } from '../model/counts.js';
import { change, range } from './format.js';
import { metricWords, PRIMARY } from './metric-words.js';

/** The metric of a cell by name. */
export function metricOf(cell: CellComparison, name: MetricName): MetricComparison | null {
  return cell.metrics.find((metric) => metric.metric === name) ?? null;
}

/** The limit that a cell's row is about: the first that it breaks, where no count goes before it. null: none. */
export function leadingLimit(cell: CellComparison): LimitComparison | null {
  return cell.decidedBy === null ? (brokenLimits(cell)[0] ?? null) : null;
}

/**
 * The metric that a cell's row is about: the one that decided it, else its throughput, else the first that it has. null: it
 * has none, or the row is about a limit.
 */
export function mainMetric(cell: CellComparison): MetricComparison | null {
  if (leadingLimit(cell) !== null) return null;
  const decided = cell.decidedBy === null ? null : metricOf(cell, cell.decidedBy);
  return decided ?? metricOf(cell, PRIMARY) ?? cell.metrics[0] ?? null;
}

/**
 * The two figures of a cell's row. For throughput they come from solo rounds under the full caps, where there
 * were any: in a duet both sides share a core, so its figures only give ratios.
 */
export function rowFigures(cell: CellComparison): { baseline: number | null; candidate: number | null } {
  const metric = mainMetric(cell);
  if (metric !== null && metric.metric !== PRIMARY) return together(metric);
  const { baselineRps, candidateRps } = cell;
  if (metric === null || (baselineRps === null) !== (candidateRps === null)) {
    return { baseline: baselineRps, candidate: candidateRps };
  }
  return together({
    ...metric,
    baseline: baselineRps ?? metric.baseline,
    candidate: candidateRps ?? metric.candidate,
  });
}

/**
 * The same metric with two figures that belong to its change. The figures come from solo rounds, one side after the other,
 * and the change from duets, so that on a noisy machine the one would contradict the other. Their level is that of both
 * sides' figures, and the change splits it.
 */
export function together(metric: MetricComparison): MetricComparison {
  const { kind, baseline, candidate, ratio } = metric;
  const level = Math.sqrt(baseline * candidate);
  const half = Math.sqrt(ratio);
  const isKnown = level > 0 && half > 0 && Number.isFinite(level / half) && Number.isFinite(level * half);
  return kind === 'exact' || !isKnown
    ? metric
    : { ...metric, baseline: level / half, candidate: level * half };
}

/** What got better in a cell that got worse: the metrics that the rule claims, in the order in which they are shown. */
export const gainsOf = ({ verdict, metrics }: CellComparison): readonly MetricComparison[] =>
  verdict === 'regression' ? metrics.filter((metric) => metric.verdict === 'improvement') : [];

/**
 * Whether what got better is larger than what got worse: then it stands first. What a request asks of a service more than
 * before always stands first, because a removed cache is no gain.
 */
export function gainsMore(cell: CellComparison): boolean {
  const [gain] = gainsOf(cell);
  const loss = mainMetric(cell);
  if (loss !== null && partsOfServiceMetric(loss.metric) !== null) return false;
  return gain !== undefined && loss !== null && effect(gain) > effect(loss);
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
