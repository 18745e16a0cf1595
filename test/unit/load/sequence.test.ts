import { describe, expect, it } from 'vitest';
import { fillScenario, turnAt } from '../../../src/load/fill.js';
import { Sequence } from '../../../src/load/sequence.js';
import type { Capture, HttpRequest, ScenarioStep } from '../../../src/model/config.js';

const EXPECT = { status: null, headers: {}, body: null };
const step = (request: Partial<HttpRequest>, capture?: Readonly<Record<string, Capture>>): ScenarioStep => ({
  request: { method: 'GET', path: '/', headers: {}, body: null, ...request },
  expect: EXPECT,
  ...(capture === undefined ? {} : { capture }),
});

function sequenceOf(steps: readonly ScenarioStep[], keepsCookies = false): Sequence {
  const [first] = steps;
  if (first === undefined) throw new Error('no step');
  return new Sequence(fillScenario({ ...first, steps }, null, 1), turnAt(4), keepsCookies);
}

const answer = (
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
  setCookies: string[] = [],
) => ({
  header: (name: string) => headers[name],
  setCookies,
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
});

const captureOf = (path: string, body: unknown) => {
  const sequence = sequenceOf([step({}, { value: { from: 'json', path } }), step({ body: '{{value}}' })]);
  const missing = sequence.accept(answer(body));
  return missing === null ? sequence.request().body : { missing };
};

describe('a sequence', () => {
  it('hands what an answer has to the later requests: path, headers and body', () => {
    const sequence = sequenceOf([
      step({ path: '/login' }, { token: { from: 'json', path: '$.user.token' } }),
      step({ path: '/list?t={{token}}', headers: { Authorization: 'Bearer {{token}}' } }),
      step({ method: 'POST', body: '{"t":"{{token}}","n":{{index}}}' }),
    ]);
    expect(sequence.accept(answer({ user: { token: 'a/b ä' } }))).toBeNull();
    expect(sequence.request()).toMatchObject({
      path: '/list?t=a%2Fb%20%C3%A4',
      headers: { Authorization: 'Bearer a/b %C3%A4' },
    });
    expect(sequence.accept(answer(''))).toBeNull();
    expect(sequence.request().body).toBe('{"t":"a/b ä","n":4}');
    expect(sequence.isOver).toBe(false);
    expect(sequence.accept(answer(''))).toBeNull();
    expect(sequence.isOver).toBe(true);
  });

  it.each([
    ['$.id', { id: 7 }, '7'],
    ['$.ok', { ok: false }, 'false'],
    ['$.items[1].id', { items: [{ id: 'a' }, { id: 'b' }] }, 'b'],
    ['$..id', { items: [{ id: 'a' }, { id: 'b' }] }, 'a'],
    ['$.all', { all: { x: [1] } }, '{"x":[1]}'],
    ['$.id', '{"id":"\\ud800"}', '\ufffd'],
  ])('captures %s', (path, body, value) => {
    expect(captureOf(path, body)).toBe(value);
  });

  it.each([
    ['$.id', { other: 7 }],
    ['$.id', { id: null }],
    ['$.id', { id: '' }],
    ['$.id', 'no JSON'],
  ])('finds nothing at %s in %j', (path, body) => {
    expect(captureOf(path, body)).toEqual({ missing: path });
  });

  it('goes where a Location header says, on the target itself', () => {
    const paths = ['/orders/7?x=1', 'http://172.18.0.2:8000/orders/7?x=1', '//elsewhere/orders/7?x=1'].map(
      (to) => {
        const capture: Capture = { from: 'header', name: 'location' };
        const sequence = sequenceOf([step({}, { to: capture }), step({ path: '{{to}}&y={{to}}' })]);
        expect(sequence.accept(answer('', { location: to }))).toBeNull();
        return sequence.request().path.replace(/&y=.*/, '');
      },
    );
    expect(paths).toEqual(Array(3).fill('/orders/7?x=1'));
  });

  it('captures a cookie of this answer, and of an earlier one where cookies are kept', () => {
    const csrf: Capture = { from: 'cookie', name: 'csrftoken' };
    const steps = [step({}), step({}, { csrf }), step({ headers: { 'X-CSRFToken': '{{csrf}}' } })];
    const sequence = sequenceOf(steps, true);
    expect(sequence.accept(answer('', {}, ['csrftoken=abc; Path=/', 'sessionid=s']))).toBeNull();
    expect(sequence.request().headers).toEqual({ Cookie: 'csrftoken=abc; sessionid=s' });
    expect(sequence.accept(answer(''))).toBeNull();
    expect(sequence.request().headers).toEqual({
      'X-CSRFToken': 'abc',
      Cookie: 'csrftoken=abc; sessionid=s',
    });
    const without = sequenceOf(steps);
    without.accept(answer('', {}, ['csrftoken=abc']));
    expect(without.request().headers).toEqual({});
    expect(without.accept(answer(''))).toBe('cookie.csrftoken');
  });

  it("sends a request's own cookies, too", () => {
    const sequence = sequenceOf([step({}), step({ headers: { cookie: 'lang=de' } })], true);
    sequence.accept(answer('', {}, ['a=1']));
    expect(sequence.request().headers).toEqual({ cookie: 'lang=de; a=1' });
  });
});
