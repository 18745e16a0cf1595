import { describe, expect, it } from 'vitest';
import { checkJob, encodeRequest, prepare } from '../../../src/load/prepare.js';
import { loadJob } from '../../support/load.js';

const URL_ = 'http://127.0.0.1:8080/';

describe('encodeRequest', () => {
  const encode = (changes: Parameters<typeof loadJob>[1], url = URL_) =>
    encodeRequest(loadJob(url, changes)).toString();

  it('asks for path and query, with the headers that HTTP wants', () => {
    expect(encode({}, 'http://127.0.0.1:8080/a/b?c=d&e=%20')).toBe(
      'GET /a/b?c=d&e=%20 HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nConnection: keep-alive\r\n\r\n',
    );
  });

  it('sends the length of a body in bytes, not in characters', () => {
    expect(encode({ method: 'POST', headers: { 'Content-Type': 'text/xml' }, body: '<ä/>' })).toBe(
      'POST / HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nConnection: keep-alive\r\n' +
        'Content-Type: text/xml\r\nContent-Length: 5\r\n\r\n<ä/>',
    );
  });

  it.each(['POST', 'PUT', 'PATCH'])('says that a %s without a body has none', (method) => {
    expect(encode({ method })).toContain('\r\nContent-Length: 0\r\n');
  });

  it.each(['GET', 'HEAD', 'DELETE'])('says nothing of a body with %s', (method) => {
    expect(encode({ method })).not.toContain('Content-Length');
  });

  it('leaves to the scenario what it says itself, whatever its case', () => {
    const headers = { HOST: 'example.test', connection: 'close', 'content-length': '3' };
    expect(encode({ method: 'POST', headers, body: 'abc' })).toBe(
      'POST / HTTP/1.1\r\nHOST: example.test\r\nconnection: close\r\ncontent-length: 3\r\n\r\nabc',
    );
  });
});

describe('prepare', () => {
  it('takes an address apart', () => {
    expect(prepare(loadJob('http://172.18.0.2:5000/x'))).toMatchObject({
      ...{ hostname: '172.18.0.2', port: 5000, host: '172.18.0.2:5000', steps: [{ isHead: false }] },
    });
    expect(prepare(loadJob('http://[::1]/x', { method: 'HEAD', expectBody: null }))).toMatchObject({
      ...{ hostname: '::1', port: 80, host: '[::1]', steps: [{ isHead: true, expectBody: null }] },
    });
  });

  it('keeps the bytes of a body that is no text', () => {
    const bytes = Buffer.from([0, 255, 254, 128, 13, 10]);
    expect(prepare(loadJob(URL_, { expectBody: bytes.toString('base64') })).steps[0].expectBody).toEqual(
      bytes,
    );
  });
});

describe('checkJob', () => {
  it('takes a job that can be run', () => {
    expect(checkJob(loadJob(URL_))).toBeNull();
    expect(checkJob(loadJob(URL_, { trimMs: 0 }))).toBeNull();
  });

  it.each([
    [{ url: 'https://127.0.0.1/' }, 'must be an http URL, not "https://127.0.0.1/"'],
    [{ url: '/text' }, 'must be an http URL'],
    [{ connections: 0 }, 'whole number from 1 to 50000, not 0'],
    [{ connections: 1.5 }, 'not 1.5'],
    [{ connections: Number.NaN }, 'not NaN'],
    [{ durationMs: 0 }, 'duration must be more than 0'],
    [{ durationMs: Number.NaN }, 'duration must be more than 0'],
    [{ durationMs: 4_000_000 }, 'at most 3600000 ms'],
    [{ timeoutMs: -1 }, 'time-out must be more than 0'],
    [{ durationMs: 400, trimMs: 200 }, 'nothing is left of a round of 400 ms when 200 ms are cut'],
    [{ trimMs: -1 }, 'nothing is left'],
    [{ startAtNs: 'soon' }, 'must be a time in ns, not soon'],
  ])('refuses %o', (changes, message) => {
    expect(checkJob({ ...loadJob(URL_), ...changes })).toContain(message);
  });
});
