/** What each side of a round got of the machine, from readings at both ends of its window. */

import { headMs, type LoadJob } from '../load/job.js';
import type { RoundShares } from '../model/record.js';
import { cpuUs } from '../model/round.js';
import type { Counters } from '../runtime/counters.js';
import type { CoreTime } from '../system/contention.js';
import type { MeasureDeps, RunningSide } from './deps.js';

/** One side's counters at both ends. */
export interface CounterPair {
  readonly before: Counters | null;
  readonly after: Counters | null;
  /**
   * The part of the load that its window is, a fraction; then they were read before the load and after it. Absent: they were
   * read at the ends of the window.
   */
  readonly windowShare?: number;
}

/** The target cores' time at both ends; null: nothing is pinned, or the machine does not say. */
export interface CorePair {
  readonly before: CoreTime | null;
  readonly after: CoreTime | null;
  readonly cores: number;
  /** Between the two readings, µs. */
  readonly passedUs: number;
}

type Pids = ReadonlySet<number>;

/**
 * Processes that were there before and are not there any more, as far as new ones came in their place. A pool that
 * only grows or only shrinks has replaced nothing.
 */
export function replacedBetween(before: Pids | null, after: Pids | null): number | null {
  if (before === null || after === null) return null;
  const gone = [...before].filter((pid) => !after.has(pid)).length;
  const born = [...after].filter((pid) => !before.has(pid)).length;
  return Math.min(gone, born);
}

/** @param sides the counters of all sides that were loaded in the round */
export function sharesOf(
  side: CounterPair,
  sides: readonly CounterPair[],
  cores: CorePair,
): Omit<RoundShares, 'replaced'> {
  return { throttledPeriods: throttledPeriods(side), ...threadTimes(side), ...othersTime(sides, cores) };
}

function throttledPeriods({ before, after, windowShare = 1 }: CounterPair): number | null {
  const [from, to] = [before?.throttledPeriods, after?.throttledPeriods];
  return from == null || to == null ? null : Math.round(windowShare * Math.max(0, to - from));
}

/** Of threads that were there at both ends: one that came or went in between says nothing of the whole window. */
function threadTimes({ before, after }: CounterPair): Pick<RoundShares, 'readyMs' | 'waitedMs'> {
  let [ready, waited] = [-1, -1];
  for (const [id, now] of after?.threads ?? []) {
    const then = before?.threads?.get(id);
    if (then === undefined) continue;
    const wait = Math.max(0, now.waitedNs - then.waitedNs);
    waited = Math.max(waited, wait);
    ready = Math.max(ready, wait + Math.max(0, now.ranNs - then.ranNs));
  }
  return waited < 0
    ? { readyMs: null, waitedMs: null }
    : { readyMs: Math.round(ready / 1e3) / 1e3, waitedMs: Math.round(waited / 1e3) / 1e3 };
}

function othersTime(
  sides: readonly CounterPair[],
  { before, after, cores, passedUs }: CorePair,
): Pick<RoundShares, 'othersCpu' | 'stealCpu'> {
  const used = sides.map(usedUs);
  if (before === null || after === null || cores === 0 || passedUs <= 0 || used.includes(null)) {
    return { othersCpu: null, stealCpu: null };
  }
  // Ticks are 10 ms: no more digits are known.
  const share = (us: number) => Math.round(1e4 * Math.min(1, Math.max(0, us / (cores * passedUs)))) / 1e4;
  const targets = used.reduce<number>((sum, us) => sum + (us ?? 0), 0);
  return {
    othersCpu: share(after.busyUs - before.busyUs - targets),
    stealCpu: share(after.stealUs - before.stealUs),
  };
}

/** CPU time between the two readings, µs; null: not known. */
export function usedUs({ before, after }: CounterPair): number | null {
  const [from, to] = [totalUs(before), totalUs(after)];
  return from === null || to === null ? null : to - from;
}

const totalUs = (counters: Counters | null): number | null => (counters === null ? null : cpuUs(counters));

/** What the kernel counted in a round's window. */
export interface Counted {
  readonly pairs: readonly CounterPair[];
  readonly cores: CorePair;
}

/**
 * Runs a load, and reads every side's counters before it and after it: for engines that take a second for a reading. A
 * target does next to nothing when nobody loads it, so that no clock is needed: what it used, it used for this load.
 */
export async function readAround<T>(
  sides: readonly RunningSide[],
  times: Pick<LoadJob, 'durationMs' | 'trimMs' | 'settleMs'>,
  { clock }: Pick<MeasureDeps, 'clock'>,
  load: () => Promise<T>,
): Promise<readonly [T, Counted]> {
  const read = () => Promise.all(sides.map((side) => side.instance.counters().catch(() => null)));
  const before = await read();
  disturb(sides);
  const startedNs = clock.monotonicNs();
  const result = await load();
  const passedUs = Number(clock.monotonicNs() - startedNs) / 1000;
  disturb(sides);
  const after = await read();
  const { durationMs, trimMs } = times;
  const windowShare = (durationMs - trimMs - headMs(times)) / durationMs;
  return [
    result,
    {
      pairs: sides.map((_, at) => ({ before: before[at] ?? null, after: after[at] ?? null, windowShare })),
      cores: { before: null, after: null, cores: 0, passedUs },
    },
  ];
}

/** A target that is loaded loads its services. */
function disturb(sides: readonly RunningSide[]): void {
  for (const { instance, services } of sides) {
    instance.disturb?.();
    for (const service of services?.instances.values() ?? []) service.disturb?.();
  }
}

/** Reads every side's counters at both ends of the trimmed window, and its cores'. A target that is gone has none. */
export async function readCounters(
  sides: readonly RunningSide[],
  startNs: bigint,
  times: Pick<LoadJob, 'durationMs' | 'trimMs' | 'settleMs'>,
  { clock, signal, targetCores, coreTime }: MeasureDeps,
): Promise<Counted> {
  const until = (ms: number) =>
    clock.sleep(Math.max(0, Number(startNs - clock.monotonicNs()) / 1e6 + ms), signal);
  const read = async () => ({
    cores: targetCores === null ? null : coreTime(targetCores),
    atNs: clock.monotonicNs(),
    sides: await Promise.all(sides.map((side) => side.instance.counters().catch(() => null))),
  });
  await until(headMs(times));
  const before = await read();
  await until(times.durationMs - times.trimMs);
  const after = await read();
  return {
    pairs: sides.map((_, at) => ({ before: before.sides[at] ?? null, after: after.sides[at] ?? null })),
    cores: {
      before: before.cores,
      after: after.cores,
      cores: targetCores?.length ?? 0,
      passedUs: Number(after.atNs - before.atNs) / 1000,
    },
  };
}
