import { describe, expect, it } from 'vitest';
import { asksForAcceptance, type Grounds, judge, NOTHING_ELSE } from '../../../src/compare/judge.js';
import { DEFAULT_GATE, DEFAULT_MEASURE } from '../../../src/config/defaults.js';
import type { AcceptedRegression } from '../../../src/model/accepted.js';
import type { FormerVerdicts, KeptCell } from '../../../src/model/request.js';
import { makeCell, makeGenerations, makeRecord } from '../../support/records.js';

const NOW = Date.parse('2026-11-02T00:00:00Z');
const GROUNDS: Grounds = { ...NOTHING_ELSE, gate: DEFAULT_GATE, measure: DEFAULT_MEASURE };

/** `flask/json`, 40 % slower, measured with or without the baseline beside it. */
const slower = (baseline?: null) =>
  makeCell({
    generations: makeGenerations(
      { throughput: 0.6, cpu: 1.6 },
      { screen: 4, confirm: 5 },
      baseline === null ? { baseline } : {},
    ),
  });
const RED = makeRecord({ cells: [slower()] });

const accepting: AcceptedRegression = {
  target: 'flask',
  scenario: 'json',
  effects: [
    { metric: 'throughput', kind: 'sampled', baseline: 100, candidate: 60, ratio: 0.6, worse: true },
    { metric: 'cpu', kind: 'sampled', baseline: 100, candidate: 160, ratio: 1.6, worse: true },
    { metric: 'latency', kind: 'sampled', baseline: 100, candidate: 100, ratio: 1, worse: false },
  ],
  by: 'olga',
  reason: 'it checks more',
  at: '2026-11-01T10:00:00Z',
  until: null,
  sha: 'c'.repeat(40),
  comment: 9,
};
const ACCEPTED = { regressions: [accepting], nowMs: NOW };

const former = (...cells: readonly KeptCell[]): FormerVerdicts => ({
  head: 'a'.repeat(40),
  sha: 'c'.repeat(40),
  cells,
});
const keptRed: KeptCell = {
  target: 'flask',
  scenario: 'text',
  verdict: 'regression',
  invalid: null,
  effects: accepting.effects,
};

describe('judge', () => {
  it('puts comparison and gate to a record, and is the same each time', () => {
    const outcome = judge(RED, GROUNDS);
    expect(outcome).toMatchObject({
      record: RED,
      comparison: { verdict: 'regression', advisory: false },
      gate: { exitCode: 1, passed: false },
    });
    expect(judge(RED, GROUNDS)).toEqual(outcome);
  });

  it('compares with a stored record where there is one', () => {
    const alone = makeRecord({ cells: [slower(null)] });
    expect(judge(alone, GROUNDS).comparison.verdict).toBe('new');
    const { comparison } = judge(alone, { ...GROUNDS, stored: makeRecord() });
    expect(comparison).toMatchObject({ verdict: 'regression', stored: { advisoryReason: null } });
  });

  it('keeps the verdicts of cells that a part left out, and counts them for the gate', () => {
    const green = makeRecord();
    expect(judge(green, GROUNDS).gate.passed).toBe(true);
    const { comparison, gate } = judge(green, { ...GROUNDS, former: former(keptRed) });
    expect(comparison.cells.map(({ scenario, kept = false }) => [scenario, kept])).toEqual([
      ['text', true],
      ['json', false],
    ]);
    expect(gate.exitCode).toBe(1);
  });

  it('lets pass what people accepted, kept cells too', () => {
    expect(asksForAcceptance(judge(RED, GROUNDS))).toBe(true);
    const outcome = judge(RED, { ...GROUNDS, accepted: ACCEPTED });
    expect(outcome.comparison.cells[0]?.accepted?.state).toBe('holds');
    expect(outcome.gate).toMatchObject({ exitCode: 0, passed: true });
    expect(asksForAcceptance(outcome)).toBe(false);
    const both = { ...GROUNDS, accepted: ACCEPTED, former: former(keptRed) };
    expect(judge(RED, both).gate.exitCode).toBe(1);
    const text = { ...accepting, scenario: 'text' };
    const all = { ...both, accepted: { ...ACCEPTED, regressions: [accepting, text] } };
    expect(judge(RED, all).gate.exitCode).toBe(0);
  });

  it('accepts nothing of what is advisory: it is told, and fails nothing', () => {
    const alone = makeRecord({ cells: [slower(null)] });
    const stored = makeRecord({ machine: { ...alone.machine, fingerprint: 'another' } });
    const outcome = judge(alone, { ...GROUNDS, stored, accepted: ACCEPTED });
    expect(outcome.comparison).toMatchObject({ advisory: true, verdict: 'regression' });
    expect(outcome.comparison.cells[0]?.accepted).toBeUndefined();
    expect(outcome.gate.exitCode).toBe(0);
    expect(asksForAcceptance(outcome)).toBe(false);
  });
});
