import { describe, expect, it } from 'vitest';
import { renderCheck } from '../../../src/report/check.js';
import { makeRecord } from '../../support/records.js';
import { compared, makeContext, makeGate } from './builders.js';
import { CASES } from './cases.js';
import type { Case } from './make-case.js';
import { caseOf, slower } from './render.js';

const check = ({ record, comparison, gate, context }: Case) => renderCheck(record, comparison, gate, context);

describe('renderCheck', () => {
  it.each(Object.keys(CASES))(
    '%s fails where the gate does, and never hides that nothing was found out',
    (name) => {
      const one = CASES[name] as Case;
      const { conclusion, title, summary } = check(one);
      const { verdict, advisory } = one.comparison;
      const cancelled = one.record.problems.some(({ code }) => code === 'cancelled');
      if (!one.gate.passed && !cancelled) expect(conclusion).toBe('failure');
      else if (cancelled) expect(['cancelled', 'failure']).toContain(conclusion);
      else if (advisory || ['inconclusive', 'new', 'invalid', 'regression'].includes(verdict)) {
        expect(conclusion).toBe('neutral');
      } else expect(conclusion).toBe('success');
      expect(title).not.toMatch(/[\n`<>]/);
      expect(summary).toMatch(/^### /);
      expect(summary).not.toContain(one.context.marker);
    },
  );

  it('has all conclusions among the cases', () => {
    const seen = new Set(Object.values(CASES).map((one) => check(one).conclusion));
    expect([...seen].sort()).toEqual(['failure', 'neutral', 'success']);
  });

  it('of a run that was cancelled is no success, and a regression that it found stays a failure', () => {
    const problem = {
      kind: 'machine',
      code: 'cancelled',
      message: 'the run was cancelled (SIGTERM)',
      hint: '',
      log: [],
      location: null,
    } as const;
    const record = makeRecord({ cells: [], problems: [problem] });
    const quiet = check(
      caseOf([compared('flask', 'json', 'no-change')], { record, gate: makeGate(3, 'cancelled') }),
    );
    expect(quiet.conclusion).toBe('cancelled');
    expect(quiet.title).toContain('cancelled');
    expect(check(caseOf([slower('flask', 'json')], { record })).conclusion).toBe('failure');
  });

  it('is never longer than GitHub takes, in bytes', () => {
    const many = Array.from({ length: 900 }, (_, at) => slower(`zähler-${at}-${'ü'.repeat(30)}`, 'json'));
    const { summary } = check(caseOf(many, { context: makeContext() }));
    const bytes = Buffer.byteLength(summary, 'utf8');
    expect(bytes).toBeLessThanOrEqual(65_535);
    expect(bytes).toBeGreaterThan(50_000);
  });
});
