import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The controllers that loadgate reads or sets. `cpu` and `cpuacct` are the same in v2, and often in v1. */
export type Controller = 'cpu' | 'cpuacct' | 'memory' | 'pids';
export const CONTROLLERS: readonly Controller[] = ['cpu', 'cpuacct', 'memory', 'pids'];

/** Folders of a cgroup in the file system. v1 has a folder for each controller, v2 has one for all. */
export type CgroupFolders =
  | { readonly version: 'v1'; readonly folders: Readonly<Partial<Record<Controller, string>>> }
  | { readonly version: 'v2'; readonly folder: string; readonly root: string };

interface Mount {
  readonly type: string;
  /** The part of the hierarchy that the mount shows. */
  readonly root: string;
  readonly point: string;
  readonly options: readonly string[];
}

/** Parses /proc/<pid>/mountinfo (proc(5)): `id parent dev root point options [tags] - type source options`. */
function parseMounts(mountinfo: string): Mount[] {
  return mountinfo.split('\n').flatMap((line) => {
    const [before = '', after] = line.split(' - ');
    if (after === undefined) return [];
    const [, , , root = '', point = ''] = before.split(' ');
    const [type = '', , options = ''] = after.split(' ');
    return [{ type, root: decodeOctal(root), point: decodeOctal(point), options: options.split(',') }];
  });
}

/** mountinfo writes blanks and similar characters in octal. */
function decodeOctal(path: string): string {
  return path.replaceAll(/\\([0-7]{3})/g, (_, octal: string) =>
    String.fromCharCode(Number.parseInt(octal, 8)),
  );
}

/** A path of the hierarchy as the mount shows it. A mount inside a container can show only a part of the hierarchy. */
function shown(mount: Mount, path: string): string {
  const inside = mount.root !== '/' && `${path}/`.startsWith(`${mount.root}/`);
  return join(mount.point, inside ? path.slice(mount.root.length) : path);
}

/**
 * Finds a process's cgroup. A machine with both versions mounted (hybrid) keeps its controllers in v1.
 *
 * @param mountinfo text of /proc/self/mountinfo
 * @param procCgroup text of /proc/<pid>/cgroup: lines `id:controllers:path`, v2's with an empty second field
 * @returns null if no cgroup file system is mounted
 */
export function findCgroup(mountinfo: string, procCgroup: string): CgroupFolders | null {
  const mounts = parseMounts(mountinfo);
  const entries = procCgroup.split('\n').flatMap((line) => {
    const [, id, controllers, path] = /^(\d+):([^:]*):(.*)$/.exec(line) ?? [];
    return id === undefined || path === undefined
      ? []
      : [{ controllers: (controllers ?? '').split(','), path }];
  });

  const folders: Partial<Record<Controller, string>> = {};
  for (const controller of CONTROLLERS) {
    const mount = mounts.find(({ type, options }) => type === 'cgroup' && options.includes(controller));
    const entry = entries.find(({ controllers }) => controllers.includes(controller));
    if (mount !== undefined && entry !== undefined) folders[controller] = shown(mount, entry.path);
  }
  if (Object.keys(folders).length > 0) return { version: 'v1', folders };

  const unified = mounts.find(({ type }) => type === 'cgroup2');
  const entry = entries.find(({ controllers }) => controllers.join('') === '');
  if (unified === undefined || entry === undefined) return null;
  return { version: 'v2', folder: shown(unified, entry.path), root: unified.point };
}

/** The cgroup of a process on this machine; null: unknown (gone, no cgroups, no /proc). */
export function cgroupOf(pid: number | 'self'): CgroupFolders | null {
  try {
    return findCgroup(
      readFileSync('/proc/self/mountinfo', 'utf8'),
      readFileSync(`/proc/${pid}/cgroup`, 'utf8'),
    );
  } catch {
    return null;
  }
}
