import { describe, expect, it } from 'vitest';
import { toOutputs } from '../../../src/report/outputs.js';
import { compared, counted, makeComparison, makeGate, recordFor, sampled, steady } from './builders.js';
import { CASES } from './cases.js';
import type { Case } from './make-case.js';

describe('toOutputs', () => {
  it('names the limits that a cell breaks, and no metric where they decide', () => {
    const { record, comparison, gate } = CASES['limits-broken-in-many-ways'] as (typeof CASES)[string];
    const { cells, ...rest } = toOutputs(record, comparison, gate);
    expect(rest).toMatchObject({ verdict: 'regression', regressions: 3, passed: false });
    expect(cells.map(({ metric, change, limits }) => ({ metric, change, limits }))).toEqual([
      {
        metric: null,
        change: null,
        limits: ['p99', 'errors', 'requests', 'cpu', 'memory', 'start-time', 'image-size'],
      },
      { metric: 'db/queries', change: 50, limits: ['p99'] },
      { metric: null, change: null, limits: ['p50'] },
    ]);
    const held = CASES['limits-hold'] as (typeof CASES)[string];
    const [only] = toOutputs(held.record, held.comparison, held.gate).cells;
    expect(only).toMatchObject({ metric: 'throughput' });
    expect('limits' in (only ?? {})).toBe(false);
  });

  it('counts verdicts and tells each cell for programs', () => {
    const cells = [
      compared('flask', 'json', 'regression', {
        metrics: [sampled('throughput', 4812, 0.938, { verdict: 'regression' })],
      }),
      compared('flask', 'upstream', 'improvement', {
        decidedBy: 'upstream-calls',
        metrics: [sampled('throughput', 600, 1.9), counted('upstream-calls', 2, 1)],
      }),
      compared('flask', 'new', 'new', { reason: 'new', candidateRps: 12 }),
      compared('flask', 'kept', 'regression', {
        decidedBy: 'connections',
        metrics: [counted('connections', 0, 1)],
      }),
    ];
    const target = 'flask';
    expect(toOutputs(recordFor(cells), makeComparison(cells), makeGate(1, 'slower'))).toEqual({
      verdict: 'regression',
      passed: false,
      regressions: 2,
      improvements: 1,
      inconclusive: 0,
      invalid: 0,
      cells: [
        {
          target,
          scenario: 'json',
          verdict: 'regression',
          metric: 'throughput',
          change: -0.062,
          low: -0.071,
          high: -0.053,
        },
        {
          target,
          scenario: 'upstream',
          verdict: 'improvement',
          metric: 'upstream-calls',
          change: -0.5,
          low: null,
          high: null,
        },
        { target, scenario: 'new', verdict: 'new', metric: null, change: null, low: null, high: null },
        {
          target,
          scenario: 'kept',
          verdict: 'regression',
          metric: 'connections',
          change: null,
          low: null,
          high: null,
        },
      ],
      'summary-line':
        'loadgate: 2 of 4 cells got worse, 1 got better; most: flask · kept 0 connections → 1 connection a request',
    });
  });

  it('has no mark in the line that a shell would act on, whatever a function is called', () => {
    const hostile = structuredClone(CASES['names-functions']) as Case;
    const text = JSON.stringify(hostile).replaceAll('serialize', '$(id)`id`;<b>|&');
    const { record, comparison, gate } = JSON.parse(text) as Case;
    const line = String(toOutputs(record, comparison, gate)['summary-line']);
    expect(line).toBe(
      'loadgate: 2 of 24 cells got slower; most: flask · json −6.2 %, CPU/req 208 → 221 µs (user and system), (id)idb +11.2 µs',
    );
  });

  it('is JSON without surprises: no −0, no infinity, one line of text', () => {
    const cells = [steady('a', 'b', 100, 1)];
    const outputs = toOutputs(recordFor(cells), makeComparison(cells), makeGate(0));
    expect(JSON.parse(JSON.stringify(outputs))).toEqual(outputs);
    for (const { record, comparison, gate } of Object.values(CASES)) {
      expect(toOutputs(record, comparison, gate)['summary-line']).toMatch(/^loadgate: [^\p{Cc}]+$/u);
    }
  });
});
