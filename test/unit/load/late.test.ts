import { describe, expect, it } from 'vitest';
import { LEAST_LATE_US, tooLate } from '../../../src/load/late.js';
import { isTooSlow, reducedLoad } from '../../../src/load/saturation.js';
import { makeLatency, makeRound } from '../../support/records.js';

const arrivals = (lateUs: number) => ({ rate: 1000, count: 2000, unsent: 0, lateUs });
const round = (lateUs: number, p99: number, rps = 1000) =>
  makeRound({ rps, latencyUs: { ...makeLatency(), p99 }, arrivals: arrivals(lateUs) });

describe('a late generator', () => {
  it('is one whose delay is more than machines have, and more than a tenth of p99', () => {
    expect(tooLate(round(LEAST_LATE_US, 1_000))).toBeNull();
    expect(tooLate(round(LEAST_LATE_US + 1, 1_000))).toBe(LEAST_LATE_US + 1);
    expect(tooLate(round(20_000, 200_000))).toBeNull();
    expect(tooLate(round(20_001, 200_000))).toBe(20_001);
  });

  it('is none in a closed loop', () => {
    expect(tooLate(makeRound())).toBeNull();
  });
});

describe('a reduced load', () => {
  it('is half of what the slower side answered at the limit', () => {
    expect(reducedLoad([{ rps: 61_001 }, { rps: 40_001 }], 2)).toEqual({ rate: 20_000, seen: 40_001 });
    expect(reducedLoad([{ rps: 40_001 }], 1)).toEqual({ rate: 20_000, seen: 40_001 });
    expect(reducedLoad([{ rps: 1.5 }], 1)).toBeNull();
    expect(reducedLoad([], 2)).toBeNull();
  });

  it('is a quarter where one side was alone, and there are two', () => {
    expect(reducedLoad([{ rps: 40_001 }], 2)).toEqual({ rate: 10_000, seen: 40_001 });
  });

  it('is too much where the generator falls behind by a tenth of the window, and of the answers', () => {
    // A window of 2 s.
    expect(isTooSlow([round(201_000, 1_000, 899)])).toBe(true);
    expect(isTooSlow([round(201_000, 1_000, 950)])).toBe(false);
    // Others had its core for a while: it is the target that does not answer.
    expect(isTooSlow([round(150_000, 1_000, 500)])).toBe(false);
    expect(isTooSlow([makeRound()])).toBe(false);
  });
});
