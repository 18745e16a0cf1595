import { describe, expect, it } from 'vitest';
import { carryOver } from '../../../src/baseline/carry.js';
import { SAMPLE_SHA, sampleCell, sampleRecord } from '../../support/sample-record.js';

const unchanged = sampleCell({ state: 'unchanged', generations: [] });
const stored = sampleRecord({ cells: [sampleCell()] });

describe('carryOver', () => {
  it('takes over the figures of the stored candidate, and says whose they are', () => {
    const [cell] = carryOver([unchanged], stored);
    const before = sampleCell().generations[0];
    expect(cell?.carriedFrom).toBe(SAMPLE_SHA);
    expect(cell?.state).toBe('unchanged');
    expect(cell?.generations).toHaveLength(1);
    expect(cell?.generations[0]?.candidate).toEqual(before?.candidate);
  });

  it('leaves out what they were compared with then', () => {
    const [cell] = carryOver([unchanged], stored);
    expect(cell?.generations[0]).toMatchObject({ baseline: null, startedFirst: 'candidate' });
  });

  it('names the commit that was measured, however often its figures were carried', () => {
    const origin = 'f'.repeat(40);
    const carried = sampleRecord({ cells: [sampleCell({ state: 'unchanged', carriedFrom: origin })] });
    expect(carryOver([unchanged], carried)[0]?.carriedFrom).toBe(origin);
  });

  it.each([
    ['of other inputs', sampleCell({ inputs: 'e'.repeat(60) })],
    ['of another scenario', sampleCell({ scenario: 'text' })],
    ['of another target', sampleCell({ target: 'tornado' })],
    ['that are invalid', sampleCell({ state: 'invalid' })],
    ['that are none', sampleCell({ generations: [] })],
  ])('takes over no figures %s', (_what, cell) => {
    expect(carryOver([unchanged], sampleRecord({ cells: [cell] }))).toEqual([unchanged]);
  });

  it('leaves other cells and their order alone', () => {
    const measured = sampleCell({ scenario: 'text' });
    const notMeasured = sampleCell({ scenario: 'blocking', state: 'not-measured', generations: [] });
    const cells = carryOver([measured, unchanged, notMeasured], stored);
    expect(cells[0]).toBe(measured);
    expect(cells[1]?.carriedFrom).toBe(SAMPLE_SHA);
    expect(cells[2]).toBe(notMeasured);
  });
});
