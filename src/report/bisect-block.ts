import type { AnsweredAsk, BisectOutcome, BisectReport } from '../model/bisect.js';
import { mean } from '../stats/summary.js';
import { bisectParts, nameOf, short } from './bisect.js';
import { list, percent, plural } from './format.js';
import { folded, grid, NONE, paragraphs, renderGrid } from './markdown.js';
import { markdownProse, type Prose, plainProse, sentence } from './prose.js';

/** Searches that are told, and comparisons of all of them: a search of a thousand commits has a few dozen. */
const SEARCHES = 10;
const ROWS = 80;
/** Commits that a line names. */
const NAMED = 3;

/** The searches of a run as Markdown, each with what it compared; empty where there were none. */
export function bisectBlock(reports: readonly BisectReport[] = []): string {
  if (reports.length === 0) return '';
  return paragraphs([HEADING, searchesText(reports)]);
}

const HEADING = '**Which commit.** Searched after the verdict, which it does not change.';

/** The same without the tables. */
export function bisectBrief(reports: readonly BisectReport[] = []): string {
  if (reports.length === 0) return '';
  const lines = reports.slice(0, SEARCHES).map((report) => `- ${lineOf(report, markdownProse)}`);
  return paragraphs([HEADING, lines.join('\n'), restText(reports)]);
}

/** What searches came to, each with what it compared. */
export function searchesText(reports: readonly BisectReport[]): string {
  const shown = reports.slice(0, SEARCHES);
  const rows = Math.floor(ROWS / Math.max(1, shown.length));
  return paragraphs([...shown.map((report) => reportText(report, rows)), restText(reports)]);
}

function restText(reports: readonly BisectReport[]): string {
  const rest = reports.length - SEARCHES;
  return rest <= 0 ? '' : `${plural(rest, 'more search', 'more searches')} left out for want of room.`;
}

function reportText({ cell, outcome, why }: BisectReport, rows: number): string {
  const name = markdownProse.name(...cell.split('/'));
  if (outcome === null) return `${name}: no commit is named. ${markdownProse.text(sentence(why ?? ''))}`;
  return paragraphs([name, ...bisectParts(outcome, markdownProse), comparedTable(outcome, rows)]);
}

/** One line for each search, as plain text: the commits by name. */
export const bisectLines = (reports: readonly BisectReport[] = []): readonly string[] =>
  reports.slice(0, SEARCHES).map((report) => lineOf(report, plainProse));

function lineOf({ cell, outcome, why }: BisectReport, prose: Prose): string {
  const name = prose.name(...cell.split('/'));
  const culprits = outcome?.found.culprits ?? [];
  if (outcome === null || culprits.length === 0) {
    const reason = outcome === null && why !== null ? ` ${prose.text(sentence(why))}` : '';
    return `${name}: no commit is named.${reason}`;
  }
  const shown = culprits.slice(0, NAMED).map(({ sha }) => nameOf(sha, outcome, prose));
  const more = culprits.length - shown.length;
  return `${name}: introduced by ${list(more === 0 ? shown : [...shown, `${more} more`])}.`;
}

/** What was compared, pair by pair in the order of the first time. */
function comparedTable(outcome: BisectOutcome, most: number): string {
  const pairs = new Map<string, Pair>();
  for (const { of, against, answer } of outcome.compared) {
    const before = pairs.get(`${of} ${against}`);
    const values = answer.kind === 'values' ? answer.values : [];
    pairs.set(`${of} ${against}`, { of, against, answer, values: [...(before?.values ?? []), ...values] });
  }
  const all = [...pairs.values()];
  if (all.length === 0) return '';
  const table = grid<Pair>(
    [
      {
        header: 'commit',
        align: 'left',
        read: ({ of }) => nameOf(of, outcome, markdownProse),
        wraps: true,
      },
      { header: 'beside', align: 'left', read: ({ against }) => markdownProse.code(short(against)) },
      {
        header: 'generations',
        align: 'right',
        read: ({ values }) => (values.length === 0 ? NONE : `${values.length}`),
      },
      { header: 'worse by', align: 'right', read: worseText },
    ],
    all,
  );
  const rows = table.rows.slice(0, most);
  const rest = all.length - rows.length;
  return folded(
    'What was compared',
    paragraphs([
      renderGrid(table, rows, { aligned: true }),
      rest === 0 ? '' : `${plural(rest, 'more comparison')} left out for want of room.`,
    ]),
  );
}

interface Pair extends Pick<AnsweredAsk, 'of' | 'against' | 'answer'> {
  /** Of all generations of the pair. */
  readonly values: readonly number[];
}

function worseText({ answer, values }: Pair): string {
  if (values.length > 0) return percent(Math.expm1(mean(values)));
  return answer.kind === 'unusable' ? `passed by: ${markdownProse.code(answer.code)}` : 'the same image';
}
