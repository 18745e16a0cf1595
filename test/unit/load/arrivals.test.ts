import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Arrivals, type Sender } from '../../../src/load/arrivals.js';

/** A clock of performance.now() that only `vi.advanceTimersByTime` moves. */
beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => vi.useRealTimers());

const times = (end: number) => ({ start: 0, end, window: { start: 0, end } });

/** A connection that is answered after so long, or never. */
function connection(arrivals: Arrivals, answersInMs: number | null) {
  const sent: { arrivedAt: number; sentAt: number }[] = [];
  const sender: Sender = {
    send: (arrivedAt) => {
      sent.push({ arrivedAt, sentAt: performance.now() });
      if (answersInMs !== null) setTimeout(() => arrivals.take(sender), answersInMs);
    },
  };
  return { sent, sender };
}

describe('arrivals', () => {
  it('come at their rate, whether answers come or not', () => {
    const arrivals = new Arrivals(100);
    const one = connection(arrivals, null);
    const two = connection(arrivals, null);
    arrivals.start(times(1000));
    arrivals.take(one.sender);
    arrivals.take(two.sender);
    vi.advanceTimersByTime(2000);
    expect([one.sent, two.sent].map((sent) => sent.map(({ sentAt }) => sentAt))).toEqual([[0], [10]]);
    expect(arrivals.figures()).toMatchObject({ count: 100, unsent: 98 });
    const unsent = arrivals.stop();
    expect([unsent.length, unsent[0], unsent.at(-1)]).toEqual([98, 20, 990]);
  });

  it('wait for a connection in their order, and their latency begins when they arrive', () => {
    const arrivals = new Arrivals(100);
    const only = connection(arrivals, 25);
    arrivals.start(times(50));
    arrivals.take(only.sender);
    vi.advanceTimersByTime(1000);
    expect(only.sent.map(({ arrivedAt }) => arrivedAt)).toEqual([0, 10, 20, 30, 40]);
    expect(only.sent.map(({ sentAt }) => sentAt)).toEqual([0, 25, 50, 75, 100]);
  });

  it('take turns among the free connections, but not those that have left', () => {
    const arrivals = new Arrivals(100, 0.5);
    const all = [1, 2, 3].map(() => connection(arrivals, 1));
    arrivals.start(times(60));
    for (const { sender } of all) arrivals.take(sender);
    arrivals.leave(all[1]?.sender as Sender);
    vi.advanceTimersByTime(100);
    expect(all.map(({ sent }) => sent.map(({ sentAt }) => sentAt))).toEqual([[5, 25, 45], [], [15, 35, 55]]);
  });

  it('tell the delay of a generator that was busy, and do not add it to a latency', () => {
    const arrivals = new Arrivals(100);
    const only = connection(arrivals, 1);
    arrivals.start(times(100));
    arrivals.take(only.sender);
    // The event loop is blocked from 1 to 45 ms: its timers come late.
    vi.advanceTimersByTime(1);
    vi.spyOn(performance, 'now').mockReturnValue(45);
    arrivals.take(only.sender);
    vi.mocked(performance.now).mockRestore();
    expect(only.sent.at(-1)?.arrivedAt).toBe(45);
    expect(arrivals.figures().lateUs).toBeCloseTo(35_000, -2);
  });

  it('are all sent before the end, if there is time', async () => {
    const arrivals = new Arrivals(100);
    const only = connection(arrivals, 20);
    arrivals.start(times(100));
    arrivals.take(only.sender);
    vi.advanceTimersByTime(100);
    let ended = 0;
    const all = arrivals.allSent(500).then(() => {
      ended = performance.now();
    });
    await vi.advanceTimersByTimeAsync(500);
    await all;
    expect(ended).toBe(180);
    expect(arrivals.figures()).toMatchObject({ count: 10, unsent: 0 });
  });

  it('are given up after that time', async () => {
    const arrivals = new Arrivals(100);
    const only = connection(arrivals, null);
    arrivals.start(times(100));
    arrivals.take(only.sender);
    vi.advanceTimersByTime(100);
    const all = arrivals.allSent(50);
    await vi.advanceTimersByTimeAsync(50);
    await all;
    expect(arrivals.stop()).toHaveLength(9);
  });
});
