import { afterEach, describe, expect, it } from 'vitest';
import { runRound } from '../../../src/load/round.js';
import { latencyIsPossible, loadJob, NO_FAILURES, round } from '../../support/load.js';
import { answering, silent, startServer, type TestServer } from '../../support/servers.js';

let server: TestServer | undefined;
afterEach(() => server?.close());

describe('times of a round', () => {
  it('has latencies in microseconds, not in whole milliseconds', async () => {
    server = await answering();
    const { latencyUs } = await round(server.url);
    const { mean, min, p50, p75, p90, p99, max } = latencyUs;
    const figures = [mean, min, p50, p75, p90, p99, max];
    expect(figures).toEqual(figures.filter((us) => us > 0));
    expect(figures.filter((us) => us % 1000 !== 0).length).toBeGreaterThan(4);
    expect([min, p50, p75, p90, p99, max]).toEqual([min, p50, p75, p90, p99, max].toSorted((a, b) => a - b));
  });

  it('has the window that was asked for, not one that is rounded up to a sample', async () => {
    server = await answering();
    const startAtNs = process.hrtime.bigint() + 100_000_000n;
    const result = await round(server.url, { durationMs: 333, trimMs: 41, startAtNs: startAtNs.toString() });
    expect(result.windowMs).toBe(251);
    expect(Number(BigInt(result.windowEndNs) - BigInt(result.windowStartNs)) / 1e6).toBeCloseTo(251, 3);
    expect(BigInt(result.windowStartNs)).toBeGreaterThanOrEqual(startAtNs + 40_990_000n);
  });

  it('sends nothing before its start, but has its connections by then', async () => {
    let firstRequestAt: bigint | undefined;
    server = await startServer({
      onRequest: (socket) => {
        firstRequestAt ??= process.hrtime.bigint();
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
      },
    });
    const startAt = process.hrtime.bigint() + 200_000_000n;
    const running = round(server.url, { startAtNs: startAt.toString(), expectBody: null, connections: 30 });
    while (server.connections() < 30) await new Promise((resolve) => setTimeout(resolve, 1));
    expect(server.requests()).toBe(0);
    const { connectionsOpened } = await running;
    // Timers may be early by a part of a millisecond.
    expect(firstRequestAt).toBeGreaterThan(startAt - 1_500_000n);
    expect(connectionsOpened).toBe(30);
  });

  it('starts at once when it is told too late', async () => {
    server = await answering();
    const { requests, windowMs } = await round(server.url, { startAtNs: '1' });
    expect(requests).toBeGreaterThan(0);
    expect(windowMs).toBe(300);
  });

  it('waits for what is under way, and sends no more', async () => {
    let answered = 0;
    server = await startServer({
      onRequest: async (socket) => {
        await new Promise((resolve) => setTimeout(resolve, 120));
        if (!socket.writable) return;
        answered += 1;
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
      },
    });
    const changes = { durationMs: 200, trimMs: 0, expectBody: null };
    const result = await round(server.url, changes);
    expect(answered).toBe(server.requests());
    expect(result.failures).toEqual(NO_FAILURES);
    expect(server.requests() - result.requests).toBeLessThanOrEqual(4);
    expect(result.latencyUs.min).toBeGreaterThan(118_000);
    expect(latencyIsPossible(result, { connections: 4, ...changes })).toBe(true);
  });

  it('has each latency once: no answers are made up for a slow one', async () => {
    server = await answering({}, 60);
    const { requests, latencyUs, connectionsOpened } = await round(server.url, { connections: 3, trimMs: 0 });
    // At most one answer a connection each 58 ms.
    expect(requests).toBeLessThanOrEqual(3 * Math.floor(400 / 58));
    expect(latencyUs.min).toBeGreaterThan(58_000);
    expect(connectionsOpened).toBe(3);
  });

  it('tells what the generator used', async () => {
    server = await answering();
    const { generatorCpu, generatorLoop, generatorMemoryBytes } = await round(server.url);
    expect(generatorCpu).toBeGreaterThan(0);
    expect(generatorLoop).toBeGreaterThan(0);
    expect(generatorLoop).toBeLessThanOrEqual(1);
    expect(generatorMemoryBytes).toBeGreaterThan(1e7);
  });

  it.each(['before its start', 'under load'])('is aborted %s, and leaves no connection', async (when) => {
    server = await silent();
    const controller = new AbortController();
    const delay = when === 'under load' ? 10n : 60_000n;
    const startAtNs = (process.hrtime.bigint() + delay * 1_000_000n).toString();
    const running = runRound(loadJob(server.url, { startAtNs, durationMs: 60_000 }), controller.signal);
    const reason = new Error('enough');
    while (server.connections() < 4 || (when === 'under load' && server.requests() < 4)) {
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    controller.abort(reason);
    await expect(running).rejects.toBe(reason);
  });

  it('refuses a job that makes no sense', async () => {
    await expect(round('http://127.0.0.1:1/', { connections: 0 })).rejects.toMatchObject({
      code: 'load-job-wrong',
    });
  });
});
