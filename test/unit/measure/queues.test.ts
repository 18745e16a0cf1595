import { describe, expect, it } from 'vitest';
import type { QueueLength, Reading } from '../../../src/counts/reading.js';
import { judgeBroker } from '../../../src/measure/broker-events.js';
import {
  type BrokerUse,
  expectedMessages,
  LONGEST_WAIT_MS,
  settleBroker,
  WATCHED_MS,
} from '../../../src/measure/queues.js';
import { LoadgateError } from '../../../src/model/error.js';
import { systemClock } from '../../../src/system/clock.js';
import { NO_FAILURES } from '../../support/load.js';

const queue = (messages: number, name = 'orders', consumers = 1): QueueLength => ({
  name,
  messages,
  consumers,
});
const reading = (messages: number, ...queues: readonly QueueLength[]): Reading => ({
  counters: { messages },
  lateMs: 0,
  queues: queues.filter((one) => one.messages > 0),
});

/** Settles a broker whose reading is a function of the time since the load, ms. */
async function settle(
  at: (ms: number) => Reading | LoadgateError,
  { before = reading(0), expected = null as ReturnType<typeof expectedMessages> } = {},
) {
  let now = 0;
  const broker = {
    name: 'queue',
    reader: { hasQueues: true },
    read: async () => {
      const is = at(now);
      if (is instanceof LoadgateError) throw is;
      return is;
    },
  };
  const clock = {
    ...systemClock,
    now: () => now,
    sleep: async (ms: number) => {
      now += ms;
    },
  };
  const use = await settleBroker({ broker, before }, expected, {
    clock,
    signal: new AbortController().signal,
  });
  return { use, now };
}

describe('queues after a load', () => {
  it('are looked at once where they are empty', async () => {
    const { use, now } = await settle(() => reading(500));
    expect(use).toMatchObject({ service: 'queue', published: 500, left: [] });
    expect(now).toBe(0);
  });

  it('are waited for as long as they shrink fast enough', async () => {
    const perMs = 4000 / (LONGEST_WAIT_MS - 5000);
    const { use, now } = await settle((ms) =>
      reading(4000, queue(Math.max(0, Math.ceil(4000 - perMs * ms)))),
    );
    expect(use?.left).toEqual([]);
    expect(now).toBe(LONGEST_WAIT_MS - 5000);
  });

  it.each([
    ['do not shrink', () => 4000],
    ['grow', (ms: number) => 4000 + ms],
    ['shrink too slowly', (ms: number) => 4000 - ms / 10],
  ])('are given up soon where they %s', async (_what, at) => {
    const { use, now } = await settle((ms) => reading(4000, queue(at(ms))));
    expect(now).toBe(WATCHED_MS);
    expect(use?.left).toEqual([queue(at(WATCHED_MS))]);
  });

  it('are given up at last where their worker stops on the way', async () => {
    const { use, now } = await settle((ms) => reading(4000, queue(Math.max(300, 4000 - ms))));
    expect(use?.left).toEqual([queue(300)]);
    expect(now).toBeLessThanOrEqual(LONGEST_WAIT_MS);
  });

  it('may hold what they held before', async () => {
    const { use, now } = await settle(() => reading(9, queue(70, 'dead', 0)), {
      before: reading(0, queue(70, 'dead', 0)),
    });
    expect(use?.left).toEqual([]);
    expect(now).toBe(0);
  });

  it('are waited for until all messages have come that the answers promise', async () => {
    const expected = expectedMessages(1, { answers: 1000, failures: NO_FAILURES }, 32);
    const { use, now } = await settle((ms) => reading(Math.min(1000, 500 + ms)), { expected });
    expect(use?.published).toBeGreaterThanOrEqual(990);
    expect(now).toBe(500);
    const lost = await settle(() => reading(500), { expected });
    expect(lost.now).toBe(WATCHED_MS);
    expect(lost.use?.published).toBe(500);
  });

  it('are not known where the broker can not be asked, and an engine that is gone is the machine’s', async () => {
    const error = (kind: 'usage' | 'machine') => new LoadgateError('gone', { kind, code: 'x', hint: '' });
    expect((await settle(() => error('usage'))).use).toBeNull();
    await expect(settle(() => error('machine'))).rejects.toThrow('gone');
  });
});

describe('messages that a load should publish', () => {
  it('are those of its answers, of failures and of what is cut off at its ends', () => {
    const failures = { ...NO_FAILURES, timeout: 4 };
    expect(expectedMessages(2, { answers: 5000, failures }, 32)).toEqual({
      each: 2,
      answers: 5000,
      least: 9900,
      most: 2 * (5000 + 4 + 64) + 100,
    });
    expect(expectedMessages(1, { answers: 20, failures: NO_FAILURES }, 1)).toMatchObject({
      least: 10,
      most: 32,
    });
    for (const each of [undefined, 0, 0.2])
      expect(expectedMessages(each, { answers: 20, failures: NO_FAILURES }, 1)).toBeNull();
  });
});

describe('a side', () => {
  const use = (part: Partial<BrokerUse>): BrokerUse => ({
    service: 'queue',
    published: 1000,
    expected: { each: 1, answers: 1000, least: 990, most: 1074 },
    left: [],
    waitedMs: 5100,
    ...part,
  });

  it('is believed where nothing is left, and as many messages have come as were answered', () => {
    expect(judgeBroker('candidate', use({}))).toBeNull();
    expect(judgeBroker('candidate', use({ published: 990 }))).toBeNull();
    expect(judgeBroker('candidate', use({ published: 7, expected: null }))).toBeNull();
  });

  it('is not, where messages are left: with how many, where, and why', () => {
    expect(judgeBroker('candidate', use({ left: [queue(3120)] }))).toEqual({
      side: 'candidate',
      code: 'queue-not-empty',
      message:
        "3120 messages were left in queue orders of service queue 5 s after the load: what takes them can't keep up, and would take CPU from the next round",
    });
    const alone = judgeBroker('baseline', use({ left: [queue(9, 'dead\u001b[31m', 0), queue(2), queue(1)] }));
    expect(alone?.message).toBe(
      '9 messages were left in queue dead?[31m of service queue (and 3 in 2 more) 5 s after the load: nothing takes messages from it',
    );
    expect(judgeBroker('candidate', use({ left: [queue(9, 'q'.repeat(300))] }))?.message.length).toBeLessThan(
      300,
    );
  });

  it.each([700, 1100])('is not, where %i messages came for 1000 answers', (published) => {
    expect(judgeBroker('candidate', use({ published }))).toEqual({
      side: 'candidate',
      code: 'messages-differ',
      message: `queue got ${published} messages under load, for 1000 answered requests; before the load, each request published 1`,
    });
  });
});
