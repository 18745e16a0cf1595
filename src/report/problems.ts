import type { Problem } from '../model/record.js';
import { code, escapeText, fence, plain, plainLog } from './escape.js';
import { plural } from './format.js';
import { folded, paragraphs } from './markdown.js';
import { sentence } from './prose.js';

/** Log lines that a report shows, and their length. */
const LOG_LINES = 20;
const LOG_LINE_LENGTH = 160;
/** Lines of a log in a terminal may be longer: nobody limits it. */
const TERMINAL_LINE_LENGTH = 400;
const PATH_LENGTH = 160;
const TERMINAL_SENTENCE_LENGTH = 1000;

/** What went wrong, as Markdown: what happened, code, place, what to do, the end of the log folded. */
export function renderProblem(problem: Problem): string {
  const place = problem.location === null ? '' : ` in ${code(locationText(problem.location), PATH_LENGTH)}`;
  return paragraphs([
    `**${escapeText(sentence(problem.message))}** (${code(problem.code)}${place})`,
    problem.hint.trim() === '' ? '' : `What to do: ${escapeText(sentence(problem.hint))}`,
    renderLog(problem.log),
  ]);
}

/** A log's last lines, folded; empty where there are none. */
function renderLog(log: readonly string[]): string {
  const lines = plainLog(log, { lines: LOG_LINES, length: LOG_LINE_LENGTH });
  if (lines.every((line) => line === '')) return '';
  return folded(`The last ${plural(lines.length, 'line')} of its log`, fence(lines));
}

/** What went wrong, for a terminal: no colours, no line wider than it was, safe to print. */
export function renderProblemText(problem: Problem): string {
  const lines = [
    `error: ${sentence(plain(problem.message, TERMINAL_SENTENCE_LENGTH))} [${plain(problem.code)}]`,
  ];
  if (problem.location !== null) lines.push(`  at ${plain(locationText(problem.location), PATH_LENGTH)}`);
  if (problem.hint.trim() !== '') lines.push(`  ${sentence(plain(problem.hint, TERMINAL_SENTENCE_LENGTH))}`);
  const log = plainLog(problem.log, { lines: LOG_LINES, length: TERMINAL_LINE_LENGTH });
  return [...lines, ...log.map((line) => `  | ${line}`.trimEnd())].join('\n');
}

/** `loadgate.yml:12:3`, as compilers write it. */
function locationText(location: NonNullable<Problem['location']>): string {
  return `${location.file}:${location.line}:${location.column}`;
}
