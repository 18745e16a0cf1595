import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keptTables, parseRows, readRows } from '../../../src/load/rows.js';
import { rowsOf } from '../../support/load.js';

const parsed = (text: string, path: string) => {
  const table = parseRows(Buffer.from(text), path);
  return { columns: table.columns, rows: rowsOf(table) };
};

describe('parseRows', () => {
  it('reads columns and rows, with quotes, line ends of both kinds and a byte order mark', () => {
    expect(parsed('\ufeffname,exists\r\n"a,""b""\nc",true\r\n\r\n,false', 'n.csv')).toEqual({
      columns: ['name', 'exists'],
      rows: [
        ['a,"b"\nc', 'true'],
        ['', 'false'],
      ],
    });
  });

  it.each([
    ['', 'n.csv has no row'],
    ['name\n', 'n.csv has no row'],
    ['a,b,a\n1,2,3\n', 'n.csv:1: the column "a" is there twice'],
    ['a,b\n1,2\n3\n', 'n.csv:3: '],
    ['a\n"b\n', 'n.csv:'],
  ])('refuses %j', (text, message) => {
    expect(() => parsed(text, 'n.csv')).toThrow(
      expect.objectContaining({ code: 'data-invalid', message: expect.stringContaining(message) }),
    );
  });
});

describe('a file with rows', () => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'loadgate-rows-'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('is read once in the life of a process', async () => {
    writeFileSync(join(root, 'n.csv'), 'name\na\n');
    const source = { root, path: 'n.csv' };
    const first = await keptTables({ names: source, same: source });
    writeFileSync(join(root, 'n.csv'), 'name\nb\n');
    const second = await keptTables({ others: source });
    expect(first['names'] === undefined ? null : rowsOf(first['names'])).toEqual([['a']]);
    expect(first['same']).toBe(first['names']);
    expect(second['others']).toBe(first['names']);
  });

  it('must be there, and in the repository', async () => {
    symlinkSync('/etc/passwd', join(root, 'out.csv'));
    for (const path of ['none.csv', 'out.csv', '../n.csv']) {
      await expect(readRows({ root, path })).rejects.toMatchObject({ code: 'data-missing', kind: 'usage' });
    }
  });
});
