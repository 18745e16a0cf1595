import { describe, expect, it } from 'vitest';
import { type TextColumn, textTable } from '../../../src/report/text-table.js';
import { cutToWidth, displayWidth, padEnd, padStart } from '../../../src/report/width.js';

interface Row {
  readonly name: string;
  readonly rps: string;
  readonly why: string;
}

const columns: readonly TextColumn<Row>[] = [
  { header: 'cell', align: 'left', read: ({ name }) => name, drop: 0 },
  { header: 'now', align: 'right', read: ({ rps }) => rps, drop: 1 },
  { header: 'why', align: 'left', read: ({ why }) => why, drop: 2, shrinksTo: 6 },
];
const rows: readonly Row[] = [
  { name: 'flask · json', rps: '4,812', why: 'upstream calls' },
  { name: '日本語', rps: '61.3', why: '' },
];

describe('textTable', () => {
  it('aligns by what a terminal shows, wide characters included', () => {
    expect(textTable(columns, rows, 80)).toEqual([
      'cell            now  why',
      'flask · json  4,812  upstream calls',
      '日本語         61.3',
    ]);
  });

  it('shortens what may be shortened before a column goes', () => {
    expect(textTable(columns, rows, 30)[1]).toBe('flask · json  4,812  upstream…');
    expect(textTable(columns, rows, 22)[1]).toBe('flask · json  4,812');
    expect(textTable(columns, rows, 18)).toEqual(['cell', 'flask · json', '日本語']);
  });

  it('is never wider than asked while only columns that must stay are left', () => {
    for (let width = 12; width < 60; width += 1) {
      for (const line of textTable(columns, rows, width))
        expect(displayWidth(line)).toBeLessThanOrEqual(width);
    }
  });

  it('leaves out columns that say nothing', () => {
    expect(textTable(columns, [{ name: 'a', rps: '—', why: '' }], 80)).toEqual(['cell', 'a']);
  });
});

describe('width', () => {
  it('counts columns, not characters', () => {
    expect(['abc', '日本', '🔴', 'e\u0301', 'a\u200bb', '⚠️'].map(displayWidth)).toEqual([3, 4, 2, 1, 2, 1]);
  });

  it('cuts and pads by columns', () => {
    expect(cutToWidth('abcdef', 4)).toBe('abc…');
    expect(cutToWidth('日本語', 5)).toBe('日本…');
    expect(cutToWidth('日本語', 4)).toBe('日…');
    expect(cutToWidth('abc', 0)).toBe('');
    expect(padStart('日', 4)).toBe('  日');
    expect(padEnd('日', 4)).toBe('日  ');
  });
});
