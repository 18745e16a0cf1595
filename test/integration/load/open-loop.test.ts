import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { NO_FAILURES, round } from '../../support/load.js';
import { answering, answerText, closing, startServer, type TestServer } from '../../support/servers.js';

let server: TestServer | undefined;
afterEach(() => server?.close());

/** Answers at once, but nobody from 400 to 900 ms after the first request. */
async function stalling(): Promise<TestServer> {
  let stall: { from: number; to: number } | undefined;
  return startServer({
    onRequest: async (socket) => {
      const now = performance.now();
      stall ??= { from: now + 400, to: now + 900 };
      if (now >= stall.from && now < stall.to) await sleep(stall.to - now);
      socket.write(answerText());
    },
  });
}

const job = { connections: 8, durationMs: 1600, trimMs: 50 };

describe('a server that stalls for half a second', () => {
  it('shows in p99 of an open loop: all that arrived meanwhile had to wait', async () => {
    server = await stalling();
    const { latencyUs, failures, arrivals, requests } = await round(server.url, { ...job, rate: 400 });
    expect(failures).toEqual(NO_FAILURES);
    expect(arrivals).toMatchObject({ count: 640, unsent: 0 });
    expect(server.requests()).toBe(640);
    expect(requests).toBeGreaterThan(500);
    expect(latencyUs.p99).toBeGreaterThan(400_000);
    // Of 1,500 ms, a third is in the stall, so that half of that third waits for more than a quarter of a second.
    expect(latencyUs.p90).toBeGreaterThan(250_000);
    expect(latencyUs.p50).toBeLessThan(200_000);
  });

  it('hides from p99 of a closed loop: each connection sent one request into it', async () => {
    server = await stalling();
    const { latencyUs, arrivals } = await round(server.url, job);
    expect(arrivals).toBeUndefined();
    expect(latencyUs.max).toBeGreaterThan(400_000);
    expect(latencyUs.p99).toBeLessThan(100_000);
  });
});

describe('an open loop', () => {
  it('gives up what still waits when it has lasted as long again, and says how much', async () => {
    server = await answering({}, 100);
    // Two connections carry 20 requests/s.
    const { arrivals, requests, answers, latencyUs, failures } = await round(server.url, {
      ...{ connections: 2, durationMs: 500, trimMs: 50, rate: 200 },
    });
    expect(failures).toEqual(NO_FAILURES);
    expect(arrivals?.count).toBe(100);
    expect(answers + (arrivals?.unsent ?? 0)).toBe(100);
    expect(arrivals?.unsent).toBeGreaterThan(70);
    expect(requests).toBeLessThan(12);
    expect(latencyUs.p50).toBeGreaterThan(400_000);
  });

  it('keeps its connections when they are idle for longer than the time-out of a request', async () => {
    server = await answering();
    const { failures, connectionsOpened, arrivals } = await round(server.url, {
      ...{ connections: 4, durationMs: 1000, trimMs: 50, rate: 20, timeoutMs: 50 },
    });
    expect(failures).toEqual(NO_FAILURES);
    expect(arrivals).toMatchObject({ count: 20, unsent: 0 });
    expect(connectionsOpened).toBe(4);
    expect(server.connections()).toBe(4);
  });

  it('goes on where the server closes a connection after each answer', async () => {
    server = await closing({ announced: true });
    const { failures, arrivals, answers } = await round(server.url, {
      ...{ connections: 4, durationMs: 600, trimMs: 50, rate: 100 },
    });
    expect(failures).toEqual(NO_FAILURES);
    expect([arrivals?.count, arrivals?.unsent, answers]).toEqual([60, 0, 60]);
  });
});
