/** Ends the descendants of a process, by process id. Without /proc, it finds and ends nothing. */
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

/** Sends a signal to each process that still runs. A process that ends in the meantime isn't an error. */
export function signalAll(entries: readonly ProcessEntry[], signal: NodeJS.Signals): void {
  for (const entry of entries) {
    if (!isAlive(entry)) continue;
    try {
      process.kill(entry.pid, signal);
    } catch {
      // It has ended, or belongs to another user: nothing to do.
    }
  }
}

async function waitForEnd(entries: readonly ProcessEntry[], forMs: number): Promise<void> {
  for (let waited = 0; waited < forMs && entries.some(isAlive); waited += POLL_MS) await sleep(POLL_MS);
}

/** Sends SIGTERM, and after two seconds SIGKILL to the remaining processes. */
export async function endProcesses(entries: readonly ProcessEntry[]): Promise<void> {
  signalAll(entries, 'SIGTERM');
  await waitForEnd(entries, GRACE_MS);
  signalAll(entries, 'SIGKILL');
  await waitForEnd(entries, GRACE_MS);
}

/**
 * Ends every descendant of a process, but not the process itself: the last step of clean-up.
 * Looks again after each pass, because an ending process can start another.
 *
 * @returns the number of ended processes
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
