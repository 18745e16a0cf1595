import { CELL_VERDICTS, type CellComparison } from '../model/comparison.js';
import type { Report } from './body.js';
import { carriedText } from './capacity.js';
import type { Space } from './fit.js';
import { plural } from './format.js';
import { type Column, folded, type Grid, grid, paragraphs, renderGrid } from './markdown.js';
import { markdownProse } from './prose.js';
import { type CellRow, cellsToShow, foldIdle, limitRows, toRow } from './rows.js';
import { countsText } from './verdict-words.js';

/** Undecided, invalid and new cells shown above the fold. */
const UNKNOWN = 10;

/** The two tables of cells, written once and rendered with as many rows as there is room for. */
export interface CellTables {
  /** What changed, and what is not known, worst first. */
  readonly changed: Grid;
  /** All cells in the configuration's order; no rows where none has a figure. */
  readonly all: Grid;
  /** About the cells that `all` has no rows for. */
  readonly folded: readonly string[];
  /** Rows of `all`, those that say most first. */
  readonly ranking: readonly number[];
  /** Rows of both. */
  readonly rows: number;
}

export function cellTables(report: Report): CellTables {
  const { record, comparison } = report;
  const { changed, unknown } = cellsToShow(comparison, record);
  const isSearched = record.cells.some((cell) => carriedText(cell, 'candidate') !== null);
  const hasFigures =
    isSearched ||
    comparison.cells.some(({ metrics, candidateRps }) => metrics.length > 0 || candidateRps !== null);
  const rowsOf = (cell: CellComparison, all: boolean): readonly CellRow[] => [
    toRow(cell, record, comparison, markdownProse),
    ...limitRows(cell, markdownProse, all),
  ];
  const { cells, lines } = foldIdle(hasFigures ? comparison.cells : [], record);
  const shown = [...changed, ...unknown.slice(0, UNKNOWN)].flatMap((cell) => rowsOf(cell, false));
  const rows = cells.map((cell) => rowsOf(cell, true));
  const tables = {
    changed: grid(changedColumns(report), shown),
    all: grid(allColumns(report), rows.flat()),
    ranking: rankingOf(cells.flatMap((cell, at) => (rows[at] ?? []).map(() => cell))),
    folded: lines,
  };
  return { ...tables, rows: tables.changed.rows.length + tables.all.rows.length };
}

/** The changed cells that there is room for, and how many there is none for. */
export function changedBlock({ changed }: CellTables, report: Report, { rows, aligned }: Space): string {
  const missing = changed.rows.length - rows;
  return paragraphs([
    renderGrid(changed, changed.rows.slice(0, rows), { aligned }),
    missing > 0 ? leftOutLine(missing, report) : '',
  ]);
}

/** All cells, folded, after the changed ones. Those that say least are left out first where there is no room. */
export function allCellsBlock(tables: CellTables, report: Report, { rows, aligned }: Space): string {
  const { all, changed, ranking } = tables;
  const { cells, counts } = report.comparison;
  if (all.rows.length === 0) return '';
  const kept = new Set(ranking.slice(0, Math.max(0, rows - changed.rows.length)));
  const shown = all.rows.filter((_row, at) => kept.has(at));
  const missing = all.rows.length - shown.length;
  return folded(
    `${which(cells.length)}: ${countsText(report.comparison)}`,
    paragraphs([
      renderGrid(all, shown, { aligned }),
      missing === 0 ? '' : leftOutLine(missing, report),
      tables.folded.map((line) => `${line}.`).join(' '),
    ]),
    counts.new === cells.length,
  );
}

function leftOutLine(rows: number, { elsewhere }: Report): string {
  return `${plural(rows, 'row')} left out for want of room: ${elsewhere}.`;
}

function which(cells: number): string {
  return cells === 1 ? 'The cell' : cells === 2 ? 'Both cells' : `All ${plural(cells, 'cell')}`;
}

const column = (
  header: string,
  align: Column<CellRow>['align'],
  read: (row: CellRow) => string,
  wraps = false,
): Column<CellRow> => ({ header, align, read, wraps });

const nowHeader = ({ context }: Report): string => (context.pullRequest === null ? 'now' : 'this PR');

const changedColumns = (report: Report): readonly Column<CellRow>[] => [
  column('', 'center', (row) => row.icon || row.word),
  column('cell', 'left', (row) => row.cell, true),
  column('base', 'right', (row) => row.base),
  column(nowHeader(report), 'right', (row) => row.now),
  column('change', 'right', (row) => row.change),
  column('95 % interval', 'center', (row) => row.range),
  column('why', 'left', (row) => row.why, true),
];

const allColumns = (report: Report): readonly Column<CellRow>[] => [
  column('cell', 'left', (row) => row.cell, true),
  column('base', 'right', (row) => row.base),
  column(nowHeader(report), 'right', (row) => row.now),
  column('change', 'right', (row) => row.change),
  column('95 % interval', 'center', (row) => row.range),
  column('could see', 'right', (row) => row.couldSee),
  column('verdict', 'left', (row) => `${row.icon} ${row.word}`.trim()),
];

/** @param cells the one of each row */
function rankingOf(cells: readonly CellComparison[]): readonly number[] {
  return cells
    .map((cell, at) => ({ at, rank: CELL_VERDICTS.indexOf(cell.verdict) }))
    .sort((a, b) => a.rank - b.rank || a.at - b.at)
    .map(({ at }) => at);
}
