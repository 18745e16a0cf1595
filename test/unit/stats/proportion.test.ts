import { describe, expect, it } from 'vitest';
import { regularisedBeta } from '../../../src/stats/beta.js';
import { type Cluster, proportion } from '../../../src/stats/proportion.js';

const alike = (failed: number, all: number, clusters = 5): Cluster[] =>
  Array.from({ length: clusters }, () => ({ failed: failed / clusters, all: all / clusters }));

describe('a share of requests', () => {
  // R: binom.test(10, 100), binom.test(5, 10).
  it.each([
    [10, 100, 0.04900469, 0.1762226],
    [5, 10, 0.187086, 0.812914],
  ])(
    '%d of %d has the interval of Clopper and Pearson where all clusters are alike',
    (failed, all, low, high) => {
      const interval = proportion(alike(failed, all), 0.05);
      expect(interval.share).toBeCloseTo(failed / all, 12);
      expect(interval.low).toBeCloseTo(low, 6);
      expect(interval.high).toBeCloseTo(high, 6);
    },
  );

  it('of none reaches from 0 to what that many requests can rule out, in closed form', () => {
    for (const all of [20, 1_000, 400_000]) {
      const { share, low, high } = proportion(alike(0, all), 0.05);
      expect([share, low]).toEqual([0, 0]);
      expect(high).toBeCloseTo(1 - 0.025 ** (1 / all), 9);
    }
  });

  it('of all reaches up to 1', () => {
    const { low, high } = proportion(alike(20, 20), 0.05);
    expect(high).toBe(1);
    expect(low).toBeCloseTo(0.025 ** (1 / 20), 9);
  });

  it('that failed together is worth as many independent requests as Korn and Graubard say', () => {
    const together = [10, 0, 0, 0].map((failed) => ({ failed, all: 100 }));
    const { low, high } = proportion(together, 0.05);
    // By hand: v = 4/3 · 75 / 400², p (1 − p) / v = 39, and (1.96593 / 3.18245)² of that.
    const worth = 39 * (1.965927 / 3.182446) ** 2;
    const failed = 0.025 * worth;
    expect(regularisedBeta(low, failed, worth - failed + 1)).toBeCloseTo(0.025, 5);
    expect(regularisedBeta(high, failed + 1, worth - failed)).toBeCloseTo(0.975, 5);
    const apart = proportion(alike(10, 400, 4), 0.05);
    expect(high - low).toBeGreaterThan(3 * (apart.high - apart.low));
  });

  it('gets narrower with more clusters of the same kind', () => {
    const clusters = [3, 1, 4, 2].map((failed) => ({ failed, all: 1_000 }));
    const [now, later] = [proportion(clusters, 0.05), proportion(clusters, 0.05, 6)];
    expect(later.high - later.low).toBeLessThan((now.high - now.low) / 2);
    expect(later.share).toBe(now.share);
  });

  it('takes two clusters, and one request', () => {
    expect(() => proportion([{ failed: 0, all: 9 }], 0.05)).toThrow(RangeError);
    expect(() => proportion(alike(0, 0), 0.05)).toThrow(RangeError);
  });
});
