import { nearest } from '../config/nearest.js';
import { MAX_ASKED } from '../model/limits.js';
import { isTargetOrCellName } from '../model/patterns.js';
import { parseAccept } from './accept-line.js';
import { parseBisect } from './bisect-line.js';
import type { Command, CommandLine } from './command.js';
import { proseLines } from './prose-lines.js';

/** Commands of one comment that are read; the rest is told that it was too much. */
export const MAX_COMMANDS = 5;
/** Length of a line that is read, UTF-16 code units. */
export const MAX_LINE = 1000;
/** A comment that is longer, UTF-16 code units, is not read at all: nested quotes take time by the square of it. */
export const MAX_COMMENT = 16_384;

const VERBS = ['run', 'accept', 'bisect', 'baseline', 'help'] as const;

const START = /^\/loadgate(?!\S)/;
/** Whether a text may hold a command, at once: most comments do not. */
const MAYBE = new RegExp(START.source, 'm');

/**
 * Reads the commands of a comment: lines that start with `/loadgate`, outside of code, quotes and HTML. Never throws.
 * @returns in the order of the comment; empty where nobody speaks to loadgate.
 */
export function parseCommands(comment: string): readonly CommandLine[] {
  if (comment.length > MAX_COMMENT || !MAYBE.test(comment.replace(/\r\n?/g, '\n'))) return [];
  const lines = proseLines(comment).filter((line) => START.test(line));
  const read = lines.slice(0, MAX_COMMANDS).map(parseLine);
  const [extra] = lines.slice(MAX_COMMANDS);
  if (extra === undefined) return read;
  return [
    ...read,
    wrong(extra, `At most ${MAX_COMMANDS} commands of one comment are read; this and what follows was not.`),
  ];
}

function parseLine(line: string): CommandLine {
  if (line.length > MAX_LINE) return wrong(line, `The line is longer than ${MAX_LINE} characters.`);
  const text = line.trim();
  const [, verb = '', rest = ''] = /^\/loadgate(?:\s+(\S+)(?:\s+(.*))?)?$/s.exec(text) ?? [];
  switch (verb.toLowerCase()) {
    case '':
    case 'help':
      return right(text, { kind: 'help' });
    case 'baseline':
      return rest === ''
        ? right(text, { kind: 'baseline' })
        : wrong(text, `"baseline" takes nothing after it.`);
    case 'run':
      return parseRun(text, rest);
    case 'accept':
      return parsed(text, parseAccept(rest));
    case 'bisect':
      return parsed(text, parseBisect(rest));
    default:
      return wrong(text, unknownVerb(verb));
  }
}

function parseRun(text: string, rest: string): CommandLine {
  const targets = [...new Set(rest.split(/[\s,]+/).filter((name) => name !== ''))];
  if (targets.length > MAX_ASKED) return wrong(text, `At most ${MAX_ASKED} targets can be named.`);
  const bad = targets.find((name) => !isTargetOrCellName(name));
  if (bad === undefined) return right(text, { kind: 'run', targets });
  return wrong(
    text,
    `"${bad}" is no name of a target or a cell. Write: /loadgate run [target or target/scenario …]`,
  );
}

function unknownVerb(verb: string): string {
  const meant = nearest(verb, VERBS);
  const known = VERBS.map((name) => `/loadgate ${name}`).join(', ');
  if (meant === null) return `There is no command "${verb}". There are: ${known}.`;
  return `There is no command "${verb}". Did you mean /loadgate ${meant}?`;
}

/** @param read the command, or what is wrong with it */
const parsed = (text: string, read: Command | string): CommandLine =>
  typeof read === 'string' ? wrong(text, read) : right(text, read);

const right = (text: string, command: Command): CommandLine => ({ text, command, problem: null });
const wrong = (text: string, problem: string): CommandLine => ({
  text: text.slice(0, MAX_LINE),
  command: null,
  problem,
});
