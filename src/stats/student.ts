import { logBeta, regularisedBeta } from './beta.js';

/** Student's t distribution. Degrees of freedom can be fractional (Welch). */

/** Two-sided tail P(|T| ≥ |t|) = I_{ν/(ν+t²)}(ν/2, ½): Abramowitz and Stegun 26.7.1 with DLMF 8.17.2. */
export function studentTwoSidedP(t: number, degrees: number): number {
  checkDegrees(degrees);
  return twoSided(t, degrees, logNorm(degrees));
}

/** ln B(ν/2, ½), the expensive part, which a quantile needs many times. */
function logNorm(degrees: number): number {
  return logBeta(degrees / 2, 0.5);
}

function twoSided(t: number, degrees: number, logB: number): number {
  if (Number.isNaN(t)) throw new RangeError('the t statistic is not a number');
  if (!Number.isFinite(t * t)) return 0;
  const sum = degrees + t * t;
  return regularisedBeta(degrees / sum, degrees / 2, 0.5, (t * t) / sum, logB);
}

/** P(T ≥ t), accurate far out in the upper tail. */
export function studentUpperTail(t: number, degrees: number): number {
  const half = studentTwoSidedP(t, degrees) / 2;
  return t > 0 ? half : 1 - half;
}

/** P(T ≤ t). */
export function studentCdf(t: number, degrees: number): number {
  return studentUpperTail(-t, degrees);
}

const MAX_STEPS = 400;
/** Relative. Newton's next step would reach its square. */
const TOLERANCE = 1e-10;

/**
 * The t with P(T ≤ t) = p, 0 < p < 1. Uses a bracket that always shrinks, with Newton steps on ln P inside it.
 * @throws RangeError if p isn't between 0 and 1.
 */
export function studentQuantile(p: number, degrees: number): number {
  checkDegrees(degrees);
  if (!(p > 0 && p < 1)) throw new RangeError(`a quantile needs 0 < p < 1, got ${p}`);
  if (p === 0.5) return 0;
  // The distribution is symmetric, and the smaller tail keeps its precision.
  return p < 0.5 ? -knownQuantile(p, degrees) : knownQuantile(1 - p, degrees);
}

const MOST_KNOWN = 1000;
/** Cache: looks at growing cells need the same few quantiles again and again, which took most of a comparison's time. */
const known = new Map<string, number>();

function knownQuantile(tail: number, degrees: number): number {
  const key = `${tail} ${degrees}`;
  const quantile = known.get(key) ?? upperQuantile(tail, degrees);
  if (known.size < MOST_KNOWN) known.set(key, quantile);
  return quantile;
}

/** The t > 0 with P(T ≥ t) = tail, tail < ½. */
function upperQuantile(tail: number, degrees: number): number {
  const logB = logNorm(degrees);
  const upperTail = (t: number) => twoSided(t, degrees, logB) / 2;
  let low = 0;
  let high = 1;
  while (upperTail(high) > tail) {
    low = high;
    high *= 2;
  }
  let t = (low + high) / 2;
  for (let step = 0; step < MAX_STEPS; step++) {
    const now = upperTail(t);
    // The density, DLMF 8.17.2 differentiated; d ln P / dt = −density / P, which is nearly straight on this scale.
    const logDensity = -logB - Math.log(degrees) / 2 - ((degrees + 1) / 2) * Math.log1p((t * t) / degrees);
    const newton = t + (Math.log(now / tail) * now) / Math.exp(logDensity);
    if (Math.abs(newton - t) <= TOLERANCE * t) return newton;
    if (now > tail) low = t;
    else high = t;
    t = newton > low && newton < high ? newton : (low + high) / 2;
  }
  return t;
}

function checkDegrees(degrees: number): void {
  if (!(degrees > 0) || !Number.isFinite(degrees)) {
    throw new RangeError(`degrees of freedom must be positive, got ${degrees}`);
  }
}
