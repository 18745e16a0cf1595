import { setTimeout as delay } from 'node:timers/promises';

export interface Clock {
  /** Wall time, ms since the epoch. */
  now(): number;
  /** CLOCK_MONOTONIC, ns: the same in every process of the machine. */
  monotonicNs(): bigint;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The machine's time. `sleep` rejects with the signal's reason when aborted. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonicNs: () => process.hrtime.bigint(),
  sleep: async (ms, signal) => {
    try {
      await delay(ms, undefined, signal === undefined ? undefined : { signal });
    } catch (error) {
      // node:timers wraps the reason in an AbortError, but callers need the reason itself.
      signal?.throwIfAborted();
      throw error;
    }
  },
};
