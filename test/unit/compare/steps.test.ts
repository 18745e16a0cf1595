import { describe, expect, it } from 'vitest';
import { changedStep } from '../../../src/compare/steps.js';
import { compareStored } from '../../../src/compare/stored.js';
import { DEFAULT_GATE, DEFAULT_MEASURE } from '../../../src/config/defaults.js';
import type { CellRecord, SideFigures } from '../../../src/model/record.js';
import type { StepFigures } from '../../../src/model/round.js';
import { makeCell, makeRecord } from '../../support/records.js';

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

describe('the step that has changed against a stored record', () => {
  const times = [1, 1.01, 0.99, 1.005, 0.995, 1];
  /** A run of the candidate alone, whose second step takes so long, µs. */
  const runOf = (second: number, changes: Partial<CellRecord> = {}) => {
    const alone = cellOf(
      times.map((noise) => [
        [100 * noise, second * noise, 900 * noise],
        [1, 1, 1],
      ]),
    );
    const generations = alone.generations.map((one) => ({
      ...one,
      baseline: null,
      candidate: {
        ...one.candidate,
        probe: one.candidate.probe.map((round) => ({
          ...round,
          latencyUs: { ...round.latencyUs, p50: 1_000 + second },
        })),
      },
    }));
    return makeRecord({ cells: [{ ...alone, generations, noBaseline: 'stored', ...changes }] });
  };
  const found = (stored: ReturnType<typeof runOf>) =>
    compareStored(runOf(3_000), stored, DEFAULT_GATE, DEFAULT_MEASURE).cells[0];

  it('is named by the figures of the stored record', () => {
    const cell = found(runOf(1_000));
    expect(cell).toMatchObject({ verdict: 'regression', step: { number: 2, request: 'GET /list' } });
    expect(cell?.step?.ratio).toBeCloseTo(3, 1);
    expect(cell?.step?.baseline).toBeCloseTo(1_000, -1);
    expect(cell).not.toHaveProperty('noStep');
  });

  it('is not named where the stored record has no figures of steps, or of others, which is said', () => {
    const { steps, ...cell } = runOf(1_000).cells[0] ?? makeCell();
    const bare = makeRecord({ cells: [cell] });
    expect(found(bare)).toMatchObject({ verdict: 'regression', noStep: 'no-figures' });
    expect(found(bare)).not.toHaveProperty('step');
    const others = runOf(1_000, { steps: ['POST /login', 'GET /all', 'POST /orders'] });
    expect(found(others)).toMatchObject({ verdict: 'regression', noStep: 'other-steps' });
    expect(found(runOf(1_000, { steps: (steps ?? []).slice(1) }))).toMatchObject({ noStep: 'other-steps' });
  });

  it('is not looked for where there are no steps, or nothing has changed', () => {
    expect(found(runOf(3_000))).not.toHaveProperty('noStep');
    const single = makeRecord({ cells: [makeCell()] });
    const [cell] = compareStored(single, single, DEFAULT_GATE, DEFAULT_MEASURE).cells;
    expect(cell).not.toHaveProperty('noStep');
  });
});
