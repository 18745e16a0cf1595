import { LoadgateError } from '../model/error.js';

/** Collects what is wrong with the inputs. */
export type Complain = (input: string, message: string, hint: string) => void;

/** An input of the Action (or an option of the terminal) that is wrong. */
export function inputError(input: string, message: string, hint: string): LoadgateError {
  return new LoadgateError(`input "${input}": ${message}`, { kind: 'usage', code: 'input-invalid', hint });
}

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
export function contentLines(text = ''): { readonly line: string; readonly number: number }[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line, index) => ({ line: line.trim(), number: index + 1 }))
    .filter(({ line }) => line !== '' && !line.startsWith('#'));
}

/** `NAME=value` lines. A wrong line is never repeated in the error: it may hold a secret. */
export function parseEnvLines(text: string | undefined, complain: Complain): Record<string, string> {
  const variables = new Map<string, string>();
  for (const { line, number } of contentLines(text)) {
    const [, name = '', value = ''] = /^([A-Za-z_][A-Za-z0-9_.-]*)=(.*)$/.exec(line) ?? [];
    // `__proto__` would not survive being a key of an object.
    const isName = name !== '' && name !== '__proto__';
    const problem = !isName ? 'expected NAME=value' : variables.has(name) ? `${name} is there twice` : null;
    if (problem === null) variables.set(name, value);
    else complain('env', `line ${number}: ${problem}`, 'Write one NAME=value a line.');
  }
  return Object.fromEntries(variables);
}
