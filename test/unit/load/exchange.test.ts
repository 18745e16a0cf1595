import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BodyRule } from '../../../src/load/body-rule.js';
import { Exchange } from '../../../src/load/exchange.js';
import { prepare } from '../../../src/load/prepare.js';
import { loadJob } from '../../support/load.js';

function verdictOf(
  expected: Uint8Array | null,
  pieces: readonly Uint8Array[],
  status = 200,
  expectStatus: number | null = null,
) {
  const expectBody = expected === null ? null : Buffer.from(expected).toString('base64');
  const exchange = new Exchange(prepare(loadJob('http://127.0.0.1/', { expectBody, expectStatus })));
  exchange.insertRequest();
  exchange.setHead(status, []);
  for (const piece of pieces) exchange.addBody(Buffer.from(piece));
  exchange.terminateRequest();
  return exchange.accept();
}

const bytes = (text: string) => new TextEncoder().encode(text);

describe('an exchange', () => {
  it('finds any body right that is the expected one, however it is cut, and no other', () => {
    const body = fc.uint8Array({ maxLength: 60 });
    fc.assert(
      fc.property(body, body, fc.array(fc.nat(60), { maxLength: 6 }), (expected, found, cuts) => {
        const ends = [...cuts, found.length]
          .map((cut) => Math.min(cut, found.length))
          .toSorted((a, b) => a - b);
        const pieces = ends.map((end, at) => found.slice(ends[at - 1] ?? 0, end));
        const right = Buffer.from(expected).equals(Buffer.from(found));
        expect(verdictOf(expected, pieces)).toBe(right ? null : 'wrongBody');
        expect(verdictOf(found, pieces)).toBeNull();
      }),
    );
  });

  it('finds a wrong byte, a missing one and one too many', () => {
    expect(verdictOf(bytes('abc'), [bytes('abd')])).toBe('wrongBody');
    expect(verdictOf(bytes('abc'), [bytes('ab')])).toBe('wrongBody');
    expect(verdictOf(bytes('abc'), [bytes('abc'), bytes('d')])).toBe('wrongBody');
    expect(verdictOf(bytes('abc'), [])).toBe('wrongBody');
    expect(verdictOf(bytes(''), [])).toBeNull();
  });

  it('looks at no body where none is expected', () => {
    expect(verdictOf(null, [bytes('whatever')])).toBeNull();
  });

  it('finds a size wrong that is not the expected one, whatever the body is', () => {
    const sized = (expectSize: { from: number; to: number | null }, text: string) => {
      const load = prepare(loadJob('http://127.0.0.1/', { expectBody: null, expectSize }));
      const exchange = new Exchange(load);
      exchange.insertRequest();
      exchange.setHead(200, []);
      exchange.addBody(Buffer.from(text));
      exchange.terminateRequest();
      return exchange.accept();
    };
    expect(sized({ from: 2, to: 3 }, 'a')).toBe('wrongBody');
    expect(sized({ from: 2, to: 3 }, 'ab')).toBeNull();
    expect(sized({ from: 2, to: 3 }, 'abc')).toBeNull();
    expect(sized({ from: 2, to: 3 }, 'abcd')).toBe('wrongBody');
    expect(sized({ from: 1, to: null }, '')).toBe('wrongBody');
    expect(sized({ from: 1, to: null }, 'x'.repeat(99))).toBeNull();
  });

  describe('holds a body with other bytes to a rule', () => {
    const known = '{"a":1,"exp":1}';
    const part = '[{"a":1}]';
    const ruled = (expectRule: BodyRule, expectBody: string | null = known) =>
      new Exchange(
        prepare(
          loadJob('http://127.0.0.1/', {
            expectBody: expectBody === null ? null : Buffer.from(expectBody).toString('base64'),
            expectRule,
          }),
        ),
      );
    const ask = (exchange: Exchange, pieces: readonly (string | Buffer)[], headers: string[] = []) => {
      exchange.insertRequest();
      exchange.setHead(200, headers);
      for (const piece of pieces) exchange.addBody(Buffer.from(piece));
      exchange.terminateRequest();
      return exchange.accept();
    };
    const ignoring = { expect: { body: null, ignore: ['$.exp'] }, part };

    it.each<[string, BodyRule, string | null, readonly string[], string | null]>([
      ['another part that is ignored', ignoring, known, ['{"a":1,"exp":2}'], null],
      ['the same, in pieces', ignoring, known, ['{"a":1', ',"exp":', '2}'], null],
      ['another part that is not', ignoring, known, ['{"a":2,"exp":1}'], 'wrongBody'],
      ['the same, in pieces', ignoring, known, ['{"a":', '2,"exp"', ':1}'], 'wrongBody'],
      ['a body that ends early', ignoring, known, ['{"a":1'], 'wrongBody'],
      ['no body', ignoring, known, [], 'wrongBody'],
      ['what it matches', { expect: { body: null, matches: '^a+$' }, part: null }, 'a', ['aaa'], null],
      ['what it does not', { expect: { body: null, matches: '^a+$' }, part: null }, 'a', ['ab'], 'wrongBody'],
      [
        'that of nobody',
        { expect: { body: null, matches: '^a+$' }, part: null },
        null,
        ['a', 'b'],
        'wrongBody',
      ],
      ['JSON', { expect: { body: null, json: [1] }, part: null }, '[1]', ['[ 1 ]'], null],
      ['other JSON', { expect: { body: null, json: [1] }, part: null }, '[1]', ['[2]'], 'wrongBody'],
      ['a text', { expect: { body: 'a' }, part: null }, 'a', ['b'], 'wrongBody'],
    ])('%s', (_, rule, expectBody, pieces, wrong) => {
      expect(ask(ruled(rule, expectBody), pieces)).toBe(wrong);
    });

    it('without its Content-Encoding', () => {
      const packed = (text: string, level: number) => gzipSync(text.repeat(50), { level });
      const encoded = ['Content-Encoding', 'gzip'];
      for (const rule of [
        { expect: { body: 'ab'.repeat(50) }, part: null },
        { expect: { body: null }, part: 'ab'.repeat(50) },
      ]) {
        expect(ask(ruled(rule, null), [packed('ab', 9)], encoded)).toBeNull();
        expect(ask(ruled(rule, null), [packed('ac', 9)], encoded)).toBe('wrongBody');
        expect(ask(ruled(rule, null), ['ac'], encoded)).toBe('wrongBody');
      }
    });

    it('and looks at no more bodies than there is time for, but at all whose bytes are known', () => {
      const exchange = ruled(ignoring);
      const big = `{"a":1,"more":"${'x'.repeat(400_000)}"}`;
      expect(ask(exchange, [big])).toBe('wrongBody');
      const taken = Array.from({ length: 50 }, () => ask(exchange, [big]));
      // Reading takes far longer than asking here.
      expect(taken.filter((wrong) => wrong === null).length).toBeGreaterThan(0);
      expect(ask(exchange, [known])).toBeNull();
    });
  });

  it('looks at the status first', () => {
    expect(verdictOf(bytes('abc'), [bytes('x')], 500)).toBe('non2xx');
    expect(verdictOf(null, [], 204)).toBeNull();
    expect(verdictOf(null, [], 302)).toBe('non2xx');
    expect(verdictOf(null, [], 404, 404)).toBeNull();
    expect(verdictOf(null, [], 200, 404)).toBe('non2xx');
  });

  it('forgets the body of the answer before', () => {
    const expectBody = Buffer.from('abc').toString('base64');
    const exchange = new Exchange(prepare(loadJob('http://127.0.0.1/', { expectBody })));
    for (const [piece, verdict] of [
      ['abd', 'wrongBody'],
      ['abc', null],
    ] as const) {
      exchange.insertRequest();
      exchange.setHead(200, []);
      exchange.addBody(Buffer.from(piece));
      exchange.terminateRequest();
      expect(exchange.accept()).toBe(verdict);
    }
  });

  it('tells a request that was given up from none', () => {
    const exchange = new Exchange(prepare(loadJob('http://127.0.0.1/')));
    exchange.clear();
    expect(exchange).toMatchObject({ inFlight: false, timedOut: false });
    exchange.insertRequest();
    exchange.clear();
    expect(exchange).toMatchObject({ inFlight: false, timedOut: true });
  });
});
