import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../src/system/clock.js';
import { seededRandom } from '../../../src/system/random.js';
import { type Attempt, doubling, jittered, retry } from '../../../src/system/retry.js';

/** A clock that a test moves: sleeping takes its time at once, and so does each attempt. */
function fakeTime(attemptMs = 0) {
  let nowMs = 0;
  const waits: number[] = [];
  const clock: Clock = {
    now: () => nowMs,
    monotonicNs: () => BigInt(Math.round(nowMs * 1e6)),
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      waits.push(ms);
      nowMs += ms;
    },
  };
  const failing =
    (times: number) =>
    async (number: number): Promise<Attempt<string, string>> => {
      nowMs += attemptMs;
      return number > times ? { value: `at ${number}` } : { again: `no ${number}` };
    };
  return { clock, waits, failing };
}

describe('retry', () => {
  it('returns the first value, and waits in between', async () => {
    const { clock, waits, failing } = fakeTime();
    expect(await retry(failing(3), { attempts: 5, pauseMs: doubling(10, 30) }, { clock })).toEqual({
      value: 'at 4',
      attempts: 4,
      triedMs: 60,
    });
    expect(waits).toEqual([10, 20, 30]);
  });

  it('does not wait where the first attempt brings it', async () => {
    const { clock, waits, failing } = fakeTime();
    const end = await retry(failing(0), { attempts: 1, pauseMs: () => 1 }, { clock });
    expect(end).toEqual({ value: 'at 1', attempts: 1, triedMs: 0 });
    expect(waits).toEqual([]);
  });

  it('gives up after its attempts, with what the last one said', async () => {
    const { clock, waits, failing } = fakeTime(5);
    const end = await retry(failing(9), { attempts: 3, pauseMs: () => 100 }, { clock });
    expect(end).toEqual({ givenUp: 'no 3', attempts: 3, triedMs: 215 });
    expect(waits).toEqual([100, 100]);
  });

  it('begins no attempt after its time, and does not sleep past it', async () => {
    const { clock, waits, failing } = fakeTime(10);
    const end = await retry(failing(9), { withinMs: 50, pauseMs: () => 25 }, { clock });
    // 10, wait 25, 45, wait 5, an attempt that begins at 50.
    expect(waits).toEqual([25, 5]);
    expect(end).toEqual({ givenUp: 'no 3', attempts: 3, triedMs: 60 });
  });

  it('tells each attempt how long it has been tried', async () => {
    const { clock } = fakeTime();
    const seen: number[] = [];
    const attempt = async (number: number, elapsedMs: number): Promise<Attempt<null, null>> => {
      seen.push(elapsedMs);
      return number === 3 ? { value: null } : { again: null };
    };
    await retry(attempt, { pauseMs: () => 7 }, { clock });
    expect(seen).toEqual([0, 7, 14]);
  });

  it('gives up at once where an attempt says so, and counts', async () => {
    const { clock, waits } = fakeTime();
    const attempt = async (number: number): Promise<Attempt<null, string>> =>
      number === 2 ? { giveUp: 'hopeless' } : { again: 'no' };
    const end = await retry(attempt, { attempts: 9, pauseMs: () => 3 }, { clock });
    expect(end).toEqual({ givenUp: 'hopeless', attempts: 2, triedMs: 3 });
    expect(waits).toEqual([3]);
  });

  it('throws what an attempt throws, at once', async () => {
    const { clock, waits } = fakeTime();
    const broken = () => Promise.reject(new TypeError('broken'));
    await expect(retry(broken, { attempts: 5, pauseMs: () => 1 }, { clock })).rejects.toThrow('broken');
    expect(waits).toEqual([]);
  });

  it("ends with the signal's reason, before an attempt and during a wait", async () => {
    const { clock, failing } = fakeTime();
    const options = { attempts: 5, pauseMs: () => 1 };
    const before = AbortSignal.abort(new Error('cancelled'));
    await expect(retry(failing(0), options, { clock, signal: before })).rejects.toThrow('cancelled');
    const controller = new AbortController();
    const attempt = async (): Promise<Attempt<null, null>> => {
      controller.abort(new Error('meanwhile'));
      return { again: null };
    };
    await expect(retry(attempt, options, { clock, signal: controller.signal })).rejects.toThrow('meanwhile');
  });
});

describe('pauses', () => {
  it('double up to a bound', () => {
    expect([1, 2, 3, 4, 99].map(doubling(10, 45))).toEqual([10, 20, 40, 45, 45]);
  });

  it('are spread over the whole of a bound that doubles', () => {
    const pause = jittered(100, 400, seededRandom(3));
    for (const [attempt, bound] of [
      [1, 100],
      [2, 200],
      [3, 400],
      [9, 400],
    ] as const) {
      const drawn = Array.from({ length: 200 }, () => pause(attempt));
      expect(Math.min(...drawn)).toBeLessThan(bound / 10);
      expect(Math.max(...drawn)).toBeGreaterThan(bound * 0.9);
      expect(Math.max(...drawn)).toBeLessThanOrEqual(bound);
    }
  });
});
