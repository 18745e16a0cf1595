import { describe, expect, it } from 'vitest';
import { DEFAULT_MEASURE } from '../../../src/config/defaults.js';
import { budgetRemark, fits, reservedFor, roundsMs } from '../../../src/measure/budget.js';

describe('a generation', () => {
  it('fits where it ends, with a margin, before the budget and what is kept back', () => {
    expect(fits({ spentMs: 0, budgetMs: 100 }, 90)).toBe(true);
    expect(fits({ spentMs: 0, budgetMs: 100 }, 91)).toBe(false);
    expect(fits({ spentMs: 50, budgetMs: 100 }, 40)).toBe(true);
    expect(fits({ spentMs: 50, budgetMs: 100 }, 40, 10)).toBe(false);
    expect(fits({ spentMs: 1e12, budgetMs: Number.POSITIVE_INFINITY }, 1e9, 1e9)).toBe(true);
  });

  it('is kept time for by every suspect', () => {
    expect(reservedFor([])).toBe(0);
    expect(reservedFor([{ generations: 0, generationMs: 1e6 }])).toBe(0);
    const suspects = [
      { generations: 3, generationMs: 1000 },
      { generations: 1, generationMs: 500 },
    ];
    expect(reservedFor(suspects)).toBeCloseTo(3850);
  });
});

describe('the rounds of a generation', () => {
  it('take as long as the kinds that are wanted', () => {
    const mix = { duets: 1, solos: 1, probes: 1, atSaturation: 'end' } as const;
    const settings = { ...DEFAULT_MEASURE, duetMs: 1_000, soloMs: 700, probeMs: 200 };
    expect(roundsMs(['duet', 'solo', 'probe'], mix, settings)).toBe(1_000 + 2 * 700 + 4 * 200);
    expect(roundsMs(['duet'], { ...mix, duets: 2 }, settings)).toBe(2_000);
    expect(roundsMs([], mix, settings)).toBe(0);
  });
});

describe('a budget', () => {
  it('that holds enough generations is not remarked on, nor one without an end', () => {
    expect(budgetRemark([{ target: 'shop', generationMs: 5_000 }], 80_000, 8)).toBeNull();
    expect(budgetRemark([{ target: 'shop', generationMs: 28_000 }], Number.POSITIVE_INFINITY, 8)).toBeNull();
    expect(budgetRemark([], 80_000, 8)).toBeNull();
  });

  it('that holds too few says how many, and which budget would do', () => {
    expect(budgetRemark([{ target: 'shop', generationMs: 28_000 }], 80_000, 8)).toBe(
      'A generation of shop takes 28 s, so the budget of 80 s holds 2. To confirm a change takes at least 8: a budget of 250 s would do.',
    );
    const budget = 250_000;
    expect(budgetRemark([{ target: 'shop', generationMs: 28_000 }], budget, 8)).toBeNull();
  });

  it('is shared by all targets, and names the one that takes longest', () => {
    const times = [
      { target: 'fast', generationMs: 4_000 },
      { target: 'slow', generationMs: 90_000 },
    ];
    expect(budgetRemark(times, 80_000, 8)).toBe(
      'A generation of slow takes 90 s, so the budget of 80 s holds not one of each of 2 targets. To confirm a change takes at least 8: a budget of 830 s would do.',
    );
  });
});
