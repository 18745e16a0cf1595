/** Counters of a process and its descendants from /proc (proc(5)), for where there is no cgroup of its own. */
import { readFileSync } from 'node:fs';
import { descendantsOf } from '../system/descendants.js';
import type { Clock } from '../system/types.js';
import { threadsOf } from './tasks.js';
import type { Counters } from './types.js';

/** USER_HZ is 100 on every architecture that Node.js runs on. */
const US_PER_TICK = 10_000;

export interface ProcessTime {
  /** Own time and that of children that ended and were waited for, clock ticks. */
  readonly user: number;
  readonly system: number;
}

/** Fields 14 to 17 of /proc/<pid>/stat: utime, stime, cutime, cstime. */
export function parseTimes(stat: string): ProcessTime {
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [utime = 0, stime = 0, cutime = 0, cstime = 0] = fields.slice(11, 15);
  return { user: utime + cutime, system: stime + cstime };
}

/** A line of /proc/<pid>/status in KiB, as bytes. */
export function parseStatusBytes(status: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s*(\\d+) kB$`, 'm').exec(status)?.[1] ?? 0) * 1024;
}

/** A process and its descendants. */
export const treeOf = (pid: number): readonly number[] => [
  pid,
  ...descendantsOf(pid).map((entry) => entry.pid),
];

/**
 * Sums a process tree. Memory is resident memory, in which pages that several processes share count for each.
 *
 * @throws where the first process is gone, or there is no /proc
 */
export function readTree(pid: number, clock: Clock): Counters {
  const pids = treeOf(pid);
  const sum = { user: 0, system: 0, now: 0, peak: 0 };
  const first = readFileSync(`/proc/${pid}/stat`, 'utf8');
  for (const each of pids) {
    try {
      const times = parseTimes(each === pid ? first : readFileSync(`/proc/${each}/stat`, 'utf8'));
      sum.user += times.user;
      sum.system += times.system;
      const status = readFileSync(`/proc/${each}/status`, 'utf8');
      sum.now += parseStatusBytes(status, 'VmRSS');
      sum.peak += parseStatusBytes(status, 'VmHWM');
    } catch {
      // A child that ended in between: its time is its parent's now.
    }
  }
  return {
    atNs: clock.monotonicNs(),
    cpuUserUs: sum.user * US_PER_TICK,
    cpuSystemUs: sum.system * US_PER_TICK,
    throttledUs: null,
    threads: threadsOf(pids),
    memoryBytes: sum.now,
    peakMemoryBytes: sum.peak,
  };
}
