import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/system/random.js';
import { heavyNoise } from '../../support/noise.js';
import { agreementOf, simulateBoard, truthOf, worldOf } from '../../support/simulate-board.js';

const OPTIONS = { generations: 3, budgetMs: 4 * 60_000 };

/** Two boards of one world each, of 8 targets in one scenario: a sixth of what bench/leaderboard-ranks.ts does. */
function boards(twins: number, seed: number, noise?: typeof heavyNoise) {
  const world = worldOf({ targets: 8, scenarios: 1, sd: 0.015, twins }, seededRandom(seed));
  const options = { ...OPTIONS, ...(noise === undefined ? {} : { noise }) };
  const [first, second] = [1, 2].map((time) =>
    simulateBoard(world, options, seededRandom(100 * seed + time)),
  );
  if (first === undefined || second === undefined) throw new TypeError('no boards');
  return { world, first, second };
}
const SEEDS = [1, 2, 3, 4, 5, 6];

describe('boards of targets whose rates are known', () => {
  it('tell apart what differs by 5 %, are narrow, and agree with one another', () => {
    for (const seed of SEEDS) {
      const { world, first, second } = boards(0, seed);
      for (const board of [first, second]) {
        const truth = truthOf(world, board);
        expect([seed, truth.wideOpen, truth.falseOrders, truth.falseTies]).toEqual([seed, 0, 0, 0]);
        expect(truth.width).toBeLessThanOrEqual(1.5);
        expect(board.spentMs).toBeLessThan(OPTIONS.budgetMs + 20_000);
      }
      const [agreement] = agreementOf(first, second);
      expect(agreement?.contradictions).toBe(0);
      expect(agreement?.correlation).toBeGreaterThanOrEqual(0.95);
    }
  });

  it('rank nothing that is the same, with normal noise and with heavy tails', () => {
    for (const noise of [undefined, heavyNoise]) {
      const truths = SEEDS.slice(0, 3).flatMap((seed) => {
        const { world, first, second } = boards(7, seed, noise);
        return [truthOf(world, first), truthOf(world, second)];
      });
      const pairs = truths.reduce((sum, truth) => sum + truth.pairs, 0);
      const falseOrders = truths.reduce((sum, truth) => sum + truth.falseOrders, 0);
      expect(falseOrders / pairs).toBeLessThanOrEqual(0.01);
    }
  });
});
