import { describe, expect, it } from 'vitest';
import { logGamma, regularisedBeta } from '../../../src/stats/beta.js';
import {
  studentCdf,
  studentQuantile,
  studentTwoSidedP,
  studentUpperTail,
} from '../../../src/stats/student.js';
import { BETA, LOG_GAMMA, T_CDF, T_PPF, T_SF } from './reference.js';

function expectRelative(actual: number, expected: number, tolerance: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance * Math.abs(expected));
}

describe('special functions against SciPy', () => {
  it.each(LOG_GAMMA)('ln Γ(%d)', (x, expected) => expectRelative(logGamma(x), expected, 1e-13));
  it.each(BETA)('I for a=%d, b=%d at %d', (a, b, x, expected) =>
    expectRelative(regularisedBeta(x, a, b), expected, 1e-12),
  );

  it('knows the ends of the incomplete beta function', () => {
    expect(regularisedBeta(0, 2, 3)).toBe(0);
    expect(regularisedBeta(1, 2, 3)).toBe(1);
  });

  it('refuses what has no value', () => {
    expect(() => logGamma(0)).toThrow(RangeError);
    expect(() => logGamma(Number.NaN)).toThrow(RangeError);
    expect(() => regularisedBeta(1.1, 1, 1)).toThrow(RangeError);
    expect(() => regularisedBeta(Number.NaN, 1, 1)).toThrow(RangeError);
  });
});

describe('Student t against SciPy', () => {
  it.each(T_CDF)('P(T ≤ %d), %d degrees', (t, degrees, expected) =>
    expectRelative(studentCdf(t, degrees), expected, 1e-11),
  );
  it.each(T_SF)('P(T ≥ %d), %d degrees, far out', (t, degrees, expected) =>
    expectRelative(studentUpperTail(t, degrees), expected, 1e-11),
  );
  it.each(T_PPF)('quantile %d, %d degrees', (p, degrees, expected) => {
    if (expected === 0) expect(studentQuantile(p, degrees)).toBe(0);
    else expectRelative(studentQuantile(p, degrees), expected, 1e-9);
  });

  it('takes statistics that overflow as certain', () => {
    expect(studentTwoSidedP(Number.POSITIVE_INFINITY, 3)).toBe(0);
    expect(studentTwoSidedP(1e200, 3)).toBe(0);
    expect(studentTwoSidedP(1e-200, 3)).toBe(1);
  });

  it('refuses bad arguments', () => {
    expect(() => studentTwoSidedP(Number.NaN, 3)).toThrow(RangeError);
    expect(() => studentCdf(1, 0)).toThrow(RangeError);
    expect(() => studentQuantile(0, 3)).toThrow(RangeError);
    expect(() => studentQuantile(1, 3)).toThrow(RangeError);
    expect(() => studentQuantile(0.5, Number.NaN)).toThrow(RangeError);
  });
});
