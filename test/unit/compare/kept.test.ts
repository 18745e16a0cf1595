import { describe, expect, it } from 'vitest';
import { applyAccepted } from '../../../src/compare/acceptance-rule.js';
import { keepFormer } from '../../../src/compare/kept.js';
import { gateResult } from '../../../src/compare/overall.js';
import { DEFAULT_GATE } from '../../../src/config/defaults.js';
import type { AcceptedEffect } from '../../../src/model/accepted.js';
import type { CellComparison } from '../../../src/model/comparison.js';
import type { KeptCell } from '../../../src/model/request.js';
import { compared, makeComparison, sampled, steady } from '../report/builders.js';

const SLOWER: AcceptedEffect = {
  metric: 'throughput',
  kind: 'sampled',
  baseline: 1000,
  candidate: 938,
  ratio: 0.938,
  worse: true,
};
const was = (scenario: string, verdict: KeptCell['verdict'], changes: Partial<KeptCell> = {}): KeptCell => ({
  target: 'flask',
  scenario,
  verdict,
  invalid: null,
  effects: verdict === 'regression' ? [SLOWER] : [],
  ...changes,
});
const keep = (cells: readonly CellComparison[], former: readonly KeptCell[], advisory = false) =>
  keepFormer(makeComparison(cells, { advisory }), former, DEFAULT_GATE, []);
const gateOf = (comparison: ReturnType<typeof keep>) => gateResult(comparison, DEFAULT_GATE, []);

describe('a run of a part of the cells', () => {
  it('leaves the others as they were: what was red stays red', () => {
    const whole = keep(
      [steady('flask', 'json', 4000)],
      [was('json', 'regression'), was('text', 'regression'), was('page', 'no-change')],
    );
    expect(whole.cells.map(({ scenario, verdict, kept = false }) => [scenario, verdict, kept])).toEqual([
      ['json', 'no-change', false],
      ['text', 'regression', true],
      ['page', 'no-change', true],
    ]);
    expect(whole.counts).toMatchObject({ regression: 1, 'no-change': 2 });
    expect(gateOf(whole)).toMatchObject({ exitCode: 1, passed: false });
    expect(whole.cells[1]?.metrics[0]).toMatchObject({ ratio: 0.938, threshold: DEFAULT_GATE.slower });
  });

  it('passes where the measured cell was the only red one', () => {
    const whole = keep(
      [steady('flask', 'json', 4000)],
      [was('json', 'regression'), was('text', 'improvement')],
    );
    expect(whole.verdict).toBe('improvement');
    expect(gateOf(whole).passed).toBe(true);
  });

  it('speaks of a new cell whose limits are all that was judged, and not decided', () => {
    const limits = [
      {
        limit: 'p99',
        bound: 250_000,
        figure: 255_000,
        baseline: null,
        interval: { low: 240_000, high: 270_000 },
        generations: 8,
        verdict: 'undecided',
      },
    ] as const;
    const reason = { code: 'limits-undecided', limits: ['p99'] } as const;
    const open = compared('flask', 'json', 'inconclusive', { reason, limits });
    expect(keep([open], [was('json', 'new')]).cells).toEqual([open]);
  });

  it('does not speak of a cell of which nothing was measured', () => {
    const late = compared('flask', 'json', 'inconclusive', { reason: 'not measured' });
    const whole = keep([late], [was('json', 'regression')]);
    expect(whole.cells).toMatchObject([{ verdict: 'regression', kept: true }]);
    expect(gateOf(whole).exitCode).toBe(1);
    const undecided = compared('flask', 'json', 'inconclusive', { metrics: [sampled('throughput', 100, 1)] });
    expect(keep([undecided], [was('json', 'regression')]).cells).toEqual([undecided]);
  });

  it('keeps whose fault an invalid cell is, and turns nothing into advice', () => {
    const broken = was('page', 'invalid', { invalid: { code: 'oom-killed', side: 'candidate' } });
    const whole = keep([steady('flask', 'json', 4000)], [was('json', 'no-change'), broken], true);
    expect(whole.advisory).toBe(false);
    expect(gateOf(whole).exitCode).toBe(2);
  });

  it('adds new cells at the end, and is as it is where it has all', () => {
    const cells = [steady('flask', 'json', 4000), steady('starlette', 'json', 9000)];
    const whole = keep(cells, [was('json', 'no-change'), was('text', 'no-change')]);
    expect(whole.cells.map(({ target, scenario }) => `${target}/${scenario}`)).toEqual([
      'flask/json',
      'flask/text',
      'starlette/json',
    ]);
    const all = makeComparison(cells);
    expect(keepFormer(all, [was('json', 'regression')], DEFAULT_GATE, [])).toBe(all);
  });

  it('lets an accepted regression stay accepted, and no worse one', () => {
    const entry = {
      target: 'flask',
      scenario: 'text',
      effects: [SLOWER],
      by: 'olga',
      reason: 'it checks more',
      at: '2026-12-01T10:00:00Z',
      until: null,
      sha: 'c'.repeat(40),
      comment: 9,
    };
    const stateOf = (ratio: number) => {
      const kept = was('text', 'regression', { effects: [{ ...SLOWER, ratio }] });
      return applyAccepted(keep([], [kept]), [entry], 0).cells[0]?.accepted?.state;
    };
    expect(stateOf(0.938)).toBe('holds');
    expect(stateOf(0.8)).toBe('grown');
  });
});
