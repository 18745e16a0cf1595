/**
 * Variances of many small samples that are alike but not the same. Each alone has too few values to be known; one pooled
 * variance would call the steady samples noisy and the noisy ones steady.
 */

/** A sample's variance, and the degrees of freedom that it is known with, which may be fractional. */
export interface Variance {
  readonly variance: number;
  readonly degrees: number;
}

/**
 * Moves each variance towards the common one, by as much as the samples are alike: the empirical Bayes estimate of G. K.
 * Smyth, "Linear models and empirical Bayes methods for assessing differential expression in microarray experiments",
 * Statistical Applications in Genetics and Molecular Biology 3 (2004), section 6.2. A t statistic with it has the degrees
 * that are returned.
 * @param samples null: a sample of one value, which gets the common variance
 * @returns null for all if no sample has a variance
 */
export function moderated(samples: readonly (Variance | null)[]): readonly (Variance | null)[] {
  const known = samples.filter((one) => one !== null && one.degrees > 0) as Variance[];
  const all = known.reduce((sum, { degrees }) => sum + degrees, 0);
  const prior = priorOf(known, all);
  if (prior === null) return samples.map(() => null);
  return samples.map((own) => {
    if (own === null || own.degrees <= 0) return prior;
    const degrees = prior.degrees + own.degrees;
    const variance = (prior.degrees * prior.variance + own.degrees * own.variance) / degrees;
    // The common one was made of these samples: no more is known than all of them show.
    return { variance, degrees: Math.min(degrees, all) };
  });
}

/** A variance of 0 has no logarithm. No smaller one than this share of the mean is believed. */
const LEAST = 1e-4;

function priorOf(known: readonly Variance[], degrees: number): Variance | null {
  if (degrees === 0) return null;
  const pooled = known.reduce((sum, one) => sum + one.degrees * one.variance, 0) / degrees;
  if (pooled === 0) return { variance: 0, degrees };
  const logs = known.map(({ variance, degrees: own }) => {
    const half = own / 2;
    return Math.log(Math.max(variance, LEAST * pooled)) - digamma(half) + Math.log(half);
  });
  const centre = logs.reduce((sum, one) => sum + one, 0) / logs.length;
  const count = logs.length;
  const spread =
    count < 2
      ? 0
      : logs.reduce((sum, one, at) => {
          const half = (known[at] as Variance).degrees / 2;
          return sum + ((one - centre) ** 2 * count) / (count - 1) - trigamma(half);
        }, 0) / count;
  // As alike as one variance would make them: then it is known with the degrees of all.
  if (spread <= 0) return { variance: pooled, degrees };
  const half = inverseTrigamma(spread);
  return {
    variance: Math.exp(centre + digamma(half) - Math.log(half)),
    degrees: Math.min(2 * half, degrees),
  };
}

/** From here on, the asymptotic series give ten digits. */
const SERIES_FROM = 10;

/** ψ(x), x > 0: DLMF 5.11.2, reached by the recurrence 5.5.2. */
export function digamma(x: number): number {
  let shift = 0;
  let at = x;
  for (; at < SERIES_FROM; at += 1) shift -= 1 / at;
  const squared = 1 / (at * at);
  return (
    shift +
    Math.log(at) -
    0.5 / at -
    squared * (1 / 12 - squared * (1 / 120 - squared * (1 / 252 - squared / 240)))
  );
}

/** ψ′(x), x > 0: the derivative of DLMF 5.11.2, reached by the recurrence 5.15.5. */
export function trigamma(x: number): number {
  let shift = 0;
  let at = x;
  for (; at < SERIES_FROM; at += 1) shift += 1 / (at * at);
  const inverse = 1 / at;
  const squared = inverse * inverse;
  return (
    shift +
    inverse +
    squared / 2 +
    squared * inverse * (1 / 6 - squared * (1 / 30 - squared * (1 / 42 - squared / 30)))
  );
}

/** The x with ψ′(x) = y, y > 0: ψ′ falls from ∞ to 0, so that halving finds it. */
function inverseTrigamma(y: number): number {
  let low = 1e-6;
  let high = 1e6;
  for (let step = 0; step < 100; step++) {
    const middle = Math.sqrt(low * high);
    if (trigamma(middle) > y) low = middle;
    else high = middle;
  }
  return Math.sqrt(low * high);
}
