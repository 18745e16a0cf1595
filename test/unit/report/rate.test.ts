import { describe, expect, it } from 'vitest';
import { compareRecord } from '../../../src/compare/compare.js';
import { DEFAULT_GATE, DEFAULT_MEASURE } from '../../../src/config/defaults.js';
import type { CellRecord } from '../../../src/model/record.js';
import { headline } from '../../../src/report/headline.js';
import { howMeasured } from '../../../src/report/how.js';
import { lead } from '../../../src/report/lead.js';
import { plainProse } from '../../../src/report/prose.js';
import { rateTable } from '../../../src/report/rate-table.js';
import { TERMINAL_CONTEXT } from '../../../src/report/terminal.js';
import { makeRateCell } from '../../support/rates.js';
import { makeRecord } from '../../support/records.js';

function comparisonOf(cell: CellRecord) {
  const record = makeRecord({ cells: [{ ...cell, target: 'api', scenario: 'list' }] });
  return { record, comparison: compareRecord(record, DEFAULT_GATE, DEFAULT_MEASURE) };
}

/** What a report says of one cell: headline, the sentences below it, and how it was measured. */
function said(cell: CellRecord) {
  const { record, comparison } = comparisonOf(cell);
  return {
    headline: headline(record, comparison, plainProse).text,
    lead: lead(record, comparison, TERMINAL_CONTEXT, plainProse).join(' '),
    how: howMeasured(record, comparison, TERMINAL_CONTEXT),
  };
}

describe('a report of a cell at a rate', () => {
  it('says what the slowest requests take, and at which rate', () => {
    const { headline, lead, how } = said(makeRateCell({ p99: 1.5 }));
    expect(headline).toBe('api · list got slower: p99 +50 %');
    expect(lead).toMatch(
      /^api · list takes 50 % longer for the slowest 1 % of the requests \(between .* %\): \d+\.\d+ → \d+\.\d+ ms/,
    );
    expect(how).toContain('**At a rate:** api · list at 500 req/s: requests arrive whether answers come');
  });

  it('says that a candidate can not keep up, and by how much', () => {
    const { headline, lead } = said(makeRateCell({ answered: { candidate: 0.6 } }));
    expect(headline).toBe("api · list can't keep up: answered −40.00 %");
    expect(lead).toMatch(/^api · list answers 40\.?\d* % fewer of the requests that arrive/);
    expect(lead).toContain('500 req/s → 300 req/s');
  });

  it('says what it could have seen of CPU time, where nothing has changed', () => {
    const { headline, lead } = said(makeRateCell({}, {}, { screen: 4 }));
    expect(headline).toBe('no change: api · list within ±3 %');
    expect(lead).toMatch(/^This run can tell a loss of 1\.\d+ % or more from noise\.$/);
  });

  it('says whose fault it is where the baseline can not keep up', () => {
    const { headline } = said(makeRateCell({ answered: { baseline: 0.7, candidate: 0.7 } }));
    expect(headline).toContain('the baseline answers 70 % of the requests that arrive at this rate');
  });
});

it('the job summary has CPU time, p95, p99 and answered requests with their intervals', () => {
  const [table] = rateTable(comparisonOf(makeRateCell({ p99: 1.5 })).comparison);
  expect(table?.grid.rows.map((row) => row.slice(1, 2))).toEqual([
    ['CPU/req'],
    ['p95'],
    ['p99'],
    ['answered'],
  ]);
  const p99 = table?.grid.rows[2]?.join(' | ');
  expect(p99).toMatch(/\| \+50\.?\d*\u00a0% \| \+[\d.]+\u00a0…\u00a0\+[\d.]+\u00a0% \|.*\| worse$/);
  expect(rateTable(compareRecord(makeRecord({}), DEFAULT_GATE, DEFAULT_MEASURE))).toEqual([]);
});

describe('a report of a cell whose load was reduced', () => {
  it('says so, why, and to what', () => {
    const { lead, how } = said(makeRateCell({ rate: 30_000, reduced: true }, {}, { screen: 4 }));
    expect(lead).toContain(
      '1 cell is faster than the load generator, so it was measured at a fixed rate, and decided by CPU time per request and service time.',
    );
    expect(how).toContain(
      '**At a rate:** api · list at 30,000 req/s instead of 60,000 req/s, since the load generator was at its limit',
    );
  });

  it('says nothing of it where the load is what the scenario says', () => {
    expect(said(makeRateCell()).lead).not.toContain('faster than the load generator');
  });
});
