import * as z from 'zod';
import { type Issues, quote, wrong } from '../model/issues.js';

/** A command as it is written: a line that is split as a shell would, or a list of words. */
export function command(description: string, examples: readonly unknown[] = []) {
  const line = z.string({ error: 'a command' }).transform(parseCommand);
  const list = z
    .array(z.string({ error: 'text, in quotes where it is a number' }), { error: 'a list of words' })
    .transform(checkArgv);
  return z
    .union([line, list], { error: 'a command, or a list of words' })
    .meta({ description, ...(examples.length === 0 ? {} : { examples: [...examples] }) });
}

/** Words that mean something to a shell and nothing to a program. */
const SHELL_OPERATORS = new Set(['&&', '||', '|', ';', '&', '>', '>>', '<', '2>&1']);

interface Words {
  readonly words: readonly string[];
  /** The first word that only a shell would understand. */
  readonly operator: string | null;
  /** A quote that is never closed, or a backslash at the end. */
  readonly open: string | null;
}

/**
 * Splits a command line into argv: at white space, but not inside '…' or "…". A backslash takes the
 * next character as it is; inside "…" only a quote or a backslash. Nothing is expanded: no shell runs it.
 */
export function parseCommand(text: string, issues: Issues): readonly string[] {
  const { words, operator, open } = splitWords(text);
  if (open !== null) return wrong(issues, `${quote(text)} has a ${open} that is never closed`);
  if (words.length === 0) return wrong(issues, 'the command is empty: write the program and its arguments');
  if (operator !== null) {
    return wrong(
      issues,
      `${quote(text)} holds ${operator}, but no shell runs it: write one program, or [sh, -c, "..."] with exec before the last one`,
    );
  }
  return checkArgv(words, issues);
}

/** Checks argv that was written as a list. */
export function checkArgv(words: readonly string[], issues: Issues): readonly string[] {
  const [program] = words;
  if (program === undefined || program === '')
    return wrong(issues, 'the command is empty: write the program and its arguments');
  if (words.some((word) => word.includes('\0'))) return wrong(issues, 'the command holds a NUL character');
  if (/^[A-Za-z_][A-Za-z0-9_]*=/.test(program)) {
    return wrong(issues, `the command starts with ${quote(program)}: write variables under "env"`);
  }
  return words;
}

/** An escaped character, '…', "…", white space, plain text, or a quote that is never closed. */
const TOKEN =
  /\\(?<escaped>[\s\S])|'(?<single>[^']*)'|"(?<double>(?:\\[\s\S]|[^"\\])*)"|(?<blank>\s+)|(?<plain>[^\s'"\\]+)|(?<open>[\s\S])/g;

function splitWords(text: string): Words {
  const words: string[] = [];
  let operator: string | null = null;
  let open: string | null = null;
  let word: string | null = null;
  let bare = true;
  const finish = (): void => {
    if (word !== null) words.push(word);
    if (word !== null && bare && SHELL_OPERATORS.has(word)) operator ??= word;
    word = null;
    bare = true;
  };
  for (const { groups = {} } of text.matchAll(TOKEN)) {
    if (groups.blank !== undefined) finish();
    else {
      word = (word ?? '') + tokenText(groups);
      bare &&= groups.plain !== undefined;
      open ??= groups.open ?? null;
    }
  }
  finish();
  return { words, operator, open };
}

function tokenText(groups: Record<string, string | undefined>): string {
  const { escaped, single, double, plain, open } = groups;
  return escaped ?? single ?? double?.replaceAll(/\\(["\\])/g, '$1') ?? plain ?? open ?? '';
}
