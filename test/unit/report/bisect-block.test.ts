import { describe, expect, it } from 'vitest';
import type { BisectOutcome, BisectReport } from '../../../src/model/bisect.js';
import { renderBisectAnswer } from '../../../src/report/bisect-answer.js';
import { bisectBlock, bisectBrief, bisectLines } from '../../../src/report/bisect-block.js';

const sha = (digit: string): string => digit.repeat(40);
const worse = { ratio: 1.062, interval: { low: 1.054, high: 1.07 } };

const outcome: BisectOutcome = {
  ...{ good: sha('1'), bad: sha('9'), commits: 8, changing: 6, nothing: null, durationMs: 90_000 },
  whole: {
    ...{ cell: 'api/list', metric: 'throughput', threshold: 0.03, values: [0.06] },
    ...{ good: 4812, bad: 4514, ratio: 0.938, interval: { low: 0.93, high: 0.946 } },
  },
  others: [],
  found: {
    culprits: [{ sha: sha('4'), parent: sha('3'), merge: null, worse, generations: 5 }],
    ranges: [],
    passedBy: [{ sha: sha('6'), code: 'build-failed', message: 'no' }],
    comparisons: 3,
    generations: 13,
  },
  compared: [
    {
      of: sha('6'),
      against: sha('1'),
      generations: 3,
      answer: { kind: 'unusable', code: 'build-failed', message: 'no' },
    },
    {
      of: sha('5'),
      against: sha('1'),
      generations: 3,
      answer: { kind: 'values', values: [0.06, 0.06, 0.06] },
    },
    { of: sha('5'), against: sha('1'), generations: 2, answer: { kind: 'values', values: [0.06, 0.06] } },
    { of: sha('2'), against: sha('1'), generations: 0, answer: { kind: 'same' } },
    {
      of: sha('4'),
      against: sha('3'),
      generations: 5,
      answer: { kind: 'values', values: [0.06, 0.06, 0.06, 0.06, 0.06] },
    },
  ],
  named: [{ sha: sha('4'), subject: 'Serialise with the new encoder' }],
};
const found: BisectReport = { cell: 'api/list', outcome, why: null };
const failed: BisectReport = { cell: 'api/get', outcome: null, why: 'The search was cancelled.' };

describe('the searches of a run', () => {
  it('stand in the comment with the name of the commit, or with why there is none', () => {
    expect(
      bisectBrief([found, failed]),
    ).toBe(`**Which commit.** Searched after the verdict, which it does not change.

- **api · list**: introduced by <code>4444444</code> Serialise with the new encoder.
- **api · get**: no commit is named. The search was cancelled.`);
    expect(bisectLines([failed])).toEqual(['api · get: no commit is named. The search was cancelled.']);
    for (const none of [undefined, []]) expect(bisectBrief(none) + bisectBlock(none)).toBe('');
  });

  it('stand in the summary with what was compared, each pair once', () => {
    const text = bisectBlock([found]).replaceAll('\u00a0', ' ');
    expect(text).toContain('● <code>4444444</code> Serialise with the new encoder');
    const rows = text.split('\n').filter((line) => /^\| <code>/.test(line));
    expect(rows.map((row) => row.replace(/ +/g, ' '))).toEqual([
      '| <code>6666666</code> | <code>1111111</code> | — | passed by: <code>build-failed</code> |',
      '| <code>5555555</code> | <code>1111111</code> | 5 | 6.2 % |',
      '| <code>2222222</code> | <code>1111111</code> | — | the same image |',
      '| <code>4444444</code> Serialise with the new encoder | <code>3333333</code> | 5 | 6.2 % |',
    ]);
  });

  it('fit into a comment, however much they have to say', () => {
    const subject = '<'.repeat(72);
    const compared = Array.from({ length: 500 }, (_, at) => ({
      ...{ of: at.toString(16).padStart(40, '0'), against: sha('1'), generations: 1 },
      answer: { kind: 'values' as const, values: [0.01] },
    }));
    const named = compared.map(({ of }) => ({ sha: of, subject }));
    const long = { ...found, outcome: { ...outcome, compared, named, others: Array(500).fill('a/b') } };
    const text = renderBisectAnswer('<!-- x -->', 'olga', Array(40).fill(long), null);
    expect([...text].length).toBeLessThanOrEqual(65_536);
    expect(text.startsWith('<!-- x -->\n')).toBe(true);
    expect(text).toContain('30 more searches left out');
  });
});
