import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { checkBody } from '../../../src/load/check.js';
import { decoded } from '../../../src/load/encoding.js';

const TEXT = Buffer.from('{"a":[1,2,3]}'.repeat(20));
const MOST = 1_000;

describe('a decoded body', () => {
  it.each([
    [undefined, TEXT],
    ['identity', TEXT],
    ['gzip', gzipSync(TEXT)],
    ['X-GZip', gzipSync(TEXT)],
    ['deflate', deflateSync(TEXT)],
    ['br', brotliCompressSync(TEXT)],
    ['br, gzip', gzipSync(brotliCompressSync(TEXT))],
  ])('is what was packed with %s', (encoding, body) => {
    expect(decoded(body, encoding, MOST)).toEqual(TEXT);
  });

  it('is empty where there is none, whatever its header', () => {
    expect(decoded(Buffer.alloc(0), 'gzip', MOST)).toEqual(Buffer.alloc(0));
  });

  it.each([
    ['gzip', TEXT],
    ['gzip', gzipSync(TEXT).subarray(0, 20)],
    ['compress', TEXT],
    ['gzip', gzipSync(Buffer.alloc(MOST + 1))],
  ])('is none where %s was not, or it is too large', (encoding, body) => {
    expect(decoded(body, encoding, MOST)).toBeNull();
  });
});

describe('the check of a packed body', () => {
  const body = gzipSync('{"a":1}');
  const answer = { body, content: Buffer.from('{"a":1}') };
  const expectation = { status: null, headers: {}, body: null };

  it('looks at what is in it, and at its size on the wire', () => {
    expect(checkBody(answer, { ...expectation, body: '{"a":1}', matches: 'a', json: { a: 1 } })).toBeNull();
    const size = { from: body.length, to: body.length };
    expect(checkBody(answer, { ...expectation, size })).toBeNull();
    expect(checkBody(answer, { ...expectation, size: { from: 7, to: 7 } })).toContain('found ');
  });

  it('is not content with one that is not what its header says', () => {
    const text = { ...expectation, body: '{"a":1}' };
    expect(checkBody({ body, content: null }, text)).toContain('Content-Encoding');
    expect(checkBody({ body, content: null }, expectation)).toBeNull();
  });
});
