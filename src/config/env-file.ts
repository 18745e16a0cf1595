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
export function readEnvFile(text: string): EnvFile {
  const variables: Record<string, string> = {};
  for (const [index, written] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const content = written.trimStart();
    if (content === '' || content.startsWith('#')) continue;
    const problem = problemOf(content);
    if (problem !== null) return { line: index + 1, ...problem };
    const at = content.indexOf('=');
    variables[content.slice(0, at)] = content.slice(at + 1);
  }
  return { variables };
}

function problemOf(content: string): { problem: string; hint: string } | null {
  const at = content.indexOf('=');
  const name = at === -1 ? content : content.slice(0, at);
  if (content.includes('\0')) return { problem: 'it holds a NUL character', hint: 'Write text.' };
  if (!VARIABLE.pattern.test(name) || name === '__proto__') {
    return {
      problem: `${quote(name)} is no name of a variable`,
      hint: 'Write NAME=value, without "export".',
    };
  }
  if (at !== -1) return null;
  const hint = 'Write NAME=value: nothing is taken from the environment of the job.';
  return { problem: `${quote(name)} has no value`, hint };
}
