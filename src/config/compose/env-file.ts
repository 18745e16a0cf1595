import { quote } from '../../model/issues.js';
import { type Interpolated, interpolate, type Variables } from './interpolate.js';

/** What a file of variables holds, or the first thing that is wrong with it. */
export type ComposeEnvFile =
  | { readonly variables: Variables }
  | { readonly line: number; readonly problem: string; readonly hint: string };

const LINE = /^(?:export\s+)?([A-Za-z_][A-Za-z0-9_.-]*)\s*[=:]\s*(.*)$/;
const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '"': '"',
  '\\': '\\',
  $: '$$',
};

/**
 * Reads `NAME=value` lines as Compose does: quotes are taken off, ` #` starts a comment, and variables are put in but for
 * values in single quotes.
 * @param known variables besides those of the lines before
 */
export function readComposeEnv(text: string, known: Variables): ComposeEnvFile {
  const variables: Record<string, string> = {};
  for (const [index, written] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const content = written.trim();
    if (content === '' || content.startsWith('#')) continue;
    const [, name, value = ''] = LINE.exec(content) ?? [];
    const line = index + 1;
    if (name === undefined || name === '__proto__') {
      return { line, problem: `${quote(content)} is no line of NAME=value`, hint: 'Write NAME=value.' };
    }
    const read = readValue(value, { ...known, ...variables });
    if ('problem' in read) return { line, ...read };
    variables[name] = read.text;
  }
  return { variables };
}

function readValue(written: string, known: Variables): Interpolated {
  const [, single] = /^'([^']*)'(?:\s+#.*)?$/.exec(written) ?? [];
  if (single !== undefined) return { text: single };
  const [, double] = /^"((?:\\.|[^"\\])*)"(?:\s+#.*)?$/.exec(written) ?? [];
  if (double !== undefined) {
    return interpolate(
      double.replaceAll(/\\(.)/g, (all, one: string) => ESCAPES[one] ?? all),
      known,
    );
  }
  if (/^['"]/.test(written)) {
    return {
      problem: `${quote(written)} has a quote that is not closed in its line`,
      hint: 'Write the value in one line.',
    };
  }
  return interpolate(written.replace(/(?:^|\s+)#.*$/, ''), known);
}
