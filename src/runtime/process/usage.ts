/** The usage of a target that is a process, from /proc (proc(5)), if it has no own cgroup. */
import { readFileSync } from 'node:fs';
import type { Clock } from '../../system/clock.js';
import { descendantsOf } from '../../system/descendants.js';
import { US_PER_TICK } from '../../system/proc.js';
import type { Counters } from '../counters.js';
import { threadsOf } from '../threads.js';

export interface ProcessTime {
  /** Own time, and that of reaped children, clock ticks. */
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
 * Sums a process tree. Memory is resident memory, which counts shared pages once for each process.
 *
 * @throws if the first process is gone, or there is no /proc
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
      // A child ended in the meantime. Its parent now has its time.
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

/** Processes that the kernel killed for lack of memory since the machine started; null: unknown. */
export function machineOomKills(): number | null {
  try {
    const count = /^oom_kill (\d+)$/m.exec(readFileSync('/proc/vmstat', 'utf8'))?.[1];
    return count === undefined ? null : Number(count);
  } catch {
    return null;
  }
}

export interface ProcessEnd {
  readonly signal: NodeJS.Signals | null;
  /** loadgate ended it. */
  readonly ours: boolean;
  /** `machineOomKills` when the process started, and now. */
  readonly before: number | null;
  readonly now: number | null;
}

/**
 * Whether the kernel killed a process that has no own cgroup for lack of memory. The kernel uses SIGKILL, and counts
 * it.
 */
export function endedByOom({ signal, ours, before, now }: ProcessEnd): boolean {
  return signal === 'SIGKILL' && !ours && before !== null && now !== null && now > before;
}
