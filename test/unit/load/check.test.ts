import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkAnswer } from '../../../src/load/check.js';
import type { Answer } from '../../../src/load/client.js';
import type { Expectation } from '../../../src/model/config.js';

function check(found: Partial<Answer> & { text?: string }, expected: Partial<Expectation>) {
  const { text = '', ...rest } = found;
  const answer = {
    status: 200,
    headers: {},
    body: Buffer.from(text),
    content: found.body ?? Buffer.from(text),
    bytes: 0,
    newConnection: false,
    ...rest,
  };
  return checkAnswer(answer, { status: null, headers: {}, body: null, ...expected });
}

describe('checkAnswer', () => {
  it('finds nothing wrong where nothing is', () => {
    expect(check({ text: 'whatever' }, {})).toBeNull();
    expect(check({ status: 204 }, {})).toBeNull();
    expect(check({ status: 404 }, { status: 404 })).toBeNull();
    expect(check({ text: 'Hällo' }, { body: 'Hällo' })).toBeNull();
    expect(check({ headers: { 'x-a': '1' } }, { headers: { 'x-a': '1' } })).toBeNull();
    expect(check({ text: '{"b":1,"a":[1.0,2]}' }, { json: { a: [1, 2], b: 1 } })).toBeNull();
    expect(check({ text: 'null' }, { json: null })).toBeNull();
  });

  it.each([
    [{ status: 500, text: 'Oops\n' }, {}, 'expected status 2xx, found 500 with the body "Oops\\n"'],
    [{ status: 200 }, { status: 404 }, 'expected status 404, found 200 with an empty body'],
    [{ status: 302 }, {}, 'expected status 2xx, found 302 with an empty body'],
    [
      { status: 301, headers: { location: '/items/' } },
      {},
      'expected status 2xx, found 301 (a redirect to "/items/", which loadgate does not follow) with an empty body',
    ],
    [
      { status: 201, headers: { location: '/items/1' } },
      { status: 200 },
      'expected status 200, found 201 with an empty body',
    ],
    [
      { status: 400, text: '<h1>Bad Request (400)</h1>' },
      {},
      'expected status 2xx, found 400 with the body "<h1>Bad Request (400)</h1>"; a framework that knows its hosts (Django, Rails) refuses others: set `headers: { Host: … }`',
    ],
    [{}, { headers: { 'x-a': '1' } }, 'expected the header x-a: "1", found none of that name'],
    [{ headers: { 'x-a': '2' } }, { headers: { 'X-A': '1' } }, 'expected the header X-A: "1", found "2"'],
    [{ text: 'Hello' }, { body: 'Hello!' }, 'expected the body "Hello!", found "Hello"'],
    [
      { text: 'a\u001b[31mb\u0000\u202e' },
      { body: 'ab' },
      'expected the body "ab", found "a\\u001b[31mb\\u0000\\u202e"',
    ],
    [{ text: '' }, { json: 1 }, 'expected a JSON body, found an empty body'],
    [{ text: '<html>' }, { json: 1 }, 'expected a JSON body, found "<html>"'],
    [{ text: '2' }, { json: 1 }, 'expected the JSON body to be 1, found 2'],
    [{ text: '"1"' }, { json: 1 }, 'expected the JSON body to be 1, found "1"'],
    [
      { text: '{"message":"Hi"}' },
      { json: { message: 'Hello' } },
      'expected $.message in the JSON body to be "Hello", found "Hi"',
    ],
    [{ text: '{}' }, { json: { a: null } }, 'expected $.a in the JSON body to be null, found nothing'],
    [
      { text: '{"a":1,"b c":[1]}' },
      { json: { a: 1 } },
      'expected $["b c"] in the JSON body to be nothing, found [1]',
    ],
    [{ text: '[1,[2,3]]' }, { json: [1, [2, 4]] }, 'expected $[1][1] in the JSON body to be 4, found 3'],
    [{ text: '[1]' }, { json: [1, 2] }, 'expected $[1] in the JSON body to be 2, found nothing'],
    [{ text: '{}' }, { json: [] }, 'expected the JSON body to be [], found {}'],
  ])('says of %o, where %o is expected: %s', (found, expected, message) => {
    expect(check(found, expected)).toBe(message);
  });

  it('knows an object from what every object has', () => {
    expect(check({ text: '{"__proto__":1}' }, { json: {} })).toBe(
      'expected $.__proto__ in the JSON body to be nothing, found 1',
    );
    expect(check({ text: '{}' }, { json: JSON.parse('{"constructor":1}') })).toContain('found nothing');
  });

  it('says so when only the bytes differ', () => {
    expect(check({ body: Buffer.from([0x61, 0xff]) }, { body: 'a\ufffd' })).toContain(
      'bytes that are not UTF-8',
    );
  });

  it('shows long bodies around the place where they differ', () => {
    const long = 'x'.repeat(5_000);
    const message = check({ text: `${long}A${long}` }, { body: `${long}B${long}` });
    expect(message).toContain('xB');
    expect(message).toContain('xA');
    expect(message).toContain('from character 4941 on');
    expect(message?.length).toBeLessThan(600);
  });

  it('is silent about an equal JSON value, and short and on one line about any other', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (expected, found) => {
        expect(check({ text: JSON.stringify(expected, null, 3) }, { json: expected })).toBeNull();
        const message = check({ text: JSON.stringify(found) }, { json: expected }) ?? '';
        expect(message.length).toBeLessThan(2_000);
        expect(message).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e]/u);
      }),
    );
  });
});
