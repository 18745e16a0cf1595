import type { Expectation } from '../model/config.js';
import { firstDifference } from './json-difference.js';
import { showAround, showText, showValue } from './show.js';
import type { Answer } from './types.js';

/** Says in one sentence what is wrong with an answer, what was expected and what was found; null: nothing. */
export function checkAnswer(answer: Answer, expectation: Expectation): string | null {
  return (
    checkStatus(answer, expectation.status) ??
    checkHeaders(answer, expectation.headers) ??
    checkBody(answer, expectation.body) ??
    (expectation.json === undefined ? null : checkJson(answer, expectation.json))
  );
}

/** @param expected exact status, or null for any 2xx */
export function isRightStatus(status: number, expected: number | null): boolean {
  return expected === null ? status >= 200 && status < 300 : status === expected;
}

function checkStatus(answer: Answer, expected: number | null): string | null {
  if (isRightStatus(answer.status, expected)) return null;
  const body =
    answer.body.length === 0 ? 'an empty body' : `the body ${showText(answer.body.toString('utf8'))}`;
  return `expected status ${expected ?? '2xx'}, found ${answer.status} with ${body}`;
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
