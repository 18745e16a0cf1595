import type { Comparison, GateResult } from '../model/comparison.js';
import type { RunRecord } from '../model/record.js';
import { gateTellsMore } from './body.js';
import { elsewhereText } from './elsewhere.js';
import { plain } from './escape.js';
import { duration, unbreakable } from './format.js';
import { type Headline, headline } from './headline.js';
import { couldSeeSentences, lead } from './lead.js';
import { problemsText } from './problems.js';
import { plainProse, sentence } from './prose.js';
import { type CellRow, foldCalm, limitRows, toRow } from './rows.js';
import { secondText } from './second.js';
import { type TextColumn, textTable } from './text-table.js';
import type { ReportContext } from './types.js';
import { countsText } from './verdict-words.js';

export interface TerminalOptions {
  readonly colour: boolean;
  /** Width of the terminal. */
  readonly columns: number;
}

/** Problems told with their logs. */
const PROBLEMS = 10;

const TONES: Readonly<Record<Headline['tone'], string>> = {
  bad: '1;31',
  good: '1;32',
  unsure: '1',
  failed: '1;33',
  idle: '1',
};

const ROW_COLOURS: Partial<Readonly<Record<CellRow['verdict'], string>>> = {
  regression: '31',
  improvement: '32',
  invalid: '33',
  inconclusive: '33',
  'no-change': '2',
  unchanged: '2',
};

/** A terminal has no comment: no run page, no notes, no commands. */
export const TERMINAL_CONTEXT: ReportContext = {
  key: '',
  marker: '',
  pullRequest: null,
  runUrl: null,
  repositoryUrl: null,
  repeatCommand: '',
  advisoryReason: null,
  notes: [],
  commands: false,
};

/** The verdict, the table of all cells and what went wrong, as plain text with a line break after no line. */
export function renderTerminal(
  record: RunRecord,
  comparison: Comparison,
  gate: GateResult,
  options: TerminalOptions,
): string {
  const paint = (text: string, style: string | undefined): string =>
    options.colour && style !== undefined && text !== '' ? `\u001b[${style}m${text}\u001b[0m` : text;
  const { text, tone } = headline(record, comparison, plainProse);
  const sentences = lead(record, comparison, TERMINAL_CONTEXT, plainProse);
  const parts = [
    paint(`loadgate: ${text}`, TONES[tone]),
    wrap(sentences.join(' '), options.columns),
    cellTable(record, comparison, options, paint),
    secondText(record, comparison, options.columns),
    elsewhereText(record, comparison, options.columns),
    wrapProblems(problemsText(record, PROBLEMS), options.columns),
    lastLines(record, comparison, gate),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function cellTable(
  record: RunRecord,
  comparison: Comparison,
  { columns }: TerminalOptions,
  paint: (text: string, style: string | undefined) => string,
): string {
  if (comparison.cells.every(({ verdict }) => verdict === 'unchanged')) return '';
  const { cells, lines: folded } = foldCalm(comparison.cells, record);
  const rows = cells.flatMap((cell) => [
    toRow(cell, record, comparison, plainProse),
    ...limitRows(cell, plainProse, true),
  ]);
  if (rows.length === 0) return folded.join('\n');
  const lines = textTable(COLUMNS, rows, columns);
  const [header = '', ...body] = lines;
  const styleOf = (row: CellRow | undefined) =>
    row === undefined || comparison.advisory ? undefined : ROW_COLOURS[row.verdict];
  const painted = body.map((line, at) => paint(line, styleOf(rows[at])));
  return [paint(header, '1'), ...painted, ...folded].join('\n');
}

/** In the order of importance, `drop` first gone where the terminal is narrow. */
const COLUMNS: readonly TextColumn<CellRow>[] = [
  { header: 'cell', align: 'left', read: ({ cell }) => cell, drop: 0 },
  { header: 'base', align: 'right', read: ({ base }) => base, drop: 3 },
  { header: 'now', align: 'right', read: ({ now }) => now, drop: 2 },
  { header: 'change', align: 'right', read: ({ change }) => change, drop: 0 },
  { header: '95 % interval', align: 'right', read: ({ range }) => range, drop: 4 },
  { header: 'could see', align: 'right', read: ({ couldSee }) => couldSee, drop: 6 },
  { header: 'verdict', align: 'left', read: ({ word }) => word, drop: 0 },
  { header: 'why', align: 'left', read: ({ why }) => why, drop: 5, shrinksTo: 24 },
];

/** Counts, commits, time; how small a change could be seen; and the check where it is not as expected. */
function lastLines(record: RunRecord, comparison: Comparison, gate: GateResult): string {
  const { candidate, baseline } = record;
  const against = baseline === null ? '' : ` against ${commit(baseline.sha)} (${plain(baseline.label, 60)})`;
  const counts = countsText(comparison);
  const facts = [
    ...(counts === '' ? [] : [counts]),
    `${commit(candidate.sha)} (${plain(candidate.label, 60)})${against}`,
    duration(record.durationMs),
    `seed ${record.seed}`,
  ];
  const isNews = gateTellsMore(record, comparison, gate);
  return [
    facts.join(' · '),
    comparison.verdict === 'no-change' ? '' : couldSeeSentences(comparison).join(' '),
    isNews ? `The check ${gate.passed ? 'passes' : 'fails'}: ${sentence(plain(gate.reason))}` : '',
  ]
    .filter((line) => line !== '')
    .join('\n');
}

function commit(sha: string): string {
  return /^[0-9a-f]{7,}$/.test(sha) ? sha.slice(0, 7) : plain(sha, 12);
}

/** What went wrong, with what follows a broken line indented. A log keeps its lines. */
function wrapProblems(text: string, columns: number): string {
  const wrapped = (line: string): string => {
    if (line === '' || line.startsWith('  | ')) return line;
    const indent = line.startsWith('  ') ? '  ' : '';
    return indent + wrap(line.trimStart(), columns - 2).replaceAll('\n', '\n  ');
  };
  return text.split('\n').map(wrapped).join('\n');
}

/** Breaks between words, so that no terminal breaks inside of one; not between a figure and its unit. */
function wrap(text: string, columns: number): string {
  const width = Math.max(20, Math.min(columns, 100));
  const words = unbreakable(text).split(' ');
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].join('\n').replaceAll('\u00a0', ' ');
}
