import { describe, expect, it } from 'vitest';
import { holmAdjust } from '../../../src/stats/holm.js';
import {
  confidenceInterval,
  estimateDifference,
  estimateMean,
  smallestVisible,
  twoSidedP,
  upperP,
} from '../../../src/stats/inference.js';

const A = [-0.062, -0.055, -0.071, -0.06, -0.049];
const B = [0.011, -0.02, 0.004, 0.03];

describe('one mean, against scipy.stats.ttest_1samp (SciPy 1.17.1)', () => {
  const estimate = estimateMean(A);

  it('gives the 95 % interval', () => {
    const { low, high } = confidenceInterval(estimate, 0.05);
    expect(low).toBeCloseTo(-0.06958618644550056, 14);
    expect(high).toBeCloseTo(-0.04921381355449943, 14);
  });

  it('gives one- and two-sided p values', () => {
    expect(twoSidedP(estimate)).toBeCloseTo(8.513939574747795e-5, 15);
    expect(upperP(estimate)).toBeCloseTo(0.9999574303021262, 13);
    expect(upperP({ ...estimate, mean: -estimate.mean })).toBeCloseTo(4.256969787373897e-5, 15);
  });

  it('gives the smallest visible effect: (t.ppf(.975, 4) + t.ppf(.8, 4)) s / sqrt(5)', () => {
    expect(smallestVisible(estimate, 0.05, 0.8)).toBeCloseTo(0.013638385303812357, 14);
  });

  it('is certain where nothing varies', () => {
    expect(twoSidedP(estimateMean([0.5, 0.5, 0.5]))).toBe(0);
    expect(twoSidedP(estimateMean([0, 0, 0]))).toBe(1);
    expect(upperP(estimateMean([0.5, 0.5]))).toBe(0);
    expect(upperP(estimateMean([-0.5, -0.5]))).toBe(1);
  });

  it('needs two values', () => {
    expect(() => estimateMean([0.1])).toThrow(RangeError);
    expect(() => estimateMean([])).toThrow(RangeError);
  });
});

describe('two samples, against scipy.stats.ttest_ind(equal_var=False) (SciPy 1.17.1)', () => {
  const estimate = estimateDifference(A, B);

  it("gives Welch's degrees of freedom, p value and interval", () => {
    expect(estimate.degrees).toBeCloseTo(3.759549837076199, 12);
    expect(twoSidedP(estimate)).toBeCloseTo(0.0047557219690994084, 13);
    const { low, high } = confidenceInterval(estimate, 0.05);
    expect(low).toBeCloseTo(-0.09687174478773913, 12);
    expect(high).toBeCloseTo(-0.034428255212260866, 12);
  });

  it('widens by a variance that is known', () => {
    const wider = estimateDifference(A, B, 0.03 ** 2);
    expect(wider.standardError).toBeCloseTo(Math.hypot(estimate.standardError, 0.03), 14);
    expect(wider.degrees).toBeGreaterThan(estimate.degrees);
  });

  it('keeps finite degrees of freedom where nothing varies', () => {
    expect(estimateDifference([1, 1, 1], [2, 2], 0.01).degrees).toBe(1);
    expect(twoSidedP(estimateDifference([1, 1, 1], [2, 2]))).toBe(0);
    expect(estimateDifference([1, 1 + 1e-9], [2, 2], 1).degrees).toBe(1e6);
  });
});

describe("Holm, against statsmodels 0.15.0 multipletests(method='holm')", () => {
  it('steps down and keeps the order', () => {
    const adjusted = holmAdjust([0.01, 0.04, 0.03, 0.005, 0.2]);
    for (const [index, expected] of [0.04, 0.09, 0.09, 0.025, 0.2].entries()) {
      expect(adjusted[index]).toBeCloseTo(expected, 14);
    }
    expect(holmAdjust([0.5, 0.001, 0.001])).toEqual([0.5, 0.003, 0.003]);
  });

  it('never exceeds 1, takes none, and refuses what is no p value', () => {
    expect(holmAdjust([0.9, 0.8, 3])).toEqual([1, 1, 1]);
    expect(holmAdjust([])).toEqual([]);
    expect(() => holmAdjust([0.1, Number.NaN])).toThrow(RangeError);
    expect(() => holmAdjust([-0.1])).toThrow(RangeError);
  });
});
