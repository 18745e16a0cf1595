import type { MetricComparison } from '../model/comparison.js';
import type { Gate } from '../model/config.js';
import type { Reason } from '../model/reason.js';
import { mean } from '../stats/summary.js';
import { EXACT } from './metrics/all.js';
import type { BothSides, Counts, ExactMetric } from './metrics/metric.js';
import { serviceCountsOf } from './metrics/service-counts.js';

/** The exact metrics of a cell, and what they say beside their verdicts. */
export interface ExactResult {
  readonly metrics: readonly MetricComparison[];
  /** Which keep-alive was lost or won back; null: neither. */
  readonly remark: Reason | null;
}

/** A cell without exact counts. */
export const NOTHING_COUNTED: ExactResult = { metrics: [], remark: null };

/** Compares what was counted, in the services first. Each metric says itself when a difference counts. */
export function compareExact(both: BothSides, gate: Pick<Gate, 'bytes'>): ExactResult {
  const remarks = EXACT.flatMap((metric) => metric.remark?.(both) ?? []);
  const all = [...serviceCountsOf(both), ...EXACT];
  return { metrics: all.flatMap((metric) => rowOf(metric, both, gate) ?? []), remark: remarks[0] ?? null };
}

/** Whether any count got worse: that alone decides a cell. */
export const hasRegression = ({ metrics }: ExactResult): boolean =>
  metrics.some(({ verdict }) => verdict === 'regression');

function rowOf(metric: ExactMetric, both: BothSides, gate: Pick<Gate, 'bytes'>): MetricComparison | null {
  const counts = metric.counts(both);
  return counts === null ? null : { ...figures(metric, counts), ...metric.judge(counts, gate) };
}

function figures({ name }: ExactMetric, counts: Counts) {
  const [baseline, candidate] = [mean(counts.baseline), mean(counts.candidate)];
  return {
    metric: name,
    kind: 'exact',
    baseline,
    candidate,
    ratio: countRatio(candidate, baseline),
    interval: null,
    couldSee: 0,
    generations: Math.min(counts.baseline.length, counts.candidate.length),
  } as const;
}

/** candidate / baseline. From nothing there is no ratio: one is added on both sides, so that it stays finite. */
function countRatio(candidate: number, baseline: number): number {
  return baseline > 0 ? candidate / baseline : 1 + candidate;
}
