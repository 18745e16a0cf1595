import { afterEach, describe, expect, it } from 'vitest';
import { latencyIsPossible, NO_FAILURES, round } from '../../support/load.js';
import {
  answering,
  answeringTwice,
  answerText,
  BODY,
  breakingOff,
  deaf,
  notHttp,
  refusedPort,
  sayingTooLittle,
  silent,
  slammingTheDoor,
  startServer,
  type TestServer,
} from '../../support/servers.js';

let server: TestServer | undefined;
afterEach(() => server?.close());

async function loaded(started: Promise<TestServer>, changes: Parameters<typeof round>[1] = {}) {
  server = await started;
  const result = await round(server.url, changes);
  return { result, server, failures: result.failures };
}

describe('failures are counted by kind and never as throughput', () => {
  it.each([
    ['500 Internal Server Error', null],
    ['302 Found', null],
    ['200 OK', 404],
  ])('a wrong status: %s where %s is expected', async (status, expectStatus) => {
    const { result, server } = await loaded(answering({ status }), { expectStatus });
    expect(result).toMatchObject({
      requests: 0,
      rps: 0,
      failures: { ...NO_FAILURES, non2xx: server.requests() },
    });
    expect(server.requests()).toBeGreaterThan(0);
    expect(result.connectionsOpened).toBe(4);
  });

  it.each([
    ['of another length', 'Hello'],
    ['of the right length', 'Hello, world!'],
    ['that is too long', `${BODY}!`],
    ['that is empty', ''],
  ])('a wrong body %s', async (_, body) => {
    const { result, server } = await loaded(answering({ body }));
    expect(result).toMatchObject({
      requests: 0,
      rps: 0,
      failures: { ...NO_FAILURES, wrongBody: server.requests() },
    });
    expect(server.requests()).toBeGreaterThan(0);
  });

  it('takes the expected status for right, even when it is no 2xx', async () => {
    const { result } = await loaded(answering({ status: '404 Not Found' }), { expectStatus: 404 });
    expect(result.failures).toEqual(NO_FAILURES);
    expect(result.requests).toBeGreaterThan(0);
  });

  it('a port that refuses: tried again with pauses, not in a spin', async () => {
    const port = await refusedPort();
    const result = await round(`http://127.0.0.1:${port}/`, { connections: 2, durationMs: 500 });
    expect(result).toMatchObject({ requests: 0, rps: 0, connectionsOpened: 0 });
    expect(result.failures).toEqual({ ...NO_FAILURES, refused: result.failures.refused });
    // Pauses of 10, 20, 40, 80, 160 and 250 ms: seven attempts in the 520 ms, for each of two connections.
    expect(result.failures.refused).toBeGreaterThan(0);
    expect(result.failures.refused).toBeLessThanOrEqual(2 * 7);
  });

  it('connections that are closed as soon as they are accepted: with pauses too', async () => {
    const { failures, result, server } = await loaded(slammingTheDoor(), { connections: 2, durationMs: 500 });
    expect(result).toMatchObject({ requests: 0, rps: 0 });
    expect(failures).toEqual({ ...NO_FAILURES, reset: failures.reset });
    expect(server.connections()).toBeLessThanOrEqual(2 * 7);
  });

  it('answers that are reset in the middle', async () => {
    const { failures, result, server } = await loaded(breakingOff('reset'));
    expect(result).toMatchObject({ requests: 0, rps: 0 });
    expect(failures).toEqual({ ...NO_FAILURES, reset: server.requests() });
    expect(failures.reset).toBeGreaterThan(0);
  });

  it('answers that are cut off in the middle: what comes next is not parsed as their rest', async () => {
    const changes = { connections: 2, durationMs: 500 };
    const { failures, result, server } = await loaded(breakingOff('close', 3), changes);
    expect(failures).toEqual({ ...NO_FAILURES, reset: failures.reset });
    expect(failures.reset).toBe(Math.floor(server.requests() / 3));
    expect(result.requests).toBeGreaterThan(0);
    expect(result.connectionsOpened).toBe(server.connections());
    expect(latencyIsPossible(result, changes)).toBe(true);
  });

  it('answers that hang in the middle', async () => {
    const { failures, result, server } = await loaded(breakingOff('hang'), { timeoutMs: 150 });
    expect(result).toMatchObject({ requests: 0, rps: 0 });
    expect(failures).toEqual({ ...NO_FAILURES, timeout: server.requests() });
    expect(failures.timeout).toBeGreaterThanOrEqual(4);
  });

  it.each([
    ['reads requests and never answers', silent],
    ['accepts connections and says nothing', deaf],
  ])('a server that %s: each request times out by itself, after the round if need be', async (_, start) => {
    const { failures, result } = await loaded(start(), { connections: 3, durationMs: 200, timeoutMs: 300 });
    expect(result).toMatchObject({ requests: 0, rps: 0, latencyUs: { mean: 0, max: 0 } });
    expect(failures).toEqual({ ...NO_FAILURES, timeout: 3 });
  });

  it('time-outs in the middle of a round: as many as there is time for, on new connections', async () => {
    const { failures, result, server } = await loaded(silent(), {
      connections: 2,
      durationMs: 350,
      timeoutMs: 100,
    });
    expect(failures).toEqual({ ...NO_FAILURES, timeout: server.requests() });
    expect(failures.timeout).toBeGreaterThanOrEqual(4);
    expect(result.connectionsOpened).toBe(server.connections());
  });

  it('another protocol', async () => {
    const { failures, result } = await loaded(notHttp(), { connections: 2 });
    expect(result).toMatchObject({ requests: 0, rps: 0 });
    expect(failures).toEqual({ ...NO_FAILURES, other: failures.other });
    expect(failures.other).toBeGreaterThanOrEqual(2);
  });

  it('an answer that nobody asked for: not taken for the next one', async () => {
    const { failures, result, server } = await loaded(answeringTwice(), { connections: 2, trimMs: 0 });
    expect(failures).toEqual({ ...NO_FAILURES, other: failures.other });
    expect(failures.other).toBeGreaterThan(0);
    expect(result.requests).toBeLessThanOrEqual(server.requests());
  });

  it('the beginning of an answer that nobody asked for, and its end later', async () => {
    const half = answerText().length / 2;
    const { failures, result, server } = await loaded(
      startServer({
        onRequest: async (socket) => {
          socket.write(answerText() + answerText().slice(0, half));
          await new Promise((resolve) => setTimeout(resolve, 5));
          if (socket.writable) socket.write(answerText().slice(half));
        },
      }),
      { connections: 2, trimMs: 0 },
    );
    // One right answer a connection, then what nobody asked for, unless the round has ended.
    expect(failures).toEqual({ ...NO_FAILURES, other: failures.other });
    expect(failures.other).toBeGreaterThanOrEqual(result.connectionsOpened - 2);
    expect(result.requests).toBeGreaterThan(0);
    expect(result.requests).toBeLessThanOrEqual(server.connections());
  });

  it('an answer that is longer than it says: its end is not taken for the next one', async () => {
    const { failures, result } = await loaded(sayingTooLittle(), { connections: 2 });
    expect(result.requests).toBe(0);
    expect(failures.wrongBody).toBeGreaterThan(0);
    expect(failures.other).toBeGreaterThan(0);
    expect(failures).toMatchObject({ refused: 0, reset: 0, timeout: 0, non2xx: 0 });
  });
});
