import { quote } from '../../model/issues.js';
import { type EnvFile, readVariableLines } from '../env-file.js';
import { type Interpolated, interpolate, type Variables } from './interpolate.js';

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
export const readComposeEnv = (text: string, known: Variables): EnvFile =>
  readVariableLines(text, (written, before) => {
    const content = written.trimEnd();
    const [, name, value = ''] = LINE.exec(content) ?? [];
    if (name === undefined || name === '__proto__') {
      return { problem: `${quote(content)} is no line of NAME=value`, hint: 'Write NAME=value.' };
    }
    const read = readValue(value, { ...known, ...before });
    return 'problem' in read ? read : { name, value: read.text };
  });

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
