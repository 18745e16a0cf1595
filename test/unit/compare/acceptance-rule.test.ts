import { describe, expect, it } from 'vitest';
import { applyAccepted } from '../../../src/compare/acceptance-rule.js';
import { countVerdicts, gateResult } from '../../../src/compare/overall.js';
import { DEFAULT_GATE } from '../../../src/config/defaults.js';
import type { AcceptedRegression } from '../../../src/model/accepted.js';
import type {
  Acceptance,
  CellComparison,
  Comparison,
  MetricComparison,
} from '../../../src/model/comparison.js';
import { BROKEN_P99, compared, counted, sampled } from '../report/builders.js';

const NOON = Date.parse('2026-12-24T12:00:00Z');
const comparison = (cells: CellComparison[]): Comparison => ({
  cells,
  counts: countVerdicts(cells),
  verdict: 'regression',
  advisory: false,
});
const slower = (...metrics: MetricComparison[]) => compared('flask', 'json', 'regression', { metrics });
const throughput = (ratio: number, half = 0.9) =>
  sampled('throughput', 1000, ratio, { half, verdict: 'regression' });

const accepted = (changes: Partial<AcceptedRegression> = {}): AcceptedRegression => ({
  target: 'flask',
  scenario: 'json',
  effects: [
    { metric: 'throughput', kind: 'sampled', baseline: 1000, candidate: 940, ratio: 0.94, worse: true },
    { metric: 'cpu', kind: 'sampled', baseline: 200, candidate: 190, ratio: 0.95, worse: false },
    { metric: 'upstream-calls', kind: 'exact', baseline: 1, candidate: 2, ratio: 2, worse: true },
  ],
  by: 'olga',
  reason: 'it checks more',
  at: '2026-12-01T10:00:00Z',
  until: null,
  sha: 'c'.repeat(40),
  comment: 9,
  ...changes,
});

function judged(cell: CellComparison, entry = accepted(), nowMs = NOON): Acceptance | undefined {
  return applyAccepted(comparison([cell]), [entry], nowMs).cells[0]?.accepted;
}
const stateOf = (...args: Parameters<typeof judged>) => judged(...args)?.state;

describe('an accepted regression', () => {
  it('covers no limit: neither one that is broken besides, nor one that is all there is', () => {
    const limits = [BROKEN_P99];
    const besides = { ...slower(throughput(0.94)), limits };
    const alone = { ...slower(sampled('throughput', 1000, 1)), decidedBy: null, limits };
    for (const cell of [besides, alone]) {
      const result = applyAccepted(comparison([cell]), [accepted()], NOON);
      expect(result.cells[0]?.accepted).toMatchObject({ state: 'limit', metric: null });
      expect(gateResult(result, DEFAULT_GATE, []).exitCode).toBe(1);
    }
  });

  it('of the same size holds, and its verdict stays', () => {
    const result = applyAccepted(comparison([slower(throughput(0.94))]), [accepted()], NOON);
    expect(result.cells[0]).toMatchObject({
      verdict: 'regression',
      accepted: { state: 'holds', by: 'olga', reason: 'it checks more', until: null, metric: null },
    });
    expect(gateResult(result, DEFAULT_GATE, [])).toEqual({
      exitCode: 0,
      passed: true,
      reason: '1 of 1 cell got slower or needs more, and it is accepted.',
    });
  });

  it('is said of no other cell and no other verdict', () => {
    const other = compared('flask', 'text', 'regression', { metrics: [throughput(0.94)] });
    expect(judged(other)).toBeUndefined();
    expect(
      judged(compared('flask', 'json', 'inconclusive', { metrics: [throughput(0.94)] })),
    ).toBeUndefined();
  });

  it.each([
    ['2026-12-24', 'holds'],
    ['2026-12-25', 'holds'],
    ['2026-12-23', 'over'],
  ] as const)('until %s is, at noon of the 24th, %s', (until, state) => {
    expect(stateOf(slower(throughput(0.94)), accepted({ until }))).toBe(state);
  });

  it('has no end where 0.1.0 stored none', () => {
    expect(judged(slower(throughput(0.94)), accepted(), Date.parse('2036-01-01'))?.state).toBe('holds');
  });

  it('ends with the last moment of its day, in UTC', () => {
    const until = (nowMs: number) =>
      stateOf(slower(throughput(0.94)), accepted({ until: '2026-12-24' }), nowMs);
    expect(until(Date.parse('2026-12-24T23:59:59.999Z'))).toBe('holds');
    expect(until(Date.parse('2026-12-25T00:00:00Z'))).toBe('over');
  });

  // Accepted −6 %, threshold 3 %: beyond 0.94 · 0.97 = 0.9118.
  it.each([
    ['a little more, within the threshold', throughput(0.92), 'holds'],
    ['more, with an interval that reaches back', throughput(0.905, 0.9), 'holds'],
    ['more, surely', throughput(0.902, 0.9), 'grown'],
    ['much more, from one generation', { ...throughput(0.8), interval: null }, 'grown'],
    ['less', throughput(0.96), 'holds'],
  ] as const)('that is %s', (_what, row, state) => {
    expect(stateOf(slower(row))).toBe(state);
  });

  it.each([
    ['as it was then', 0.95],
    ['a little worse than no change', 1.033],
    ['much worse', 2.5],
  ] as const)('does not cover a metric that was not worse then: %s', (_what, ratio) => {
    const cpu = sampled('cpu', 200, ratio, { half: 0.5, verdict: 'regression' });
    expect(judged(slower(throughput(0.94), cpu))).toMatchObject({ state: 'more', metric: 'cpu' });
  });

  it('allows nothing by figures that 0.1.0 stored beside what was worse', () => {
    // Memory and service time of 9, 9, 1, 9, 9, 1, 9, 9 and 1 times: undecided then, and shown nowhere.
    const hidden = (metric: string) => ({
      ...{ metric, kind: 'sampled' as const, baseline: 100, candidate: 434, ratio: 4.34 },
      worse: false,
    });
    const entry = accepted();
    const stored = accepted({ effects: [...entry.effects, hidden('memory'), hidden('latency')] });
    const later = slower(
      throughput(0.94),
      sampled('memory', 1e8, 2.5, { verdict: 'regression' }),
      sampled('latency', 300, 2.5, { verdict: 'regression' }),
    );
    expect(judged(later, stored)).toMatchObject({ state: 'more', metric: 'memory' });
    const gate = gateResult(applyAccepted(comparison([later]), [stored], NOON), DEFAULT_GATE, []);
    expect(gate).toMatchObject({ exitCode: 1, passed: false });
    expect(stateOf(slower(throughput(0.94)), stored)).toBe('holds');
  });

  it.each([
    [2, 'holds'],
    [2.4, 'holds'],
    [2.5, 'grown'],
    [3, 'grown'],
  ] as const)('with %d upstream calls a request', (calls, state) => {
    expect(stateOf(slower(counted('upstream-calls', 1, calls)))).toBe(state);
  });

  it('does not cover a metric that had no figure', () => {
    const memory = sampled('memory', 1e8, 1.5, { verdict: 'regression' });
    expect(judged(slower(throughput(0.94), memory))).toMatchObject({ state: 'more', metric: 'memory' });
    expect(stateOf(slower())).toBe('more');
  });

  it('gives way to a newer word, and where one holds that one counts', () => {
    const older = accepted({ by: 'ada', at: '2026-11-01T10:00:00Z' });
    const cells = comparison([slower(throughput(0.94))]);
    expect(applyAccepted(cells, [older, accepted()], NOON).cells[0]?.accepted?.by).toBe('olga');
    const over = accepted({ until: '2026-12-02' });
    expect(applyAccepted(cells, [older, over], NOON).cells[0]?.accepted).toMatchObject({
      by: 'ada',
      state: 'holds',
    });
  });

  it('leaves the others red', () => {
    const cells = comparison([slower(throughput(0.94)), compared('flask', 'text', 'regression')]);
    const gate = gateResult(applyAccepted(cells, [accepted()], NOON), DEFAULT_GATE, []);
    expect(gate).toMatchObject({
      exitCode: 1,
      reason: '1 of 2 cells got slower or needs more, besides 1 accepted.',
    });
  });
});
