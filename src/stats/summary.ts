/** Summaries of a list of numbers. All throw a RangeError on an empty list. */

export function mean(values: readonly number[]): number {
  atLeast(values, 1, 'a mean');
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The largest difference from the mean, as a share of it: 0.05 is 5 %. 0 where all are 0. */
export function largestDifference(values: readonly number[]): number {
  const centre = mean(values);
  return centre === 0 ? 0 : Math.max(...values.map((value) => Math.abs(value - centre))) / centre;
}

/** The sample variance, divided by n − 1. Two passes, so that a large mean costs no digits. */
export function sampleVariance(values: readonly number[]): number {
  atLeast(values, 2, 'a sample variance');
  const centre = mean(values);
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1);
}

/** The sample standard deviation. */
export function sampleStdev(values: readonly number[]): number {
  return Math.sqrt(sampleVariance(values));
}

/**
 * The p-quantile, linear between order statistics: type 7 of Hyndman and Fan, "Sample Quantiles in
 * Statistical Packages", The American Statistician 50 (1996), the default of R and NumPy.
 */
export function quantile(values: readonly number[], p: number): number {
  atLeast(values, 1, 'a quantile');
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a quantile needs 0 ≤ p ≤ 1, got ${p}`);
  const sorted = [...values].sort((a, b) => a - b);
  const position = (sorted.length - 1) * p;
  const below = Math.floor(position);
  const low = sorted[below] as number;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] as number;
  return low + (high - low) * (position - below);
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

function atLeast(values: readonly number[], least: number, what: string): void {
  if (values.length < least)
    throw new RangeError(`${what} needs at least ${least} values, got ${values.length}`);
}
