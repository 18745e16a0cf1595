import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leaderboardCsv } from '../../../src/leaderboard/csv.js';
import type { Leaderboard } from '../../../src/leaderboard/types.js';
import { formulasIn, readCsv } from '../../support/csv.js';
import { boardOf } from './builders.js';

/** With a text of somebody else's in three columns. */
function csvWith(text: string): string {
  const board = boardOf();
  const facts = board.facts.map((one) => ({ ...one, framework: text, ceiling: `x${text}`, workers: text }));
  return leaderboardCsv({ ...board, facts } satisfies Leaderboard);
}

describe('a text in the CSV', () => {
  it.each([
    ['=cmd|" /C calc"!A0', `'=cmd|" /C calc"!A0`],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'=1"],
    ['\uff1d1', "'\uff1d1"],
    ['a;=1', "a;'=1"],
    ['a;"=1', `a;'"=1`],
    ['64 threads; 3 - 1 = 2', '64 threads; 3 - 1 = 2'],
    ['a,b "c"', 'a,b "c"'],
    ['a\nb\u001b[31m\u202ec', 'a bc'],
  ])('%j is no formula, and no more than one cell', (text, cell) => {
    const csv = csvWith(text);
    const [header = [], first = []] = readCsv(csv);
    expect(first[header.indexOf('framework')]).toBe(cell);
    expect(formulasIn(csv)).toEqual([]);
  });

  it('would be found if it were one', () => {
    expect(formulasIn('a,=1\n')).toEqual(['=1']);
    expect(formulasIn('a,"x;+1"\n')).not.toEqual([]);
    expect(formulasIn('a,"x;""@1"\n')).not.toEqual([]);
    expect(() => readCsv('a,b"c\n')).toThrow('quote');
  });

  it('stays in its cell whatever it is', () => {
    const signs = fc.constantFrom(
      '=',
      '+',
      '-',
      '@',
      ';',
      ',',
      '"',
      "'",
      '\n',
      '\r',
      '\t',
      ' ',
      'a',
      '\uff1d',
      '\u200b',
    );
    const any = fc.oneof(
      fc.array(signs, { maxLength: 12 }).map((all) => all.join('')),
      fc.string({ unit: 'binary' }),
    );
    const columns = readCsv(csvWith('x'))[0]?.length;
    fc.assert(
      fc.property(any, (text) => {
        const csv = csvWith(text);
        expect(formulasIn(csv)).toEqual([]);
        expect(new Set(readCsv(csv).map((row) => row.length))).toEqual(new Set([columns]));
      }),
    );
  });
});
