import { describe, expect, it } from 'vitest';
import { judge, NOTHING_ELSE } from '../../../src/compare/judge.js';
import { opinionOn, redCells } from '../../../src/compare/second.js';
import { DEFAULT_GATE, DEFAULT_MEASURE } from '../../../src/config/defaults.js';
import type { CellComparison, LimitComparison, MetricComparison } from '../../../src/model/comparison.js';
import type { CellRecord, RunRecord } from '../../../src/model/record.js';
import { withSecond } from '../../../src/record/second.js';
import { makeCell, makeGenerations, makeRecord, type Ratios } from '../../support/records.js';

const GROUNDS = { ...NOTHING_ELSE, gate: DEFAULT_GATE, measure: DEFAULT_MEASURE };

type Row = Partial<MetricComparison> & Pick<MetricComparison, 'verdict'>;
const sampled = ({ ratio = 0.94, ...row }: Row): MetricComparison => ({
  metric: 'throughput',
  kind: 'sampled',
  baseline: 1000,
  candidate: 1000 * ratio,
  ratio,
  interval: { low: ratio - 0.01, high: ratio + 0.01 },
  couldSee: 0.01,
  generations: 9,
  threshold: 0.03,
  ...row,
});
const counted = (verdict: MetricComparison['verdict']): MetricComparison => ({
  ...sampled({ verdict }),
  metric: 'upstream-calls',
  kind: 'exact',
  interval: null,
});
const limit = (verdict: LimitComparison['verdict']): LimitComparison => ({
  limit: 'p99',
  bound: 250_000,
  figure: 312_000,
  baseline: null,
  interval: null,
  generations: 9,
  verdict,
});
const cell = (
  verdict: CellComparison['verdict'],
  metrics: readonly MetricComparison[] = [],
  limits?: readonly LimitComparison[],
): CellComparison => ({
  target: 'flask',
  scenario: 'json',
  verdict,
  decidedBy: metrics[0]?.metric ?? null,
  reason: null,
  metrics,
  ...(limits === undefined ? {} : { limits }),
  baselineRps: null,
  candidateRps: null,
});

const slower = sampled({ verdict: 'regression' });
const hungrier = sampled({ metric: 'cpu', ratio: 1.06, verdict: 'regression' });
const RED = cell('regression', [slower]);

describe('opinionOn', () => {
  it.each<[string, string, CellComparison, CellComparison | null]>([
    ['red on both', 'agrees', RED, RED],
    ['red on both by other metrics', 'agrees', RED, cell('regression', [hungrier])],
    [
      'red by a limit on the second alone',
      'agrees',
      RED,
      cell('regression', [sampled({ ratio: 1, verdict: 'no-change' })], [limit('broken')]),
    ],
    [
      'no change on the second',
      'disagrees',
      RED,
      cell('no-change', [sampled({ ratio: 0.999, verdict: 'no-change' })]),
    ],
    [
      'better on the second',
      'disagrees',
      RED,
      cell('improvement', [sampled({ ratio: 1.1, verdict: 'improvement' })]),
    ],
    [
      'undecided on the second, and surely better than what the first measured',
      'disagrees',
      RED,
      cell('inconclusive', [sampled({ ratio: 0.975, verdict: 'inconclusive' })]),
    ],
    [
      'the same of a metric that is better when it is smaller',
      'disagrees',
      cell('regression', [hungrier]),
      cell('inconclusive', [sampled({ metric: 'cpu', ratio: 1.025, verdict: 'inconclusive' })]),
    ],
    [
      'undecided on the second, and it may be what the first measured',
      'undecided',
      RED,
      cell('inconclusive', [sampled({ ratio: 0.945, verdict: 'inconclusive' })]),
    ],
    [
      'too noisy on the second',
      'undecided',
      RED,
      cell('inconclusive', [
        sampled({ verdict: 'inconclusive', ratio: 1.02, interval: { low: 0.9, high: 1.14 } }),
      ]),
    ],
    [
      'one generation on the second',
      'undecided',
      RED,
      cell('inconclusive', [sampled({ verdict: 'inconclusive', ratio: 1, interval: null })]),
    ],
    [
      'one of two metrics refuted',
      'undecided',
      cell('regression', [slower, hungrier]),
      cell('inconclusive', [
        sampled({ ratio: 1, verdict: 'no-change' }),
        sampled({ metric: 'cpu', ratio: 1.06, verdict: 'inconclusive' }),
      ]),
    ],
    [
      'both metrics refuted',
      'disagrees',
      cell('regression', [slower, hungrier]),
      cell('no-change', [
        sampled({ ratio: 1, verdict: 'no-change' }),
        sampled({ metric: 'cpu', ratio: 1, verdict: 'no-change' }),
      ]),
    ],
    [
      'the deciding metric has no figure on the second',
      'undecided',
      RED,
      cell('no-change', [counted('no-change')]),
    ],
    [
      'a count that is worse on the first alone',
      'disagrees',
      cell('regression', [counted('regression')]),
      cell('no-change', [counted('no-change')]),
    ],
    [
      'a count that differs between generations on the second',
      'undecided',
      cell('regression', [counted('regression')]),
      cell('inconclusive', [counted('inconclusive')]),
    ],
    [
      'a limit that holds on the second',
      'disagrees',
      cell('regression', [sampled({ ratio: 1, verdict: 'no-change' })], [limit('broken')]),
      cell('no-change', [sampled({ ratio: 1, verdict: 'no-change' })], [limit('holds')]),
    ],
    ...(['undecided', 'unknown'] as const).map(
      (verdict): [string, string, CellComparison, CellComparison] => [
        `a limit that is ${verdict} on the second`,
        'undecided',
        cell('regression', [], [limit('broken')]),
        cell('inconclusive', [], [limit(verdict)]),
      ],
    ),
    [
      'a limit that the second was not held to',
      'undecided',
      cell('regression', [], [limit('broken')]),
      cell('no-change', [sampled({ ratio: 1, verdict: 'no-change' })]),
    ],
    ['not reported by the second', 'none', RED, null],
    ['not measured by the second', 'none', RED, cell('inconclusive')],
    ['invalid on the second', 'none', RED, cell('invalid', [sampled({ ratio: 1, verdict: 'no-change' })])],
    ['nothing to compare with on the second', 'none', RED, cell('new')],
    ['the same inputs on the second', 'none', RED, cell('unchanged')],
    [
      'red without any ground',
      'undecided',
      cell('regression'),
      cell('no-change', [sampled({ ratio: 1, verdict: 'no-change' })]),
    ],
  ])('%s: %s', (_, opinion, first, second) => {
    expect(opinionOn(first, second)).toBe(opinion);
  });
});

const measured = (name: string, ratios: Ratios): CellRecord =>
  makeCell({ scenario: name, generations: makeGenerations(ratios, { screen: 4, confirm: 5 }) });
const LOSS: Ratios = { throughput: 0.6, cpu: 1.6 };
const FIRST = makeRecord({ cells: [measured('json', LOSS), measured('text', LOSS), measured('fine', {})] });
const opinion = (...cells: readonly CellRecord[]): RunRecord =>
  makeRecord({
    id: 'run-0002',
    confirms: FIRST.id,
    machine: { ...FIRST.machine, fingerprint: 'e'.repeat(64), cpuModel: 'Xeon' },
    cells,
  });
const judged = (...cells: readonly CellRecord[]) => judge(withSecond(FIRST, [opinion(...cells)]), GROUNDS);
const verdicts = ({ comparison }: ReturnType<typeof judge>) => comparison.cells.map(({ verdict }) => verdict);

describe('a record with a second opinion', () => {
  it('is red where both are, and undecided where the second refutes the first', () => {
    const outcome = judged(measured('json', LOSS), measured('text', {}));
    expect(verdicts(outcome)).toEqual(['regression', 'inconclusive', 'no-change']);
    expect(outcome.comparison.cells.map(({ second }) => second?.opinion)).toEqual([
      'agrees',
      'disagrees',
      undefined,
    ]);
    expect(outcome.comparison.counts).toMatchObject({ regression: 1, inconclusive: 1, 'no-change': 1 });
    expect(outcome.gate).toMatchObject({ exitCode: 1, passed: false });
    const [, refuted] = outcome.comparison.cells;
    expect(refuted?.reason).toMatchObject({
      code: 'second-disagrees',
      first: { metric: 'throughput' },
      second: { metric: 'throughput' },
    });
    expect(refuted?.metrics.every(({ verdict }) => verdict !== 'regression')).toBe(true);
  });

  it('passes as undecided where the second refutes all, as the gate says', () => {
    const both = [measured('json', {}), measured('text', {})];
    const outcome = judged(...both);
    expect(outcome.comparison.verdict).toBe('inconclusive');
    expect(outcome.gate.exitCode).toBe(0);
    const strict = { ...GROUNDS, gate: { ...DEFAULT_GATE, onInconclusive: 'fail' as const } };
    expect(judge(withSecond(FIRST, [opinion(...both)]), strict).gate.exitCode).toBe(1);
  });

  it('stays red without any figure of the second', () => {
    const before = judge(FIRST, GROUNDS);
    const lost = makeCell({
      scenario: 'json',
      state: 'invalid',
      generations: [],
      invalid: { code: 'build-failed', message: 'it does not build here', side: 'candidate', log: [] },
    });
    for (const cells of [
      [],
      [lost],
      [makeCell({ scenario: 'json', state: 'not-measured', generations: [] })],
    ]) {
      const outcome = judged(...cells);
      expect(verdicts(outcome)).toEqual(verdicts(before));
      expect(outcome.gate).toEqual(before.gate);
      expect(outcome.comparison.cells[0]?.second?.opinion).toBe('none');
    }
    expect(judged(lost).comparison.cells[0]?.second?.missing).toEqual({
      code: 'recorded',
      text: 'it does not build here',
    });
  });

  it('turns nothing red, and nothing green, whatever the second says of other cells', () => {
    const outcome = judged(measured('json', LOSS), measured('text', LOSS), measured('fine', LOSS));
    expect(verdicts(outcome)).toEqual(['regression', 'regression', 'no-change']);
    const better = judged(measured('json', { throughput: 1.5 }), measured('text', { throughput: 1.5 }));
    expect(verdicts(better)).toEqual(['inconclusive', 'inconclusive', 'no-change']);
  });

  it('leaves out figures of other inputs', () => {
    const other = { ...measured('json', {}), inputs: 'f'.repeat(64) };
    const { confirms: _, ...rest } = opinion(other);
    const { id, startedAt, durationMs, machine, runtime, cells, problems } = rest;
    const forged = { ...FIRST, second: { id, startedAt, durationMs, machine, runtime, cells, problems } };
    expect(verdicts(judge(forged, GROUNDS))[0]).toBe('regression');
  });

  it('says nothing where figures are compared with stored ones', () => {
    const stored = { ...GROUNDS, stored: makeRecord({ cells: FIRST.cells }) };
    const solo = withSecond(FIRST, [opinion(measured('json', {}))]);
    expect(judge(solo, stored).comparison.cells.every(({ second }) => second === undefined)).toBe(true);
  });
});

describe('redCells', () => {
  it('are those that this run has measured as red, and no others', () => {
    const { comparison } = judge(FIRST, GROUNDS);
    expect(redCells(comparison).map(({ scenario }) => scenario)).toEqual(['json', 'text']);
    expect(redCells({ ...comparison, advisory: true })).toEqual([]);
    const kept = comparison.cells.map((one) => ({ ...one, kept: true as const }));
    expect(redCells({ ...comparison, cells: kept })).toEqual([]);
  });
});
