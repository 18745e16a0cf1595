import type {
  CellComparison,
  Comparison,
  LimitComparison,
  MetricComparison,
  Opinion,
} from '../model/comparison.js';
import type { Machine, RunRecord } from '../model/record.js';
import { bytes, list, number, plural } from './format.js';
import { limitWords } from './limit-words.js';
import { type Column, grid, NONE, paragraphs, renderGrid } from './markdown.js';
import { changeText, rangeText } from './metric.js';
import { nameIn } from './metric-words.js';
import { markdownProse, type Prose, plainProse, sentence } from './prose.js';
import { reasonText } from './reason.js';
import { type TextColumn, textTable } from './text-table.js';

/** The second opinion on red cells: what each machine says of them, and what differs between the two. */

/** Rows of a comment; the others are in the record. */
const ROWS = 20;
const FACT_LENGTH = 120;
const REASON_LENGTH = 160;

/** What made a cell red, on both machines. */
export interface SecondRow {
  readonly cell: string;
  readonly figure: string;
  readonly first: string;
  readonly second: string;
  readonly opinion: string;
}

const OPINIONS: Readonly<Record<Opinion, string>> = {
  agrees: 'confirmed',
  disagrees: 'not confirmed',
  undecided: 'stays red: not refuted',
  none: 'stays red: not measured',
};

/** Markdown; empty where nobody asked for a second opinion, or nothing was red. */
export function secondBlock(record: RunRecord, comparison: Comparison): string {
  const rows = secondRows(comparison, markdownProse);
  if (rows.length === 0) return '';
  const table = grid(
    COLUMNS.map((column): Column<SecondRow> => ({ ...column, wraps: column.header === '' })),
    rows.slice(0, ROWS),
  );
  const more = rows.length - ROWS;
  return paragraphs([
    `**Second opinion.** ${secondSentence(comparison)}`,
    renderGrid(table, table.rows, { aligned: true }),
    more > 0 ? `And ${plural(more, 'row')} more: they are in the record.` : '',
    machinesSentence(record, markdownProse),
  ]);
}

/** Plain text, no wider than the terminal where that is possible; empty as {@link secondBlock}. */
export function secondText(record: RunRecord, comparison: Comparison, columns: number): string {
  const rows = secondRows(comparison, plainProse);
  if (rows.length === 0) return '';
  return [
    `Second opinion: ${secondSentence(comparison)}`,
    ...textTable(COLUMNS, rows, columns),
    machinesSentence(record, plainProse),
  ].join('\n');
}

const COLUMNS: readonly TextColumn<SecondRow>[] = [
  { header: 'cell', align: 'left', read: ({ cell }) => cell, drop: 0 },
  { header: 'figure', align: 'left', read: ({ figure }) => figure, drop: 3 },
  { header: 'first machine', align: 'right', read: ({ first }) => first, drop: 0 },
  { header: 'second machine', align: 'right', read: ({ second }) => second, drop: 0 },
  { header: '', align: 'left', read: ({ opinion }) => opinion, drop: 0, shrinksTo: 24 },
];

const asked = ({ cells }: Comparison): readonly CellComparison[] =>
  cells.filter(({ second }) => second !== undefined);

/** How many of the red cells are so on the second machine. */
export function secondSentence(comparison: Comparison): string {
  const cells = asked(comparison);
  const count = (opinion: Opinion): number =>
    cells.filter(({ second }) => second?.opinion === opinion).length;
  const [agreed, refuted, open, none] = (['agrees', 'disagrees', 'undecided', 'none'] as const).map(
    count,
  ) as [number, number, number, number];
  const parts = [
    agreed === 0 ? '' : `${number(agreed)} confirmed`,
    refuted === 0 ? '' : `${number(refuted)} not confirmed (undecided now)`,
    open === 0 ? '' : `${number(open)} not refuted (${open === 1 ? 'stays' : 'stay'} red)`,
    none === 0 ? '' : `${number(none)} not measured (${none === 1 ? 'stays' : 'stay'} red)`,
  ].filter((part) => part !== '');
  const what = plural(cells.length, 'cell was red, and was', 'cells were red, and were');
  return `${what} measured again on another machine: ${list(parts)}.`;
}

/** In the order of the cells, what decided each of them first. */
export const secondRows = (comparison: Comparison, prose: Prose): readonly SecondRow[] =>
  asked(comparison).flatMap((cell) => rowsOf(cell, prose));

function rowsOf({ target, scenario, second }: CellComparison, prose: Prose): readonly SecondRow[] {
  if (second === undefined) return [];
  const { opinion, metrics, limits, missing } = second;
  const why = missing === null ? '' : ` (${prose.text(reasonText(missing), REASON_LENGTH)})`;
  const same = { cell: prose.cell(target, scenario), opinion: `${OPINIONS[opinion]}${why}` };
  return [
    ...metrics.map((row) => ({
      ...same,
      figure: nameIn(row.first),
      first: metricText(row.first),
      second: row.second === null ? NONE : metricText(row.second),
    })),
    ...limits.map((row) => ({
      ...same,
      figure: `${limitWords(row.first.limit).name} limit`,
      first: limitText(row.first),
      second: row.second === null ? NONE : limitText(row.second),
    })),
  ];
}

function metricText(metric: MetricComparison): string {
  const range = rangeText(metric);
  return range === NONE ? changeText(metric) : `${changeText(metric)} (${range})`;
}

const limitText = ({ limit, figure }: LimitComparison): string =>
  figure === null ? NONE : limitWords(limit).figure(figure);

/** What differs between both machines, as far as they say it themselves; empty: there is no second one. */
export function machinesSentence({ machine, second }: RunRecord, prose: Prose): string {
  if (second === undefined) return '';
  const there = second.machine;
  if (machine.fingerprint === there.fingerprint)
    return 'Both machines have the same fingerprint: they differ in nothing that they say of themselves.';
  const facts = FACTS.flatMap(([name, read]) => {
    const [ours, theirs] = [read(machine), read(there)];
    return ours === theirs ? [] : [`${name} ${fact(theirs, prose)} instead of ${fact(ours, prose)}`];
  });
  return sentence(`The second machine differs: ${facts.length === 0 ? 'another fingerprint' : list(facts)}`);
}

const FACTS: readonly (readonly [string, (machine: Machine) => string])[] = [
  ['CPU', ({ cpuModel }) => cpuModel],
  ['cores', ({ cores }) => `${cores}`],
  ['memory', ({ memoryBytes }) => bytes(memoryBytes)],
  ['system', ({ os }) => os],
  ['kernel', ({ kernel }) => kernel],
  ['architecture', ({ arch }) => arch],
];

const fact = (text: string, prose: Prose): string => prose.text(text, FACT_LENGTH) || 'unknown';
