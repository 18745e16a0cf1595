import { systemClock } from '../system/clock.js';
import { endProcesses, readProcess } from '../system/descendants.js';
import type { Clock } from '../system/types.js';
import { findCgroups, removeCgroup } from './cgroup-own.js';
import { markedProcesses, runMark } from './process-mark.js';
import { runPrefix, sweepRunFolders } from './run-folders.js';

/**
 * Ends every process that bears the mark of a run, and removes the run's cgroups and temporary folders: the last
 * step of a run, and the post step's after a run that was killed. Idempotent.
 *
 * @returns how many processes were ended
 */
export async function sweepProcesses(runId: string, clock: Clock = systemClock): Promise<number> {
  if (runId === '') return 0; // An empty mark would be anybody's.
  const cgroups = findCgroups(runPrefix(runId));
  const members = cgroups.flatMap((cgroup) => cgroup.processes()).flatMap((pid) => readProcess(pid) ?? []);
  const found = new Map([...markedProcesses(runMark(runId)), ...members].map((entry) => [entry.pid, entry]));
  await endProcesses([...found.values()]);
  for (const cgroup of cgroups) await removeCgroup(cgroup, clock);
  await sweepRunFolders(runId);
  return found.size;
}
