/** Processes as Linux's /proc shows them (proc(5)). Without /proc (macOS), there are none. */
import { readdirSync, readFileSync } from 'node:fs';

/** A process. The start time distinguishes it from a later process with the same id. */
export interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  /** One letter; `Z` for a process that ended but wasn't reaped. */
  readonly state: string;
  /** Clock ticks since the machine started. */
  readonly startTime: string;
}

/** Length of a clock tick, µs: USER_HZ is 100 on every architecture that Node.js runs on. */
export const US_PER_TICK = 10_000;

/** Ids of all processes of this machine. */
export function processIds(): readonly number[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}

/**
 * Parses the text of /proc/<pid>/stat. The name in parentheses can contain blanks and parentheses, so fields
 * count from the last `)`.
 */
export function parseProcess(pid: number, stat: string): ProcessEntry {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { pid, state: fields[0] ?? '', parent: Number(fields[1]), startTime: fields[19] ?? '' };
}

/** Reads one process; null: the process is gone, or there is no /proc. */
export function readProcess(pid: number): ProcessEntry | null {
  try {
    return parseProcess(pid, readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return null;
  }
}

/** Whether the same process still runs, and not a later one with the same id. */
export function isAlive(entry: ProcessEntry): boolean {
  const now = readProcess(entry.pid);
  return now !== null && now.startTime === entry.startTime && now.state !== 'Z';
}
