import type { Expectation, SizeRange } from '../model/config.js';
import { isJsonPathError, mayTakeLong, withoutPaths } from '../model/json-path.js';
import type { Answer, AnswerBody } from './client.js';
import { withinLimit } from './time-limit.js';

/** Says in one sentence what is wrong with an answer, with the expected and the found value; null: it is right. */
export function checkAnswer(answer: Answer, expectation: Expectation): string | null {
  return (
    checkStatus(answer, expectation.status) ??
    checkHeaders(answer, expectation.headers) ??
    checkBody(answer, expectation)
  );
}

/** Says what is wrong with a body, as `checkAnswer` does. Its size is that on the wire. */
export function checkBody({ body, content }: AnswerBody, expectation: Expectation): string | null {
  const { json, size, matches } = expectation;
  const wrongSize = size === undefined ? null : checkSize(body, size);
  if (wrongSize !== null) return wrongSize;
  const isRead = expectation.body !== null || matches !== undefined || json !== undefined;
  if (content === null)
    return isRead ? 'expected a body that its Content-Encoding describes, found another' : null;
  return (
    checkText(content, expectation.body) ??
    (matches === undefined ? null : checkPattern(content, matches)) ??
    (json === undefined ? null : checkJson(content, json, expectation.ignore ?? []))
  );
}

/** @param expected exact status, or null for any 2xx */
function isRightStatus(status: number, expected: number | null): boolean {
  return expected === null ? status >= 200 && status < 300 : status === expected;
}

function checkStatus(answer: Answer, expected: number | null): string | null {
  if (isRightStatus(answer.status, expected)) return null;
  const body =
    answer.body.length === 0
      ? 'an empty body'
      : `the body ${showText((answer.content ?? answer.body).toString('utf8'))}`;
  const found = `${answer.status}${showRedirect(answer)}`;
  return `expected status ${expected ?? '2xx'}, found ${found} with ${body}${hostRemark(answer.status)}`;
}

/** Statuses of those that refuse a request for its Host: 400 (Django), 403 (Rails), 421 (RFC 9110, 15.5.20). */
const HOST_REFUSED = new Set([400, 403, 421]);

/** What to do where a status can mean that the Host header was refused; else empty. */
export const hostRemark = (status: number): string =>
  HOST_REFUSED.has(status)
    ? '; a framework that knows its hosts (Django, Rails) refuses others: set `headers: { Host: … }`'
    : '';

/** Whether an answer sends its client to another address. */
export const isRedirect = ({ status, headers }: Pick<Answer, 'status' | 'headers'>): boolean =>
  status >= 300 && status < 400 && headers['location'] !== undefined;

/** The address of a redirect. loadgate follows none, so the scenario must ask for that address itself. */
function showRedirect(answer: Answer): string {
  const { location = '' } = answer.headers;
  return isRedirect(answer) ? ` (a redirect to ${showText(location)}, which loadgate does not follow)` : '';
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

function checkText(body: Buffer, expected: string | null): string | null {
  if (expected === null || body.equals(Buffer.from(expected, 'utf8'))) return null;
  const found = body.toString('utf8');
  if (found === expected)
    return `expected the body ${showText(expected)}, found the same text with bytes that are not UTF-8`;
  const [wanted, seen] = showAround(expected, found);
  return `expected the body ${wanted}, found ${seen}`;
}

function checkSize({ length }: Buffer, { from, to }: SizeRange): string | null {
  if (length >= from && (to === null || length <= to)) return null;
  const expected = to === null ? `at least ${from}` : from === to ? String(from) : `${from} to ${to}`;
  return `expected a body of ${expected} bytes, found ${length}`;
}

function checkPattern(body: Buffer, pattern: string): string | null {
  const text = body.toString('utf8');
  const matched = withinLimit(() => new RegExp(pattern, 'u').test(text));
  if (matched?.value === true) return null;
  const found = text === '' ? 'an empty body' : showText(text);
  return matched === null
    ? `expected a body that matches ${quote(pattern)}, and the search did not end within a second: write the pattern without repeats inside of repeats; found ${found}`
    : `expected a body that matches ${quote(pattern)}, found ${found}`;
}

function checkJson(body: Buffer, expected: unknown, ignored: readonly string[]): string | null {
  const text = body.toString('utf8');
  const read = parseJson(text);
  if (read === null) return `expected a JSON body, found ${text === '' ? 'an empty body' : showText(text)}`;
  const compared = leaveOut(
    [ignored.length === 0 ? expected : structuredClone(expected), read.value],
    ignored,
  );
  if (compared === null) return `${ignored.join(', ')} could not be looked for in ${showText(text)}`;
  const [wanted, found] = compared;
  const difference = firstDifference(wanted, found);
  if (difference === null) return null;
  const where = difference.path === '$' ? 'the JSON body' : `${difference.path} in the JSON body`;
  return `expected ${where} to be ${showValue(difference.expected)}, found ${showValue(difference.found)}`;
}

/** null: it is no JSON. */
function parseJson(text: string): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
}

/** JSON values, which are changed, without what `ignored` selects; null: they are nested too deeply, or it takes too long. */
function leaveOut<T extends unknown[]>(values: T, ignored: readonly string[]): T | null {
  if (ignored.length === 0) return values;
  const work = (): T => values.map((value) => withoutPaths(value, ignored)) as T;
  try {
    return ignored.some(mayTakeLong) ? (withinLimit(work)?.value ?? null) : work();
  } catch (error) {
    if (isJsonPathError(error)) return null;
    throw error;
  }
}

/**
 * What bodies of one request are compared by: their bytes without a Content-Encoding, or, where a scenario ignores parts of
 * JSON, the value without these.
 */
export function comparedPart({ body, content }: AnswerBody, { ignore = [] }: Expectation): string {
  const bytes = content ?? body;
  const read = ignore.length === 0 ? null : parseJson(bytes.toString('utf8'));
  const compared = read === null ? null : leaveOut([read.value], ignore);
  return compared === null ? bytes.toString('latin1') : JSON.stringify(compared);
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
