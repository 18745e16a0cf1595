import { readFileSync } from 'node:fs';
import type { Contention } from '../model/examination.js';
import { US_PER_TICK } from './proc.js';

/** Cumulative since the machine started. */
interface Reading {
  /** Ticks of all CPUs. */
  readonly steal: number | null;
  readonly total: number | null;
}

/**
 * Starts to measure how much of this machine others take: steal time (proc(5), /proc/stat).
 * @returns a function that returns the share since the start
 */
export function watchContention(): () => Contention {
  const before = parseStat(stat());
  return () => contentionBetween(before, parseStat(stat()));
}

function stat(): string {
  try {
    return readFileSync('/proc/stat', 'utf8');
  } catch {
    return '';
  }
}

/** @internal exported for its unit test. Fields: user nice system idle iowait irq softirq steal guest guest_nice. */
export function parseStat(text: string): Reading {
  const fields = /^cpu +(.+)$/m.exec(text)?.[1]?.trim().split(/\s+/).map(Number) ?? [];
  const steal = fields[7];
  if (steal === undefined || fields.some((field) => !Number.isFinite(field)))
    return { steal: null, total: null };
  // User time already includes guest time.
  return { steal, total: fields.slice(0, 8).reduce((sum, field) => sum + field, 0) };
}

/** @internal exported for its unit test. */
export function contentionBetween(before: Reading, after: Reading): Contention {
  if (before.steal === null || after.steal === null || before.total === null || after.total === null) {
    return { steal: null };
  }
  const passed = after.total - before.total;
  return { steal: passed <= 0 ? null : Math.min(1, Math.max(0, (after.steal - before.steal) / passed)) };
}

/** Time of some cores since the machine started, µs. */
export interface CoreTime {
  /** All users, including other guests of the host. Excludes interrupts, which no process requested. */
  readonly busyUs: number;
  /** The part that the hypervisor gave to other guests. */
  readonly stealUs: number;
}

/** @returns null if the machine doesn't report it */
export const readCoreTime = (cores: readonly number[]): CoreTime | null => parseCoreTime(stat(), cores);

/** @internal exported for its unit test. */
export function parseCoreTime(text: string, cores: readonly number[]): CoreTime | null {
  let [busy, steal] = [0, 0];
  for (const core of cores) {
    const fields =
      new RegExp(`^cpu${core} +(.+)$`, 'm').exec(text)?.[1]?.trim().split(/\s+/).map(Number) ?? [];
    const [user, nice, system, , , , , stolen] = fields;
    if (user === undefined || nice === undefined || system === undefined || stolen === undefined) return null;
    busy += user + nice + system + stolen;
    steal += stolen;
  }
  return Number.isFinite(busy) ? { busyUs: busy * US_PER_TICK, stealUs: steal * US_PER_TICK } : null;
}
