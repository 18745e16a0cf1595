import type { Expectation, HttpRequest } from '../model/config.js';
import { LoadgateError } from '../model/error.js';
import { type Placeholder, parseTemplate } from '../model/template.js';
import type { Tables } from './rows.js';

/** The text of a request, by its number from 0. */
export type Fill = (index: number) => string;

type Encode = (value: string) => string;

/** A body contains values unchanged. */
const AS_IT_IS: Encode = (value) => value;

/**
 * Fills a text with the values of rows. Request 0 takes the first row of each table. After the last row, the first row
 * follows again.
 * @param encode how to write values
 * @throws LoadgateError `data-invalid` (usage): a column is missing
 */
export function filler(text: string, tables: Tables, encode: Encode = AS_IT_IS): Fill {
  const pieces = parseTemplate(text).map((piece) =>
    typeof piece === 'string' ? () => piece : columnOf(piece, tables, encode),
  );
  const [only, ...more] = pieces;
  if (only === undefined) return () => '';
  if (more.length === 0) return only;
  return (index) => {
    let whole = '';
    for (const piece of pieces) whole += piece(index);
    return whole;
  };
}

function columnOf({ set, column }: Placeholder, tables: Tables, encode: Encode): Fill {
  const table = tables[set];
  const at = table?.columns.indexOf(column) ?? -1;
  if (table === undefined || at < 0) {
    throw new LoadgateError(`The data ${JSON.stringify(set)} has no column ${JSON.stringify(column)}.`, {
      kind: 'usage',
      code: 'data-invalid',
      hint: `Its columns: ${table?.columns.join(', ') ?? 'none'}.`,
    });
  }
  const { rows } = table;
  return (index) => encode(rows[index % rows.length]?.[at] ?? '');
}

/** A path contains percent-encoded values, so that none of their characters has a meaning. */
export const pathFiller = (path: string, tables: Tables): Fill => filler(path, tables, encodeURIComponent);

/** The texts to send and to expect, for each request. */
export interface FilledScenario {
  request(index: number): HttpRequest;
  expectation(index: number): Expectation;
}

/**
 * @param tables null: the scenario has no data, and braces are ordinary text
 * @throws LoadgateError `data-invalid` (usage)
 */
export function fillScenario(
  { request, expect }: { readonly request: HttpRequest; readonly expect: Expectation },
  tables: Tables | null,
): FilledScenario {
  if (tables === null) return { request: () => request, expectation: () => expect };
  const path = pathFiller(request.path, tables);
  const body = request.body === null ? () => null : filler(request.body, tables);
  const expected = expect.body === null ? () => null : filler(expect.body, tables);
  return {
    request: (index) => ({ ...request, path: path(index), body: body(index) }),
    expectation: (index) => ({ ...expect, body: expected(index) }),
  };
}
