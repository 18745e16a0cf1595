import { describe, expect, it } from 'vitest';
import { geometricMean, isPositive, logRatio, meanLog } from '../../../src/stats/ratio.js';
import { largestDifference, mean, median, quantile, sampleStdev } from '../../../src/stats/summary.js';

const DIGITS = [3, 1, 4, 1, 5, 9, 2, 6];

describe('summaries, against NumPy 2.4.6', () => {
  it('gives mean and sample standard deviation', () => {
    expect(mean([-0.062, -0.055, -0.071, -0.06, -0.049])).toBeCloseTo(-0.0594, 15);
    expect(sampleStdev([-0.062, -0.055, -0.071, -0.06, -0.049])).toBeCloseTo(0.008203657720797472, 15);
  });

  it('gives the largest difference from the mean as a share of it', () => {
    expect(largestDifference([100, 100, 106, 94])).toBeCloseTo(0.06, 15);
    expect(largestDifference([0, 0])).toBe(0);
    expect(() => largestDifference([])).toThrow(RangeError);
  });

  it('keeps its digits beside a large mean', () => {
    expect(sampleStdev([1e9 + 1, 1e9 + 2, 1e9 + 3])).toBe(1);
  });

  it('gives quantiles as numpy.quantile does', () => {
    const expected = [1, 1, 1.75, 3.5, 5.25, 6.9, 9];
    const got = [0, 0.1, 0.25, 0.5, 0.75, 0.9, 1].map((p) => quantile(DIGITS, p));
    for (const [index, value] of expected.entries()) expect(got[index]).toBeCloseTo(value, 14);
    expect(median([7, 1, 3])).toBe(3);
  });

  it('leaves its argument as it was', () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
  });

  it('refuses too few values and impossible shares', () => {
    expect(() => mean([])).toThrow(RangeError);
    expect(() => sampleStdev([1])).toThrow(RangeError);
    expect(() => median([])).toThrow(RangeError);
    expect(() => quantile([1], 1.5)).toThrow(RangeError);
  });
});

describe('ratios', () => {
  it('are symmetric as logs', () => {
    expect(logRatio(2, 1)).toBeCloseTo(Math.LN2, 15);
    expect(logRatio(1, 2)).toBe(-logRatio(2, 1));
    expect(geometricMean([1, 100])).toBeCloseTo(10, 12);
    expect(meanLog([Math.E, Math.E ** 3])).toBeCloseTo(2, 14);
  });

  it('refuse what has no logarithm', () => {
    for (const bad of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(isPositive(bad)).toBe(false);
      expect(() => logRatio(bad, 1)).toThrow(RangeError);
      expect(() => logRatio(1, bad)).toThrow(RangeError);
    }
  });
});
