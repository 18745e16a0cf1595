import { describe, expect, it } from 'vitest';
import {
  judgeLateness,
  judgeShares,
  LEAST_OF_CAP,
  LEAST_OF_HALF,
  LEAST_PERIODS,
  MOST_STOLEN,
  MOST_TO_OTHERS,
  type SideRound,
} from '../../../src/measure/spoilt.js';
import type { RoundFigures, RoundShares } from '../../../src/model/record.js';
import { makeRound } from '../../support/records.js';

const WINDOW_MS = 1000;

interface Seen extends Partial<RoundShares> {
  /** CPUs that it used. */
  readonly used?: number | null;
  readonly cpus?: number;
  readonly throttledMs?: number | null;
  /** Records of 0.1 have no shares. */
  readonly old?: boolean;
}

/** Half of a core for each side of a duet on a quiet machine, whose every thread has always something to do. */
function aSide(side: SideRound['side'], seen: Seen = {}): SideRound {
  const { used = 0.5, cpus = 1, throttledMs = 0, old = false, ...shares } = seen;
  const { shares: _, ...plain }: RoundFigures = makeRound({
    windowMs: WINDOW_MS,
    rps: 1000,
    cpuUserUs: used === null ? null : used * 1000,
    cpuSystemUs: used === null ? null : 0,
    throttledMs,
  });
  const quiet = {
    throttledPeriods: 0,
    readyMs: 990,
    waitedMs: 500,
    othersCpu: 0.01,
    stealCpu: 0,
    replaced: 0,
  };
  return { side, caps: { cpus }, figures: old ? plain : { ...plain, shares: { ...quiet, ...shares } } };
}

const duet = (candidate: Seen, baseline: Seen = {}) =>
  judgeShares([aSide('candidate', candidate), aSide('baseline', baseline)]);
const solo = (seen: Seen) => judgeShares([aSide('candidate', seen)]);

describe('a round on a quiet machine', () => {
  it('is not spoilt', () => {
    expect(duet({})).toBeNull();
    expect(solo({ used: 1, waitedMs: 5 })).toBeNull();
  });

  it('is not judged by what nobody could tell, nor in a record of 0.1', () => {
    const blind = { throttledPeriods: null, readyMs: null, waitedMs: null, othersCpu: null, stealCpu: null };
    expect(duet({ ...blind, used: null, throttledMs: null }, blind)).toBeNull();
    expect(duet({ ...blind, used: 0.01 })).toBeNull();
    expect(duet({ old: true }, { old: true })).toBeNull();
  });
});

describe('a side that is held back by its quota', () => {
  it('is as it should be where it used up its cap: a busy service on a quarter of a CPU', () => {
    const quarter = { cpus: 0.25, used: 0.25, throttledPeriods: 10, throttledMs: 700, waitedMs: 740 };
    expect(duet(quarter, quarter)).toBeNull();
    expect(solo(quarter)).toBeNull();
  });

  it('is as it should be where bursts use up a period now and then, also if the other side has none', () => {
    // 40 ms of work every 200 ms, a quota of 25 ms: one period in two.
    const bursts = {
      cpus: 0.25,
      used: 0.2,
      throttledPeriods: 5,
      throttledMs: 300,
      readyMs: 500,
      waitedMs: 300,
    };
    expect(duet(bursts, { cpus: 0.25, used: 0.15, readyMs: 160, waitedMs: 10 })).toBeNull();
  });

  it('is spoilt in any round where it used less than half of what those periods give', () => {
    const held = { cpus: 1, used: 0.1, throttledPeriods: 10, throttledMs: 900 };
    expect(duet({}, held)).toEqual({
      code: 'throttled',
      side: 'baseline',
      message:
        'the baseline was held back by a quota in 10 periods in which it used 100 ms of CPU time, where its cap gives 1000 ms',
    });
    expect(solo(held)).toMatchObject({ code: 'throttled', side: 'candidate' });
  });

  it.each([
    ['on the bound', { used: 5 * 0.1 * LEAST_OF_CAP, throttledPeriods: 5 }, null],
    ['just below it', { used: 5 * 0.1 * LEAST_OF_CAP - 0.01, throttledPeriods: 5 }, 'throttled'],
    ['in too few periods to tell', { used: 0.001, throttledPeriods: LEAST_PERIODS - 1 }, null],
    ['in just enough', { used: 0.001, throttledPeriods: LEAST_PERIODS }, 'throttled'],
  ])('is judged %s', (_, seen, code) => {
    // Idle otherwise, so that the CPU it did not get is nobody's fault.
    expect(duet({ readyMs: 300, waitedMs: 10, ...seen })?.code ?? null).toBe(code);
  });

  it('is spoilt where the other side has the same cap and is not held to it', () => {
    const held = { cpus: 0.25, used: 0.25, throttledPeriods: 10, throttledMs: 700 };
    expect(duet(held, { cpus: 0.25, used: 0.7 })).toMatchObject({
      code: 'throttled',
      side: 'candidate',
      message: 'the candidate was held to its cap of 0.25 CPUs, and the baseline used 0.70',
    });
    // A window may meet a period more at each end.
    expect(duet(held, { ...held, used: 0.3 })).toBeNull();
  });
});

describe('a neighbour', () => {
  it('that takes its fair third, or more than half of what two sides wait for, spoils nothing', () => {
    const third = { used: 1 / 3, waitedMs: 660, othersCpu: 1 / 3 };
    expect(duet(third, third)).toBeNull();
    const most = { used: 0.14, waitedMs: 850, othersCpu: 0.7 };
    expect(duet(most, most)).toBeNull();
  });

  it('that leaves next to nothing starves, whatever the two sides got', () => {
    const starved = { used: 0.07, waitedMs: 920, othersCpu: 0.86 };
    expect(duet(starved, starved)).toEqual({
      code: 'starved',
      side: 'candidate',
      message: "others had 86 % of the target's cores while the candidate waited for them",
    });
  });

  it.each([
    ['on the bound', { othersCpu: MOST_TO_OTHERS, waitedMs: 900 }, null],
    ['above it', { othersCpu: MOST_TO_OTHERS + 0.01, waitedMs: 900 }, 'starved'],
    [
      'while nobody waited for it: a target that waits for its upstream',
      { othersCpu: 0.9, waitedMs: 30 },
      null,
    ],
    [
      'in part as another guest of the host, for whom nobody seems to wait',
      { othersCpu: 0.8, stealCpu: 0.25, waitedMs: 600 },
      'starved',
    ],
    ['while both wait for the end of a period', { othersCpu: 0.8, waitedMs: 900, throttledMs: 850 }, null],
  ])('is judged %s', (_, seen, code) => {
    const one = { used: 0.08, readyMs: 400, ...seen };
    expect(duet(one, one)?.code ?? null).toBe(code);
  });

  it('is not looked for where only the table has the figures', () => {
    expect(solo({ used: 0.05, waitedMs: 950, othersCpu: 0.9 })).toBeNull();
  });
});

describe('the host of a virtual machine', () => {
  it('starves a duet by a good part of the core, whichever side was on it', () => {
    // As it was seen: 35 and 51 requests/s in a window in which others had 680 each.
    const robbed = { used: 0.1, readyMs: 464, waitedMs: 463, othersCpu: 0.575, stealCpu: 0.9213 };
    expect(duet(robbed, { ...robbed, used: 0.2 })).toEqual({
      code: 'starved',
      side: 'candidate',
      message: "the host of this virtual machine took 92 % of the target's cores away",
    });
  });

  it.each([
    ['on the bound', MOST_STOLEN, null],
    ['above it', MOST_STOLEN + 0.01, 'starved'],
  ])('is judged %s', (_, stealCpu, code) => {
    const one = { used: 0.3, readyMs: 700, othersCpu: stealCpu, stealCpu };
    expect(duet(one, one)?.code ?? null).toBe(code);
    expect(solo(one)).toBeNull();
  });
});

describe('two sides of which one got less of the core', () => {
  it('are told where it always had something to do', () => {
    const starved = { used: 0.1, readyMs: 995, waitedMs: 895 };
    expect(duet({ used: 0.9, waitedMs: 90 }, starved)).toEqual({
      code: 'starved',
      side: 'baseline',
      message: 'the baseline always had something to do and got 10 % of a core, and the candidate 90 %',
    });
  });

  it.each([
    ['slept: an added pause is a regression', { used: 0.1, readyMs: 150, waitedMs: 50 }],
    ['got its half: the other has a second core', { used: 0.5, readyMs: 995 }],
    ['got nearly its half', { used: (LEAST_OF_HALF + 0.01) * 0.495, readyMs: 995 }],
    ['was held to its cap', { cpus: 0.25, used: 0.25, throttledPeriods: 10, throttledMs: 500, readyMs: 995 }],
  ])('are compared where it %s', (_, seen) => {
    const other = { used: 0.25, ...('cpus' in seen ? { cpus: 0.25 } : { used: 0.9 }) };
    expect(duet(seen, other)).toBeNull();
  });
});

describe('a late generator', () => {
  const at = (lateUs: number, reduced = false) =>
    makeRound({
      arrivals: { rate: 500, count: 500, unsent: 0, lateUs, ...(reduced ? { reduced: true as const } : {}) },
    });

  it('spoils an open loop, and says how late it was to which side', () => {
    expect(judgeLateness(['candidate', 'baseline'], [at(900), at(31_400)])).toEqual({
      code: 'generator-late',
      side: 'baseline',
      message:
        'the load generator sent one request in a hundred to the baseline more than 31 ms after it was due',
    });
    expect(judgeLateness(['candidate', 'baseline'], [at(900), at(1_100)])).toBeNull();
  });

  it('spoils no closed loop, and no reduced load, in which no tail is judged', () => {
    expect(judgeLateness(['candidate'], [makeRound()])).toBeNull();
    expect(judgeLateness(['candidate'], [at(31_400, true)])).toBeNull();
  });
});
