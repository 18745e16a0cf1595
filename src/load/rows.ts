import { CsvError, parse } from 'csv-parse/sync';
import { LoadgateError } from '../model/error.js';
import { readInside } from '../system/read-inside.js';

/** A file with rows, in a folder that a stranger might have written. */
export interface RowSource {
  /** The folder that the file must not lead out of, absolute. */
  readonly root: string;
  /** Relative to it. */
  readonly path: string;
}

/** A table. All rows have as many fields as there are columns. */
export interface Rows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Tables by their names in a scenario. */
export type Tables = Readonly<Record<string, Rows>>;

/** Size limit of a file, bytes: 64 MiB. */
const MAX_BYTES = 64 * 1024 * 1024;

/**
 * Reads a CSV file (RFC 4180, UTF-8) whose first line names the columns.
 * @throws LoadgateError `data-missing`, `data-invalid` (usage)
 */
export async function readRows({ root, path }: RowSource): Promise<Rows> {
  const text = await readInside(root, path, MAX_BYTES);
  if (text !== null) return parseRows(text, path);
  throw new LoadgateError(`There is no file ${path} that can be read inside the repository.`, {
    kind: 'usage',
    code: 'data-missing',
    hint: 'Commit the CSV file that `data` names: a plain file of at most 64 MiB.',
  });
}

/** @param path path for messages. @throws LoadgateError `data-invalid` (usage) */
export function parseRows(text: string, path: string): Rows {
  const [columns = [], ...rows] = parseCsv(text, path);
  if (rows.length === 0) throw invalid(`${path} has no row: its first line names the columns.`);
  const twice = columns.find((column, at) => columns.indexOf(column) !== at);
  if (twice !== undefined) throw invalid(`${path}:1: the column ${JSON.stringify(twice)} is there twice.`);
  return { columns, rows };
}

function parseCsv(text: string, path: string): string[][] {
  try {
    return parse(text, { bom: true, skip_empty_lines: true });
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    const line = typeof cause['lines'] === 'number' ? `:${cause['lines']}` : '';
    throw invalid(`${path}${line}: ${cause.message}`, cause);
  }
}

const invalid = (message: string, cause?: unknown): LoadgateError =>
  new LoadgateError(message, {
    kind: 'usage',
    code: 'data-invalid',
    hint: 'Write CSV: names of columns in the first line, one row a line, as many fields in each.',
    ...(cause === undefined ? {} : { cause }),
  });

/** Cached tables, because a generator runs many rounds. */
const kept = new Map<string, Promise<Rows>>();

/** Reads each file once in the life of this process. @throws LoadgateError as `readRows` does */
export async function keptTables(sources: Readonly<Record<string, RowSource>>): Promise<Tables> {
  const tables: Record<string, Rows> = {};
  for (const [name, source] of Object.entries(sources)) {
    const key = `${source.root}\0${source.path}`;
    const reading = kept.get(key) ?? readRows(source);
    kept.set(key, reading);
    tables[name] = await reading;
  }
  return tables;
}
