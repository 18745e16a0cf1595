import { describe, expect, it } from 'vitest';
import { limitWaitMs, messageOf } from '../../../src/forge/limits.js';

const NOW = Date.parse('2026-01-01T00:00:00Z');
const answer = (status: number, headers: Record<string, string> = {}, data: unknown = { message: 'No' }) => ({
  status,
  headers,
  data,
});
const epoch = (offsetSeconds: number) => String(NOW / 1_000 + offsetSeconds);

describe('limitWaitMs', () => {
  it.each([
    ['a plain 403', answer(403), null],
    ['a 404 with retry-after', answer(404, { 'retry-after': '5' }), null],
    ['a 200 with nothing remaining', answer(200, { 'x-ratelimit-remaining': '0' }), null],
    ['retry-after', answer(403, { 'retry-after': '5' }), 5_000],
    ['retry-after of 0', answer(429, { 'retry-after': '0' }), 1_000],
    ['retry-after that is no number', answer(403, { 'retry-after': 'soon' }), null],
    [
      'retry-after before the reset',
      answer(403, { 'retry-after': '5', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': epoch(50) }),
      5_000,
    ],
    ['a reset', answer(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': epoch(50) }), 50_000],
    [
      'a reset that is over',
      answer(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': epoch(-9) }),
      1_000,
    ],
    [
      'a reset with something remaining',
      answer(403, { 'x-ratelimit-remaining': '7', 'x-ratelimit-reset': epoch(50) }),
      null,
    ],
    [
      "a reset by the forge's own clock, which is 20 s ahead",
      answer(429, {
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': epoch(50),
        date: 'Thu, 01 Jan 2026 00:00:20 GMT',
      }),
      30_000,
    ],
    [
      'a secondary limit that names no time',
      answer(403, {}, { message: 'You have exceeded a secondary rate limit.' }),
      60_000,
    ],
    ['a 429 that names no time', answer(429), 60_000],
  ])('%s', (_name, given, expected) => {
    expect(limitWaitMs(given, NOW)).toBe(expected);
  });
});

describe('messageOf', () => {
  it.each([
    [{ message: 'Not Found' }, 'Not Found'],
    ['<html>\n  <b>Unicorn</b>\n</html>', '<html> <b>Unicorn</b> </html>'],
    ['x'.repeat(400), 'x'.repeat(300)],
    [null, ''],
    ['', ''],
  ])('of %j', (data, expected) => {
    expect(messageOf(answer(500, {}, data))).toBe(expected);
  });
});
