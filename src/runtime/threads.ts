/** A target's processes and threads, and how long each of them had to wait for a CPU. Linux only. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ThreadTime, ThreadTimes } from './counters.js';

/** Threads that are read, a few µs each; a reading is meant to be one moment. */
const MAX_THREADS = 256;

/** Ids of the processes of a cgroup; null: it does not list them, or is gone. */
export function processesIn(folder: string): ReadonlySet<number> | null {
  try {
    return new Set(ids(folder, 'cgroup.procs'));
  } catch {
    return null;
  }
}

/**
 * The threads of a cgroup.
 * @param file lists them: `tasks` (v1) or `cgroup.threads` (v2)
 * @returns null where the cgroup does not list them
 */
export function threadsIn(folder: string, file: 'tasks' | 'cgroup.threads'): ThreadTimes | null {
  try {
    return timesOf(ids(folder, file));
  } catch {
    return null;
  }
}

/** The threads of some processes. */
export const threadsOf = (pids: readonly number[]): ThreadTimes => timesOf(pids.flatMap(threadsOfOne));

function ids(folder: string, file: string): number[] {
  const text = readFileSync(join(folder, file), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map(Number);
}

function threadsOfOne(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).map(Number);
  } catch {
    return []; // It has ended in between.
  }
}

function timesOf(threads: readonly number[]): ThreadTimes {
  const times = new Map<number, ThreadTime>();
  for (const thread of threads.slice(0, MAX_THREADS)) {
    const time = timeOf(thread);
    if (time !== null) times.set(thread, time);
  }
  return times;
}

/** `/proc/<id>` is there for every thread, though only those of first threads are listed. */
function timeOf(thread: number): ThreadTime | null {
  try {
    return parseSchedstat(readFileSync(`/proc/${thread}/schedstat`, 'utf8'));
  } catch {
    return null;
  }
}

/** Time on a CPU, time waiting for one (both ns), and how often it ran. @internal exported for its unit test. */
export function parseSchedstat(text: string): ThreadTime | null {
  const [ranNs, waitedNs] = text.trim().split(' ').map(Number);
  if (ranNs === undefined || waitedNs === undefined || !Number.isFinite(ranNs + waitedNs)) return null;
  return { ranNs, waitedNs };
}
