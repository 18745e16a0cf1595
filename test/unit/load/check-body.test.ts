import { describe, expect, it } from 'vitest';
import { checkBody, comparedPart } from '../../../src/load/check.js';
import type { Expectation } from '../../../src/model/config.js';

const answer = (text: string) => ({ body: Buffer.from(text), content: Buffer.from(text) });

const check = (text: string, expected: Partial<Expectation>) =>
  checkBody(answer(text), { status: null, headers: {}, body: null, ...expected });

const part = (text: string, ignore?: readonly string[]) =>
  comparedPart(answer(text), { status: null, headers: {}, body: null, ...(ignore && { ignore }) });

describe('checkBody', () => {
  it('finds nothing wrong where nothing is', () => {
    expect(check('port 40123', { matches: '^port \\d+$' })).toBeNull();
    expect(check('x'.repeat(12), { size: { from: 12, to: 12 } })).toBeNull();
    expect(check('x', { size: { from: 0, to: null } })).toBeNull();
    expect(check('whatever', { anyBody: true })).toBeNull();
    expect(
      check('{"token":"a.b","exp":17,"user":"ada"}', { json: { user: 'ada' }, ignore: ['$.token', '$.exp'] }),
    ).toBeNull();
    expect(check('[{"id":7,"n":1}]', { json: [{ id: 1, n: 1 }], ignore: ['$[*].id'] })).toBeNull();
    expect(check('{"a":[1,9,3]}', { json: { a: [1, 2, 3] }, ignore: ['$.a[1]'] })).toBeNull();
    expect(check('{"a":{"exp":1},"exp":2}', { json: { a: {} }, ignore: ['$..exp', '$.a.exp'] })).toBeNull();
    expect(check('{"a":1}', { json: 'all', ignore: ['$'] })).toBeNull();
  });

  it.each<[string, Partial<Expectation>, string]>([
    ['oops', { matches: '^port \\d+$' }, 'expected a body that matches "^port \\\\d+$", found "oops"'],
    ['', { matches: 'x' }, 'expected a body that matches "x", found an empty body'],
    ['abc', { size: { from: 4, to: 4 } }, 'expected a body of 4 bytes, found 3'],
    ['abc', { size: { from: 4, to: 9 } }, 'expected a body of 4 to 9 bytes, found 3'],
    ['', { size: { from: 1, to: null } }, 'expected a body of at least 1 bytes, found 0'],
    [
      '{"user":"eve","exp":1}',
      { json: { user: 'ada' }, ignore: ['$.exp'] },
      'expected $.user in the JSON body to be "ada", found "eve"',
    ],
    ['<html>', { json: {}, ignore: ['$.exp'] }, 'expected a JSON body, found "<html>"'],
    ['ä', { size: { from: 1, to: 1 } }, 'expected a body of 1 bytes, found 2'],
  ])('finds %s wrong', (text, expected, message) => {
    expect(check(text, expected)).toBe(message);
  });

  it('ends a search that would not end, and says so', () => {
    const message = check(`${'a'.repeat(60)}!`, { matches: '^(a+)+$' });
    expect(message).toContain('the search did not end within a second');
  });

  it('says where a path can not be followed', () => {
    const deep = `${'['.repeat(2_000)}1${']'.repeat(2_000)}`;
    expect(check(deep, { json: 1, ignore: ['$..exp'] })).toContain('$..exp could not be looked for in');
  });
});

describe('comparedPart', () => {
  it('is the bytes where nothing is ignored, or where it is no JSON', () => {
    expect(part('{"a":1}')).not.toBe(part('{"a": 1}'));
    expect(part('{"a":1}')).not.toBe(part('{"a":2}'));
    expect(part('<a>', ['$.a'])).not.toBe(part('<b>', ['$.a']));
    expect(part('\u00e4')).not.toBe(part('\u00e5'));
  });

  it('is all but what is ignored', () => {
    expect(part('{"a":1,"exp":5}', ['$.exp'])).toBe(part('{"a":1,"exp":6}', ['$.exp']));
    expect(part('{"a":1,"exp":5}', ['$.exp'])).toBe(part('{"a":1}', ['$.exp']));
    expect(part('{"a":2,"exp":5}', ['$.exp'])).not.toBe(part('{"a":1,"exp":5}', ['$.exp']));
    expect(part('[1,2]', ['$[0]'])).not.toBe(part('[2]', ['$[0]']));
  });
});
