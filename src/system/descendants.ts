/**
 * Ends what a process has started, by process id. Reads Linux's /proc; where there is none
 * (macOS), nothing is found and nothing is ended.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** A process as /proc shows it. The start time tells it from a later process with the same id. */
export interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  /** One letter, `Z` for one that has ended and was not waited for. */
  readonly state: string;
  /** Clock ticks since the machine started. */
  readonly startTime: string;
}

/** How long a process may take to end on SIGTERM before it gets SIGKILL, ms. */
export const GRACE_MS = 2_000;
const POLL_MS = 25;

/**
 * Parses the text of /proc/<pid>/stat (proc(5)). The name in parentheses may itself hold blanks and
 * parentheses, so fields are counted from its last `)`.
 */
export function parseStat(pid: number, stat: string): ProcessEntry {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { pid, state: fields[0] ?? '', parent: Number(fields[1]), startTime: fields[19] ?? '' };
}

/** Reads one process; null: it is gone, or there is no /proc. */
export function readProcess(pid: number): ProcessEntry | null {
  try {
    return parseStat(pid, readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return null;
  }
}

function allProcesses(): ProcessEntry[] {
  let names: string[];
  try {
    names = readdirSync('/proc');
  } catch {
    return [];
  }
  return names.filter((name) => /^\d+$/.test(name)).flatMap((name) => readProcess(Number(name)) ?? []);
}

/** The living children of a process, their children and so on; parents come before children. */
export function descendantsOf(pid: number): ProcessEntry[] {
  const all = allProcesses();
  const tree: ProcessEntry[] = [];
  let generation = all.filter((entry) => entry.parent === pid);
  while (generation.length > 0) {
    tree.push(...generation);
    const parents = new Set(generation.map((entry) => entry.pid));
    generation = all.filter((entry) => parents.has(entry.parent));
  }
  return tree.filter((entry) => entry.state !== 'Z');
}

/** Whether it still runs: the same process, not another one that got its id since. */
export function isAlive(entry: ProcessEntry): boolean {
  const now = readProcess(entry.pid);
  return now !== null && now.startTime === entry.startTime && now.state !== 'Z';
}

/** Sends a signal to each that still runs. One that ends in between is no error. */
export function signalAll(entries: readonly ProcessEntry[], signal: NodeJS.Signals): void {
  for (const entry of entries) {
    if (!isAlive(entry)) continue;
    try {
      process.kill(entry.pid, signal);
    } catch {
      // Gone since, or another user's: nothing that we could do about it.
    }
  }
}

async function waitForEnd(entries: readonly ProcessEntry[], forMs: number): Promise<void> {
  for (let waited = 0; waited < forMs && entries.some(isAlive); waited += POLL_MS) await sleep(POLL_MS);
}

/** SIGTERM, then SIGKILL after two seconds to those that are left. */
export async function endProcesses(entries: readonly ProcessEntry[]): Promise<void> {
  signalAll(entries, 'SIGTERM');
  await waitForEnd(entries, GRACE_MS);
  signalAll(entries, 'SIGKILL');
  await waitForEnd(entries, GRACE_MS);
}

/**
 * Ends every descendant of a process, not the process itself: the last step of clean-up.
 * Looks again after each pass, since a process that is being ended may start another.
 *
 * @returns how many were ended.
 */
export async function endDescendants(pid: number): Promise<number> {
  let ended = 0;
  for (let pass = 0; pass < 5; pass += 1) {
    const entries = descendantsOf(pid);
    if (entries.length === 0) break;
    await endProcesses(entries);
    ended += entries.filter((entry) => !isAlive(entry)).length;
  }
  return ended;
}
