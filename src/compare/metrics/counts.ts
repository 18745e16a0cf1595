import type { MetricComparison } from '../../model/comparison.js';
import type { ExactCounts, SideFigures } from '../../model/record.js';
import { mean } from '../../stats/summary.js';
import { RULE } from '../rule.js';
import type { BothSides, Counts } from './metric.js';

/** What was counted under this name on both sides; null: nothing on one of them. */
export function countsOf(
  { baseline, candidate }: BothSides,
  name: Exclude<keyof ExactCounts, 'requests' | 'services' | 'unsteady'>,
): Counts | null {
  const read = (all: readonly SideFigures[]): number[] => all.flatMap(({ counts }) => counts?.[name] ?? []);
  const both = { baseline: read(baseline), candidate: read(candidate) };
  return both.baseline.length === 0 || both.candidate.length === 0 ? null : both;
}

/**
 * A difference counts where every generation of one side lies at least one step above every generation of the other: one
 * generation is enough, and one odd count (a retry) is no change. A difference of the means alone is `inconclusive`.
 * @param step in the metric's unit
 */
export function countVerdict(counts: Counts, step: number = RULE.exactStep): MetricComparison['verdict'] {
  if (Math.min(...counts.candidate) - Math.max(...counts.baseline) >= step) return 'regression';
  if (Math.min(...counts.baseline) - Math.max(...counts.candidate) >= step) return 'improvement';
  return Math.abs(increase(counts)) >= step ? 'inconclusive' : 'no-change';
}

export const increase = ({ baseline, candidate }: Counts): number => mean(candidate) - mean(baseline);
