import { describe, expect, it } from 'vitest';
import { neededRounds } from '../../../src/compare/needed.js';
import { DEFAULT_GATE, DEFAULT_MEASURE } from '../../../src/config/defaults.js';
import type { CellRecord, Generation } from '../../../src/model/record.js';
import { makeCell, makeGenerations, makeRatioGeneration } from '../../support/records.js';

const ALL = ['duet', 'solo', 'probe'];
const SETTINGS = { ...DEFAULT_MEASURE, screenGenerations: 4, confirmGenerations: 5 };

const needed = (generations: Generation[], changes: Partial<CellRecord> = {}) =>
  neededRounds(makeCell({ generations, ...changes }), DEFAULT_GATE, SETTINGS);

/** One generation for each log ratio of a metric. */
const ratios = (metric: 'throughput' | 'latency', logs: number[]): Generation[] =>
  logs.map((log, index) => makeRatioGeneration(index, { [metric]: Math.exp(log) }));

describe('the rounds of the next generation', () => {
  it('are all of them while the cell is screened first', () => {
    expect(needed([])).toEqual(ALL);
    expect(needed(makeGenerations({}, { screen: 3 }))).toEqual(ALL);
  });

  it('are all of them where there is no baseline to compare with', () => {
    const alone = makeGenerations({}, { screen: 5 }, { baseline: null });
    expect(needed(alone)).toEqual(ALL);
    expect(needed(makeGenerations({}, { screen: 5 }), { noBaseline: 'new target' })).toEqual(ALL);
  });

  it('are duets alone where nothing but throughput is open', () => {
    expect(needed(ratios('throughput', [0.04, -0.04, 0.03, -0.035]))).toEqual(['duet']);
  });

  it('have probes for as long as service time is open, and what it said stays', () => {
    const noisy = ratios('latency', [0.2, -0.2, 0.18, -0.19]);
    expect(needed(noisy)).toEqual(['duet', 'probe']);
    const quiet = ratios('latency', [0.01, -0.01, 0.02, -0.02]);
    expect(needed(quiet)).toEqual(['duet']);
    const later = quiet.map((one, at) => ({
      ...one,
      index: 4 + at,
      candidate: { ...one.candidate, probe: [] },
      baseline: one.baseline && { ...one.baseline, probe: [] },
    }));
    expect(needed([...quiet, ...later])).toEqual(['duet']);
  });

  it('are worked out at looks, as the screen is', () => {
    const noisy = ratios('latency', [0.2, -0.2, 0.18, -0.19]);
    // The fifth is between two looks: whatever it says, nothing is decided by it.
    expect(needed([...noisy, ...ratios('latency', [0])])).toEqual(['duet', 'probe']);
  });

  it('have solo rounds for as long as memory growth is open', () => {
    const leaking = [0, 1, 2, 3].map((index) => makeRatioGeneration(index, { growth: 1.3 }));
    expect(needed(leaking)).toEqual(['duet', 'solo']);
    expect(needed([0, 1, 2, 3].map((index) => makeRatioGeneration(index, { growth: 1 })))).toEqual(['duet']);
  });

  it('does not take a generation without solo rounds for one that tells growth', () => {
    const leaking = [0, 1, 2, 3].map((index) => makeRatioGeneration(index, { growth: 1.3 }));
    const blind = leaking.map((one) => ({
      ...one,
      candidate: { ...one.candidate, solo: [] },
      baseline: one.baseline && { ...one.baseline, solo: [] },
    }));
    expect(needed(blind)).toEqual(['duet']);
  });
});
