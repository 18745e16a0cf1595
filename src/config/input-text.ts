import * as z from 'zod';
import { quote, wrong } from '../model/issues.js';
import { parseRequestLine } from './request-line.js';
import { scenarioName } from './scenario-names.js';

/** An input without white space around it; undefined: not given, which GitHub says as empty text. */
export function given(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed === '' ? undefined : trimmed;
}

/** Text that is a number becomes one; what is none stays, so that the error shows it. */
export function numberOrText(text: string | undefined): number | string | undefined {
  return text !== undefined && /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

/** Lines with something in them, trimmed, with their number from 1; # starts a comment line. */
function contentLines(text: string): { readonly line: string; readonly number: number }[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line, index) => ({ line: line.trim(), number: index + 1 }))
    .filter(({ line }) => line !== '' && !line.startsWith('#'));
}

/** `NAME=value` lines. A wrong line is never repeated in the error: it may hold a secret. */
export const envLines = z
  .string()
  .default('')
  .transform((text, issues): Record<string, string> => {
    const variables = new Map<string, string>();
    for (const { line, number } of contentLines(text)) {
      const [, name = '', value = ''] = /^([A-Za-z_][A-Za-z0-9_.-]*)=(.*)$/.exec(line) ?? [];
      // `__proto__` would not survive being a key of an object.
      const isName = name !== '' && name !== '__proto__';
      const problem = !isName ? 'expected NAME=value' : variables.has(name) ? `${name} is there twice` : null;
      if (problem === null) variables.set(name, value);
      else wrong(issues, `line ${number}: ${problem}`, 'Write one NAME=value a line.');
    }
    return Object.fromEntries(variables);
  });

const requestLine = z.string().transform(parseRequestLine);

/** One request a line: `GET /api/items` → a scenario for each, by its name. */
export const requestLines = z.string().transform((text, issues): Record<string, { request: string }> => {
  const hint = 'Write one request a line, such as GET /api/items.';
  const lines = contentLines(text);
  if (lines.length === 0) return wrong(issues, 'nothing is given', hint);
  const scenarios = new Map<string, { request: string }>();
  const seen = new Set<string>();
  for (const { line, number } of lines) {
    const { data, error } = requestLine.safeParse(line);
    for (const { message } of error?.issues ?? []) wrong(issues, `line ${number}: ${message}`, hint);
    if (data === undefined) continue;
    const request = `${data.method} ${data.path}`;
    if (seen.has(request)) wrong(issues, `line ${number}: ${quote(request)} is there twice`, hint);
    else scenarios.set(scenarioName(data.method, data.path, new Set(scenarios.keys())), { request });
    seen.add(request);
  }
  return Object.fromEntries(scenarios);
});
