import type { Clock } from '../system/clock.js';

/** What the scheduler says of one thread (schedstat, proc(5)); cumulative, ns. */
export interface ThreadTime {
  readonly ranNs: number;
  /** Ready to run, and waiting for a CPU. */
  readonly waitedNs: number;
}

/** By thread id. Empty where the kernel keeps no such times. */
export type ThreadTimes = ReadonlyMap<number, ThreadTime>;

/** Cumulative since start. `null`: this runtime can't tell. */
export interface Counters {
  /** CLOCK_MONOTONIC when they were read, ns. */
  readonly atNs: bigint;
  readonly cpuUserUs: number | null;
  readonly cpuSystemUs: number | null;
  readonly throttledUs: number | null;
  /** Periods of the quota (100 ms) in which it was held back. Absent: this runtime can't tell. */
  readonly throttledPeriods?: number | null;
  /** Of its threads. Absent: this runtime can't tell. */
  readonly threads?: ThreadTimes | null;
  readonly memoryBytes: number | null;
  readonly peakMemoryBytes: number | null;
}

/** A machine that can tell nothing but the time. */
export const noCounters = (clock: Clock): Counters => ({
  atNs: clock.monotonicNs(),
  cpuUserUs: null,
  cpuSystemUs: null,
  throttledUs: null,
  memoryBytes: null,
  peakMemoryBytes: null,
});
