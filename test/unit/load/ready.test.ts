import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../src/load/client.js';
import { type ReadyDeps, waitUntilReady } from '../../../src/load/ready.js';
import { LoadgateError } from '../../../src/model/error.js';
import type { Clock } from '../../../src/system/clock.js';

/** A clock that is moved by sleeping alone. */
function fakeClock() {
  const slept: number[] = [];
  let now = 0;
  const clock: Clock = {
    now: () => now,
    monotonicNs: () => BigInt(Math.round(now * 1e6)),
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      slept.push(ms);
      now += ms;
    },
  };
  return { clock, slept, pass: (ms: number) => (now += ms) };
}

const answer = (status: number): Answer => ({
  status,
  headers: {},
  body: Buffer.alloc(0),
  content: Buffer.alloc(0),
  bytes: 0,
  newConnection: true,
});
const failure = (code: string) => new LoadgateError(`it failed: ${code}`, { kind: 'usage', code, hint: '' });

function deps(asks: readonly (number | Error)[], changes: Partial<ReadyDeps> = {}) {
  const fake = fakeClock();
  let count = 0;
  const all: ReadyDeps = {
    ask: async () => {
      const next = asks[Math.min(count, asks.length - 1)];
      count += 1;
      if (next instanceof Error) throw next;
      return answer(next ?? 0);
    },
    state: async () => ({ running: true, exitCode: null, oomKilled: false }),
    logs: async () => ['one', 'two'],
    what: 'GET / on port 80',
    clock: fake.clock,
    timeoutMs: 2_000,
    ...changes,
  };
  return { all, fake, asked: () => count };
}

async function errorOf(promise: Promise<unknown>): Promise<LoadgateError> {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof LoadgateError)) throw new Error(`no LoadgateError: ${String(error)}`);
  return error;
}

describe('waitUntilReady', () => {
  it('asks once when the target is ready', async () => {
    const { all, asked } = deps([200]);
    expect(await waitUntilReady(all)).toBe(0);
    expect(asked()).toBe(1);
  });

  it('pauses 10 ms, twice as long each time, and 100 ms at most', async () => {
    const refused = failure('connection-refused');
    const { all, fake } = deps([refused, refused, refused, 503, 503, 503, 503, 200]);
    expect(await waitUntilReady(all)).toBe(10 + 20 + 40 + 80 + 100 + 100 + 100);
    expect(fake.slept).toEqual([10, 20, 40, 80, 100, 100, 100]);
  });

  it.each([
    [failure('connection-refused'), 'GET / on port 80 found nobody listening'],
    [failure('connection-reset'), 'had its connection closed without an answer'],
    [failure('request-timeout'), 'GET / on port 80 was not answered'],
    [failure('answer-not-http'), 'it failed: answer-not-http'],
    [503, 'GET / on port 80 answered with status 503'],
    [404, 'answered with status 404'],
  ])('gives up at the deadline and says what it found last: %s', async (last, message) => {
    const { all, fake } = deps([last]);
    const error = await errorOf(waitUntilReady(all));
    expect(error).toMatchObject({ code: 'not-ready', kind: 'usage', log: ['one', 'two'] });
    expect(error.message).toContain('not ready after 2 s');
    expect(error.message).toContain(message);
    expect(fake.slept.reduce((sum, ms) => sum + ms, 0)).toBe(2_000);
  });

  it('never gives an attempt more time than is left', async () => {
    const given: number[] = [];
    const { all, fake } = deps([], { timeoutMs: 15_000 });
    const ask = async (timeoutMs: number) => {
      given.push(timeoutMs);
      fake.pass(timeoutMs);
      throw failure('request-timeout');
    };
    await errorOf(waitUntilReady({ ...all, ask }));
    expect(given[0]).toBe(10_000);
    expect(given[1]).toBe(4_990);
    expect(given.length).toBe(2);
  });

  it('takes the answer that is expected, and no other', async () => {
    const expected = (status: number | null, body: string | null = null) => ({
      expect: { status, headers: {}, body },
    });
    expect(await waitUntilReady(deps([404], expected(404)).all)).toBe(0);
    expect(await waitUntilReady(deps([302]).all)).toBe(0);
    const wrong = await errorOf(waitUntilReady(deps([200], expected(404)).all));
    expect(wrong).toMatchObject({ code: 'not-ready' });
    expect(wrong.message).toContain('not as "expect" says: expected status 404, found 200');
    const early = await errorOf(waitUntilReady(deps([200], expected(null, 'migrated')).all));
    expect(early.message).toContain('expected the body "migrated"');
  });

  it('says at once that the target exited, with its code and its log', async () => {
    const state = async () => ({ running: false, exitCode: 3, oomKilled: false });
    const { all, asked } = deps([failure('connection-refused')], { state });
    const error = await errorOf(waitUntilReady(all));
    expect(error).toMatchObject({ code: 'target-exited', kind: 'usage', log: ['one', 'two'] });
    expect(error.message).toContain('exited with 3');
    expect(asked()).toBe(1);
  });

  it('says at once that it ran out of memory', async () => {
    const state = async () => ({ running: false, exitCode: 137, oomKilled: true });
    const error = await errorOf(waitUntilReady(deps([failure('connection-refused')], { state }).all));
    expect(error).toMatchObject({ code: 'oom-killed', kind: 'usage' });
  });

  it('ends with the reason of an abort', async () => {
    const controller = new AbortController();
    const reason = new Error('cancelled');
    const { all } = deps([503], { signal: controller.signal });
    const ask = async () => {
      controller.abort(reason);
      throw failure('connection-reset');
    };
    await expect(waitUntilReady({ ...all, ask })).rejects.toBe(reason);
  });

  it('does not take a defect for a target that is not ready', async () => {
    const defect = new TypeError('x is not a function');
    await expect(waitUntilReady(deps([defect]).all)).rejects.toBe(defect);
  });
});
