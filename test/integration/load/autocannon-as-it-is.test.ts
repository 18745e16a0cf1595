/**
 * What autocannon 9 does by itself, so that src/load/autocannon.ts can be made smaller when it no longer does.
 * Each has its counterpart in the other tests of this folder, which show that loadgate does not.
 */
import autocannon, { type Options, type Result } from 'autocannon';
import { afterEach, describe, expect, it } from 'vitest';
import {
  answering,
  closing,
  promisingToClose,
  refusedPort,
  type TestServer,
  withInterim,
} from '../../support/servers.js';

let server: TestServer | undefined;
afterEach(() => server?.close());

interface Seen {
  readonly result: Result;
  /** ms, one an answer. */
  readonly latencies: readonly number[];
  readonly errors: number;
}

function run(options: Options): Promise<Seen> {
  return new Promise((resolve, reject) => {
    const latencies: number[] = [];
    let errors = 0;
    const instance = autocannon(
      { sampleInt: 100, connections: 2, duration: 0.3, ...options },
      (error, result) => (error === null ? resolve({ result, latencies, errors }) : reject(error)),
    );
    instance.on('response', (_client, _status, _bytes, latency) => latencies.push(latency));
    instance.on('reqError', () => {
      errors += 1;
    });
  });
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe('autocannon by itself', () => {
  it('knows latencies in whole milliseconds alone, but tells fractions to those who listen', async () => {
    server = await answering({}, 5);
    const { result, latencies } = await run({ url: server.url });
    expect(result.latency.p50 % 1).toBe(0);
    expect(latencies.some((latency) => latency % 1 !== 0)).toBe(true);
  });

  it('runs on until the next sample is due', async () => {
    server = await answering({}, 5);
    const { result } = await run({ url: server.url, duration: 0.3, sampleInt: 700 });
    expect(result.duration).toBeGreaterThanOrEqual(0.69);
  });

  it('refuses time-outs below a second, and to leave coordinated omission alone without a rate', async () => {
    const url = 'http://127.0.0.1:1/';
    await expect(run({ url, timeout: 0.5 })).rejects.toThrow('timeout must be greater than 0');
    await expect(run({ url, ignoreCoordinatedOmission: true })).rejects.toThrow('makes no sense without');
  });

  it.each([
    ['say that they close connections', true],
    ['close connections without saying so', false],
  ])('matches answers with older requests when servers %s, and counts no error', async (_, announced) => {
    server = await closing({ announced, every: 2, delayMs: 5 });
    const { latencies, errors } = await run({ url: server.url });
    // Two connections had 300 ms and one sample each.
    expect(sum(latencies)).toBeGreaterThan(2 * 400);
    expect(errors).toBe(0);
  });

  it('sends its requests into connections that are to be closed', async () => {
    server = await promisingToClose();
    await run({ url: server.url });
    expect(server.connections()).toBe(2);
  });

  it('tries a port that refuses again and again without a pause', async () => {
    const { errors } = await run({ url: `http://127.0.0.1:${await refusedPort()}/` });
    expect(errors).toBeGreaterThan(100);
  });

  it('counts an interim answer as an answer', async () => {
    server = await withInterim();
    const { result } = await run({ url: server.url, connections: 1 });
    expect(result['1xx']).toBeGreaterThan(0);
  });

  it('waits for the body of an answer to HEAD', async () => {
    server = await answering({ body: '', length: 5 });
    const { latencies } = await run({ url: server.url, method: 'HEAD' });
    expect(latencies).toEqual([]);
  });

  it('fills in waits as if every rate were a request a millisecond', async () => {
    server = await answering({}, 250);
    const { result } = await run({ url: server.url, connections: 1, connectionRate: 4, duration: 1 });
    expect(result.latency.p1).toBeLessThan(10);
  });
});
