import { describe, expect, it } from 'vitest';
import { stepsOf } from '../../../src/compare/company.js';
import { openLimits } from '../../../src/compare/limits/judge.js';
import { neededRounds } from '../../../src/compare/needed.js';
import { nextStep } from '../../../src/compare/sequential.js';
import { DEFAULT_GATE, DEFAULT_MEASURE } from '../../../src/config/defaults.js';
import type { Limits } from '../../../src/model/figure-limits.js';
import type { CellRecord } from '../../../src/model/record.js';
import { heldTo, limitCell } from '../../support/limits.js';
import { makeGeneration } from '../../support/records.js';

const PACE = { company: { flagged: 0, tested: 0, share: 1 }, confirmsAll: false };
const next = (cell: CellRecord, limits: Limits) =>
  nextStep(cell, DEFAULT_GATE, DEFAULT_MEASURE, { ...PACE, limits });

/** p99 of 300 ms, with a spread of 5 % from generation to generation. */
const cellOf = (generations: number, baseline?: null) =>
  limitCell({ p99: 300_000 }, { generations, spread: 5, ...(baseline === null ? { baseline } : {}) });

describe('a cell with limits', () => {
  it.each([
    ['with a baseline', undefined],
    ['alone', null],
  ] as const)('far within or far beyond one takes no longer than without, %s', (_what, baseline) => {
    for (const p99 of [100_000, 900_000]) {
      const screen = Array.from({ length: 5 }, (_, made) => made);
      const steps = (limits: Limits) => screen.map((made) => next(cellOf(made, baseline), limits));
      expect(steps({ p99 })).toEqual(steps({}));
      expect(next(cellOf(4, baseline), { p99 })).toBe('done');
    }
  });

  it.each([
    ['with a baseline', undefined],
    ['alone', null],
  ] as const)('near one goes on until a look decides it, %s', (_what, baseline) => {
    const near = { p99: 280_000 };
    expect([4, 5, 6, 7].map((made) => next(cellOf(made, baseline), near))).toEqual(Array(4).fill('screen'));
    expect(heldTo(cellOf(4, baseline), near).of('p99')?.verdict).toBe('undecided');
    expect(next(cellOf(8, baseline), near)).toBe('done');
    expect(heldTo(cellOf(8, baseline), near).of('p99')?.verdict).toBe('broken');
  });

  it('gives up where all generations that are left could not decide it, and at the most', () => {
    expect(next(cellOf(4), { p99: 300_000 })).toBe('screen');
    expect(next(cellOf(8), { p99: 300_000 })).toBe('done');
    expect(next(cellOf(24), { p99: 290_000 })).toBe('done');
  });

  it('does not wait for what nobody can tell', () => {
    expect(next(limitCell({ cpuUs: null }), { cpu: 1 })).toBe('done');
    expect(next(limitCell({}), { 'image-size': 1 })).toBe('done');
  });

  it('needs solo rounds for as long as a limit that is read from them is open', () => {
    const kinds = (limits: Limits) => neededRounds(cellOf(6), DEFAULT_GATE, DEFAULT_MEASURE, limits);
    expect(kinds({})).not.toContain('solo');
    expect(kinds({ p99: 280_000 })).toContain('solo');
    expect(kinds({ p99: 900_000 })).not.toContain('solo');
  });

  it('is told to the schedule by its names', () => {
    const steps = stepsOf(
      DEFAULT_GATE,
      DEFAULT_MEASURE,
      () => true,
      false,
      ({ scenario }) => (scenario === 'json' ? { p99: 280_000 } : {}),
    );
    const [json, text] = [cellOf(4), { ...cellOf(4), scenario: 'text' }];
    expect(steps.next(json, [json, text])).toBe('screen');
    expect(steps.next(text, [json, text])).toBe('done');
  });
});

/** A small generator of normal values (Park and Miller, Box and Muller), so that the figures below stay as they are. */
function normals(seed: number): () => number {
  let state = seed;
  const uniform = (): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

describe('the interval, over all looks together', () => {
  const TRIALS = 1_500;

  /** How often a cell ends beyond a limit, by how far its true figure is from it, in standard deviations. */
  function broken(distance: number): number {
    const normal = normals(18);
    let count = 0;
    for (let trial = 0; trial < TRIALS; trial++) {
      const all = Array.from({ length: 24 }, () => 1_000 * Math.exp(0.1 * (normal() + distance)));
      const cellWith = (made: number): CellRecord => ({
        ...limitCell({}, { generations: 0, baseline: null }),
        generations: all.slice(0, made).map((startMs, index) => {
          const one = makeGeneration({ index, baseline: null });
          return { ...one, candidate: { ...one.candidate, startMs } };
        }),
      });
      const limits = { 'start-time': 1_000_000 };
      const end =
        [4, 8, 16].find((made) => openLimits(cellWith(made), limits, DEFAULT_MEASURE) === null) ?? 24;
      if (heldTo(cellWith(end), limits).verdict === 'regression') count++;
    }
    return count / TRIALS;
  }

  it('errs at a figure that is the limit itself no more often than half of 5 %', () => {
    expect(broken(0)).toBeLessThan(0.025 + 3 * Math.sqrt((0.025 * 0.975) / TRIALS));
  });

  it('finds what lies one standard deviation beyond, and never calls broken what lies one within', () => {
    expect(broken(1)).toBeGreaterThan(0.9);
    expect(broken(-1)).toBe(0);
  });
});
