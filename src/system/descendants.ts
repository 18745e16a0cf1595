/** Ends what a process has started, by process id. Where there is no /proc, nothing is found and nothing is ended. */
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, type ProcessEntry, processIds, readProcess } from './proc.js';

/** How long a process may take to end on SIGTERM before it gets SIGKILL, ms. */
export const GRACE_MS = 2_000;
const POLL_MS = 25;

/** The living children of a process, their children and so on; parents come before children. */
export function descendantsOf(pid: number): ProcessEntry[] {
  const all = processIds().flatMap((each) => readProcess(each) ?? []);
  const tree: ProcessEntry[] = [];
  let generation = all.filter((entry) => entry.parent === pid);
  while (generation.length > 0) {
    tree.push(...generation);
    const parents = new Set(generation.map((entry) => entry.pid));
    generation = all.filter((entry) => parents.has(entry.parent));
  }
  return tree.filter((entry) => entry.state !== 'Z');
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
