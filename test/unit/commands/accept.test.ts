import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accept } from '../../../src/commands/accept.js';
import { type CommentState, readState, stateLine } from '../../../src/commands/state.js';
import { countVerdicts } from '../../../src/compare/overall.js';
import type { CellComparison, Comparison } from '../../../src/model/comparison.js';
import { compared, counted, sampled } from '../report/builders.js';

const SHA = 'c'.repeat(40);
const comparison = (cells: CellComparison[], advisory = false): Comparison => ({
  cells,
  counts: countVerdicts(cells),
  verdict: 'regression',
  advisory,
});
const slower = (scenario: string) =>
  compared('flask', scenario, 'regression', {
    metrics: [
      sampled('throughput', 4812.4567891, 0.938, { verdict: 'regression' }),
      sampled('cpu', 208, 1.04, { verdict: 'inconclusive' }),
      counted('upstream-calls', 1, 2),
      counted('response-bytes', 100, 90, { threshold: null, verdict: 'no-change' }),
    ],
  });
const comment = (state: string): string => `<!-- loadgate:comment key=default -->\n${state}\n### 🔴 loadgate`;

describe('what the comment remembers', () => {
  it('is every metric that got worse, and no other, and is read again', () => {
    const line = stateLine(SHA, comparison([slower('json'), compared('flask', 'text', 'no-change')]));
    const state = readState(comment(line));
    expect(state).toMatchObject({ v: 1, sha: SHA, worse: [{ target: 'flask', scenario: 'json' }] });
    expect(state?.worse[0]?.effects).toEqual([
      {
        metric: 'throughput',
        kind: 'sampled',
        baseline: 4812.46,
        candidate: 4514.08,
        ratio: 0.938,
        worse: true,
      },
      { metric: 'upstream-calls', kind: 'exact', baseline: 1, candidate: 2, ratio: 2, worse: true },
    ]);
  });

  it('is nothing where nothing got worse, and where the figures are of another machine', () => {
    expect(stateLine(SHA, comparison([compared('flask', 'text', 'no-change')]))).toBe('');
    expect(stateLine(SHA, comparison([slower('json')], true))).toBe('');
  });

  it('takes half of the room of a comment at most', () => {
    const long = 'x'.repeat(63);
    const cells = Array.from({ length: 500 }, (_, i) => ({
      ...slower(`${long.slice(4)}${i}`),
      target: long,
    }));
    expect(stateLine(SHA, comparison(cells)).length).toBeLessThan(32_768);
  });

  it('is read from the second line alone: a log below may say anything', () => {
    const line = stateLine(SHA, comparison([slower('json')]));
    expect(readState(`marker\n### 🔴\n\n\`\`\`\n${line}\n\`\`\``)).toBeNull();
    expect(readState(`${line}\n`)).toBeNull();
    for (const wrong of ['{}', '{"v":2}', '[', line.slice(24, -9)])
      expect(readState(comment(wrong))).toBeNull();
    expect(readState(comment(line.replace('"v":1', '"v":1,"__proto__":{"x":1}')))).toBeNull();
  });

  it('is read from any text without an error', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        expect(readState(text)).toBeNull();
        expect(readState(`m\n<!-- loadgate:state {${text}} -->`)).toBeNull();
      }),
    );
  });
});

describe('accepting', () => {
  const state = readState(comment(stateLine(SHA, comparison([slower('json')])))) as CommentState;
  const command = {
    kind: 'accept',
    target: 'flask',
    scenario: 'json',
    reason: 'fine',
    until: '2026-12-24',
  } as const;
  const said = { by: 'olga', comment: 9, at: '2026-12-01T10:00:00Z' };
  const EARLIER = '2026-12-01T09:00:00Z';

  it('keeps what the comment showed, and who said it, when and why', () => {
    expect(accept(command, state, EARLIER, said, '2026-12-24')).toEqual({
      target: 'flask',
      scenario: 'json',
      effects: state.worse[0]?.effects,
      by: 'olga',
      reason: 'fine',
      at: '2026-12-01T10:00:00Z',
      until: '2026-12-24',
      sha: SHA,
      comment: 9,
    });
  });

  it('keeps what was worse alone, also from a comment of 0.1.0 that remembers the rest', () => {
    const [cell] = state.worse;
    const rest = {
      metric: 'memory',
      kind: 'sampled',
      baseline: 1,
      candidate: 4.34,
      ratio: 4.34,
      worse: false,
    };
    const old = { ...state, worse: [{ ...cell, effects: [rest, ...(cell?.effects ?? [])] }] } as CommentState;
    expect(accept(command, old, EARLIER, said, '2026-12-01')).toMatchObject({ effects: cell?.effects });
    const none = { ...state, worse: [{ ...cell, effects: [rest] }] } as CommentState;
    expect(accept(command, none, EARLIER, said, '2026-12-01')).toContain(
      'not show flask/json as a regression',
    );
  });

  it('ends after 90 days where no day is said, and after a year at most', () => {
    const until = (day: string | null) =>
      accept({ ...command, until: day }, state, EARLIER, said, '2026-12-01');
    expect(until(null)).toMatchObject({ until: '2027-03-01' });
    expect(until('2027-12-02')).toMatchObject({ until: '2027-12-02' });
    for (const day of ['2027-12-03', '2999-12-31', '9999-12-31']) expect(until(day)).toContain('2027-12-02');
  });

  it.each([
    ['a day that is over', command, state, EARLIER, '2026-12-25', 'is over'],
    ['no regression', command, null, EARLIER, '2026-12-01', 'no regression'],
    [
      'another cell',
      { ...command, scenario: 'jsn' },
      state,
      EARLIER,
      '2026-12-01',
      'Did you mean flask/json?',
    ],
    [
      'a cell far from it',
      { ...command, target: 'x' },
      state,
      EARLIER,
      '2026-12-01',
      'These are: flask/json.',
    ],
    ['a report written later', command, state, '2026-12-01T10:00:01Z', '2026-12-01', 'written anew'],
    ['a report of the same second', command, state, said.at, '2026-12-01', 'written anew'],
    ['a report of an unknown time', command, state, null, '2026-12-01', 'written anew'],
  ] as const)('does not accept %s', (_what, asked, shown, updatedAt, today, why) => {
    expect(accept(asked, shown, updatedAt, said, today)).toContain(why);
  });
});
