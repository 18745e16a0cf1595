import { CsvError, parse } from 'csv-parse/sync';
import { invalidRows, pushed, type Table, TableBuilder, tableOf } from './table.js';

const HINT = 'Write CSV: names of columns in the first line, one row a line, as many fields in each.';
const [COMMA, LF, CR, QUOTE] = [0x2c, 0x0a, 0x0d, 0x22];
const BYTE_ORDER_MARK = Buffer.from('\ufeff');

/**
 * Reads a CSV file (RFC 4180, UTF-8) whose first line names the columns. It keeps the bytes, and changes them.
 *
 * Without quotes, fields end at commas and lines at line ends. A million such lines take a fifth of a second; csv-parse
 * takes seconds for them, in each of a run's many generators.
 * @param path for messages
 * @throws LoadgateError `data-invalid` (usage)
 */
export function parseCsv(bytes: Buffer, path: string): Table {
  const isPlain = !bytes.includes(QUOTE) && bytes.includes(LF);
  const table = isPlain ? parsePlain(bytes, path) : parseQuoted(bytes, path);
  if (table === null || table.length === 0)
    throw invalidRows(`${path} has no row: its first line names the columns.`, HINT);
  return table;
}

/** @throws LoadgateError `data-invalid` (usage) */
function checkColumns(columns: readonly string[], path: string): void {
  const twice = columns.find((column, at) => columns.indexOf(column) !== at);
  if (twice !== undefined)
    throw invalidRows(`${path}:1: the column ${JSON.stringify(twice)} is there twice.`, HINT);
}

/** Moves all fields to the beginning of the file's bytes, so that nothing is between them. */
function parsePlain(bytes: Buffer, path: string): Table | null {
  const start = bytes.subarray(0, 3).equals(BYTE_ORDER_MARK) ? 3 : 0;
  const lines = new PlainLines(bytes, path);
  let written = 0;
  for (let at = start; at < bytes.length; at += 1) {
    const byte = bytes[at] as number;
    if (byte === COMMA) lines.endField(written);
    else if (byte === LF) written = lines.endLine(written);
    else if (byte !== CR || (at + 1 < bytes.length && bytes[at + 1] !== LF)) {
      bytes[written] = byte;
      written += 1;
    }
  }
  lines.endLine(written);
  return lines.table();
}

class PlainLines {
  readonly #bytes: Buffer;
  readonly #path: string;
  #columns: readonly string[] | null = null;
  #ends = new Uint32Array(1024);
  #count = 0;
  /** Of the present line: its fields that have ended, its beginning, and its number. */
  #fields = 0;
  #began = 0;
  #line = 1;

  constructor(bytes: Buffer, path: string) {
    this.#bytes = bytes;
    this.#path = path;
  }

  endField(at: number): void {
    this.#ends = pushed(this.#ends, this.#count, at);
    this.#count += 1;
    this.#fields += 1;
  }

  /** @returns where the next line's fields go */
  endLine(at: number): number {
    const isEmpty = this.#fields === 0 && at === this.#began;
    if (!isEmpty) this.endField(at);
    let next = at;
    if (!isEmpty && this.#columns === null) next = this.#takeColumns();
    else if (!isEmpty && this.#fields !== this.#columns?.length) throw this.#wrongLine();
    this.#line += 1;
    this.#fields = 0;
    this.#began = next;
    return next;
  }

  table(): Table | null {
    if (this.#columns === null) return null;
    return tableOf(this.#columns, this.#bytes, this.#ends.slice(0, this.#count));
  }

  #takeColumns(): number {
    const ends = this.#ends.subarray(0, this.#count);
    this.#columns = Array.from(ends, (end, at) =>
      this.#bytes.toString('utf8', at === 0 ? 0 : ends[at - 1], end),
    );
    checkColumns(this.#columns, this.#path);
    this.#count = 0;
    return 0;
  }

  #wrongLine(): Error {
    const columns = this.#columns?.length ?? 0;
    const found = `${this.#fields} fields, where the first line names ${columns} columns`;
    return invalidRows(`${this.#path}:${this.#line}: ${found}.`, HINT);
  }
}

function parseQuoted(bytes: Buffer, path: string): Table | null {
  let builder: TableBuilder | null = null;
  const take = (fields: readonly string[]): null => {
    if (builder === null) {
      checkColumns(fields, path);
      builder = new TableBuilder(fields, bytes.length);
    } else for (const field of fields) builder.add(field);
    return null;
  };
  try {
    parse(bytes, { bom: true, skip_empty_lines: true, on_record: take });
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    const line = typeof cause['lines'] === 'number' ? `:${cause['lines']}` : '';
    throw invalidRows(`${path}${line}: ${cause.message}`, HINT, cause);
  }
  return (builder as TableBuilder | null)?.table() ?? null;
}
