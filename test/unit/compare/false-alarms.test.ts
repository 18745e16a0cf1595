import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/system/random.js';
import { heavyNoise, normalNoise } from '../../support/noise.js';
import { simulateReports, worldOf } from '../../support/simulate.js';

/**
 * Reports of nine cells in which nothing has changed. The seed is fixed, so each of these either always passes
 * or never; the bound is the one that src/compare/rule.ts promises.
 */
const REPORTS = 500;
const MOST_RED = 0.01 * REPORTS;
const TIMEOUT_MS = 240_000;
const SEED = 20_260_102;

const normal = () => normalNoise(seededRandom(SEED));
const heavy = () => heavyNoise(seededRandom(SEED));

describe('reports without a change are red in at most 1 % of cases', () => {
  it.each([
    ['normal noise, s.d. 0.76 % as measured', normal, 0.0076],
    ['heavy tails (t3), s.d. 0.76 %', heavy, 0.0076],
    ['normal noise, s.d. 3 %', normal, 0.03],
    ['heavy tails (t3), s.d. 3 %', heavy, 0.03],
  ])(
    '%s',
    (_, noise, sd) => {
      const tally = simulateReports(REPORTS, worldOf(noise(), sd), null);
      expect(tally.falseRed).toBeLessThanOrEqual(MOST_RED);
      expect(tally.falseGreen).toBeLessThanOrEqual(MOST_RED);
    },
    TIMEOUT_MS,
  );

  it(
    'holds by its tests alone, with a threshold of 0.1 % that keeps nothing back',
    () => {
      // All of the chance is used up here, so that few reports would be above the bound by luck alone.
      const tally = simulateReports(2 * REPORTS, worldOf(normal(), 0.015, { slower: 0.001 }), null);
      expect(tally.falseRed).toBeLessThanOrEqual(2 * MOST_RED);
      expect(tally.falseGreen).toBeLessThanOrEqual(2 * MOST_RED);
    },
    TIMEOUT_MS,
  );

  it(
    'holds where the budget ends after any generation',
    () => {
      const random = seededRandom(SEED + 1);
      const world = worldOf(normal(), 0.015, { slower: 0.001 });
      const tally = simulateReports(REPORTS, world, null, (generations) => 1 + random.below(generations));
      expect(tally.falseRed).toBeLessThanOrEqual(MOST_RED);
    },
    TIMEOUT_MS,
  );
});

it(
  'decides nearly every unchanged cell by the screen alone, at the spread that was measured',
  () => {
    expect(simulateReports(200, worldOf(normal(), 0.0076), null).generations).toBeLessThan(4.2);
  },
  TIMEOUT_MS,
);
