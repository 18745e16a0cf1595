import { describe, expect, it } from 'vitest';
import type { AcceptedRegression } from '../../../src/model/accepted.js';
import { parseAccepted, withAccepted } from '../../../src/record/accepted-file.js';

const entry: AcceptedRegression = {
  target: 'flask',
  scenario: 'json',
  effects: [
    {
      metric: 'throughput',
      kind: 'sampled',
      baseline: 1000.12345678,
      candidate: 940,
      ratio: 0.94,
      worse: true,
    },
  ],
  by: 'olga',
  reason: 'it checks more',
  at: '2026-12-01T10:00:00Z',
  until: '2026-12-24',
  sha: 'c'.repeat(40),
  comment: 9,
};
const read = (text: string) => parseAccepted(text, 7, 'accepted/7.json');

describe('a file of what was accepted', () => {
  it('is read as it was written, and the same entry changes nothing', () => {
    const text = withAccepted(null, 7, entry);
    const file = read(text);
    expect(file.regressions).toMatchObject([{ ...entry, effects: [{ baseline: 1000.12 }] }]);
    expect(withAccepted(file, 7, entry)).toBe(text);
  });

  it('has the newest entry of a cell, beside those of the others', () => {
    const first = read(withAccepted(null, 7, entry));
    const second = read(withAccepted(first, 7, { ...entry, scenario: 'text' }));
    const third = read(withAccepted(second, 7, { ...entry, by: 'ada' }));
    expect(third.regressions.map(({ scenario, by }) => [scenario, by])).toEqual([
      ['text', 'olga'],
      ['json', 'ada'],
    ]);
  });

  const spoil = (from: string, to: string): string => {
    const text = withAccepted(null, 7, entry);
    expect(text).toContain(from);
    return text.replace(from, to);
  };
  it.each([
    ['no JSON', '{'],
    ['another schema', spoil('accepted/v1', 'accepted/v2')],
    ['another pull request', spoil('"pullRequest": 7', '"pullRequest": 8')],
    ['an unknown key', spoil('"comment": 9', '"comment": 9, "admin": true')],
    ['a polluted prototype', spoil('"comment": 9', '"comment": 9, "__proto__": {}')],
    ['a name that is a path', spoil('"flask"', '"../flask"')],
    ['an infinite ratio', spoil('0.94,', '1e999,')],
    ['a day that is none', spoil('2026-12-24', '2026-02-30')],
    ['too much', spoil('it checks more', 'x'.repeat(1_100_000))],
  ])('with %s is refused, and never taken for none', (_what, text) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code: 'accepted-invalid', kind: 'machine' }));
  });
});
