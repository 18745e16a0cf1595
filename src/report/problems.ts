import { logExcerpt } from '../model/log-excerpt.js';
import type { InvalidReason, Problem, RunRecord } from '../model/record.js';
import type { Report } from './body.js';
import { code, escapeText, fence, link, plain, plainLog } from './escape.js';
import { plural } from './format.js';
import { folded, paragraphs } from './markdown.js';
import { sentence } from './prose.js';

/** Log lines that a report shows, and their length. */
const LOG_LINES = 20;
const LOG_LINE_LENGTH = 160;
/** Lines of a log in a terminal may be longer: nobody limits it. */
const TERMINAL_LINE_LENGTH = 400;
const PATH_LENGTH = 160;
/** A message is told to its end: it says which cells it is about, and its cause may stand last. */
const MESSAGE_LENGTH = 600;
const TERMINAL_SENTENCE_LENGTH = 1000;
/** Scenarios of one target that are named one by one. */
const NAMED_SCENARIOS = 6;
/**
 * Problems told whole, but without their logs, after those that are told in full: so many, and on a page as many as take
 * this much room, so that a comment keeps within its limit. The others are counted.
 */
const BRIEF_PROBLEMS = 50;
const BRIEF_ROOM = 12_000;

/** Whether one of the problems, which are told whole, says the same. */
export function isExplained(text: string, problems: readonly Problem[]): boolean {
  return text !== '' && problems.some(({ message }) => message.endsWith(text));
}

/**
 * The errors of the run, and why cells are invalid where no error says it. Markdown.
 * @param limit problems told in full; those that follow are told without their logs
 */
export function problemsBlock({ record, context }: Report, limit: number): string {
  const problems = problemsOf(record);
  const brief = withinRoom(
    problems.slice(limit, limit + BRIEF_PROBLEMS).map((problem) => `- ${briefly(problem)}`),
  );
  const more = Math.max(0, problems.length - limit) - brief.length;
  const rest =
    more > 0 ? `And ${plural(more, 'more problem')}: see ${link('the run log', context.runUrl)}.` : '';
  return paragraphs([...problems.slice(0, limit).map(renderProblem), brief.join('\n'), rest]);
}

function withinRoom(lines: readonly string[]): readonly string[] {
  let room = BRIEF_ROOM;
  return lines.filter((line) => {
    room -= line.length;
    return room >= 0;
  });
}

/**
 * The same for a terminal.
 * @param limit problems told in full; those that follow are told without their logs
 */
export function problemsText(record: RunRecord, limit: number): string {
  const problems = problemsOf(record);
  const shown = problems
    .slice(0, limit + BRIEF_PROBLEMS)
    .map((problem, at) => renderProblemText(at < limit ? problem : { ...problem, log: [] }));
  const more = problems.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${plural(more, 'more problem')}`] : [])].join('\n\n');
}

/** What went wrong in a run, and why cells are invalid. */
export const problemsOf = (record: RunRecord): readonly Problem[] => [
  ...record.problems,
  ...unexplained(record),
];

/** Why cells are invalid where no problem of the record says it, once, with the cells. */
function unexplained(record: RunRecord): readonly Problem[] {
  const found = new Map<string, { invalid: InvalidReason; target: string; scenarios: string[] }>();
  for (const { target, scenario, invalid } of record.cells) {
    if (invalid === null || isExplained(invalid.message, record.problems)) continue;
    const key = `${target}\n${invalid.code}\n${invalid.message}`;
    const known = found.get(key) ?? { invalid, target, scenarios: [] };
    known.scenarios.push(scenario);
    found.set(key, known);
  }
  return [...found.values()].map(({ invalid, target, scenarios }) => ({
    kind: 'usage',
    code: invalid.code,
    message: `${target}, ${named(scenarios)}: ${invalid.message}`,
    hint: '',
    log: invalid.log,
    location: null,
  }));
}

function named(scenarios: readonly string[]): string {
  if (scenarios.length <= NAMED_SCENARIOS) return scenarios.join(', ');
  const some = scenarios.slice(0, NAMED_SCENARIOS - 1);
  return `${some.join(', ')} and ${scenarios.length - some.length} more scenarios`;
}

/** What went wrong, as Markdown: what happened, code, place, what to do, the log folded. */
export function renderProblem(problem: Problem): string {
  return paragraphs([
    titleOf(problem),
    problem.hint.trim() === '' ? '' : `What to do: ${escapeText(sentence(problem.hint))}`,
    renderLog(problem.log),
  ]);
}

/** The same in one line, without the log. */
function briefly(problem: Problem): string {
  return [titleOf(problem), ...(problem.hint.trim() === '' ? [] : [escapeText(sentence(problem.hint))])].join(
    ' ',
  );
}

function titleOf(problem: Problem): string {
  const place = problem.location === null ? '' : ` in ${code(locationText(problem.location), PATH_LENGTH)}`;
  return `**${escapeText(sentence(problem.message), MESSAGE_LENGTH)}** (${code(problem.code)}${place})`;
}

/** The lines of a log that say most, plain. */
export const excerptOf = (log: readonly string[]): readonly string[] =>
  plainLog(logExcerpt(log, LOG_LINES), { lines: LOG_LINES, length: LOG_LINE_LENGTH });

/** The same, folded; empty where there are none. */
function renderLog(log: readonly string[]): string {
  const lines = excerptOf(log);
  if (lines.every((line) => line === '')) return '';
  const isCut = lines.some((line) => /^… \d+ lines? left out$/.test(line));
  return folded(isCut ? 'From its log' : `The last ${plural(lines.length, 'line')} of its log`, fence(lines));
}

/** What went wrong, for a terminal: no colours, no line wider than it was, safe to print. */
export function renderProblemText(problem: Problem): string {
  const lines = [
    `error: ${sentence(plain(problem.message, TERMINAL_SENTENCE_LENGTH))} [${plain(problem.code)}]`,
  ];
  if (problem.location !== null) lines.push(`  at ${plain(locationText(problem.location), PATH_LENGTH)}`);
  if (problem.hint.trim() !== '') lines.push(`  ${sentence(plain(problem.hint, TERMINAL_SENTENCE_LENGTH))}`);
  const log = plainLog(logExcerpt(problem.log, LOG_LINES), {
    lines: LOG_LINES,
    length: TERMINAL_LINE_LENGTH,
  });
  return [...lines, ...log.map((line) => `  | ${line}`.trimEnd())].join('\n');
}

/** `loadgate.yml:12:3`, as compilers write it. */
export function locationText(location: NonNullable<Problem['location']>): string {
  return `${location.file}:${location.line}:${location.column}`;
}
