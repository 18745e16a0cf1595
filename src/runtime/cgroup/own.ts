/** Own cgroups for targets that are processes, if this machine allows them. Linux only. */

import { mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Caps } from '../../model/config.js';
import type { CapName } from '../../model/record.js';
import type { Clock } from '../../system/clock.js';
import { type Attempt, retry } from '../../system/retry.js';
import { type CgroupFolders, CONTROLLERS, type Controller, cgroupOf } from './paths.js';

/** The cgroup of one target. */
export interface OwnCgroup {
  readonly cgroup: CgroupFolders;
  /** The caps that were set. */
  readonly held: readonly CapName[];
  /** To join, a process writes its id to each of these files. */
  readonly joinFiles: readonly string[];
  /** Ids of the processes in it. */
  processes(): readonly number[];
}

const REMOVE_TRIES = 80;
const REMOVE_PAUSE_MS = 25;
const PERIOD_US = 100_000;

/**
 * Makes a cgroup and sets the caps that its controllers can hold.
 *
 * @returns null if it can't: no cgroup file system, or no permission
 */
export function makeCgroup(name: string, caps: Caps): OwnCgroup | null {
  const own = cgroupOf('self');
  if (own === null) return null;
  return own.version === 'v1' ? makeV1(own.folders, name, caps) : makeV2(own, name, caps);
}

function makeV1(
  parents: Extract<CgroupFolders, { version: 'v1' }>['folders'],
  name: string,
  caps: Caps,
): OwnCgroup | null {
  const folders: Partial<Record<Controller, string>> = {};
  for (const controller of CONTROLLERS) {
    const parent = parents[controller];
    if (parent !== undefined && tryMake(join(parent, name))) folders[controller] = join(parent, name);
  }
  const { cpu, memory, pids } = folders;
  const held: CapName[] = [];
  if (cpu !== undefined) {
    trySet(cpu, 'cpu.cfs_period_us', PERIOD_US);
    if (trySet(cpu, 'cpu.cfs_quota_us', quota(caps))) held.push('cpus');
  }
  if (memory !== undefined && trySet(memory, 'memory.limit_in_bytes', caps.memoryBytes)) {
    held.push('memory');
    trySet(memory, 'memory.memsw.limit_in_bytes', caps.memoryBytes); // Exists only if the kernel accounts for swap.
  }
  if (pids !== undefined && trySet(pids, 'pids.max', caps.pids)) held.push('pids');
  // `cpu` and `cpuacct` can be the same folder.
  const all = [...new Set(Object.values(folders))];
  return all.length === 0 ? null : asOwn({ version: 'v1', folders }, all, held);
}

/**
 * v2 gives controllers only to cgroups whose parent passes them on. A parent that has processes (ours) can't do that.
 * The root of the hierarchy can, and usually does if we have write permission.
 */
function makeV2(
  { folder, root }: Extract<CgroupFolders, { version: 'v2' }>,
  name: string,
  caps: Caps,
): OwnCgroup | null {
  for (const parent of new Set([folder, dirname(folder), root])) {
    const made = join(parent, name);
    if (!made.startsWith(root) || !tryMake(made)) continue;
    const controllers = readFileSync(join(made, 'cgroup.controllers'), 'utf8').trim().split(' ');
    const wanted = [
      ['cpus', 'cpu', 'cpu.max', `${quota(caps)} ${PERIOD_US}`],
      ['memory', 'memory', 'memory.max', caps.memoryBytes],
      ['pids', 'pids', 'pids.max', caps.pids],
    ] as const;
    const held = wanted
      .filter(([, controller, file, value]) => controllers.includes(controller) && trySet(made, file, value))
      .map(([cap]) => cap);
    if (held.includes('memory')) trySet(made, 'memory.swap.max', 0);
    if (held.length > 0) return asOwn({ version: 'v2', folder: made, root }, [made], held);
    rmdirSync(made);
  }
  return null;
}

/** CPU time in a period, µs. The kernel accepts no less than 1 ms. */
const quota = (caps: Caps): number => Math.max(1000, Math.round(caps.cpus * PERIOD_US));

function asOwn(cgroup: CgroupFolders, folders: readonly string[], held: readonly CapName[]): OwnCgroup {
  return {
    cgroup,
    held,
    joinFiles: folders.map((folder) => join(folder, 'cgroup.procs')),
    processes: () => [...new Set(folders.flatMap(processesIn))],
  };
}

function tryMake(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

function trySet(folder: string, file: string, value: string | number): boolean {
  try {
    writeFileSync(join(folder, file), String(value));
    return true;
  } catch {
    return false;
  }
}

function processesIn(folder: string): readonly number[] {
  try {
    const text = readFileSync(join(folder, 'cgroup.procs'), 'utf8');
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map(Number);
  } catch {
    return [];
  }
}

/** Removes a cgroup whose processes have ended. The kernel needs a moment to release it. */
export async function removeCgroup({ joinFiles }: Pick<OwnCgroup, 'joinFiles'>, clock: Clock): Promise<void> {
  for (const file of joinFiles) {
    const once = async (): Promise<Attempt<null, null>> =>
      tryRemove(dirname(file)) ? { value: null } : { again: null };
    await retry(once, { attempts: REMOVE_TRIES, pauseMs: () => REMOVE_PAUSE_MS }, { clock });
  }
}

function tryRemove(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT';
  }
}

/** Cgroups with this name prefix, of this run or of a killed one, in all places that makeCgroup uses. */
export function findCgroups(prefix: string): readonly Pick<OwnCgroup, 'joinFiles' | 'processes'>[] {
  const own = cgroupOf('self');
  if (own === null) return [];
  const parents =
    own.version === 'v1' ? Object.values(own.folders) : [own.folder, dirname(own.folder), own.root];
  return [...new Set(parents)].flatMap((parent) =>
    foldersIn(parent)
      .filter((name) => name.startsWith(prefix))
      .map((name) => asOwn(own, [join(parent, name)], [])),
  );
}

function foldersIn(parent: string): readonly string[] {
  try {
    const entries = readdirSync(parent, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  } catch {
    return [];
  }
}
