import { describe, expect, it } from 'vitest';
import { changedStep } from '../../../src/compare/steps.js';
import type { CellRecord, SideFigures } from '../../../src/model/record.js';
import type { StepFigures } from '../../../src/model/round.js';
import { makeCell } from '../../support/records.js';

const step = (p50: number): StepFigures => ({
  ...{ requests: 100, failed: 0 },
  latencyUs: { mean: p50, p50, p95: p50, p99: p50 },
});

/** @param pairs times of all steps, µs, of candidate and baseline, in each generation */
function cellOf(
  pairs: readonly (readonly [candidate: readonly number[], baseline: readonly number[]])[],
): CellRecord {
  const cell = makeCell();
  const [frame] = cell.generations;
  if (frame === undefined) throw new Error('no generation');
  const sideOf = (side: SideFigures, times: readonly number[]): SideFigures => ({
    ...side,
    probe: side.probe.map((round) => ({ ...round, steps: times.map(step) })),
  });
  return {
    ...cell,
    steps: ['POST /login', 'GET /list', 'POST /orders'],
    generations: pairs.map(([ours, theirs], index) => ({
      ...frame,
      index,
      candidate: sideOf(frame.candidate, ours),
      baseline: frame.baseline === null ? null : sideOf(frame.baseline, theirs),
    })),
  };
}

describe('the step that has changed', () => {
  it('is the one whose time has grown the most, not by the largest factor', () => {
    const cell = cellOf([
      [
        [205, 1390, 900],
        [100, 1000, 901],
      ],
      [
        [198, 1370, 899],
        [101, 1003, 903],
      ],
      [
        [201, 1380, 905],
        [99, 998, 897],
      ],
      [
        [199, 1385, 901],
        [100, 1001, 899],
      ],
    ]);
    const found = changedStep(cell, true);
    expect(found).toMatchObject({ number: 2, request: 'GET /list' });
    expect(found?.ratio).toBeCloseTo(1.38, 2);
    expect(found?.interval.low).toBeGreaterThan(1.35);
    expect(found?.candidate).toBeCloseTo(1381, 0);
    expect(changedStep(cell, false)).toBeNull();
  });

  it('is none where no interval excludes that nothing has changed', () => {
    const cell = cellOf([
      [
        [100, 1300, 900],
        [100, 1000, 900],
      ],
      [
        [101, 800, 899],
        [100, 1000, 900],
      ],
      [
        [100, 1200, 903],
        [101, 1000, 901],
      ],
    ]);
    expect(changedStep(cell, true)).toBeNull();
  });

  it('is none of a single generation, and of a cell without steps', () => {
    expect(
      changedStep(
        cellOf([
          [
            [300, 1, 1],
            [100, 1, 1],
          ],
        ]),
        true,
      ),
    ).toBeNull();
    expect(changedStep(makeCell(), true)).toBeNull();
  });
});
