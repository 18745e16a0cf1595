import { afterEach, describe, expect, it } from 'vitest';
import { latencyIsPossible, NO_FAILURES, round } from '../../support/load.js';
import {
  answering,
  BODY,
  chunked,
  closing,
  dripping,
  promisingToClose,
  startServer,
  type TestServer,
  untilClose,
  withInterim,
} from '../../support/servers.js';

let server: TestServer | undefined;
afterEach(() => server?.close());

async function loaded(started: Promise<TestServer>, changes: Parameters<typeof round>[1] = {}) {
  server = await started;
  const result = await round(server.url, changes);
  return { result, server };
}

describe('right answers in every form', () => {
  it.each([
    ['with a length', () => answering()],
    ['chunked, in pieces, with a trailer', () => chunked()],
    ['byte by byte', () => dripping()],
    ['after an interim answer', () => withInterim()],
  ])('%s: all counted, over the connections that were opened', async (_, start) => {
    const { result, server } = await loaded(start(), { trimMs: 0 });
    expect(result.failures).toEqual(NO_FAILURES);
    expect(result.requests).toBeGreaterThan(0);
    expect(result.requests).toBeLessThanOrEqual(server.requests());
    expect(result.connectionsOpened).toBe(4);
    expect(server.connections()).toBe(4);
  });

  it('of a HEAD request, whose length is that of a body that does not come', async () => {
    const { result, server } = await loaded(
      startServer({
        onRequest: (socket) => {
          socket.write('HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n');
        },
      }),
      { method: 'HEAD', expectBody: '', trimMs: 0 },
    );
    expect(result.failures).toEqual(NO_FAILURES);
    expect(result.requests).toBeGreaterThan(0);
    expect(server.connections()).toBe(4);
  });

  it('of a POST with a body', async () => {
    const heads: string[] = [];
    const { result } = await loaded(
      startServer({
        onRequest: (socket, _, request) => {
          heads.push(request);
          socket.write(`HTTP/1.1 201 Created\r\nContent-Length: ${BODY.length}\r\n\r\n${BODY}`);
        },
      }),
      { method: 'POST', headers: { 'Content-Type': 'text/plain' }, body: 'one two' },
    );
    expect(result.failures).toEqual(NO_FAILURES);
    expect(new Set(heads).size).toBe(1);
    expect(heads[0]).toMatch(/^POST \/ HTTP\/1\.1\r\n(.+\r\n)*Content-Length: 7\r\n\r\none two$/);
  });

  it('of megabytes, compared byte by byte', async () => {
    const body = 'abcdefgh'.repeat(250_000);
    const expectBody = Buffer.from(body).toString('base64');
    const { result } = await loaded(answering({ body }), { expectBody, connections: 2 });
    expect(result.failures).toEqual(NO_FAILURES);
    expect(result.requests).toBeGreaterThan(0);
    expect(
      (await round(server?.url ?? '', { expectBody: `${expectBody.slice(0, -4)}aGZn` })).failures.wrongBody,
    ).toBeGreaterThan(0);
  });

  it('whose body nobody checks', async () => {
    const { result } = await loaded(answering({ body: 'anything' }), { expectBody: null });
    expect(result.failures).toEqual(NO_FAILURES);
    expect(result.requests).toBeGreaterThan(0);
  });
});

describe('servers that close connections', () => {
  const changes = { connections: 2, durationMs: 500, trimMs: 0 };

  it.each([
    ['each one, and say so', { announced: true, every: 1 }],
    ['every third answer, and say so', { announced: true, every: 3 }],
    ['as HTTP/1.0 does', { announced: false, every: 1, version: '1.0' as const }],
    ['after three answers, with HTTP/1.0', { announced: true, every: 3, version: '1.0' as const }],
  ])('%s: nothing fails, latencies are right, reconnections are counted', async (_, how) => {
    // HTTP/1.0 closes after each answer that does not say otherwise.
    const { result, server } = await loaded(closing({ ...how, delayMs: 5 }), changes);
    expect(result.failures).toEqual(NO_FAILURES);
    expect(result.requests).toBeGreaterThan(2);
    expect(result.connectionsOpened).toBe(server.connections());
    // Each connection brought `every` answers, but for those that were open at the end, and one more was opened ahead.
    expect(server.connections()).toBeGreaterThanOrEqual(Math.ceil(server.requests() / how.every));
    expect(server.connections()).toBeLessThanOrEqual(Math.floor(server.requests() / how.every) + 2 * 2);
    expect(latencyIsPossible(result, changes)).toBe(true);
    expect(result.latencyUs.min).toBeGreaterThan(3_000);
  });

  it('and do not say so: the request that is lost is counted, and later latencies are right', async () => {
    const { result, server } = await loaded(closing({ announced: false, every: 2, delayMs: 5 }), changes);
    const { failures } = result;
    expect(failures).toEqual({ ...NO_FAILURES, reset: failures.reset });
    expect(failures.reset).toBeGreaterThan(0);
    expect(result.requests).toBeGreaterThan(2);
    expect(result.connectionsOpened).toBe(server.connections());
    expect(latencyIsPossible(result, changes)).toBe(true);
    expect(result.latencyUs.min).toBeGreaterThan(3_000);
  });

  it.each(['1.0', '1.1'] as const)('to end a body (HTTP/%s)', async (version) => {
    const { result, server } = await loaded(untilClose(version), changes);
    expect(result.failures).toEqual(NO_FAILURES);
    expect(result.requests).toBeGreaterThan(2);
    expect(server.connections()).toBeGreaterThanOrEqual(server.requests());
    expect(latencyIsPossible(result, changes)).toBe(true);
  });

  it('say that they will, and do not: each answer costs a connection all the same', async () => {
    const { result, server } = await loaded(promisingToClose(), { ...changes, durationMs: 200 });
    expect(result.failures).toEqual(NO_FAILURES);
    expect(server.connections()).toBeGreaterThanOrEqual(server.requests());
  });
});
