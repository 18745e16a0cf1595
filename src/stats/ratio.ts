import { mean } from './summary.js';

/**
 * loadgate compares ratios as logarithms, which are symmetric (twice and half are equally far from 1) and add up.
 * A mean of logs is the log of the geometric mean.
 */

/** ln(candidate / baseline). @throws RangeError unless both are positive finite numbers. */
export function logRatio(candidate: number, baseline: number): number {
  return positiveLog(candidate) - positiveLog(baseline);
}

/** The mean of the logs of positive numbers. */
export function meanLog(values: readonly number[]): number {
  return mean(values.map(positiveLog));
}

export function geometricMean(values: readonly number[]): number {
  return Math.exp(meanLog(values));
}

/** Whether the value has a logarithm. */
export function isPositive(value: number): boolean {
  return value > 0 && Number.isFinite(value);
}

function positiveLog(value: number): number {
  if (!isPositive(value)) throw new RangeError(`a ratio needs positive numbers, got ${value}`);
  return Math.log(value);
}
