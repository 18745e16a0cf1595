import { describe, expect, it } from 'vitest';
import { compareRecord } from '../../../src/compare/compare.js';
import { gateResult } from '../../../src/compare/overall.js';
import { nextStep } from '../../../src/compare/sequential.js';
import { compareStored } from '../../../src/compare/stored.js';
import { DEFAULT_GATE, DEFAULT_MEASURE } from '../../../src/config/defaults.js';
import type { CellRecord } from '../../../src/model/record.js';
import { makeRateCell } from '../../support/rates.js';
import { wordsOf } from '../../support/reasons.js';
import { makeCell, makeGenerations, makeRecord } from '../../support/records.js';

const SETTINGS = { ...DEFAULT_MEASURE, screenGenerations: 4, confirmGenerations: 5, maxGenerations: 14 };

const comparisonOf = (cell: CellRecord) =>
  compareRecord(makeRecord({ cells: [cell] }), DEFAULT_GATE, SETTINGS);
const judged = (cell: CellRecord) => comparisonOf(cell).cells[0];
const namesOf = (cell: CellRecord) => judged(cell)?.metrics.map(({ metric }) => metric);

describe('a cell at a rate', () => {
  it('is decided by CPU time where nothing has changed, and has no throughput', () => {
    const cell = makeRateCell({}, {}, { screen: 4 });
    expect(judged(cell)).toMatchObject({ verdict: 'no-change', decidedBy: 'cpu', reason: null });
    expect(namesOf(cell)).toEqual(expect.arrayContaining(['answered', 'cpu', 'p95', 'p99', 'latency']));
    expect(namesOf(cell)).not.toContain('throughput');
    expect(nextStep(cell, DEFAULT_GATE, SETTINGS)).toBe('done');
  });

  it.each([
    ['cpu', makeRateCell({}, { cpu: 1.07 })],
    ['p95', makeRateCell({ p95: 1.5 })],
    ['p99', makeRateCell({ p99: 1.5 })],
    ['answered', makeRateCell({ answered: { candidate: 0.9 } })],
  ])('is a regression of %s where confirming generations show it', (name, cell) => {
    expect(judged(cell)).toMatchObject({ verdict: 'regression', decidedBy: name });
    const row = judged(cell)?.metrics.find(({ metric }) => metric === name);
    expect(row).toMatchObject({ verdict: 'regression', generations: 5 });
    expect(row?.interval).not.toBeNull();
  });

  it('is an improvement where the tail got shorter', () => {
    expect(judged(makeRateCell({ p99: 0.5 }))).toMatchObject({ verdict: 'improvement', decidedBy: 'p99' });
  });

  it('does not judge a tail by less than a millisecond', () => {
    const cell = makeRateCell({ p99: 1.02 }, {}, { screen: 4 });
    expect(judged(cell)?.verdict).toBe('no-change');
    const [row] = judged(cell)?.metrics.filter(({ metric }) => metric === 'p99') ?? [];
    expect(row?.threshold).toBe(0.1);
  });
});

describe('a target that can not keep up', () => {
  it('is a regression where it is the candidate alone, and says how much stays unanswered', () => {
    const cell = judged(makeRateCell({ answered: { candidate: 0.6 } }));
    expect(cell).toMatchObject({ verdict: 'regression', decidedBy: 'answered' });
    const row = cell?.metrics.find(({ metric }) => metric === 'answered');
    expect(row?.ratio).toBeCloseTo(0.6, 6);
    expect([row?.baseline, row?.candidate]).toEqual([500, 300]);
  });

  it('makes the cell invalid where the baseline can not, whatever the candidate does, and ends it', () => {
    for (const candidate of [0.5, 0.9, 1]) {
      const cell = makeRateCell({ answered: { baseline: 0.9, candidate } }, {}, { screen: 4 });
      expect(judged(cell)).toMatchObject({
        verdict: 'invalid',
        invalid: { code: 'rate-not-reached', side: 'baseline' },
      });
      expect(wordsOf(judged(cell))).toContain('answers 90 % of the requests that arrive at this rate');
      expect(nextStep(cell, DEFAULT_GATE, SETTINGS)).toBe('done');
      // The code that is there is to blame, so a pull request must not fail by it.
      expect(gateResult(comparisonOf(cell), DEFAULT_GATE, []).exitCode).toBe(0);
    }
  });

  it('is not the baseline before three generations show it, nor within the gate', () => {
    const two = makeRateCell({ answered: { baseline: 0.9, candidate: 0.9 } }, {}, { screen: 2 });
    expect(judged(two)?.verdict).not.toBe('invalid');
    const near = makeRateCell({ answered: { baseline: 0.98, candidate: 0.98 } }, {}, { screen: 4 });
    expect(judged(near)?.verdict).toBe('no-change');
  });
});

describe('a cell whose load was reduced', () => {
  it('is decided by CPU time and service time, and its tail is nothing', () => {
    const cell = makeRateCell({ reduced: true, p99: 3 }, {}, { screen: 4 });
    expect(judged(cell)).toMatchObject({ verdict: 'no-change', decidedBy: 'cpu' });
    expect(namesOf(cell)).not.toContain('p99');
    expect(judged(makeRateCell({ reduced: true }, { cpu: 1.05 }))).toMatchObject({
      ...{ verdict: 'regression', decidedBy: 'cpu' },
    });
    expect(judged(makeRateCell({ reduced: true }, { latency: 1.3 }))).toMatchObject({
      ...{ verdict: 'regression', decidedBy: 'latency' },
    });
  });
});

describe('stored figures of another load', () => {
  const stored = (cell: CellRecord): CellRecord => ({
    ...cell,
    generations: cell.generations.map((one) => ({ ...one, baseline: null })),
  });
  const verdictOf = (candidate: CellRecord, before: CellRecord) => {
    const [one, other] = [candidate, before].map((cell) => makeRecord({ cells: [stored(cell)] }));
    if (one === undefined || other === undefined) throw new TypeError('no record');
    return compareStored(one, other, DEFAULT_GATE, SETTINGS).cells[0];
  };
  const closed = makeCell({ generations: makeGenerations({}, { screen: 4 }) });

  it.each([
    ['a closed loop against a rate', closed, makeRateCell()],
    ['a rate against a closed loop', makeRateCell(), closed],
    ['another rate', makeRateCell({ rate: 400 }), makeRateCell()],
    ['a reduced load against a closed loop', makeRateCell({ reduced: true }), closed],
  ])('are not compared: %s', (_, candidate, before) => {
    const cell = verdictOf(candidate, before);
    expect(cell).toMatchObject({ verdict: 'new', reason: { code: 'stored-other-load' } });
  });

  it('are compared at the same rate, and where both were reduced', () => {
    expect(verdictOf(makeRateCell(), makeRateCell())?.metrics.length).toBeGreaterThan(3);
    const [one, other] = [28_000, 31_000].map((rate) => makeRateCell({ rate, reduced: true }));
    expect(verdictOf(one ?? closed, other ?? closed)?.metrics.length).toBeGreaterThan(1);
  });
});
