import { constants, readdirSync, readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { type PerfMap, readPerfMap } from '../profile/perf-map.js';

/** A line of /proc/PID/maps that maps CPython, as a library or as a program. */
const CPYTHON = /\/(?:libpython3[^/\n]*\.so[^/\n]*|python3(?:\.\d+)?)$/m;

/** A perf map of 64 MiB has a million functions. */
const MAX_MAP_BYTES = 64 * 1024 * 1024;

/** Whether a process runs CPython 3. */
export function isPython(pid: number): boolean {
  const maps = readProc(pid, 'maps');
  return maps !== null && CPYTHON.test(maps);
}

/**
 * The perf maps that the processes have written, in the file systems of their containers.
 * @returns by process; those that have none are left out
 */
export async function mapsOf(processes: ReadonlySet<number>): Promise<ReadonlyMap<number, PerfMap>> {
  const maps = new Map<number, PerfMap>();
  for (const pid of processes) {
    const text = await readPlain(`/proc/${pid}/root/tmp/perf-${pidInside(pid)}.map`, MAX_MAP_BYTES);
    if (text !== null)
      maps.set(
        pid,
        readPerfMap(text, (name) => name.startsWith('py::')),
      );
  }
  return maps;
}

/** A process's id as it knows it itself. */
export const pidInside = (pid: number): string =>
  /^NSpid:.*\s(\d+)$/m.exec(readProc(pid, 'status') ?? '')?.[1] ?? String(pid);

/** How often each thread of the processes has given up the CPU by itself, by its id. */
export function waitsOf(processes: ReadonlySet<number>): ReadonlyMap<number, number> {
  const waits = new Map<number, number>();
  for (const pid of processes) {
    for (const thread of threadsOf(pid)) {
      const status = readProc(pid, `task/${thread}/status`) ?? '';
      const count = /^voluntary_ctxt_switches:\s+(\d+)$/m.exec(status)?.[1];
      if (count !== undefined) waits.set(Number(thread), Number(count));
    }
  }
  return waits;
}

/** Of what is read twice, what came in between; threads that were not there before began at 0. */
export function waitsBetween(
  before: ReadonlyMap<number, number>,
  after: ReadonlyMap<number, number>,
): number | null {
  if (before.size === 0 || after.size === 0) return null;
  return [...after].reduce((sum, [thread, count]) => sum + Math.max(0, count - (before.get(thread) ?? 0)), 0);
}

function threadsOf(pid: number): readonly string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return []; // It has ended.
  }
}

function readProc(pid: number, file: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return null; // It has ended, or is not ours to look at.
  }
}

/**
 * A file that a container's processes wrote. They can put anything there: a link that leads out of it, a pipe, a file without
 * an end.
 * @returns null: it is no plain file, or a larger one
 */
export async function readPlain(path: string, maxBytes: number): Promise<string | null> {
  const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(
    () => null,
  );
  if (handle === null) return null;
  try {
    const stat = await handle.stat();
    if (!stat.isFile() || stat.size > maxBytes) return null;
    const buffer = Buffer.alloc(stat.size);
    const { bytesRead } = await handle.read(buffer, 0, stat.size, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } catch {
    return null;
  } finally {
    await handle.close();
  }
}
