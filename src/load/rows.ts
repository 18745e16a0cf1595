import { LoadgateError } from '../model/error.js';
import { readBytesInside } from '../system/read-inside.js';
import { parseCsv } from './csv.js';
import { invalidRows, type Table, TableBuilder, type Tables } from './table.js';

/** A file with rows, in a folder that a stranger might have written. */
export interface RowSource {
  /** The folder that the file must not lead out of, absolute. */
  readonly root: string;
  /** Relative to it. */
  readonly path: string;
}

/** Size limit of a file, bytes: 64 MiB. */
const MAX_BYTES = 64 * 1024 * 1024;

/**
 * Reads a file with rows. Its name says what it is: `.json` (an array of objects), `.ndjson` or `.jsonl` (an object in
 * each line), all others CSV.
 * @throws LoadgateError `data-missing`, `data-invalid` (usage)
 */
export async function readRows({ root, path }: RowSource): Promise<Table> {
  const bytes = await readBytesInside(root, path, MAX_BYTES);
  if (bytes !== null) return parseRows(bytes, path);
  throw new LoadgateError(`There is no file ${path} that can be read inside the repository.`, {
    kind: 'usage',
    code: 'data-missing',
    hint: 'Commit the file that `data` names: a plain file of at most 64 MiB.',
  });
}

/**
 * @param bytes of the file; they are the table's from now on
 * @param path for messages
 * @throws LoadgateError `data-invalid` (usage)
 */
export function parseRows(bytes: Buffer, path: string): Table {
  const ending = /\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase();
  if (ending === 'json') return parseJsonArray(bytes, path);
  return ending === 'ndjson' || ending === 'jsonl' ? parseLines(bytes, path) : parseCsv(bytes, path);
}

const JSON_HINT = 'Write an array of objects: [{"name":"ada"},{"name":"bob"}].';
const LINES_HINT = 'Write one JSON object in each line: {"name":"ada"}.';

function parseJsonArray(bytes: Buffer, path: string): Table {
  const value = parseJson(bytes.toString('utf8'), path, JSON_HINT);
  if (!Array.isArray(value)) throw invalidRows(`${path} is no array.`, JSON_HINT);
  const rows = createRows(bytes.length, JSON_HINT);
  for (const [at, row] of value.entries()) rows.add(row, `${path}, item ${at}`);
  return rows.table(path);
}

function parseLines(bytes: Buffer, path: string): Table {
  const rows = createRows(bytes.length, LINES_HINT);
  let [from, line] = [0, 1];
  while (from < bytes.length) {
    const found = bytes.indexOf(0x0a, from);
    const end = found < 0 ? bytes.length : found;
    const text = bytes.toString('utf8', from, end).trim();
    if (text !== '') rows.add(parseJson(text, `${path}:${line}`, LINES_HINT), `${path}:${line}`);
    from = end + 1;
    line += 1;
  }
  return rows.table(path);
}

function parseJson(text: string, where: string, hint: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw invalidRows(`${where} is no JSON: ${cause instanceof Error ? cause.message : ''}`, hint, cause);
  }
}

/** The members of the first object are the columns; all others must have them, too. */
function createRows(sizeHint: number, hint: string) {
  let columns: readonly string[] = [];
  let builder: TableBuilder | null = null;
  return {
    add: (row: unknown, where: string): void => {
      if (typeof row !== 'object' || row === null || Array.isArray(row))
        throw invalidRows(`${where} is no object.`, hint);
      if (builder === null) {
        columns = Object.keys(row);
        builder = new TableBuilder(columns, sizeHint);
      }
      for (const column of columns) {
        if (!Object.hasOwn(row, column))
          throw invalidRows(`${where} has no ${JSON.stringify(column)}, which the first object has.`, hint);
        builder.add(textOf((row as Record<string, unknown>)[column]));
      }
    },
    table: (path: string): Table => {
      if (builder === null || columns.length === 0) throw invalidRows(`${path} has no row.`, hint);
      return builder.table();
    },
  };
}

/** A value as a request has it: texts as they are, null as nothing, lists and objects as JSON. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Cached tables, because a generator runs many rounds. */
const kept = new Map<string, Promise<Table>>();

/** Reads each file once in the life of this process. @throws LoadgateError as `readRows` does */
export async function keptTables(sources: Readonly<Record<string, RowSource>>): Promise<Tables> {
  const tables: Record<string, Table> = {};
  for (const [name, source] of Object.entries(sources)) {
    const key = `${source.root}\0${source.path}`;
    const reading = kept.get(key) ?? readRows(source);
    kept.set(key, reading);
    tables[name] = await reading;
  }
  return tables;
}
