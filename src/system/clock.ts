import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from './types.js';

/** The machine's own time. `sleep` rejects with the signal's reason when it is aborted. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonicNs: () => process.hrtime.bigint(),
  sleep: async (ms, signal) => {
    try {
      await delay(ms, undefined, signal === undefined ? undefined : { signal });
    } catch (error) {
      // node:timers wraps the reason in an AbortError; callers want the reason itself.
      signal?.throwIfAborted();
      throw error;
    }
  },
};
