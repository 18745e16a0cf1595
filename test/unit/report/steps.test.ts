import { describe, expect, it } from 'vitest';
import type { CellComparison } from '../../../src/model/comparison.js';
import { changedSentences } from '../../../src/report/lead.js';
import { markdownProse, plainProse } from '../../../src/report/prose.js';
import { stepTable } from '../../../src/report/step-table.js';
import { makeCell, makeRecord } from '../../support/records.js';

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
