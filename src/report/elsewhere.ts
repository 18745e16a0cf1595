import type { CellComparison, Comparison } from '../model/comparison.js';
import type { CellRecord, RunRecord, SideName } from '../model/record.js';
import { allFailed } from '../model/round.js';
import { answersOf, recordOf, roundsOf, typicalLatency } from './figures.js';
import { number, plural, time } from './format.js';
import { type Column, grid, NONE, paragraphs, renderGrid } from './markdown.js';
import { changeText, mainMetric, metricOf, rangeText } from './metric.js';
import { nameIn, PRIMARY } from './metric-words.js';
import { markdownProse, type Prose, plainProse, sentence } from './prose.js';
import { reasonText } from './reason.js';
import { type TextColumn, textTable } from './text-table.js';
import { verdictWord } from './verdict-words.js';

/** Cells at URLs, which have a table of their own: nothing in it passes or fails the check. */

/** Rows of a comment; the others are in the record. */
const ROWS = 20;
const REASON_LENGTH = 160;

/** Why nothing of these cells decides anything. */
export const ELSEWHERE =
  'Somebody else runs these, so they are advisory: nothing here passes or fails the check, and nothing is known of the CPU and memory there.';

/** One side of a cell. */
interface Row {
  readonly cell: string;
  readonly url: string;
  readonly p50: string;
  readonly p90: string;
  readonly p99: string;
  readonly right: string;
  readonly failed: string;
  readonly change: string;
  readonly range: string;
  readonly verdict: string;
}

/** Markdown; empty where there are none. */
export function elsewhereBlock(record: RunRecord, { elsewhere = [] }: Comparison): string {
  const rows = rowsOf(record, elsewhere, markdownProse);
  if (rows.length === 0) return '';
  const table = grid(
    COLUMNS.map((column): Column<Row> => ({ ...column, wraps: column.align === 'left' })),
    rows.slice(0, ROWS),
  );
  const more = rows.length - ROWS;
  return paragraphs([
    `**At URLs.** ${ELSEWHERE}`,
    renderGrid(table, table.rows, { aligned: true }),
    more > 0 ? `And ${plural(more, 'row')} more: they are in the record.` : '',
  ]);
}

/** Plain text, no wider than the terminal where that is possible; empty where there are none. */
export function elsewhereText(record: RunRecord, { elsewhere = [] }: Comparison, columns: number): string {
  const rows = rowsOf(record, elsewhere, plainProse);
  if (rows.length === 0) return '';
  return ['At URLs (advisory: somebody else runs these)', ...textTable(COLUMNS, rows, columns)].join('\n');
}

/** Of left columns and right ones; `drop` says which go first where a terminal is narrow. */
const COLUMNS: readonly TextColumn<Row>[] = [
  { header: 'cell', align: 'left', read: ({ cell }) => cell, drop: 0 },
  { header: 'URL', align: 'left', read: ({ url }) => url, drop: 5, shrinksTo: 20 },
  { header: 'p50', align: 'right', read: ({ p50 }) => p50, drop: 0 },
  { header: 'p90', align: 'right', read: ({ p90 }) => p90, drop: 3 },
  { header: 'p99', align: 'right', read: ({ p99 }) => p99, drop: 0 },
  { header: 'answers', align: 'right', read: ({ right }) => right, drop: 4 },
  { header: 'errors', align: 'right', read: ({ failed }) => failed, drop: 0 },
  { header: 'change', align: 'right', read: ({ change }) => change, drop: 0 },
  { header: '95 % interval', align: 'right', read: ({ range }) => range, drop: 2 },
  { header: 'verdict', align: 'left', read: ({ verdict }) => verdict, drop: 0 },
];

const rowsOf = (record: RunRecord, cells: readonly CellComparison[], prose: Prose): readonly Row[] =>
  cells.flatMap((cell) => {
    const figures = recordOf(record, cell);
    if (figures?.url === undefined) return [];
    const pair = figures.generations.some(({ baseline }) => baseline !== null);
    return [
      ...(pair ? [rowOf(cell, figures, 'baseline', prose)] : []),
      rowOf(cell, figures, 'candidate', prose),
    ];
  });

function rowOf(cell: CellComparison, figures: CellRecord, side: SideName, prose: Prose): Row {
  const duets = roundsOf(figures, side, 'duet');
  const latency = typicalLatency(duets.length > 0 ? duets : roundsOf(figures, side, 'solo'));
  const { right, failures } = answersOf(figures, side);
  const failed = allFailed(failures);
  const shown = (us: number | undefined): string => (us === undefined ? NONE : time(us));
  const asked = latency !== null;
  return {
    cell: prose.cell(cell.target, cell.scenario),
    url: prose.text(figures.url?.[side] ?? ''),
    p50: shown(latency?.p50),
    p90: shown(latency?.p90),
    p99: shown(latency?.p99),
    right: asked ? number(right) : NONE,
    failed: asked ? number(failed) : NONE,
    ...(side === 'baseline' ? { change: '', range: '', verdict: 'base' } : verdictOf(cell, prose)),
  };
}

function verdictOf(cell: CellComparison, prose: Prose): Pick<Row, 'change' | 'range' | 'verdict'> {
  const isDecided = cell.decidedBy !== null && cell.decidedBy !== PRIMARY;
  const metric = (isDecided ? null : metricOf(cell, 'url-median')) ?? mainMetric(cell);
  const isChange = cell.verdict === 'regression' || cell.verdict === 'improvement';
  const about = metric !== null && isChange && isDecided ? ` (${nameIn(metric)})` : '';
  const why = cell.reason === null ? '' : `: ${prose.text(sentence(reasonText(cell.reason)), REASON_LENGTH)}`;
  return {
    change: metric === null ? NONE : changeText(metric),
    range: metric === null ? NONE : rangeText(metric),
    verdict: `${verdictWord(cell)}${about}${why}`,
  };
}
