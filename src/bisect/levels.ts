import { confidenceInterval, type Estimate } from '../stats/inference.js';
import { mean } from '../stats/summary.js';

/**
 * Chance of a comparison of two commits being taken for slower, or for the same, by mistake. It costs a wrong turn and no
 * wrong name: the last comparison is made on new generations.
 */
const ALPHA = 0.01;

/** How one commit stands to another. */
export type Standing = 'slower' | 'same' | 'unknown';

/** By how much each commit is worse than the good one, by the digest of what it is made of. */
export interface Levels {
  /** Adds values of new generations. */
  add(inputs: string, values: readonly number[]): void;
  /** It is the good commit, or the same image. */
  fix(inputs: string): void;
  /** Generations so far; infinite where its level is certain. */
  generations(inputs: string): number;
  /** By how much `to` is worse than `from`. @throws RangeError where one has no generation yet */
  difference(from: string, to: string): Estimate;
}

/**
 * The good commit runs beside every other one, so that any two of these can be compared. How much values of one commit
 * spread is the same for all: that is worked out from all of them together.
 * @param least standard deviation that a value has at least
 */
export function createLevels(least: number): Levels {
  const known = new Map<string, number[] | 'good'>();
  const valuesOf = (inputs: string): readonly number[] | null => {
    const found = known.get(inputs);
    if (found === undefined) throw new RangeError(`nothing is known of ${inputs}`);
    return found === 'good' ? null : found;
  };
  return {
    add: (inputs, values) => {
      const before = known.get(inputs);
      if (before !== 'good') known.set(inputs, [...(before ?? []), ...values]);
    },
    fix: (inputs) => known.set(inputs, 'good'),
    generations: (inputs) => {
      const found = known.get(inputs);
      return found === 'good' ? Number.POSITIVE_INFINITY : (found?.length ?? 0);
    },
    difference: (from, to) => {
      const sides = [valuesOf(to), valuesOf(from)] as const;
      const [high, low] = sides.map((values) => (values === null ? 0 : mean(values)));
      const samples = [...known.values()].filter((values) => values !== 'good');
      const { variance, degrees } = pooled(samples);
      const perValue = sides.reduce((sum, values) => sum + (values === null ? 0 : 1 / values.length), 0);
      const spread = Math.max(least, Math.sqrt(variance));
      return { mean: (high ?? 0) - (low ?? 0), standardError: spread * Math.sqrt(perValue), degrees };
    },
  };
}

function pooled(samples: readonly (readonly number[])[]): { variance: number; degrees: number } {
  let [squares, degrees] = [0, 0];
  for (const values of samples) {
    const middle = mean(values);
    squares += values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
    degrees += values.length - 1;
  }
  return { variance: degrees === 0 ? 0 : squares / degrees, degrees: Math.max(1, degrees) };
}

/**
 * Slower: certainly worse, and seemingly by `least` or more. The same: certainly not worse by `least`.
 * @param least the smallest change that is looked for, above 0
 */
export function standing(difference: Estimate, least: number): Standing {
  const { low, high } = confidenceInterval(difference, ALPHA);
  if (low > 0 && difference.mean >= least) return 'slower';
  return high < least ? 'same' : 'unknown';
}
