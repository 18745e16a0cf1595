/** The functions under Student's t: ln Γ and the regularised incomplete beta function. */

/** ½ ln 2π. */
const HALF_LOG_TWO_PI = 0.9189385332046727;

/** Smaller arguments are moved up first. From this value on, six terms of the series give full double precision. */
const SERIES_FROM = 15;

/** B₂ₖ / (2k (2k − 1)), the coefficients of x^(1−2k) in Stirling's series. DLMF 5.11.1 with 24.2. */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360_360] as const;

/**
 * ln Γ(x) for x > 0. Stirling's series (DLMF 5.11.1, https://dlmf.nist.gov/5.11.E1), reached by the
 * recurrence Γ(x + 1) = x Γ(x) (DLMF 5.5.1) if x is small.
 * @throws RangeError if x isn't a positive finite number.
 */
export function logGamma(x: number): number {
  if (!(x > 0) || !Number.isFinite(x)) throw new RangeError(`logGamma needs a positive number, got ${x}`);
  let argument = x;
  let product = 1;
  while (argument < SERIES_FROM) {
    product *= argument;
    argument += 1;
  }
  const squared = argument * argument;
  let power = 1 / argument;
  let series = 0;
  for (const coefficient of STIRLING) {
    series += coefficient * power;
    power /= squared;
  }
  return (argument - 0.5) * Math.log(argument) - argument + HALF_LOG_TWO_PI + series - Math.log(product);
}

/** Lentz's algorithm replaces a denominator of 0 with this. Any number near the smallest double works. */
const TINY = 1e-300;
const MAX_TERMS = 20_000;

/**
 * The continued fraction 1/(1 + d₁/(1 + d₂/(1 + …))) of DLMF 8.17.22 (https://dlmf.nist.gov/8.17.E22),
 * evaluated forwards by Lentz's algorithm in the form of Thompson and Barnett (J. Comput. Phys. 64, 1986;
 * DLMF 3.10(iii)). Converges fast if x < (a + 1)/(a + b + 2).
 */
function betaFraction(a: number, b: number, x: number): number {
  let c = 1;
  let d = 0;
  let denominator = 1;
  for (let n = 1; n <= MAX_TERMS; n++) {
    const coefficient = betaCoefficient(n, a, b, x);
    d = 1 / (1 + coefficient * d || TINY);
    c = 1 + coefficient / c || TINY;
    const step = c * d;
    denominator *= step;
    if (Math.abs(step - 1) < 2 * Number.EPSILON) return 1 / denominator;
  }
  throw new RangeError(`the incomplete beta function did not converge for a=${a}, b=${b}, x=${x}`);
}

/** d₂ₘ = m (b − m) x / ((a + 2m − 1)(a + 2m)); d₂ₘ₊₁ = −(a + m)(a + b + m) x / ((a + 2m)(a + 2m + 1)). DLMF 8.17.23. */
function betaCoefficient(n: number, a: number, b: number, x: number): number {
  const m = Math.floor(n / 2);
  if (n % 2 === 0) return (m * (b - m) * x) / ((a + n - 1) * (a + n));
  return (-(a + m) * (a + b + m) * x) / ((a + n - 1) * (a + n));
}

/**
 * The regularised incomplete beta function I_x(a, b), DLMF 8.17.2, for a, b > 0 and 0 ≤ x ≤ 1.
 * @param complement 1 − x; pass it if you know it without cancellation.
 * @param logB ln B(a, b); pass it if you already have it.
 * @throws RangeError on arguments outside these ranges.
 */
export function regularisedBeta(
  x: number,
  a: number,
  b: number,
  complement = 1 - x,
  logB = logBeta(a, b),
): number {
  if (!(x >= 0 && x <= 1)) throw new RangeError(`regularisedBeta needs 0 ≤ x ≤ 1, got ${x}`);
  if (x === 0) return 0;
  if (complement === 0) return 1;
  const front = Math.exp(a * Math.log(x) + b * Math.log(complement) - logB);
  // I_x(a, b) = 1 − I_{1−x}(b, a) (DLMF 8.17.4): the side on which the fraction converges fast.
  if (x < (a + 1) / (a + b + 2)) return (front * betaFraction(a, b, x)) / a;
  return 1 - (front * betaFraction(b, a, complement)) / b;
}

/** ln B(a, b), DLMF 5.12.1. */
export function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}
