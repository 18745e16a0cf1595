import { describe, expect, it } from 'vitest';
import { detailTables } from '../../../src/report/detail-tables.js';
import { makeCell, makeGenerations, makeRecord } from '../../support/records.js';

const saturated = {
  code: 'generator-saturated',
  message: 'the load generator was at its limit',
  side: 'candidate',
  log: [],
} as const;

describe('the tables of the job summary', () => {
  it('show what was measured of an invalid cell, and say so in each of its rows', () => {
    const generations = makeGenerations({}, { screen: 1 });
    const cells = [
      makeCell({ scenario: 'json', generations }),
      makeCell({ scenario: 'text', state: 'invalid', invalid: saturated, generations }),
      makeCell({ scenario: 'gone', state: 'invalid', invalid: saturated, generations: [] }),
    ];
    const tables = detailTables(makeRecord({ cells }));
    expect(tables).toHaveLength(4);
    for (const { title, grid } of tables) {
      const names = new Set(grid.rows.map((row) => row[0]));
      expect(names, title).toEqual(new Set(['flask · json', 'flask · text (invalid)']));
    }
  });
});
