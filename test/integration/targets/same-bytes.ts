import type { RawAnswer } from './raw.js';

/**
 * The only headers that may differ between the targets, with what they may say, and why. Names of headers may be
 * written in any case and come in any order (RFC 9110, 5.1 and 5.3). All else must be the same bytes.
 */
const MAY_DIFFER: Readonly<Record<string, { readonly value: RegExp; readonly why: string }>> = {
  date: { value: /GMT$/, why: 'the time of the answer; gunicorn, uvicorn … make it anew each second' },
  server: { value: /^[\w./ ()-]+$/, why: 'names the software; gevent sends none' },
  connection: { value: /^keep-alive$/i, why: 'what HTTP/1.1 does anyway; some say so' },
  'keep-alive': { value: /^timeout=\d+/, why: 'how long the server keeps the connection; some say so' },
};

/**
 * An answer with all that must be the same on every target, and nothing else: the status line, the headers in
 * alphabetical order, the body.
 */
export function comparable({ statusLine, headers, body }: RawAnswer): string {
  const kept = headers
    .map(([name, value]) => ({ name: name.toLowerCase(), value }))
    .filter(({ name, value }) => MAY_DIFFER[name]?.value.test(value) !== true)
    .map(({ name, value }) => `${name}: ${value}`);
  return [statusLine, ...kept.sort(), '', body].join('\n');
}

const ok = (contentType: string, body: string): string =>
  `HTTP/1.1 200 OK\ncontent-length: ${body.length}\ncontent-type: ${contentType}\n\n${body}`;

const UPSTREAM_ONE = ok('application/json', '{"upstream":["ok"]}');
const UPSTREAM_FOUR = ok('application/json', '{"upstream":["ok","ok","ok","ok"]}');

/** What every target must answer. */
export const ANSWERS: readonly (readonly [path: string, answer: string])[] = [
  ['/text', ok('text/plain; charset=utf-8', 'Hello, World!')],
  ['/json', ok('application/json', '{"message":"Hello, World!"}')],
  ['/upstream', UPSTREAM_ONE],
  ['/upstream?calls=1&reuse=off', UPSTREAM_ONE],
  ['/upstream?calls=1&reuse=on', UPSTREAM_ONE],
  ['/upstream?calls=4&reuse=off', UPSTREAM_FOUR],
  ['/upstream?calls=4&reuse=on', UPSTREAM_FOUR],
];
