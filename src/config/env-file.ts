import { quote } from '../model/issues.js';
import { VARIABLE } from './fields.js';

/** What a file of variables holds, or the first thing that is wrong with it. */
export type EnvFile =
  | { readonly variables: Readonly<Record<string, string>> }
  | { readonly line: number; readonly problem: string; readonly hint: string };

/**
 * Reads `NAME=value` lines as `docker run --env-file` does: blank lines and lines that start with `#` are skipped, blanks
 * before the name are no part of it, and the value is what follows the `=`, quotes and all.
 */
export const readEnvFile = (text: string): EnvFile => readVariableLines(text, readLine);

/** One variable, or what is wrong with its line. */
export type VariableLine =
  | { readonly name: string; readonly value: string }
  | { readonly problem: string; readonly hint: string };

/**
 * Reads a file of variables line by line; a byte order mark, blank lines and lines that start with `#` are skipped.
 * @param readLine takes a line without the blanks before it, and the variables of the lines before
 */
export function readVariableLines(
  text: string,
  readLine: (content: string, before: Readonly<Record<string, string>>) => VariableLine,
): EnvFile {
  const variables: Record<string, string> = {};
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  for (const [index, written] of lines.entries()) {
    const content = written.trimStart();
    if (content === '' || content.startsWith('#')) continue;
    const read = readLine(content, variables);
    if ('problem' in read) return { line: index + 1, ...read };
    variables[read.name] = read.value;
  }
  return { variables };
}

function readLine(content: string): VariableLine {
  const at = content.indexOf('=');
  const name = at === -1 ? content : content.slice(0, at);
  if (content.includes('\0')) return { problem: 'it holds a NUL character', hint: 'Write text.' };
  if (!VARIABLE.pattern.test(name) || name === '__proto__') {
    return {
      problem: `${quote(name)} is no name of a variable`,
      hint: 'Write NAME=value, without "export".',
    };
  }
  if (at !== -1) return { name, value: content.slice(at + 1) };
  const hint = 'Write NAME=value: nothing is taken from the environment of the job.';
  return { problem: `${quote(name)} has no value`, hint };
}
