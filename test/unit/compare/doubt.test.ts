import { describe, expect, it } from 'vitest';
import type { Known } from '../../../src/compare/doubt.js';
import { judge, NOTHING_ELSE } from '../../../src/compare/judge.js';
import { DEFAULT_GATE, DEFAULT_MEASURE } from '../../../src/config/defaults.js';
import type { CellRecord, RunRecord } from '../../../src/model/record.js';
import type { FormerVerdicts } from '../../../src/model/request.js';
import { renderCheck } from '../../../src/report/check.js';
import { makeCell, makeGenerations, makeRecord } from '../../support/records.js';
import { makeContext } from '../report/builders.js';

const JSON_CELL = { target: 'flask', scenario: 'json' };
const TEXT_CELL = { target: 'flask', scenario: 'text' };
const KNOWN: Known = { expected: [JSON_CELL], unchanged: new Set(), sameFiles: false };
const text = (changes: Partial<CellRecord> = {}) => makeCell({ ...TEXT_CELL, ...changes });
const alone = makeGenerations({}, { screen: 4 }, { baseline: null });
const FAIL = { ...DEFAULT_GATE, onInconclusive: 'fail' } as const;

/** The check's conclusion by the usual gate, the exit code of one that asks for decisions, and why. */
function seen(
  record: RunRecord,
  known: Known = KNOWN,
  more: { former?: FormerVerdicts | null; stored?: RunRecord | null } = {},
) {
  const grounds = { ...NOTHING_ELSE, measure: DEFAULT_MEASURE, known, ...more };
  const { comparison, gate } = judge(record, { ...grounds, gate: DEFAULT_GATE });
  const check = renderCheck(record, comparison, gate, makeContext());
  const strict = judge(record, { ...grounds, gate: FAIL });
  return {
    conclusion: check.conclusion,
    title: check.title,
    strict: strict.gate.exitCode,
    reasons: comparison.cells.map(({ reason }) => reason?.code ?? null),
  };
}

describe('a record that nobody vouches for', () => {
  it('is judged by its figures where it compared what the base branch has', () => {
    expect(seen(makeRecord())).toMatchObject({ conclusion: 'success', strict: 0, reasons: [null] });
  });

  it('leaves cells of the base branch that it lacks undecided', () => {
    const known = { ...KNOWN, expected: [JSON_CELL, TEXT_CELL] };
    expect(seen(makeRecord(), known)).toEqual({
      conclusion: 'neutral',
      title: '⚪ not decided: the run reports no comparison of 1 of 2 cells',
      strict: 1,
      reasons: [null, 'missing'],
    });
  });

  it('found out nothing where it has no cell, unless the forge has the same files on both sides', () => {
    const empty = makeRecord({ cells: [] });
    const nothing = { ...KNOWN, expected: [] };
    expect(seen(empty, nothing)).toMatchObject({ conclusion: 'neutral', strict: 1 });
    expect(seen(empty, nothing).title).toMatch(/^⚪ not decided: no cell was reported/);
    expect(seen(empty, { ...nothing, sameFiles: true })).toMatchObject({ conclusion: 'success', strict: 0 });
    expect(seen(empty, { ...KNOWN, sameFiles: true })).toMatchObject({ conclusion: 'neutral', strict: 1 });
  });

  it('says that a cell is unchanged, and is believed where the forge says so', () => {
    const unchanged = makeRecord({ cells: [makeCell({ state: 'unchanged', generations: [] })] });
    expect(seen(unchanged)).toMatchObject({
      ...{ conclusion: 'neutral', strict: 1, reasons: ['claimed-unchanged'] },
    });
    const same = { ...KNOWN, unchanged: new Set(['flask/json']) };
    expect(seen(unchanged, same)).toMatchObject({ conclusion: 'success', strict: 0 });
    expect(seen(unchanged, { ...KNOWN, sameFiles: true })).toMatchObject({
      conclusion: 'success',
      strict: 0,
    });
  });

  it('says that a cell has no baseline, and is not believed where the base branch has the cell', () => {
    const fresh = makeCell({ noBaseline: 'this target is not in the baseline', generations: alone });
    const record = makeRecord({ baselineFigures: 'none', cells: [fresh] });
    expect(seen(record)).toMatchObject({ conclusion: 'neutral', strict: 1, reasons: ['claimed-new'] });
    expect(seen(record, { ...KNOWN, expected: [] })).toMatchObject({ strict: 0, reasons: ['recorded'] });
  });

  it('makes itself advisory by its machine, and is undecided where decisions are asked for', () => {
    const stored = makeRecord();
    const machine = { ...stored.machine, fingerprint: 'another' };
    const record = makeRecord({
      baselineFigures: 'stored',
      machine,
      cells: [makeCell({ generations: alone })],
    });
    expect(seen(record, KNOWN, { stored })).toMatchObject({ conclusion: 'neutral', strict: 1 });
    const ours = { ...NOTHING_ELSE, gate: FAIL, measure: DEFAULT_MEASURE, stored };
    expect(judge(record, ours).gate.exitCode).toBe(0);
  });

  it('leaves a red cell of the report before red where it does not decide it anew', () => {
    const red = makeRecord({
      cells: [makeCell({ generations: makeGenerations({ throughput: 0.8 }, { screen: 4, confirm: 5 }) })],
    });
    const [was] = judge(red, { ...NOTHING_ELSE, gate: DEFAULT_GATE, measure: DEFAULT_MEASURE }).comparison
      .cells;
    const effects = (was?.metrics ?? [])
      .filter(({ verdict }) => verdict === 'regression')
      .map(({ metric, kind, baseline, candidate, ratio }) => ({
        ...{ metric, kind, baseline, candidate, ratio, worse: true },
      }));
    const former: FormerVerdicts = {
      head: 'a'.repeat(40),
      sha: 'c'.repeat(40),
      cells: [
        { ...JSON_CELL, verdict: 'regression', invalid: null, effects },
        { ...TEXT_CELL, verdict: 'no-change', invalid: null, effects: [] },
      ],
    };
    const claims: readonly CellRecord[] = [
      makeCell({ state: 'unchanged', generations: [] }),
      makeCell({ noBaseline: 'new', generations: alone }),
      makeCell({ state: 'not-measured', generations: [] }),
    ];
    for (const claim of claims) {
      const record = makeRecord({ baselineFigures: 'none', cells: [claim] });
      expect(seen(record, KNOWN, { former })).toMatchObject({ conclusion: 'failure', strict: 1 });
    }
    expect(seen(makeRecord({ cells: [text()] }), KNOWN, { former }).conclusion).toBe('failure');
  });
});
