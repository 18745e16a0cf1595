import type { Capture } from '../model/config.js';
import { valueAt } from '../model/json-path.js';
import { type CookieJar, cookieIn } from './cookies.js';
import { textOf } from './rows.js';

/** The parts of an answer that values are taken from. */
export interface AnswerParts {
  /** @param name in lower case. Several headers of one name are joined by commas. */
  header(name: string): string | undefined;
  readonly setCookies: readonly string[];
  readonly body: Buffer;
}

/**
 * @param jar where a cookie is looked for that this answer did not set; null: nowhere
 * @returns null: the answer doesn't have it, or it is empty
 */
export function captured(capture: Capture, answer: AnswerParts, jar: CookieJar | null): string | null {
  const found = foundIn(capture, answer, jar);
  // A lone surrogate, which JSON can hold, is no character: UTF-8 has none for it.
  return found === null || found === '' ? null : Buffer.from(found, 'utf8').toString('utf8');
}

function foundIn(capture: Capture, answer: AnswerParts, jar: CookieJar | null): string | null {
  switch (capture.from) {
    case 'header':
      return answer.header(capture.name) ?? null;
    case 'cookie':
      return cookieIn(answer.setCookies, capture.name) ?? jar?.get(capture.name) ?? null;
    case 'json':
      return inJson(answer.body, capture.path);
  }
}

function inJson(body: Buffer, path: string): string | null {
  try {
    return textOf(valueAt(JSON.parse(body.toString('utf8')), path));
  } catch {
    return null;
  }
}

/** How a configuration writes it. */
export function describeCapture(capture: Capture): string {
  return capture.from === 'json' ? capture.path : `${capture.from}.${capture.name}`;
}
