import type { CorePair, CounterPair } from './shares.js';
import type { MeasureDeps, RunningSide } from './types.js';

/** What the kernel counted in a round's window. */
export interface Counted {
  readonly pairs: readonly CounterPair[];
  readonly cores: CorePair;
}

/** Reads every side's counters at both ends of the trimmed window, and its cores'. A target that is gone has none. */
export async function readCounters(
  sides: readonly RunningSide[],
  startNs: bigint,
  { durationMs, trimMs }: { durationMs: number; trimMs: number },
  { clock, signal, targetCores, coreTime }: MeasureDeps,
): Promise<Counted> {
  const until = (ms: number) =>
    clock.sleep(Math.max(0, Number(startNs - clock.monotonicNs()) / 1e6 + ms), signal);
  const read = async () => ({
    cores: targetCores === null ? null : coreTime(targetCores),
    atNs: clock.monotonicNs(),
    sides: await Promise.all(sides.map((side) => side.instance.counters().catch(() => null))),
  });
  await until(trimMs);
  const before = await read();
  await until(durationMs - trimMs);
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
