import type { Timing } from '../model/record.js';
import type { Clock } from './clock.js';

/** Adds up the wall time of each stage. */
export interface Stopwatch {
  time<T>(stage: string, body: () => Promise<T>): Promise<T>;
  /** Milliseconds by stage. */
  totals(): Timing;
}

export function createStopwatch(clock: Clock): Stopwatch {
  const totals = new Map<string, number>();
  return {
    time: async (stage, body) => {
      const startNs = clock.monotonicNs();
      try {
        return await body();
      } finally {
        const ms = Number(clock.monotonicNs() - startNs) / 1e6;
        totals.set(stage, (totals.get(stage) ?? 0) + ms);
      }
    },
    totals: () => Object.fromEntries([...totals].map(([stage, ms]) => [stage, Math.round(ms)])),
  };
}
