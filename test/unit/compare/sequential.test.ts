import { describe, expect, it } from 'vitest';
import { looksAt, schedule } from '../../../src/compare/rule.js';
import { follow, nextStep, stillToConfirm, UNKNOWN } from '../../../src/compare/sequential.js';
import { DEFAULT_GATE, DEFAULT_MEASURE } from '../../../src/config/defaults.js';
import type { CellRecord, Generation } from '../../../src/model/record.js';
import { estimateMean, twoSidedP } from '../../../src/stats/inference.js';
import { makeCell, makeGenerations, makeRatioGeneration } from '../../support/records.js';

const SETTINGS = { ...DEFAULT_MEASURE, screenGenerations: 4, confirmGenerations: 4, maxGenerations: 12 };

const step = (cell: Partial<CellRecord>, settings = SETTINGS) =>
  nextStep(makeCell(cell), DEFAULT_GATE, settings);
const next = (generations: Generation[], settings = SETTINGS) => step({ generations }, settings);

/** One generation for each log ratio of throughput. */
function throughput(logs: number[], phase: Generation['phase'] = 'screen'): Generation[] {
  return logs.map((log, index) => makeRatioGeneration(index, { throughput: Math.exp(log) }, { phase }));
}

describe('screening', () => {
  it('gives every cell its first generations', () => {
    expect(next([])).toBe('screen');
    expect(next(makeGenerations({}, { screen: 3 }))).toBe('screen');
    expect(step({ state: 'not-measured', generations: [] })).toBe('screen');
  });

  it('ends where every metric is clear', () => {
    expect(next(makeGenerations())).toBe('done');
  });

  it('goes on in steps of two where a metric is neither clear nor suspect', () => {
    const noisy = [0.04, -0.04, 0.03, -0.035, 0.04, -0.03, 0.03];
    expect(next(throughput(noisy.slice(0, 4)))).toBe('screen');
    expect(next(throughput(noisy.slice(0, 5)))).toBe('screen');
    expect(next(throughput([0.02, -0.02, 0.015, -0.015, 0.001, 0]))).toBe('done');
  });

  it('never looks between two looks', () => {
    const slower = throughput([0, 0, 0.02, -0.02, -0.2]);
    expect(next(slower)).toBe('screen');
  });

  it('gives up where the generations that are left could not help', () => {
    expect(next(throughput([0.3, -0.3, 0.25, -0.25]))).toBe('done');
  });

  it('goes on where they could not rule out a change, and could show the one that there seems to be', () => {
    expect(next(throughput([-0.3, 0.05, -0.1, -0.05]))).toBe('screen');
    expect(next(throughput([-0.2, 0.15, 0, 0.05]))).toBe('done');
  });

  it('ends at the most generations', () => {
    const noisy = Array.from({ length: 12 }, (_, index) => (index % 2 === 0 ? 0.05 : -0.05));
    expect(next(throughput(noisy.slice(0, 10)))).toBe('screen');
    expect(next(throughput(noisy))).toBe('done');
  });

  it('needs no confirmation of a small change that is surely within the threshold', () => {
    expect(next(throughput([-0.02, -0.0201, -0.0199, -0.02]))).toBe('done');
  });
});

describe('confirming', () => {
  it.each([
    ['lower throughput', { throughput: 0.95 }],
    ['higher throughput', { throughput: 1.05 }],
    ['more CPU time', { cpu: 1.05 }],
    ['a longer service time', { latency: 1.5 }],
    ['more memory', { memory: 1.5 }],
    ['a change of exactly the threshold', { throughput: 0.97 }],
  ])('asks for new generations on %s', (_, ratios) => {
    expect(next(makeGenerations(ratios))).toBe('confirm');
    expect(next(makeGenerations(ratios, { confirm: 3 }))).toBe('confirm');
  });

  it('needs as many new generations as there are up to the first look, and none where nothing is suspect', () => {
    const needed = (generations: Generation[]) =>
      stillToConfirm(makeCell({ generations }), DEFAULT_GATE, SETTINGS);
    expect(needed(makeGenerations({ throughput: 0.95 }))).toBe(4);
    expect(needed(makeGenerations({ throughput: 0.95 }, { confirm: 3 }))).toBe(1);
    expect(needed(makeGenerations())).toBe(0);
    expect(needed(makeGenerations({}, { screen: 3 }))).toBe(0);
  });

  it.each([
    ['lower throughput', { throughput: 0.6 }],
    ['more CPU time', { cpu: 1.6 }],
  ])('asks for none where the first look is overwhelming: %s', (_, ratios) => {
    expect(next(makeGenerations(ratios))).toBe('done');
  });

  it('asks for more where many others are suspect', () => {
    const logs = [0.5, 0.42, 0.55, 0.47];
    const generations = [...logs, ...logs].map((log, index) =>
      makeRatioGeneration(index, { latency: Math.exp(log) }, { phase: index < 4 ? 'screen' : 'confirm' }),
    );
    const cell = makeCell({ generations });
    const step = (flagged: number) =>
      nextStep(cell, DEFAULT_GATE, SETTINGS, {
        company: { flagged, tested: 0, share: 1 },
        confirmsAll: false,
      });
    expect([step(1), step(12), step(500)]).toEqual(['done', 'done', 'confirm']);
  });

  it('ends when a look decides', () => {
    expect(next(makeGenerations({ throughput: 0.9 }, { confirm: 4 }))).toBe('done');
  });

  it('ends when the new generations show no change', () => {
    expect(
      next([...throughput([-0.1, -0.1, -0.11, -0.09]), ...throughput([0, 0.001, -0.001, 0], 'confirm')]),
    ).toBe('done');
  });

  it('goes on to the next look where the first does not decide', () => {
    const open = [
      ...throughput([-0.1, -0.1, -0.11, -0.09]),
      ...throughput([-0.06, 0.04, -0.06, 0.01], 'confirm'),
    ];
    expect(next(open)).toBe('confirm');
    const more = throughput([-0.06, 0.04, -0.06], 'confirm');
    expect(next([...open, ...more])).toBe('confirm');
    expect(next([...open, ...more, ...throughput([0], 'confirm')])).toBe('done');
  });

  describe('shares the chance of a false claim over its looks', () => {
    const settings = { ...SETTINGS, confirmGenerations: 5, maxGenerations: 24 };
    const flagged = throughput([-0.1, -0.1, -0.11, -0.09]);
    const undecided = [-0.06, 0.04, -0.05, 0.01, -0.07, -0.02, 0.03, -0.06, -0.04, 0.01];

    it.each([
      [4, 'all of it before the first look', 1],
      [5, 'all of it where the first look is the end', 1],
      [7, 'what the first of 5 left of 20', 15 / 20],
      [10, 'the same at the end of those of the second', 15 / 20],
    ])('after %i values: %s', (count, _, share) => {
      const values = undecided.slice(0, count);
      const generations = [...flagged, ...throughput(values, 'confirm')];
      const [course] = follow(makeCell({ generations }), DEFAULT_GATE, settings);
      expect(course?.settled).toBe(false);
      expect((course?.p ?? 0) / twoSidedP(estimateMean(values))).toBeCloseTo(1 / share, 10);
    });

    it('gives a look that decides no more than its own', () => {
      const values = [-0.1, -0.101, -0.099, -0.1, -0.1];
      const generations = [...flagged, ...throughput(values, 'confirm')];
      const [course] = follow(makeCell({ generations }), DEFAULT_GATE, settings);
      expect(course?.settled).toBe(true);
      expect((course?.p ?? 0) / twoSidedP(estimateMean(values))).toBeCloseTo(20 / 5, 10);
    });
  });

  it('does not flag where there is no room left to confirm', () => {
    const noisy = [0.05, -0.05, 0.05, -0.05, 0.05, -0.05, 0.05, -0.05];
    expect(next(throughput([...noisy, -0.3, -0.3, -0.3]))).toBe('screen');
    expect(next(throughput([...noisy, -0.3, -0.3, -0.3, -0.3]))).toBe('done');
  });
});

describe('what needs nothing', () => {
  it('is an unchanged, an invalid, or an impossible cell', () => {
    expect(step({ state: 'unchanged', generations: [] })).toBe('done');
    const invalid = { code: 'oom-killed', message: 'killed', side: 'candidate' as const, log: [] };
    expect(step({ state: 'invalid', invalid, generations: [] })).toBe('done');
    expect(next([makeRatioGeneration(0, {}, { candidate: { rps: Number.NaN } })])).toBe('done');
  });

  it('is a cell without a baseline, once it has figures', () => {
    const alone = (screen: number) => makeGenerations({}, { screen }, { baseline: null });
    expect(step({ noBaseline: 'new target', generations: alone(3) })).toBe('screen');
    expect(step({ noBaseline: 'new target', generations: alone(4) })).toBe('done');
    expect(step({ generations: alone(4) })).toBe('done');
  });

  describe('is a cell that an exact count has decided', () => {
    const doubled = {
      candidate: { counts: { upstreamCalls: 2 } },
      baseline: { counts: { upstreamCalls: 1 } },
    };
    const slower = makeGenerations({ throughput: 0.9, latency: 2 }, {}, doubled);

    it('at the first look, however undecided the rest is', () => {
      const noisy = [0.05, -0.05, 0.05, -0.04].map((log, index) =>
        makeRatioGeneration(index, { throughput: Math.exp(log) }, doubled),
      );
      expect(next(noisy.slice(0, 3))).toBe('screen');
      expect(next(noisy)).toBe('done');
      expect(next(slower)).toBe('done');
      expect(stillToConfirm(makeCell({ generations: slower }), DEFAULT_GATE, SETTINGS)).toBe(0);
    });

    it('unless people accepted regressions, with which what is not confirmed would pass', () => {
      const pace = { company: UNKNOWN, confirmsAll: true };
      const cell = makeCell({ generations: slower });
      expect(nextStep(cell, DEFAULT_GATE, SETTINGS, pace)).toBe('confirm');
      expect(stillToConfirm(cell, DEFAULT_GATE, SETTINGS, pace)).toBe(4);
    });
  });
});

describe('the schedule', () => {
  it('looks at confirming values after twice as many each time, and at the end', () => {
    expect(schedule(SETTINGS)).toEqual({ screen: 4, confirm: 4, max: 12 });
    expect(looksAt(20, 5)).toEqual([5, 10, 20]);
    expect(looksAt(8, 4)).toEqual([4, 8]);
    expect(looksAt(5, 5)).toEqual([5]);
  });

  it('keeps a third of them for the last look', () => {
    expect(looksAt(30, 5)).toEqual([5, 10, 20, 30]);
    expect(looksAt(29, 5)).toEqual([5, 10, 29]);
    expect(looksAt(7, 5)).toEqual([7]);
  });

  it('can not be set so small that nothing would be confirmed', () => {
    const tiny = { ...SETTINGS, screenGenerations: 1, confirmGenerations: 1, maxGenerations: 1 };
    expect(schedule(tiny)).toEqual({ screen: 2, confirm: 3, max: 5 });
    expect(next(makeGenerations({ throughput: 0.5 }, { screen: 2 }), tiny)).toBe('confirm');
  });
});
