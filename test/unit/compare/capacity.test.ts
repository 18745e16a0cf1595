import { describe, expect, it } from 'vitest';
import { compareRecord } from '../../../src/compare/compare.js';
import { gateResult } from '../../../src/compare/overall.js';
import { nextStep } from '../../../src/compare/sequential.js';
import { DEFAULT_GATE, DEFAULT_MEASURE } from '../../../src/config/defaults.js';
import type { SideCapacity } from '../../../src/model/capacity.js';
import type { CellRecord } from '../../../src/model/record.js';
import { capacityGrid } from '../../../src/report/capacity.js';
import { renderTerminal } from '../../../src/report/terminal.js';
import { makeCapacity, makeCapacityCell, makePlateau, nearby } from '../../support/capacities.js';
import { wordsOf } from '../../support/reasons.js';
import { makeCell, makeRecord } from '../../support/records.js';

const judged = (cell: CellRecord) =>
  compareRecord(makeRecord({ cells: [cell] }), DEFAULT_GATE, DEFAULT_MEASURE).cells[0];

const both = (candidate: SideCapacity, baseline: SideCapacity) =>
  makeCapacityCell(() => ({ candidate, baseline }));
const bound = (to: number) => makeCapacity(to, { stop: 'to', low: to, high: null, level: to });

describe('a cell whose capacity was searched for', () => {
  it('is decided by its capacity, and done where nothing has changed', () => {
    const cell = makeCapacityCell(nearby(1_000, 1), { screen: 4 });
    expect(judged(cell)).toMatchObject({ verdict: 'no-change', decidedBy: 'capacity', reason: null });
    expect(nextStep(cell, DEFAULT_GATE, DEFAULT_MEASURE)).toBe('done');
    const [row] = judged(cell)?.metrics ?? [];
    expect(row?.interval?.low).toBeLessThan(1);
    expect(row?.interval?.high).toBeGreaterThan(1);
  });

  it('is undecided where its first search was cut off, and says which levels held', () => {
    const plateaus = [makePlateau(64, null), makePlateau(128, null), makePlateau(256, 'latency')];
    const cell = makeCell({
      ...{ generations: [], state: 'not-measured' },
      cutOff: { candidate: { of: 'connections', plateaus }, baseline: { of: 'connections', plateaus: [] } },
    });
    const record = makeRecord({ cells: [cell] });
    const comparison = compareRecord(record, DEFAULT_GATE, DEFAULT_MEASURE);
    expect(comparison.cells[0]).toMatchObject({
      verdict: 'inconclusive',
      reason: { code: 'search-cut-off' },
    });
    const gate = gateResult(comparison, DEFAULT_GATE, []);
    const text = renderTerminal(record, comparison, gate, { colour: false, columns: 200 });
    expect(text).toMatch(/≥ 128 connections/);
    expect(text).toContain('No more is known than the levels that held');
    expect(text).not.toContain('Nothing was measured');
    expect(JSON.stringify(capacityGrid(record).rows)).toMatch(/cut.off/);
  });

  it('could have seen nothing where both sides always held the highest level', () => {
    const capacityOf = (cell: CellRecord) =>
      judged(cell)?.metrics.find(({ metric }) => metric === 'capacity');
    const all = capacityOf(both(bound(10_000), bound(10_000)));
    expect(all).toMatchObject({ verdict: 'no-change', couldSee: null });
    expect(capacityOf(both(bound(10_000), makeCapacity(9_990)))?.couldSee).not.toBeNull();
  });

  it('is suspect, then a regression where it carries 9 % less, with the ratio and its interval', () => {
    expect(
      nextStep(makeCapacityCell(nearby(1_000, 0.91), { screen: 4 }), DEFAULT_GATE, DEFAULT_MEASURE),
    ).toBe('confirm');
    const cell = judged(makeCapacityCell(nearby(1_000, 0.91)));
    expect(cell).toMatchObject({ verdict: 'regression', decidedBy: 'capacity' });
    const row = cell?.metrics.find(({ metric }) => metric === 'capacity');
    expect(row?.ratio).toBeCloseTo(0.91, 2);
    expect(row?.interval?.high).toBeLessThan(0.97);
  });

  it('is an improvement where it carries more, in arrivals as well', () => {
    const ofRate = (level: number) => makeCapacity(level, { of: 'rate', stop: 'answers' });
    const wobble = (at: number) => [1.01, 0.99][at % 2] ?? 1;
    const cell = makeCapacityCell((at) => ({ candidate: ofRate(600 * wobble(at)), baseline: ofRate(500) }));
    expect(judged(cell)).toMatchObject({ verdict: 'improvement', decidedBy: 'capacity-rate' });
  });

  it('counts a bound as the highest level: a loss is never told larger than it was seen', () => {
    const lost = judged(both(makeCapacity(5_000), bound(10_000)));
    expect(lost).toMatchObject({ verdict: 'regression', decidedBy: 'capacity' });
    expect(lost?.metrics.find(({ metric }) => metric === 'capacity')?.ratio).toBeCloseTo(0.5, 6);
    expect(judged(both(bound(10_000), bound(10_000)))).toMatchObject({ verdict: 'no-change' });
  });

  it('is red where the candidate alone does not carry the first level', () => {
    const none = makeCapacity(32, { low: 0, high: 32, level: 32 });
    expect(judged(both(none, makeCapacity(300)))).toMatchObject({ verdict: 'regression' });
    const invalid = judged(both(none, none));
    expect(invalid).toMatchObject({
      verdict: 'invalid',
      invalid: { code: 'capacity-not-reached', side: 'baseline' },
    });
    expect(wordsOf(invalid)).toContain('lower "from"');
  });

  it('says nothing of a target where the generator was the limit', () => {
    const ours = makeCapacity(3_000, { stop: 'generator' });
    const cell = judged(both(ours, ours));
    expect(cell?.metrics.map(({ metric }) => metric)).not.toContain('capacity');
    expect(cell?.verdict).toBe('inconclusive');
  });

  it('does not believe a level that is not between its ends', () => {
    const odd = makeCapacity(300, { low: 400, high: 500 });
    expect(judged(both(odd, makeCapacity(300)))).toMatchObject({
      verdict: 'invalid',
      invalid: { code: 'impossible-figures' },
    });
  });
});
