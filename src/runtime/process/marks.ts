/**
 * Every process of a run has a mark in its environment, and its descendants inherit it. So loadgate finds each one,
 * regardless of its group or session. Linux only, from /proc.
 */
import { readFileSync } from 'node:fs';
import { type Clock, systemClock } from '../../system/clock.js';
import { endProcesses } from '../../system/descendants.js';
import { type ProcessEntry, processIds, readProcess } from '../../system/proc.js';
import { findCgroups, removeCgroup } from '../cgroup/own.js';
import { runPrefix, sweepRunFolders } from '../run-folders.js';

/** The variable that holds the mark. */
export const MARK = 'LOADGATE_RUN';

/** The mark of one target of a run. */
export const instanceMark = (runId: string, number: number): string => `${runId}/${number}`;
/** The prefix of all marks of a run. */
export const runMark = (runId: string): string => `${runId}/`;

/** Living processes with this mark, or with marks that begin with it if it ends in `/`. Never this process. */
export function markedProcesses(mark: string): readonly ProcessEntry[] {
  const entry = `${MARK}=${mark}`;
  const bears = (variable: string): boolean =>
    mark.endsWith('/') ? variable.startsWith(entry) : variable === entry;
  return processIds()
    .filter((pid) => pid !== process.pid && environmentOf(pid).some(bears))
    .flatMap((pid) => readProcess(pid) ?? [])
    .filter(({ state }) => state !== 'Z');
}

/** Empty for other users' processes. */
function environmentOf(pid: number): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  } catch {
    return [];
  }
}

/**
 * Ends every process with the mark of a run, and removes the run's cgroups and temporary folders. It is the last
 * step of a run, and the post step repeats it after a killed run. Idempotent.
 *
 * @returns the number of ended processes
 */
export async function sweepProcesses(runId: string, clock: Clock = systemClock): Promise<number> {
  if (runId === '') return 0; // An empty mark would match every process.
  const cgroups = findCgroups(runPrefix(runId));
  const members = cgroups.flatMap((cgroup) => cgroup.processes()).flatMap((pid) => readProcess(pid) ?? []);
  const found = new Map([...markedProcesses(runMark(runId)), ...members].map((entry) => [entry.pid, entry]));
  await endProcesses([...found.values()]);
  for (const cgroup of cgroups) await removeCgroup(cgroup, clock);
  await sweepRunFolders(runId);
  return found.size;
}
