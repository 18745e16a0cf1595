import { mean } from './summary.js';

/**
 * Ratios are compared as logarithms: they are symmetric there (twice and half are as far from 1), add up,
 * and a mean of logs is the log of the geometric mean.
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

/** Whether a logarithm can be taken of it. */
export function isPositive(value: number): boolean {
  return value > 0 && Number.isFinite(value);
}

function positiveLog(value: number): number {
  if (!isPositive(value)) throw new RangeError(`a ratio needs positive numbers, got ${value}`);
  return Math.log(value);
}
