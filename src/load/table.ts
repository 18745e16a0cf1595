import { LoadgateError } from '../model/error.js';

/**
 * A table as its file's bytes and the places in them where its fields end: a million rows as arrays of texts would take
 * five times the memory of the file, in each generator.
 */
export interface Table {
  readonly columns: readonly string[];
  /** Rows. */
  readonly length: number;
  /** The field of a row and a column, by their numbers from 0. */
  value(row: number, column: number): string;
}

/** Tables by their names in a scenario. */
export type Tables = Readonly<Record<string, Table>>;

/** Collects rows whose fields come one after the other. */
export class TableBuilder {
  readonly #columns: readonly string[];
  #bytes: Buffer;
  #used = 0;
  #ends: Uint32Array<ArrayBuffer>;
  #count = 0;

  /** @param sizeHint bytes that all fields take, about */
  constructor(columns: readonly string[], sizeHint: number) {
    this.#columns = columns;
    this.#bytes = Buffer.allocUnsafe(Math.max(64, sizeHint));
    this.#ends = new Uint32Array(64);
  }

  /** Rows so far. */
  get length(): number {
    return this.#count / this.#columns.length;
  }

  add(field: string): void {
    const size = Buffer.byteLength(field);
    if (this.#used + size > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(2 * (this.#used + size));
      this.#bytes.copy(larger, 0, 0, this.#used);
      this.#bytes = larger;
    }
    this.#used += this.#bytes.write(field, this.#used);
    this.#ends = pushed(this.#ends, this.#count, this.#used);
    this.#count += 1;
  }

  table(): Table {
    return tableOf(this.#columns, this.#bytes, this.#ends.slice(0, this.#count));
  }
}

/** A list of numbers with one more at the end: the same list, unless it is full. */
export function pushed(
  list: Uint32Array<ArrayBuffer>,
  count: number,
  value: number,
): Uint32Array<ArrayBuffer> {
  let target = list;
  if (count === list.length) {
    target = new Uint32Array(2 * list.length);
    target.set(list);
  }
  target[count] = value;
  return target;
}

/**
 * @param bytes all fields, row by row, nothing between them
 * @param ends where each of them ends
 */
export function tableOf(columns: readonly string[], bytes: Buffer, ends: Uint32Array): Table {
  const width = columns.length;
  return {
    columns,
    length: ends.length / width,
    value: (row, column) => {
      const at = row * width + column;
      const end = ends[at];
      return end === undefined ? '' : bytes.toString('utf8', at === 0 ? 0 : ends[at - 1], end);
    },
  };
}

/** An error of a file with rows. */
export const invalidRows = (message: string, hint: string, cause?: unknown): LoadgateError =>
  new LoadgateError(message, {
    kind: 'usage',
    code: 'data-invalid',
    hint,
    ...(cause === undefined ? {} : { cause }),
  });
