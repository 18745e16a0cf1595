import { describe, expect, it } from 'vitest';
import type { CellComparison } from '../../../src/model/comparison.js';
import { detailTables } from '../../../src/report/detail-tables.js';
import { changedSentences } from '../../../src/report/lead.js';
import { markdownProse, plainProse } from '../../../src/report/prose.js';
import { reasonText } from '../../../src/report/reason.js';
import { stepTable } from '../../../src/report/step-table.js';
import { makeCell, makeGenerations, makeRecord } from '../../support/records.js';
import { compared, counted, sampled } from './builders.js';

/** Figures and their units are joined by a blank that does not break. */
const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ');
const times = (p50: number) => ({ mean: p50, p50, p95: 2 * p50, p99: 3 * p50 });
const [generation] = makeCell().generations;
if (generation === undefined) throw new Error('no generation');
const steps = [
  { requests: 10, failed: 0, latencyUs: times(400) },
  { requests: 8, failed: 2, latencyUs: times(1380) },
];
const { candidate } = generation;
const cell = makeCell({
  steps: ['POST /login', 'GET /orders?`|'],
  generations: [
    {
      ...generation,
      candidate: { ...candidate, solo: candidate.solo.slice(0, 1).map((round) => ({ ...round, steps })) },
    },
  ],
});

describe('the report of a sequence', () => {
  it('names the step that got slower, and by how much', () => {
    const comparison: CellComparison = {
      ...{ target: cell.target, scenario: cell.scenario, verdict: 'regression', reason: null },
      ...{ decidedBy: 'throughput', baselineRps: 100, candidateRps: 90 },
      metrics: [
        {
          ...{ metric: 'throughput', kind: 'sampled', baseline: 100, candidate: 90, ratio: 0.9 },
          ...{ interval: { low: 0.89, high: 0.91 }, couldSee: 0.01, generations: 9, threshold: 0.03 },
          verdict: 'regression',
        },
      ],
      step: {
        ...{ number: 2, request: 'GET /orders?`|', baseline: 1000, candidate: 1380, ratio: 1.38 },
        interval: { low: 1.35, high: 1.41 },
      },
    };
    const record = makeRecord({ cells: [cell] });
    expect(changedSentences(comparison, record, plainProse).map(plain).join(' ')).toContain(
      'Step 2, GET /orders?`|, takes +38 % on its own (between 35 and 41 %): 1.00 → 1.38 ms.',
    );
    expect(plain(changedSentences(comparison, record, markdownProse).join(' '))).toMatch(
      /Step 2, <code>GET \/orders\?&#96;&#124;<\/code>, takes \*\*\+38 %\*\* on its own/,
    );
  });

  it('has a table of the steps, and none where there are none', () => {
    const [table] = stepTable(makeRecord({ cells: [cell] }));
    expect(table?.title).toBe('Steps');
    expect(table?.grid.rows).toHaveLength(2);
    const [, second = []] = table?.grid.rows ?? [];
    expect(plain(second.join(' '))).toMatch(/candidate 2 .*8 2 1\.38 ms 2\.76 ms 4\.14 ms/);
    expect(stepTable(makeRecord())).toEqual([]);
  });
});

describe('what is counted over a sequence, or over a mix', () => {
  const bothRecords = makeRecord({ cells: [cell] });
  const said = (metric: ReturnType<typeof counted>, reason: CellComparison['reason'] = null) =>
    plain(
      changedSentences(
        compared(cell.target, cell.scenario, 'regression', {
          ...{ metrics: [metric], decidedBy: metric.metric, reason },
        }),
        bothRecords,
        plainProse,
      ).join(' '),
    );

  it.each([
    [undefined, 'each request now makes 51 queries, 1 before', '2 upstream calls per request instead of 1'],
    [
      'sequence',
      'each sequence now makes 51 queries, 1 before',
      '2 upstream calls per sequence instead of 1',
    ],
    [
      'mix',
      'one request of each scenario now makes 51 queries, 1 before',
      '2 upstream calls for one request of each scenario instead of 1',
    ],
  ] as const)('is said to be that of it: %s', (of, queries, calls) => {
    const turn = of === undefined ? {} : { of };
    expect(said(counted('db/queries', 1, 51, turn))).toContain(queries);
    expect(said(counted('upstream-calls', 1, 2, turn))).toContain(calls);
  });

  it('is named so where it explains something else, in tables, and where keep-alive was lost', () => {
    const slower = sampled('throughput', 100, 0.8, { verdict: 'regression' });
    const comparison = compared(cell.target, cell.scenario, 'regression', {
      metrics: [slower, counted('upstream-calls', 1, 2, { of: 'sequence' })],
      decidedBy: 'throughput',
    });
    const long = changedSentences(comparison, bothRecords, plainProse).join(' ');
    expect(plain(long)).toContain('Each sequence makes 2 upstream calls where it made 1.');
    const change = { peer: 'client', lost: true, baseline: 0, candidate: 1 } as const;
    expect(reasonText({ code: 'keep-alive', changes: [change], of: 'sequence' })).toContain(
      '0 → 1 new connections per sequence',
    );
  });

  it('says that service time and the tail are those of the sequence', () => {
    const of = { of: 'sequence', verdict: 'regression' } as const;
    expect(said(sampled('latency', 1_000, 1.3, of))).toContain('for a sequence on its own');
    expect(said(sampled('p99', 1_000, 1.3, of))).toContain('the slowest 1 % of the sequences');
    expect(said(sampled('latency', 1_000, 1.3, { verdict: 'regression' }))).toContain(
      'for a request on its own',
    );
  });

  it('is marked in the tables of the job summary', () => {
    const services = { db: { queries: 51 } };
    const [one] = makeGenerations({}, { screen: 1, confirm: 0 }, { candidate: { counts: { services } } });
    if (one === undefined) throw new Error('no generation');
    const textOf = (changes: Partial<typeof cell>): string => {
      const beside = { db: { cpuUs: 3, peakMemoryBytes: 4 } };
      const generations = [{ ...one, candidate: { ...one.candidate, services: beside } }];
      const record = makeRecord({ cells: [makeCell({ generations, ...changes })] });
      return plain(JSON.stringify(detailTables(record)));
    };
    expect(textOf({})).toContain('each request: queries 51');
    expect(textOf({ steps: ['GET /a', 'GET /b'] })).toContain('each sequence: queries 51');
    expect(textOf({ steps: ['GET /a', 'GET /b'] })).toContain(' /sequence"');
    expect(textOf({})).not.toContain(' /sequence"');
  });
});

describe('a sequence beside a stored record', () => {
  it.each([
    ['no-figures', 'it has no figures of steps'],
    ['other-steps', 'its steps were others'],
  ] as const)('says why no step is named: %s', (noStep, why) => {
    const comparison = compared(cell.target, cell.scenario, 'regression', {
      metrics: [sampled('throughput', 100, 0.8, { verdict: 'regression' })],
      noStep,
    });
    expect(changedSentences(comparison, makeRecord({ cells: [cell] }), plainProse)).toContain(
      `Which step it is, the stored record does not tell: ${why}.`,
    );
  });
});
