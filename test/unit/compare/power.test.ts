import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/system/random.js';
import { heavyNoise, normalNoise } from '../../support/noise.js';
import { simulateReports, worldOf } from '../../support/simulate.js';

const REPORTS = 500;
const TIMEOUT_MS = 240_000;
const SEED = 20_260_103;

const normal = () => normalNoise(seededRandom(SEED));
const heavy = () => heavyNoise(seededRandom(SEED));

/** Ten percent more work per request on a saturated core. */
const TEN_PERCENT = { throughput: 1 / 1.1, cpu: 1.1 };

describe('10 % more CPU per request is found in at least 99 % of reports', () => {
  it.each([
    ['normal noise, s.d. 0.76 %', normal, 0.0076],
    ['normal noise, s.d. 1.5 %', normal, 0.015],
    ['heavy tails (t3), s.d. 1.5 %', heavy, 0.015],
  ])(
    '%s',
    (_, noise, sd) => {
      const tally = simulateReports(REPORTS, worldOf(noise(), sd), TEN_PERCENT);
      expect(tally.changed.regression).toBeGreaterThanOrEqual(0.99 * REPORTS);
      expect(tally.falseRed).toBeLessThanOrEqual(0.01 * REPORTS);
    },
    TIMEOUT_MS,
  );
});

describe('a change of exactly the threshold', () => {
  it.each([0.0076, 0.015])(
    'is called "no change" in at most one of forty reports, s.d. %d',
    (sd) => {
      const tally = simulateReports(500, worldOf(normal(), sd), { throughput: 0.97, cpu: 1.03 });
      expect(tally.changed['no-change']).toBeLessThanOrEqual(0.025 * 500);
    },
    TIMEOUT_MS,
  );
});

it(
  'finds 10 % less CPU per request as an improvement',
  () => {
    const tally = simulateReports(500, worldOf(normal(), 0.015), { throughput: 1 / 0.9, cpu: 0.9 });
    expect(tally.changed.improvement).toBeGreaterThanOrEqual(0.99 * 500);
  },
  TIMEOUT_MS,
);
