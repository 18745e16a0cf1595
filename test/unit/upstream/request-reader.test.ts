import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Incoming, RequestReader } from '../../../src/upstream/request-reader.js';

/** Everything that is read from a text that comes in the given pieces. */
function read(text: string, cuts: readonly number[] = []): Incoming[] {
  const reader = new RequestReader();
  const ends = [...cuts.filter((cut) => cut < text.length), text.length].toSorted((a, b) => a - b);
  return ends.flatMap((end, at) => [
    ...reader.push(Buffer.from(text.slice(ends[at - 1] ?? 0, end), 'latin1')),
  ]);
}

const call = (changes = {}) => ({
  call: { method: 'GET', target: '/', keepAlive: true, isHttp10: false, ...changes },
});
const GET = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n';

describe('the request reader', () => {
  it.each([
    ['a request', GET, [call()]],
    ['one without headers', 'GET /a?b=c HTTP/1.1\r\n\r\n', [call({ target: '/a?b=c' })]],
    ['several at once', GET + GET, [call(), call()]],
    ['an empty line before a request', `\r\n${GET}`, [call()]],
    ['Connection: close', 'GET / HTTP/1.1\r\nCONNECTION:  Close \r\n\r\n', [call({ keepAlive: false })]],
    [
      'close among others',
      'GET / HTTP/1.1\r\nConnection: x\r\nConnection: close\r\n\r\n',
      [call({ keepAlive: false })],
    ],
    ['HTTP/1.0', 'GET / HTTP/1.0\r\n\r\n', [call({ keepAlive: false, isHttp10: true })]],
    ['HTTP/1.0 that stays', 'GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n', [call({ isHttp10: true })]],
    [
      'a body',
      `POST / HTTP/1.1\r\nContent-Length: 30\r\n\r\n${'GET / HTTP/1.1\r\n\r\n'.padEnd(30)}${GET}`,
      [call({ method: 'POST' }), call()],
    ],
    [
      'a chunked body',
      `PUT / HTTP/1.1\r\nTransfer-Encoding: Chunked\r\n\r\n5;a=b\r\nab\r\nc\r\n1F\r\n${'x'.repeat(31)}\r\n0\r\nT: 1\r\n\r\n${GET}`,
      [call({ method: 'PUT' }), call()],
    ],
    [
      'a client that waits for leave',
      'POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nab',
      [{ expects: '100-continue' }, call({ method: 'POST' })],
    ],
    ['leave to send nothing', 'GET / HTTP/1.1\r\nExpect: 100-continue\r\n\r\n', [call()]],
  ])('reads %s', (_, text, expected) => {
    expect(read(text)).toEqual(expected);
    fc.assert(
      fc.property(fc.array(fc.nat(text.length), { maxLength: 12 }), (cuts) => {
        expect(read(text, cuts)).toEqual(expected);
      }),
    );
    expect(
      read(
        text,
        Array.from(text, (_letter, at) => at),
      ),
    ).toEqual(expected);
  });

  it.each([
    ['no HTTP', 'hello\r\n\r\n', 400],
    ['HTTP/2', 'GET / HTTP/2.0\r\n\r\n', 400],
    ['TLS', '\x16\x03\x01\x02\x00\x01\r\n\r\n', 400],
    ['a line without a name', 'GET / HTTP/1.1\r\n: x\r\n\r\n', 400],
    ['a length that is none', 'POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n', 400],
    ['two lengths', 'POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n', 400],
    [
      'a length and chunks',
      'POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
      400,
    ],
    ['another coding', 'POST / HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n\r\n', 501],
    ['a chunk without a size', 'POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n', 400],
    [
      'a chunk that is longer than it said',
      'POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n',
      400,
    ],
    ['a head without an end', `GET / HTTP/1.1\r\nA: ${'x'.repeat(70_000)}`, 431],
    [
      'a chunk line without an end',
      `POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n${'0'.repeat(5_000)}`,
      400,
    ],
  ])('says what is wrong with %s, and reads no more', (_, text, status) => {
    const found = read(text + GET);
    expect(found).toEqual([{ wrong: expect.stringMatching(/./), status }]);
  });

  it('says nothing of half a request', () => {
    expect(read(GET.slice(0, -1))).toEqual([]);
    expect(read('POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nab')).toEqual([]);
  });

  it('never throws, and never reads more requests than there is room for', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 5 }), (pieces) => {
        const reader = new RequestReader();
        const found = pieces.flatMap((piece) => [...reader.push(Buffer.from(piece))]);
        expect(found.length).toBeLessThanOrEqual(1000 / 18);
      }),
    );
  });
});
