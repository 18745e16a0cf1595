import { markdownTable } from 'markdown-table';
import { unbreakable } from './format.js';
import { displayWidth } from './width.js';

export interface Column<Row> {
  readonly header: string;
  readonly align: 'left' | 'right' | 'center';
  /** Markdown that is safe in a table. */
  read(row: Row): string;
  /** The text may be broken into lines; figures must not. */
  readonly wraps?: boolean;
}

/** A table whose cells are written, so that it can be rendered several times until it fits. */
export interface Grid {
  readonly header: readonly string[];
  readonly align: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What stands where there is no figure. */
export const NONE = '—';

/** Writes all cells. Columns without any content are left out. */
export function grid<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): Grid {
  const filled = columns
    .map((column) => ({ column, cells: rows.map((row) => column.read(row)) }))
    .filter(({ cells }) => cells.some(hasContent));
  return {
    header: filled.map(({ column }) => column.header.replace(/ /g, '\u00a0')),
    align: filled.map(({ column }) => column.align.charAt(0)),
    rows: rows.map((_row, at) => filled.map(({ column, cells }) => cellText(column, cells[at] ?? ''))),
  };
}

/**
 * Markdown of these rows of a table, empty where there are none.
 * @param aligned padded so that the source reads well too; a long table does without, to save characters
 */
export function renderGrid(
  { header, align }: Grid,
  rows: Grid['rows'],
  { aligned }: { readonly aligned: boolean },
): string {
  if (rows.length === 0) return '';
  return markdownTable([header, ...rows], { align, alignDelimiters: aligned, stringLength: displayWidth });
}

/** Whether a cell of a table says anything. */
export function hasContent(text: string): boolean {
  return text !== '' && text !== NONE;
}

function cellText<Row>(column: Column<Row>, text: string): string {
  return column.wraps === true ? unbreakable(text) : text.replace(/ /g, '\u00a0');
}

/** A folded part, or one that can be folded. `title` is HTML, `body` Markdown. */
export function folded(title: string, body: string, open = false): string {
  return `<details${open ? ' open' : ''}>\n<summary>${title}</summary>\n\n${body}\n\n</details>`;
}

/** Parts with an empty line between them; empty ones are left out. */
export function paragraphs(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}
