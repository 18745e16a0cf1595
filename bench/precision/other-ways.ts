import type { Generation, RoundFigures } from '../../src/model/record.js';
import { confidenceInterval, estimateDifference } from '../../src/stats/inference.js';
import { mean, sampleStdev } from '../../src/stats/summary.js';
import { drawer } from './pools.js';
import { SOLO_SECONDS } from './spending.js';
import type { Said, Way } from './ways.js';

/** How others do it, on the solo rounds of the same generations. */

function rps(rounds: readonly RoundFigures[] | undefined): number {
  const [first] = rounds ?? [];
  if (first === undefined) throw new Error('a generation without a solo round');
  return first.rps;
}

const eachCell =
  (decide: (draw: () => Generation) => Pick<Said, 'red' | 'generations'>): Way['says'] =>
  (pools, random) =>
    pools.map((pool) => {
      const draw = drawer(pool, random);
      const said = decide(() => draw(['solo']));
      return { ...said, open: false, seconds: said.generations * SOLO_SECONDS };
    });

/** The baseline's stored number and the candidate's new one, each of one solo run. */
export const singleRun: Way = {
  name: 'single run, 10 %',
  says: eachCell((draw) => {
    const stored = rps(draw().baseline?.solo);
    return { red: rps(draw().candidate.solo) < 0.9 * stored, generations: 1 };
  }),
};

export const bestOfThree: Way = {
  name: 'best of 3, 5 %',
  says: eachCell((draw) => {
    const best = (side: 'baseline' | 'candidate') =>
      Math.max(...[draw(), draw(), draw()].map((generation) => rps(generation[side]?.solo)));
    const stored = best('baseline');
    return { red: best('candidate') < 0.95 * stored, generations: 3 };
  }),
};

/**
 * Solo rounds in the order A B B A, each of a fresh container (two generations, of one round a side each), and Welch's
 * 95 % interval as if the two sides knew nothing of each other.
 */
export function abba(blocks: number): Way {
  return {
    name: `ABBA × ${blocks}`,
    says: eachCell((draw) => {
      const drawn = Array.from({ length: 2 * blocks }, draw);
      const logs = (side: 'baseline' | 'candidate') =>
        drawn.flatMap((generation) => generation[side]?.solo.map((round) => Math.log(round.rps)) ?? []);
      const { high } = confidenceInterval(estimateDifference(logs('candidate'), logs('baseline')), 0.05);
      return { red: high < 0, generations: drawn.length };
    }),
  };
}

/** The newest number against the mean of the last ten stored ones, two standard deviations wide. */
export const window: Way = {
  name: 'window',
  says: eachCell((draw) => {
    const stored = Array.from({ length: 10 }, () => rps(draw().baseline?.solo));
    return {
      red: rps(draw().candidate.solo) < mean(stored) - 2 * sampleStdev(stored),
      generations: 1,
    };
  }),
};
