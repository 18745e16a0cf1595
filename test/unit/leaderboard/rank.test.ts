import { describe, expect, it } from 'vitest';
import { rank } from '../../../src/leaderboard/rank.js';
import { contenders, FIGURES, spread } from './builders.js';

// Reference values: SciPy 1.17.1. p: scipy.stats.ttest_ind(log(a), log(b), equal_var=False), adjusted by Holm's rule
// in NumPy; ratio's interval: its confidence_interval(0.95), exp; mean and interval: scipy.stats.t.interval on the logs.
describe('the ranking', () => {
  const { order, pairs, ranks, differsFromNext } = rank(contenders(), 'high');
  const pair = (better: string, worse: string) =>
    pairs.find((one) => one.better === better && one.worse === worse);

  it('goes by the mean over generations', () => {
    expect(order).toEqual(['a', 'b', 'c', 'd']);
    expect(rank(contenders(), 'low').order).toEqual(['d', 'c', 'b', 'a']);
  });

  it('has mean, spread and interval as SciPy has them', () => {
    const { mean, spread: deviation, low, high } = spread(FIGURES['a'] ?? []);
    expect(mean).toBeCloseTo(4809.471207469979, 8);
    expect(deviation).toBeCloseTo(0.0039944768112957696, 12);
    expect(low).toBeCloseTo(4778.998654312562, 6);
    expect(high).toBeCloseTo(4840.138064196636, 6);
  });

  it('has all pairs with the p values of Welch and Holm, as SciPy has them', () => {
    expect(pairs).toHaveLength(6);
    expect(pair('a', 'b')?.p).toBeCloseTo(0.3282059828372526, 8);
    expect(pair('a', 'c')?.p).toBeCloseTo(1.4127405747923437e-6, 12);
    expect(pair('b', 'c')?.p).toBeCloseTo(2.8328793506920406e-5, 11);
    expect(pair('b', 'd')?.p).toBeCloseTo(2.8914352828085524e-12, 17);
    expect(pair('a', 'b')?.low).toBeCloseTo(0.9949685355571862, 8);
    expect(pair('a', 'b')?.high).toBeCloseTo(1.0126352019394032, 8);
  });

  it('says which differ, and gives those that do not the same range of places', () => {
    expect(Object.fromEntries(differsFromNext)).toEqual({ a: false, b: true, c: true });
    expect(Object.fromEntries(ranks)).toEqual({
      a: { best: 1, worst: 2 },
      b: { best: 1, worst: 2 },
      c: { best: 3, worst: 3 },
      d: { best: 4, worst: 4 },
    });
  });

  it('asks more of each pair where there are more pairs', () => {
    const two = { x: [100, 101, 102, 103], y: [97.5, 98.5, 99.5, 100.5] };
    const many = Object.fromEntries(
      Array.from({ length: 14 }, (_, at) => [`z${at}`, [900, 1000 + at, 1100]]),
    );
    const alone = rank(contenders(two), 'high').pairs[0];
    const among = rank(contenders({ ...two, ...many }), 'high').pairs.find(({ better }) => better === 'x');
    expect(alone?.differs).toBe(true);
    expect(among?.worse).toBe('y');
    expect(among?.differs).toBe(false);
  });

  it('of one generation each says nothing of differences', () => {
    const single = rank(contenders({ a: [100], b: [50], c: [10, 10.1] }), 'high');
    expect(single.pairs.map(({ p, differs }) => [p, differs])).toEqual([
      [null, false],
      [null, false],
      [null, false],
    ]);
    expect(single.ranks.get('a')).toEqual({ best: 1, worst: 3 });
  });

  it('of nobody and of one is a ranking', () => {
    expect(rank([], 'high').order).toEqual([]);
    expect(rank(contenders({ a: [1, 2] }), 'high').ranks.get('a')).toEqual({ best: 1, worst: 1 });
  });
});
