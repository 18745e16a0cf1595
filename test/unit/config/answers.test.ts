import { describe, expect, it } from 'vitest';
import { file, messagesOf, onlyScenario, onlyTarget, parse } from './helpers.js';

const expectation = (text: string) => onlyScenario({ scenario: `expect: ${text}` }).expect;
const PLAIN = { status: null, headers: {}, body: null };

describe('what a scenario expects of a body', () => {
  it('can be nothing', () => {
    expect(expectation('{ body: any }')).toEqual({ ...PLAIN, anyBody: true });
    expect(expectation('{ body: any, matches: ^any$ }')).toMatchObject({ anyBody: true, matches: '^any$' });
  });

  it('can leave parts of it out', () => {
    expect(expectation('{ ignore: $.exp }')).toEqual({ ...PLAIN, ignore: ['$.exp'] });
    expect(expectation('{ json: { a: 1 }, ignore: [$.exp, "$.items[*].id"] }')).toMatchObject({
      json: { a: 1 },
      ignore: ['$.exp', '$.items[*].id'],
    });
  });

  it('can be a pattern, and a size or a range of them', () => {
    expect(expectation('{ matches: "^port \\\\d+$" }')).toEqual({ ...PLAIN, matches: '^port \\d+$' });
    expect(expectation('{ size: 120 }')).toEqual({ ...PLAIN, size: { from: 120, to: 120 } });
    expect(expectation('{ size: 4k }').size).toEqual({ from: 4096, to: 4096 });
    expect(expectation('{ size: { from: 100, to: 2k } }').size).toEqual({ from: 100, to: 2048 });
    expect(expectation('{ size: { from: 1 } }').size).toEqual({ from: 1, to: null });
    expect(expectation('{ size: { to: 9 } }').size).toEqual({ from: 0, to: 9 });
  });

  it('has no member that was not given, so that digests stay what they were', () => {
    expect(Object.keys(expectation('{ status: 200 }')).sort()).toEqual(['body', 'headers', 'status']);
  });

  it.each([
    ['{ body: any, json: 1 }', '"body" and "json" are both there: choose one'],
    ['{ body: x, ignore: $.a }', '"body" and "ignore" are both there'],
    ['{ ignore: exp }', '"exp" is no JSONPath: '],
    ['{ ignore: ["$.a["] }', 'ignore[0]: "$.a[" is no JSONPath: '],
    ['{ matches: "(a" }', '"(a" is no regular expression: Unterminated group'],
    [`{ matches: ${'x'.repeat(1_001)} }`, 'a regular expression of at most 1000 characters'],
    ['{ size: many }', '"many" is no size'],
    ['{ size: 17m }', 'is out of range: 0 to 16m'],
    ['{ size: { from: 9, to: 8 } }', 'no body has at least 9 and at most 8 bytes'],
    ['{ size: { min: 9 } }', 'unknown key "min" in scenarios.root.expect.size'],
  ])('refuses %s', (text, message) => {
    expect(messagesOf(file({ scenario: `expect: ${text}` })).join('\n')).toContain(message);
  });
});

describe('headers for all', () => {
  const top = 'headers: { Host: shop.example.com, X-Count: 010 }\n';
  const all = { Host: 'shop.example.com', 'X-Count': '010' };

  it('go with every scenario and with the readiness request', () => {
    expect(onlyScenario({ top }).request.headers).toEqual(all);
    expect(onlyTarget({ top, target: 'ready: GET /healthz' }).ready?.headers).toEqual(all);
  });

  it("give way to a request's own, in whatever case", () => {
    const own = '{ path: /, headers: { host: other, Accept: x } }';
    const headers = { 'X-Count': '010', host: 'other', Accept: 'x' };
    expect(onlyTarget({ top, target: `ready: ${own}` }).ready?.headers).toEqual(headers);
    const text = `targets: { app: { build: ., port: 80 } }\nscenarios: { a: { request: ${own} } }\n${top}`;
    expect(messagesOf(text)).toEqual([]);
  });

  it('do not reach services, which are other hosts', () => {
    const services = 'services: { db: { image: x, port: 1, ready: GET /health } }\n';
    expect(parse({ top: top + services }).services[0]?.ready).toMatchObject({ request: { headers: {} } });
  });

  it.each([
    ['headers: { Connection: close }', 'header "Connection" belongs to the connection'],
    ['headers: { "a b": c }', 'a header name such as Accept'],
    ['headers: { a: 1, A: 2 }', 'header A is there twice'],
  ])('refuse %s', (line, message) => {
    expect(messagesOf(file({ top: `${line}\n` })).join('\n')).toContain(message);
  });
});
