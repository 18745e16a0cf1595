import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DueQueue } from '../../../src/upstream/due-queue.js';

/**
 * Timers that are moved by hand. Like Node's, they count whole ms and may be up to a ms early.
 */
function fakeTimers(early = 0) {
  let now = 0;
  let timers: { at: number; callback: () => void }[] = [];
  return {
    timers: {
      now: () => now,
      after: (ms: number, callback: () => void) => {
        timers.push({ at: now + Math.max(1, ms) - early, callback });
      },
    },
    pending: () => timers.length,
    /** Moves on until nothing is to be done. */
    run: () => {
      for (let rounds = 0; timers.length > 0; rounds += 1) {
        if (rounds > 100_000) throw new Error('it never ends');
        const next = timers.toSorted((a, b) => a.at - b.at)[0];
        timers = timers.filter((timer) => timer !== next);
        now = Math.max(now, next?.at ?? now);
        next?.callback();
      }
    },
    pass: (ms: number) => {
      now += ms;
    },
  };
}

describe('the due queue', () => {
  it('does everything once, never before it is due, and at most 1 ms after, when timers are early too', () => {
    const call = fc.record({
      delay: fc.constantFrom(0.5, 1, 7.25, 100),
      pause: fc.double({ min: 0, max: 3, noNaN: true }),
    });
    fc.assert(
      fc.property(
        fc.array(call, { maxLength: 60 }),
        fc.double({ min: 0, max: 0.99, noNaN: true }),
        (calls, early) => {
          const fake = fakeTimers(early);
          const queue = new DueQueue(fake.timers);
          const late: number[] = [];
          let lastGiven = 0;
          for (const { delay, pause } of calls) {
            const due = fake.timers.now() + delay;
            queue.add(delay, due, () => late.push(fake.timers.now() - due));
            fake.pass(pause);
            lastGiven = fake.timers.now();
          }
          fake.run();
          expect(late.length).toBe(calls.length);
          for (const ms of late) {
            expect(ms).toBeGreaterThanOrEqual(0);
            // What fell due while the others were given had nobody to release it.
            expect(ms).toBeLessThanOrEqual(1 + lastGiven + 1e-9);
          }
          expect(fake.pending()).toBe(0);
        },
      ),
    );
  });

  it('is at most 1 ms late', () => {
    for (const early of [0, 0.3, 0.9]) {
      const fake = fakeTimers(early);
      const queue = new DueQueue(fake.timers);
      const late: number[] = [];
      queue.add(100, 100.4, () => late.push(fake.timers.now() - 100.4));
      queue.add(250, 250, () => late.push(fake.timers.now() - 250));
      fake.run();
      for (const ms of late) {
        expect(ms).toBeGreaterThanOrEqual(0);
        expect(ms).toBeLessThanOrEqual(1);
      }
    }
  });

  it('needs one timer a delay, whatever the number that waits, and none when nothing does', () => {
    const fake = fakeTimers();
    const queue = new DueQueue(fake.timers);
    const done: number[] = [];
    for (let count = 0; count < 10_000; count += 1) queue.add(50, 50, () => done.push(count));
    queue.add(70, 70, () => {});
    expect(fake.pending()).toBe(2);
    fake.run();
    expect(done).toEqual(Array.from({ length: 10_000 }, (_, count) => count));
    expect(fake.pending()).toBe(0);
    queue.add(50, fake.timers.now() + 50, () => done.push(-1));
    fake.run();
    expect(done.at(-1)).toBe(-1);
  });

  it('takes more from what it does', () => {
    const fake = fakeTimers();
    const queue = new DueQueue(fake.timers);
    const at: number[] = [];
    const again = (): void => {
      at.push(fake.timers.now());
      if (at.length < 5) queue.add(10, fake.timers.now() + 10, again);
    };
    queue.add(10, 10, again);
    fake.run();
    expect(at).toEqual([10, 20, 30, 40, 50]);
  });
});
