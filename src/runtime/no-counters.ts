import type { Clock } from '../system/types.js';
import type { Counters } from './types.js';

/** A machine that can tell nothing but the time. */
export const noCounters = (clock: Clock): Counters => ({
  atNs: clock.monotonicNs(),
  cpuUserUs: null,
  cpuSystemUs: null,
  throttledUs: null,
  memoryBytes: null,
  peakMemoryBytes: null,
});
