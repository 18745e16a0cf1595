import { studentQuantile, studentTwoSidedP, studentUpperTail } from './student.js';
import { mean, sampleStdev, sampleVariance } from './summary.js';

/**
 * Inference about a mean. The interval, the p values, and the smallest visible effect need only an estimate
 * with its standard error and degrees of freedom, whether it comes from paired values (Student, Biometrika 6,
 * 1908) or from two independent samples (Welch, Biometrika 34, 1947).
 */
export interface Estimate {
  readonly mean: number;
  readonly standardError: number;
  readonly degrees: number;
}

/** The mean of one sample. @throws RangeError on fewer than 2 values. */
export function estimateMean(values: readonly number[]): Estimate {
  return {
    mean: mean(values),
    standardError: sampleStdev(values) / Math.sqrt(values.length),
    degrees: values.length - 1,
  };
}

/**
 * The difference of two independent samples' means, a − b, with Welch's standard error and the degrees of
 * freedom of Welch and Satterthwaite.
 * @param knownVariance additional variance of the difference that the samples don't show, in the values' unit
 *   squared. It has no degrees of freedom, because it is given and not estimated.
 * @throws RangeError on fewer than 2 values on either side.
 */
export function estimateDifference(a: readonly number[], b: readonly number[], knownVariance = 0): Estimate {
  const fromA = sampleVariance(a) / a.length;
  const fromB = sampleVariance(b) / b.length;
  const variance = fromA + fromB + knownVariance;
  const spread = fromA ** 2 / (a.length - 1) + fromB ** 2 / (b.length - 1);
  const fewest = Math.min(a.length, b.length) - 1;
  // Without any spread, the formula is 0/0. A huge share of known variance is practically normal.
  const degrees = spread === 0 ? fewest : Math.min(variance ** 2 / spread, MAX_DEGREES);
  return { mean: mean(a) - mean(b), standardError: Math.sqrt(variance), degrees };
}

/** From here on, Student's t and the normal distribution agree to 7 digits. */
const MAX_DEGREES = 1e6;

/** The two-sided confidence interval of level 1 − alpha. */
export function confidenceInterval(estimate: Estimate, alpha: number): { low: number; high: number } {
  const half = studentQuantile(1 - alpha / 2, estimate.degrees) * estimate.standardError;
  return { low: estimate.mean - half, high: estimate.mean + half };
}

/** P value of "the mean is 0" against "it is not". Without any spread: 1 for a mean of 0, otherwise 0. */
export function twoSidedP(estimate: Estimate): number {
  if (estimate.standardError === 0) return estimate.mean === 0 ? 1 : 0;
  return studentTwoSidedP(estimate.mean / estimate.standardError, estimate.degrees);
}

/** P value of "the mean is not above 0" against "it is above 0". Without any spread: 0 above 0, otherwise 1. */
export function upperP(estimate: Estimate): number {
  if (estimate.standardError === 0) return estimate.mean > 0 ? 0 : 1;
  return studentUpperTail(estimate.mean / estimate.standardError, estimate.degrees);
}

/**
 * The smallest true effect that would be seen, in the values' unit:
 * (t_{1−α/2, ν} + t_{power, ν}) · s.e., the minimum detectable difference of Zar, Biostatistical Analysis,
 * 5th ed., section 7.7 (there with s.e. = s/√n).
 */
export function smallestVisible(estimate: Estimate, alpha: number, power: number): number {
  const quantiles =
    studentQuantile(1 - alpha / 2, estimate.degrees) + studentQuantile(power, estimate.degrees);
  return quantiles * estimate.standardError;
}
