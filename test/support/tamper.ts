/** What others may do to the targets of a run while it measures: quotas, shares, and work on their core. */
import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findCgroups } from '../../src/runtime/cgroup/own.js';
import { runPrefix } from '../../src/runtime/run-folders.js';
import { readCoreTime } from '../../src/system/contention.js';

/** A file of cgroup v1, and what is written to it. */
export interface Setting {
  readonly file: 'cpu.cfs_quota_us' | 'cpu.shares';
  readonly value: number;
}

/**
 * Writes a setting to the cgroup of each first side of a generation, as soon as it is there.
 * @returns ends it, and says how many it has changed
 */
export function tamperWithFirstSides(runId: string, { file, value }: Setting): () => number {
  const done = new Set<string>();
  const timer = setInterval(() => {
    for (const { joinFiles } of findCgroups(runPrefix(runId))) {
      for (const folder of joinFiles.map(dirname)) {
        const number = Number(/-(\d+)$/.exec(folder)?.[1] ?? 0);
        if (number % 2 !== 1 || done.has(folder) || !existsSync(join(folder, file))) continue;
        writeFileSync(join(folder, file), String(value));
        done.add(folder);
      }
    }
  }, 10);
  return () => {
    clearInterval(timer);
    return done.size;
  };
}

/**
 * Programs that do nothing but use a core, each in a session of its own, so that the kernel gives each as much as one
 * side of a duet.
 * @returns ends them; they end by themselves after a minute
 */
export function hogCore(core: number, count: number): () => Promise<void> {
  const hogs = Array.from({ length: count }, () =>
    spawn('timeout', ['60', 'taskset', '-c', String(core), 'sh', '-c', 'while :; do :; done'], {
      detached: true,
      stdio: 'ignore',
    }),
  );
  return async () => {
    const ends = hogs.map((hog) => new Promise<void>((resolve) => hog.once('exit', () => resolve())));
    // `timeout` makes a process group of its own and hands the signal on to it.
    for (const hog of hogs) hog.kill('SIGTERM');
    await Promise.all(ends);
  };
}

/** Whether a core has next to nothing to do. */
export async function isQuiet(core: number): Promise<boolean> {
  const before = readCoreTime([core])?.busyUs ?? 0;
  await sleep(300);
  return (readCoreTime([core])?.busyUs ?? Number.POSITIVE_INFINITY) - before < 60_000;
}
