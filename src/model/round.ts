import * as z from 'zod';
import { MAX_STEPS } from './limits.js';
import { count, type DeepReadonly, listOf, quantity } from './parts.js';

/** Both sides at once; one side alone under the whole load; one side alone, one request after the other. */
export type RoundKind = 'duet' | 'solo' | 'probe';

export const ALL_KINDS: readonly RoundKind[] = ['duet', 'solo', 'probe'];

/** Latency of the answered requests of one round, µs. */
const latencySummary = z.strictObject({
  mean: quantity,
  stdev: quantity,
  min: quantity,
  p50: quantity,
  p75: quantity,
  p90: quantity,
  p95: quantity.exactOptional(),
  p99: quantity,
  p999: quantity.exactOptional(),
  max: quantity,
});

/** Failed requests by kind; none of them is in the throughput. */
export const failures = z.strictObject({
  refused: count,
  reset: count,
  timeout: count,
  non2xx: count,
  wrongBody: count,
  /** Right answers without a value that a later step needs. Absent: none. */
  capture: count.exactOptional(),
  other: count,
});

/** What one step of a sequence did in a round. */
const stepFigures = z.strictObject({
  /** Right answers inside the window. */
  requests: count,
  /** Failed requests of the whole round, of all kinds. */
  failed: count,
  /** From sending a request to its answer, of these right answers, µs. */
  latencyUs: z.strictObject({ mean: quantity, p50: quantity, p95: quantity, p99: quantity }),
});

/** What became of the arrivals of an open loop (src/load/arrivals.ts). */
const arrivals = z.strictObject({
  /** Arrivals/s that were asked for. */
  rate: quantity,
  /** The rate is loadgate's own, because the generator could not make more load than that. Absent: the scenario's. */
  reduced: z.literal(true).exactOptional(),
  /** In the whole round. */
  count,
  /** Those of them for which no connection was free until the end, and as long again. */
  unsent: count,
  /** How late the generator itself was: exceeded by one arrival in a hundred of the window, µs. */
  lateUs: quantity,
});

/** What one side of a round got of the machine; null: can't be told. */
const roundShares = z.strictObject({
  /** Periods of its CPU quota (100 ms) in which it was held back. */
  throttledPeriods: count.nullable(),
  /** The busiest of its threads: on a CPU or ready for one, ms. */
  readyMs: quantity.nullable(),
  /** The longest that one of its threads was ready and had no CPU, ms. */
  waitedMs: quantity.nullable(),
  /** Share of the target cores' time that went to others than the loaded targets, other guests of the host included. */
  othersCpu: quantity.nullable(),
  /** Share that went to other guests of the host. */
  stealCpu: quantity.nullable(),
  /** Processes of the target that ended in the whole round and were replaced by new ones. */
  replaced: count.nullable(),
});

/** One side of one round. Optional members are not in records of 0.1. */
export const roundFigures = z.strictObject({
  /** Length of the trimmed window, ms. */
  windowMs: quantity,
  /** Right answers inside the window. */
  requests: count,
  /** Right answers per second (src/load/rate.ts says how). */
  rps: quantity,
  latencyUs: latencySummary,
  failures,
  /** Connections opened in the whole round, those of its start included. */
  connectionsOpened: count,
  /** CPU time of the target per right answer in user mode, µs; null: the runtime can't tell. */
  cpuUserUs: quantity.nullable(),
  /** The same in the kernel, µs. */
  cpuSystemUs: quantity.nullable(),
  /** Time that the target was held back by its CPU quota inside the window, ms; null: the runtime can't tell. */
  throttledMs: quantity.nullable(),
  /** The generator's own CPU use in the window, as a share of one core. */
  generatorCpu: quantity,
  /** The utilisation of its event loop, 0…1. */
  generatorLoop: quantity,
  /** Calls that the upstream got from this side in the whole round, its ends included; null: there is no upstream. */
  upstreamCalls: count.nullable().exactOptional(),
  /** New connections that the upstream accepted from this side in the whole round; null: there is no upstream. */
  upstreamConnections: count.nullable().exactOptional(),
  /** Right answers of the whole round, its ends included. */
  answers: count.exactOptional(),
  /**
   * Memory of the target right after the round less that right before it, without page cache, bytes; below 0 where it
   * shrank; null: the runtime can't tell.
   */
  grownBytes: z.number().nullable().exactOptional(),
  /** Absent: the loop is closed, each connection waits for its answer. */
  arrivals: arrivals.exactOptional(),
  /**
   * In the order of the scenario's steps; `requests`, `rps`, `answers` and CPU time count the requests of all of them, and
   * `latencyUs` and `arrivals` whole sequences. Absent: there are no steps.
   */
  steps: listOf(stepFigures, MAX_STEPS).exactOptional(),
  /** A mix: each request is one of `steps`, and none follows another. Absent: sequences are all of them. */
  mixed: z.literal(true).exactOptional(),
  /** What the machine gave and took in the window (src/measure/shares.ts). */
  shares: roundShares.exactOptional(),
});

export type LatencySummary = DeepReadonly<z.infer<typeof latencySummary>>;
export type StepFigures = DeepReadonly<z.infer<typeof stepFigures>>;
export type ArrivalFigures = DeepReadonly<z.infer<typeof arrivals>>;
export type Failures = DeepReadonly<z.infer<typeof failures>>;

/** Failed requests of all kinds. */
export const allFailed = (failures: Failures): number =>
  Object.values(failures).reduce((sum, count) => sum + count, 0);
/** Requests for each arrival: those of a sequence, or one. */
export const requestsATurn = ({ steps, mixed }: Pick<RoundFigures, 'steps' | 'mixed'>): number =>
  mixed === true ? 1 : (steps?.length ?? 1);

/** CPU time, user and system, µs (of a round: per request); null: the runtime can't tell. */
export const cpuUs = ({
  cpuUserUs,
  cpuSystemUs,
}: Pick<RoundFigures, 'cpuUserUs' | 'cpuSystemUs'>): number | null =>
  cpuUserUs === null || cpuSystemUs === null ? null : cpuUserUs + cpuSystemUs;

/** More failed requests than this share make a round's figures unbelievable: invalid is not slow. */
export const MAX_FAILED_SHARE = 0.001;
/** The same where a limit for errors judges them: what most of a round is not there to tell, nothing judges. */
const MAX_FAILED_SHARE_LIMITED = 0.5;

/** @param isLimited a limit for errors judges the failed requests */
export const maxFailedShare = (isLimited: boolean): number =>
  isLimited ? MAX_FAILED_SHARE_LIMITED : MAX_FAILED_SHARE;

/** Failed requests of a round, as a share of all. */
export function failedShare({ failures, requests }: RoundFigures): number {
  const failed = allFailed(failures);
  return failed === 0 ? 0 : failed / (failed + requests);
}

export type RoundShares = DeepReadonly<z.infer<typeof roundShares>>;
export type RoundFigures = DeepReadonly<z.infer<typeof roundFigures>>;
