import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRows } from '../../../src/load/rows.js';
import { rowsOf } from '../../support/load.js';

const read = (text: string, path: string) => {
  const table = parseRows(Buffer.from(text), path);
  return { columns: table.columns, rows: rowsOf(table) };
};

describe('a file without quotes', () => {
  it('is read as csv-parse reads it', () => {
    const field = fc.string({ unit: fc.constantFrom('a', 'ä', ' ', '€', '1', '😀'), maxLength: 4 });
    const lines = fc.array(fc.array(field, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(lines, fc.constantFrom('\n', '\r\n'), fc.boolean(), (rows, end, ends) => {
        const text = [['x', 'y'], ...rows].map((row) => row.join(',')).join(end) + (ends ? end : '');
        const [columns = [], ...others] = parse(text, { skip_empty_lines: true }) as string[][];
        expect(read(text, 'n.csv')).toEqual({ columns, rows: others });
      }),
    );
  });

  it('may have empty lines, and one column', () => {
    expect(read('\ufeffname\n\na\r\n\nb', 'n.txt')).toEqual({ columns: ['name'], rows: [['a'], ['b']] });
  });
});

describe('JSON', () => {
  const rows = [
    { name: 'ada', age: 36, tags: ['x'], gone: null },
    { gone: 1, tags: {}, age: 1.5, name: 'b"b', more: 1 },
  ];
  const expected = {
    columns: ['name', 'age', 'tags', 'gone'],
    rows: [
      ['ada', '36', '["x"]', ''],
      ['b"b', '1.5', '{}', '1'],
    ],
  };

  it('is an array of objects, or an object in each line', () => {
    expect(read(JSON.stringify(rows), 'users.json')).toEqual(expected);
    const lines = rows.map((row) => JSON.stringify(row)).join('\r\n');
    for (const path of ['users.ndjson', 'users.JSONL']) expect(read(`${lines}\n\n`, path)).toEqual(expected);
  });

  it.each([
    ['{"a":1}', 'a.json', 'a.json is no array'],
    ['[1]', 'a.json', 'a.json, item 0 is no object'],
    ['[{"a":1},{"b":1}]', 'a.json', 'a.json, item 1 has no "a", which the first object has'],
    ['[]', 'a.json', 'a.json has no row'],
    ['[{}]', 'a.json', 'a.json has no row'],
    ['[', 'a.json', 'a.json is no JSON'],
    ['{"a":1}\nx', 'a.ndjson', 'a.ndjson:2 is no JSON'],
    ['\n', 'a.ndjson', 'a.ndjson has no row'],
  ])('refuses %j', (text, path, message) => {
    expect(() => read(text, path)).toThrow(
      expect.objectContaining({ code: 'data-invalid', message: expect.stringContaining(message) }),
    );
  });
});
