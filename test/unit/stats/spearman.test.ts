import { describe, expect, it } from 'vitest';
import { spearman } from '../../../src/stats/spearman.js';

// Reference values: SciPy 1.17.1, scipy.stats.spearmanr(a, b).statistic
describe('spearman', () => {
  it('is what SciPy has, without ties', () => {
    const json = [18924, 13402, 13393, 19003, 13316, 18525, 17260, 18939];
    const text = [18908, 13250, 16012, 18804, 12290, 18537, 18671, 18771];
    expect(spearman(json, text)).toBeCloseTo(0.880952380952381, 14);
  });

  it('is what SciPy has, with ties', () => {
    expect(spearman([1, 2, 2, 3, 4, 4, 4, 9], [2, 1, 3, 3, 5, 4, 9, 9])).toBeCloseTo(0.9007775105401477, 14);
  });

  it('is 1 and −1 where the order is the same and turned round', () => {
    expect(spearman([3, 1, 2], [30, 10, 20])).toBe(1);
    expect(spearman([1, 2, 3, 4], [4, 3, 2, 1])).toBe(-1);
  });

  it('is unknown where there is no order', () => {
    expect(spearman([], [])).toBeNull();
    expect(spearman([1], [2])).toBeNull();
    expect(spearman([1, 1], [2, 3])).toBeNull();
    expect(() => spearman([1, 2], [1])).toThrow(RangeError);
  });
});
