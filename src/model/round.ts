/** Latency of the answered requests of one round, µs. */
export interface LatencySummary {
  readonly mean: number;
  readonly stdev: number;
  readonly min: number;
  readonly p50: number;
  readonly p75: number;
  readonly p90: number;
  readonly p99: number;
  readonly max: number;
}

/** Failed requests by kind; none of them is in the throughput. */
export interface Failures {
  readonly refused: number;
  readonly reset: number;
  readonly timeout: number;
  readonly non2xx: number;
  readonly wrongBody: number;
  readonly other: number;
}

/** Both sides at once; one side alone under the whole load; one side alone, one request after the other. */
export type RoundKind = 'duet' | 'solo' | 'probe';

export const ALL_KINDS: readonly RoundKind[] = ['duet', 'solo', 'probe'];

/** One side of one round. */
export interface RoundFigures {
  /** Length of the trimmed window, ms. */
  readonly windowMs: number;
  /** Right answers inside the window. */
  readonly requests: number;
  /** Right answers per second (src/load/rate.ts says how). */
  readonly rps: number;
  readonly latencyUs: LatencySummary;
  readonly failures: Failures;
  /** Connections opened in the whole round, those of its start included. */
  readonly connectionsOpened: number;
  /** CPU time of the target per right answer, µs; null: the runtime can't tell. */
  readonly cpuUserUs: number | null;
  readonly cpuSystemUs: number | null;
  /** Time that the target was held back by its CPU quota inside the window, ms; null: the runtime can't tell. */
  readonly throttledMs: number | null;
  /** The generator's own CPU use in the window, as a share of one core, and its event loop's utilisation, 0…1. */
  readonly generatorCpu: number;
  readonly generatorLoop: number;
  /**
   * Calls and new connections that the upstream accepted from this side in the whole round, its ends included; null:
   * the scenario has no upstream. Not there in records of 0.1.
   */
  readonly upstreamCalls?: number | null;
  readonly upstreamConnections?: number | null;
  /** Right answers of the whole round, its ends included. Not there in records of 0.1. */
  readonly answers?: number;
  /**
   * Memory of the target right after the round less that right before it, without page cache, bytes; below 0 where it
   * shrank; null: the runtime can't tell. Not there in records of 0.1.
   */
  readonly grownBytes?: number | null;
  /** What the machine gave and took in the window (src/measure/shares.ts). Not there in records of 0.1. */
  readonly shares?: RoundShares;
}

/** What one side of a round got of the machine; null: can't be told. */
export interface RoundShares {
  /** Periods of its CPU quota (100 ms) in which it was held back. */
  readonly throttledPeriods: number | null;
  /** The busiest of its threads: on a CPU or ready for one, ms. */
  readonly readyMs: number | null;
  /** The longest that one of its threads was ready and had no CPU, ms. */
  readonly waitedMs: number | null;
  /** Share of the target cores' time that went to others than the loaded targets, other guests of the host included. */
  readonly othersCpu: number | null;
  /** Share that went to other guests of the host. */
  readonly stealCpu: number | null;
  /** Processes of the target that ended in the whole round and were replaced by new ones. */
  readonly replaced: number | null;
}
