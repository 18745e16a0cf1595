import { readFileSync } from 'node:fs';

/** Processes that the kernel has killed for want of memory since the machine started; null: it does not say. */
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
  /** We ended it ourselves. */
  readonly ours: boolean;
  /** `machineOomKills` when the process was started, and now. */
  readonly before: number | null;
  readonly now: number | null;
}

/**
 * Whether a process without a cgroup of its own was killed for want of memory: the kernel does it with SIGKILL,
 * and counts it.
 */
export function endedByOom({ signal, ours, before, now }: ProcessEnd): boolean {
  return signal === 'SIGKILL' && !ours && before !== null && now !== null && now > before;
}
