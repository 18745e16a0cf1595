import type { Interval } from '../model/comparison.js';
import type { Estimate } from '../stats/inference.js';
import { confidenceInterval, estimateMean, smallestVisible } from '../stats/inference.js';
import { mean } from '../stats/summary.js';
import { RULE } from './rule.js';

/** What is known of ln(candidate / baseline) of one metric. */
export interface Evidence {
  /** The log ratio. */
  readonly mean: number;
  /** null: one value only, its spread is unknown. */
  readonly estimate: Estimate | null;
  /** The 95 % interval of the ratio; null: one value only. */
  readonly interval: Interval | null;
  /** Values that it is made of (on the side with fewer, where they are not paired). */
  readonly generations: number;
}

/** The evidence of paired values, one a generation; null: there are none. */
export function pairedEvidence(values: readonly number[]): Evidence | null {
  if (values.length === 0) return null;
  if (values.length === 1) return { mean: mean(values), estimate: null, interval: null, generations: 1 };
  return evidenceOf(estimateMean(values), values.length);
}

/** The evidence of an estimate of the log ratio that `generations` values went into. */
export function evidenceOf(estimate: Estimate, generations: number): Evidence {
  const { low, high } = confidenceInterval(estimate, RULE.intervalAlpha);
  const interval = { low: Math.exp(low), high: finite(Math.exp(high)) };
  return { mean: estimate.mean, estimate, interval, generations };
}

/** The smallest change that would have been seen, as a fraction; null: one value only. */
export function couldSee(evidence: Evidence, losing: boolean): number | null {
  if (evidence.estimate === null) return null;
  const effect = smallestVisible(evidence.estimate, RULE.intervalAlpha, RULE.power);
  // The bad direction is down for throughput: a loss of 1 − e⁻ˣ; else a gain of eˣ − 1.
  return finite(losing ? -Math.expm1(-effect) : Math.expm1(effect));
}

/** An interval of wild values may overflow; JSON knows no infinity. */
function finite(value: number): number {
  return Math.min(value, Number.MAX_VALUE);
}

/** Whether the whole interval lies inside ± threshold. */
export function isClear(evidence: Evidence, threshold: number): boolean {
  const { interval } = evidence;
  return interval !== null && interval.low > 1 - threshold && interval.high < 1 + threshold;
}

/** Whether something seems to have changed: the interval excludes 0, the estimate is beyond half the threshold. */
export function isSuspect(evidence: Evidence, threshold: number): boolean {
  return excludesNoChange(evidence) && mayBeSuspect(evidence.mean, threshold);
}

/** Whether the estimate alone, a mean of log ratios, is far enough away to be suspect. */
export function mayBeSuspect(estimate: number, threshold: number): boolean {
  return isBeyond(estimate, threshold * RULE.suspectShare);
}

function excludesNoChange({ interval }: Evidence): boolean {
  return interval !== null && (interval.low > 1 || interval.high < 1);
}

/** Whether the estimate is at least `threshold` away from no change, in either direction. */
export function isBeyond(estimate: number, threshold: number): boolean {
  return Math.abs(Math.expm1(estimate)) >= threshold;
}

/** Whether the whole interval lies beyond the threshold, in one direction. */
export function isBeyondSurely({ interval }: Pick<Evidence, 'interval'>, threshold: number): boolean {
  return interval !== null && (interval.high < 1 - threshold || interval.low > 1 + threshold);
}

/** Whether a change is shown: significant at `alpha`, its interval excludes 0, and it is at least the threshold. */
export function isShown(evidence: Evidence, p: number, alpha: number, threshold: number): boolean {
  if (evidence.generations < RULE.leastGenerations || p > alpha) return false;
  return excludesNoChange(evidence) && isBeyond(evidence.mean, threshold);
}

/** The direction of a change that is shown. */
export const directionOf = (
  { mean: effect }: Evidence,
  largerIsBetter: boolean,
): 'regression' | 'improvement' => (effect > 0 === largerIsBetter ? 'improvement' : 'regression');
