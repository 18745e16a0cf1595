import type { Expectation } from '../model/config.js';
import type { Answer } from './client.js';

/** Says in one sentence what is wrong with an answer, with the expected and the found value; null: it is right. */
export function checkAnswer(answer: Answer, expectation: Expectation): string | null {
  return (
    checkStatus(answer, expectation.status) ??
    checkHeaders(answer, expectation.headers) ??
    checkBody(answer, expectation.body) ??
    (expectation.json === undefined ? null : checkJson(answer, expectation.json))
  );
}

/** @param expected exact status, or null for any 2xx */
function isRightStatus(status: number, expected: number | null): boolean {
  return expected === null ? status >= 200 && status < 300 : status === expected;
}

function checkStatus(answer: Answer, expected: number | null): string | null {
  if (isRightStatus(answer.status, expected)) return null;
  const body =
    answer.body.length === 0 ? 'an empty body' : `the body ${showText(answer.body.toString('utf8'))}`;
  return `expected status ${expected ?? '2xx'}, found ${answer.status}${showRedirect(answer)} with ${body}`;
}

/** The address of a redirect. loadgate follows none, so the scenario must ask for that address itself. */
function showRedirect({ status, headers }: Answer): string {
  const { location } = headers;
  return status >= 300 && status < 400 && location !== undefined
    ? ` (a redirect to ${showText(location)}, which loadgate does not follow)`
    : '';
}

function checkHeaders(answer: Answer, expected: Expectation['headers']): string | null {
  for (const [name, value] of Object.entries(expected)) {
    const found = answer.headers[name.toLowerCase()];
    if (found === undefined)
      return `expected the header ${name}: ${showText(value)}, found none of that name`;
    if (found !== value) return `expected the header ${name}: ${showText(value)}, found ${showText(found)}`;
  }
  return null;
}

function checkBody(answer: Answer, expected: string | null): string | null {
  if (expected === null || answer.body.equals(Buffer.from(expected, 'utf8'))) return null;
  const found = answer.body.toString('utf8');
  if (found === expected)
    return `expected the body ${showText(expected)}, found the same text with bytes that are not UTF-8`;
  const [wanted, seen] = showAround(expected, found);
  return `expected the body ${wanted}, found ${seen}`;
}

function checkJson(answer: Answer, expected: unknown): string | null {
  const text = answer.body.toString('utf8');
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    return `expected a JSON body, found ${text === '' ? 'an empty body' : showText(text)}`;
  }
  const difference = firstDifference(expected, found);
  if (difference === null) return null;
  const where = difference.path === '$' ? 'the JSON body' : `${difference.path} in the JSON body`;
  return `expected ${where} to be ${showValue(difference.expected)}, found ${showValue(difference.found)}`;
}

/** A difference of two JSON values. `undefined` stands for a missing value. */
interface Difference {
  /** JSONPath, `$` for the whole. */
  readonly path: string;
  readonly expected: unknown;
  readonly found: unknown;
}

/** The first difference of two JSON values; null: they are equal. The order of an object's members doesn't matter. */
function firstDifference(expected: unknown, found: unknown, path = '$'): Difference | null {
  if (Array.isArray(expected) && Array.isArray(found)) return inArrays(expected, found, path);
  if (isObject(expected) && isObject(found)) return inObjects(expected, found, path);
  // `===`, so that 0 and -0, which JSON distinguishes, are equal.
  return expected === found ? null : { path, expected, found };
}

type JsonObject = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function inArrays(expected: readonly unknown[], found: readonly unknown[], path: string): Difference | null {
  const length = Math.max(expected.length, found.length);
  for (let at = 0; at < length; at += 1) {
    const difference = firstDifference(expected[at], found[at], `${path}[${at}]`);
    if (difference !== null) return difference;
  }
  return null;
}

function inObjects(expected: JsonObject, found: JsonObject, path: string): Difference | null {
  for (const name of new Set([...Object.keys(expected), ...Object.keys(found)])) {
    const difference = firstDifference(own(expected, name), own(found, name), path + member(name));
    if (difference !== null) return difference;
  }
  return null;
}

/** Excludes what every object has (`constructor`, `__proto__`). */
function own(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

function member(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}

/** Foreign text in messages: short, on one line, and without invisible characters. */

/** Shown characters of a text. */
const SHOWN = 120;

// JSON.stringify escapes only C0. These are DEL and C1, and characters that change direction, join, or have no width.
const INVISIBLE = /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

function quote(text: string): string {
  return JSON.stringify(text).replace(
    INVISIBLE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A text in quotes, with escaped control characters, cut if it is long. */
function showText(text: string): string {
  const characters = Array.from(text.slice(0, 2 * SHOWN + 2));
  if (characters.length <= SHOWN && characters.join('').length === text.length) return quote(text);
  return `${quote(characters.slice(0, SHOWN).join(''))}… (${text.length} characters)`;
}

/** Two texts, each cut to the part around their first difference. */
function showAround(first: string, second: string): readonly [string, string] {
  let at = 0;
  while (at < first.length && first[at] === second[at]) at += 1;
  const start = Math.max(0, at - SHOWN / 2);
  if (start === 0) return [showText(first), showText(second)];
  const cut = (text: string): string => `…${showText(text.slice(start))}`;
  return [`${cut(first)} from character ${start + 1} on`, cut(second)];
}

/** A JSON value; `nothing` for a missing one. */
function showValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return showText(value);
  const json = JSON.stringify(value);
  return json.length <= SHOWN
    ? json.replace(INVISIBLE, '\ufffd')
    : `${json.slice(0, SHOWN).replace(INVISIBLE, '\ufffd')}…`;
}
