import type { Random } from '../../src/system/random.js';

/** Draws with mean 0 and s.d. 1. */
export type Noise = () => number;

const STEPS = 2 ** 31;

/** Uniform in (0, 1), never an end of it. */
function uniform(random: Random): number {
  return (random.below(STEPS) + 0.5) / STEPS;
}

/** Normal deviates by Box and Muller (Annals of Mathematical Statistics 29, 1958). */
export function normalNoise(random: Random): Noise {
  let spare: number | null = null;
  return () => {
    if (spare !== null) {
      const value = spare;
      spare = null;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(uniform(random)));
    const angle = 2 * Math.PI * uniform(random);
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}

/** Student's t with 3 degrees of freedom, scaled to s.d. 1: heavy tails, a spike of 5 s.d. every few hundred draws. */
export function heavyNoise(random: Random): Noise {
  const normal = normalNoise(random);
  // T = Z / √(χ²₃ / 3) has variance 3, so T / √3 = Z / √χ²₃.
  return () => normal() / Math.sqrt(normal() ** 2 + normal() ** 2 + normal() ** 2);
}
