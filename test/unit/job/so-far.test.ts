import { describe, expect, it } from 'vitest';
import { overheard, type SoFar } from '../../../src/job/so-far.js';
import type { NextStep } from '../../../src/measure/schedule.js';
import type { CellRecord } from '../../../src/model/record.js';
import { sampleCell, sampleRound } from '../../support/sample-record.js';

/** A cell of `count` generations, in which the candidate is slower by a few percent. */
function cell(scenario: string, count: number): CellRecord {
  const one = sampleCell({ scenario });
  const [generation] = one.generations;
  if (generation === undefined) throw new Error('the sample has no generation');
  const generations = Array.from({ length: count }, (_, index) => ({
    ...generation,
    index,
    candidate: { ...generation.candidate, duet: [sampleRound({ rps: 950 + index })] },
    baseline: { ...generation.candidate, duet: [sampleRound({ rps: 1_000 })] },
  }));
  return { ...one, generations };
}

const map = (...cells: CellRecord[]) =>
  new Map(cells.map((cell) => [`${cell.target}/${cell.scenario}`, cell]));

describe('what is known while a run measures', () => {
  it('is told when a generation is there, or a cell is done, and not each time that is asked', () => {
    const told: SoFar[] = [];
    let now = 1_000;
    let step: NextStep = 'screen';
    const next = overheard(
      () => step,
      (soFar) => told.push(soFar),
      60_000,
      () => now,
    );
    const before = map(cell('first', 0), cell('second', 0));
    expect(next(cell('first', 0), before)).toBe('screen');
    next(cell('second', 0), before);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({
      spentMs: 0,
      budgetMs: 60_000,
      cells: [
        { generations: 0, metric: null, ratio: null, interval: null, step: 'screen' },
        { generations: 0, metric: null, step: 'screen' },
      ],
    });
    now = 5_000;
    next(cell('first', 1), map(cell('first', 1), cell('second', 0)));
    expect(told[1]).toMatchObject({
      spentMs: 4_000,
      cells: [{ generations: 1, metric: 'throughput', interval: null }, {}],
    });
    step = 'done';
    next(cell('first', 3), map(cell('first', 3), cell('second', 0)));
    const [known] = told.at(-1)?.cells ?? [];
    expect(known).toMatchObject({ step: 'done', generations: 3 });
    expect(known?.ratio).toBeGreaterThan(known?.interval?.low ?? Number.POSITIVE_INFINITY);
    expect(known?.ratio).toBeLessThan(known?.interval?.high ?? 0);
  });

  it('has cells that nothing was measured of because nothing changed', () => {
    const told: SoFar[] = [];
    const same: CellRecord = { ...cell('second', 0), state: 'unchanged' };
    overheard(
      () => 'screen',
      (soFar) => told.push(soFar),
      1,
      () => 0,
    )(cell('first', 1), map(cell('first', 1), same));
    expect(told[0]?.cells.map(({ step }) => step)).toEqual(['screen', 'unchanged']);
  });
});
