import type { Random } from '../system/random.js';

/** Python takes seeds from 0 to 4294967295 (docs.python.org, PYTHONHASHSEED). */
const SEEDS = 2 ** 32;

/**
 * Environment variables for both sides of a generation, others in the next one. Where the keys of a dict fall is decided
 * by a seed that a Python process draws when it starts, and makes it faster or slower for its whole life: with a seed of
 * their own, two containers of one image (flask) differed by 2.0 % (s.d. of a generation), with the same one by 1.4 %. It
 * is random as ever, but the same luck for both; over the generations all kinds of luck are met.
 */
export const sharedLuck = (random: Random): Readonly<Record<string, string>> => ({
  PYTHONHASHSEED: String(random.below(SEEDS)),
});
