import { describe, expect, it } from 'vitest';
import { contradiction } from '../../../src/record/contradiction.js';
import { parseForeignRecord } from '../../../src/record/foreign.js';
import { serialiseRecord } from '../../../src/record/serialise.js';
import { makeCell, makeGenerations, makeRecord } from '../../support/records.js';

const alone = makeGenerations({}, { screen: 4 }, { baseline: null });
const cell = (changes: Parameters<typeof makeCell>[0]) => makeRecord({ cells: [makeCell(changes)] });

describe('what a record says of its own figures', () => {
  it.each([
    ['figures of both sides', makeRecord()],
    ['figures of one', makeRecord({ baselineFigures: 'none', cells: [makeCell({ generations: alone })] })],
    ['no cell', makeRecord({ baselineFigures: 'none', cells: [] })],
    [
      'a baseline that ran and then failed',
      cell({
        state: 'invalid',
        noBaseline: 'the baseline failed',
        invalid: { code: 'target-exited', side: 'baseline', message: 'it had answered', log: [] },
      }),
    ],
  ])('may be %s', (_what, record) => {
    expect(contradiction(record)).toBeNull();
  });

  it.each([
    ['stored', makeRecord({ baselineFigures: 'stored' }), /are stored ones, and has figures of both sides/],
    ['not there', makeRecord({ baselineFigures: 'none' }), /are not there, and has figures of both sides/],
    ['there', cell({ generations: alone }), /the baseline ran .* has no figures of it/],
    ['unchanged', cell({ state: 'unchanged' }), /flask\/json: .* was not measured, and has figures/],
    ['not measured', cell({ state: 'not-measured' }), /flask\/json: .* was not measured, and has figures/],
    ['new', cell({ noBaseline: 'new' }), /flask\/json: .* no baseline, and has figures of it/],
  ])('can not be that they are %s, against them', (_what, record, why) => {
    expect(contradiction(record)).toMatch(why);
    const parse = () => parseForeignRecord(serialiseRecord(record), 'here', Date.parse('2026-12-01'));
    expect(parse).toThrow(expect.objectContaining({ code: 'record-refused', kind: 'usage' }));
  });
});
