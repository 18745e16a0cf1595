import { describe, expect, it } from 'vitest';
import { type CounterPair, replacedBetween, sharesOf } from '../../../src/measure/shares.js';
import type { Counters, ThreadTimes } from '../../../src/runtime/counters.js';

const threads = (times: Record<number, readonly [ran: number, waited: number]>): ThreadTimes =>
  new Map(Object.entries(times).map(([id, [ranNs, waitedNs]]) => [Number(id), { ranNs, waitedNs }]));
const pids = (...ids: readonly number[]): ReadonlySet<number> => new Set(ids);

const counters = (cpuUs: number | null, rest: Partial<Counters> = {}): Counters => ({
  atNs: 0n,
  cpuUserUs: cpuUs,
  cpuSystemUs: cpuUs === null ? null : 0,
  throttledUs: null,
  memoryBytes: null,
  peakMemoryBytes: null,
  ...rest,
});

const UNKNOWN = { before: null, after: null, cores: 0, passedUs: 1e6 };

describe('processes that were replaced', () => {
  it('are those that are gone, as far as new ones came', () => {
    expect(replacedBetween(pids(1, 2, 3), pids(1, 3, 4))).toBe(1);
    expect(replacedBetween(pids(1, 2, 3), pids(1, 2, 3, 4, 5))).toBe(0);
    expect(replacedBetween(pids(1, 2, 3), pids(1))).toBe(0);
    expect(replacedBetween(pids(1, 2, 3), pids(1, 8, 9))).toBe(2);
    expect(replacedBetween(null, pids(1))).toBeNull();
    expect(replacedBetween(pids(1), null)).toBeNull();
  });
});

describe('what a side got of the machine', () => {
  it('has the busiest thread and the longest wait of those that were there all the time', () => {
    const before = counters(0, { threads: threads({ 1: [5e6, 1e6], 2: [1e6, 0], 7: [9e9, 9e9] }) });
    const after = counters(0, { threads: threads({ 1: [605e6, 101e6], 2: [51e6, 300e6], 8: [9e9, 9e9] }) });
    expect(sharesOf({ before, after }, [], UNKNOWN)).toMatchObject({ readyMs: 700, waitedMs: 300 });
  });

  it('has the periods in which it was held back', () => {
    const pair = {
      before: counters(0, { throttledPeriods: 4 }),
      after: counters(0, { throttledPeriods: 9 }),
    };
    expect(sharesOf(pair, [], UNKNOWN).throttledPeriods).toBe(5);
  });

  it('knows what others had of the cores: all that neither side used', () => {
    const side = (us: number): CounterPair => ({ before: counters(100), after: counters(100 + us) });
    const cores = {
      before: { busyUs: 1e6, stealUs: 0 },
      after: { busyUs: 2.6e6, stealUs: 2e5 },
      cores: 2,
      passedUs: 1e6,
    };
    expect(sharesOf(side(4e5), [side(4e5), side(4e5)], cores)).toMatchObject({
      othersCpu: 0.4,
      stealCpu: 0.1,
    });
    // Ticks are coarser than the targets' own counters.
    expect(sharesOf(side(9e5), [side(9e5), side(8e5)], cores).othersCpu).toBe(0);
  });

  it('is null where this machine can not tell', () => {
    const nothing = {
      throttledPeriods: null,
      readyMs: null,
      waitedMs: null,
      othersCpu: null,
      stealCpu: null,
    };
    const pair = { before: counters(0), after: counters(1) };
    expect(sharesOf(pair, [pair], UNKNOWN)).toEqual(nothing);
    expect(sharesOf({ before: null, after: null }, [pair], UNKNOWN)).toEqual(nothing);
    const cores = {
      before: { busyUs: 0, stealUs: 0 },
      after: { busyUs: 9, stealUs: 0 },
      cores: 1,
      passedUs: 9,
    };
    const gone = { before: counters(0), after: null };
    expect(sharesOf(pair, [pair, gone], cores).othersCpu).toBeNull();
  });
});
