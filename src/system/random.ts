import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Seeded random numbers: the same seed makes the same choices. */
export interface Random {
  readonly seed: number;
  /** Uniform integer in [0, bound). */
  below(bound: number): number;
  /** A shuffled copy. */
  shuffle<T>(items: readonly T[]): T[];
}

/** Seeds are unsigned 32-bit integers, short enough to retype. */
export const MAX_SEED = 0xffff_ffff;

export function seededRandom(seed: number): Random {
  const generator = xoroshiro128plus(seed | 0);
  const below = (bound: number): number => uniformInt(generator, 0, bound - 1);
  return {
    seed,
    below,
    shuffle: (items) => {
      // Fisher and Yates, as in Knuth, TAOCP vol. 2, 3.4.2, algorithm P.
      const copy = [...items];
      for (let last = copy.length - 1; last > 0; last--) {
        const other = below(last + 1);
        [copy[last], copy[other]] = [copy[other] as never, copy[last] as never];
      }
      return copy;
    },
  };
}
