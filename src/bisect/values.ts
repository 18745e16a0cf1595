import { metricNamed } from '../compare/metrics/all.js';
import type { Counts, ExactMetric, Metric } from '../compare/metrics/metric.js';
import { RULE } from '../compare/rule.js';
import { bothSides, pairedSamples } from '../compare/samples.js';
import type { MetricComparison, MetricName } from '../model/comparison.js';
import type { CellRecord } from '../model/record.js';
import type { RoundKind } from '../model/round.js';
import { mean } from '../stats/summary.js';

/**
 * By how much the candidate is worse in one metric: a value a generation, the natural log of a ratio, above 0 where it is
 * worse. One is added to both counts, so that these have a ratio from 0 on.
 * @returns empty: the cell has no such figures
 */
export function worseValues(cell: CellRecord, name: MetricName): readonly number[] {
  const metric = metricNamed(name);
  if (metric === null) return [];
  const values =
    metric.kind === 'exact'
      ? countedValues(cell, metric)
      : pairedSamples(cell, metric).map(({ value }) => value);
  return values.map((value) => (metric.better === 'larger' ? -value : value));
}

function countedValues(cell: CellRecord, metric: ExactMetric): readonly number[] {
  return cell.generations.flatMap((generation) => {
    const counts = metric.counts(bothSides([generation]));
    return counts === null
      ? []
      : [Math.log1p(meanOf(counts, 'candidate')) - Math.log1p(meanOf(counts, 'baseline'))];
  });
}

const meanOf = (counts: Counts, side: 'candidate' | 'baseline'): number => mean(counts[side]);

/** What a change of a metric has to be to count, as the natural log of a ratio. */
export function thresholdOf(row: MetricComparison): number {
  const metric = metricNamed(row.metric);
  const threshold =
    metric?.kind === 'exact' ? metric.step(row) / (1 + row.baseline) : (row.threshold ?? Number.EPSILON);
  return Math.log1p(Math.max(threshold, Number.EPSILON));
}

/** Standard deviation that values of a metric have at least: counts have none. */
export const leastSpreadOf = (name: MetricName): number =>
  metricNamed(name)?.kind === 'exact' ? 0 : RULE.leastSpread;

/** Rounds that a generation needs for a metric. */
export function roundsFor(name: MetricName): readonly RoundKind[] {
  const metric: Metric | null = metricNamed(name);
  return metric?.kind === 'sampled' ? ['duet', ...metric.rounds.filter((kind) => kind !== 'duet')] : ['duet'];
}
