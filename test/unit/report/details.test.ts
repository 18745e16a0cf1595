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
  it('show the memory of the cell and what a request keeps; of a record of 0.1, the whole peak', () => {
    const kept = (ratios: Parameters<typeof makeGenerations>[0]) => {
      const cells = [makeCell({ generations: makeGenerations(ratios, { screen: 1 }) })];
      const grid = detailTables(makeRecord({ cells }))[1]?.grid;
      const places = grid?.header.flatMap((name, at) => (name.includes('memory') ? [at] : [])) ?? [];
      return grid?.rows.map((row) => places.map((at) => row[at]?.replaceAll('\u00a0', ' ')));
    };
    expect(kept({})).toEqual([['48 MiB'], ['48.2 MiB']]);
    expect(kept({ growth: 1.22 })).toEqual([
      ['48 MiB', '0 B'],
      ['48.2 MiB', '1.1 KiB'],
    ]);
  });

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

  it('show what the services beside each side used, as the mean of the generations that tell it', () => {
    const generations = makeGenerations({}, { screen: 2 }).map((generation, at) => ({
      ...generation,
      candidate: {
        ...generation.candidate,
        services: {
          cache: { cpuUs: null, peakMemoryBytes: null },
          db: { cpuUs: at === 0 ? 100 : 300, peakMemoryBytes: at === 0 ? 2 ** 20 : null },
        },
      },
    }));
    const tables = detailTables(
      makeRecord({ cells: [makeCell({ generations }), makeCell({ scenario: 'b' })] }),
    );
    expect(tables.map(({ title }) => title)).toContain('Services beside the targets');
    const rows = tables.find(({ title }) => title === 'Services beside the targets')?.grid.rows;
    expect(rows?.map((row) => row.map((text) => text.replaceAll('\u00a0', ' ')))).toEqual([
      ['flask · json', 'candidate', 'cache', '—', '—'],
      ['flask · json', 'candidate', 'db', '200 µs', '1 MiB'],
    ]);
  });
});
