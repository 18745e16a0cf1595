import { hasContent } from './markdown.js';
import { cutToWidth, displayWidth, padEnd, padStart } from './width.js';

export interface TextColumn<Row> {
  readonly header: string;
  readonly align: 'left' | 'right';
  read(row: Row): string;
  /** 0: never left out. Of the others the one with the highest number goes first. */
  readonly drop: number;
  /** How narrow the column may become before it goes; absent: as wide as its content. */
  readonly shrinksTo?: number;
}

interface Laid<Row> {
  readonly column: TextColumn<Row>;
  readonly width: number;
}

const GAP = '  ';

/**
 * Aligned lines, the header first, none wider than `columns` as long as the columns that must stay fit.
 * Columns without any content are left out.
 */
export function textTable<Row>(
  columns: readonly TextColumn<Row>[],
  rows: readonly Row[],
  width: number,
): readonly string[] {
  const laid = layOut(
    columns.filter((column) => rows.some((row) => hasContent(column.read(row)))),
    rows,
    width,
  );
  const header = laid.map(({ column, width: wide }) => cell(column, column.header, wide));
  const body = rows.map((row) => laid.map(({ column, width: wide }) => cell(column, column.read(row), wide)));
  return [header, ...body].map((cells) => cells.join(GAP).trimEnd());
}

function layOut<Row>(
  columns: readonly TextColumn<Row>[],
  rows: readonly Row[],
  width: number,
): readonly Laid<Row>[] {
  const laid = columns.map((column) => ({
    column,
    width: Math.max(displayWidth(column.header), ...rows.map((row) => displayWidth(column.read(row)))),
  }));
  const over = laid.reduce((sum, { width: wide }) => sum + wide + GAP.length, -GAP.length) - width;
  if (over <= 0) return laid;
  const shrinking = laid.find(
    ({ column, width: wide }) => wide - over >= (column.shrinksTo ?? Number.POSITIVE_INFINITY),
  );
  if (shrinking !== undefined) {
    return laid.map((one) => (one === shrinking ? { ...one, width: one.width - over } : one));
  }
  const last = laid.reduce((most, { column }) => Math.max(most, column.drop), 0);
  if (last === 0) return laid;
  return layOut(
    columns.filter(({ drop }) => drop !== last),
    rows,
    width,
  );
}

function cell<Row>(column: TextColumn<Row>, text: string, width: number): string {
  const cut = cutToWidth(text, width);
  return column.align === 'right' ? padStart(cut, width) : padEnd(cut, width);
}
