import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { processIds } from '../../src/system/proc.js';
import { dockerAvailable } from './docker.js';

/** What a run may leave behind, by its id or by the folder that its steps had for temporary files. */
export interface Leftovers {
  readonly containers: readonly string[];
  readonly networks: readonly string[];
  readonly volumes: readonly string[];
  readonly worktrees: readonly string[];
  readonly processes: readonly string[];
  readonly files: readonly string[];
}

const lines = (text: string) => text.split('\n').filter((line) => line !== '');

/**
 * Looks for everything that a run of this workspace and temporary folder left.
 * @param id the run's own id: other runs may be on the same engine
 */
export function leftoversOf({
  id,
  workspace,
  temp,
  keep = [],
}: {
  id: string;
  workspace: string;
  temp: string;
  keep?: readonly string[];
}): Leftovers {
  const docker = (...args: string[]) =>
    dockerAvailable && id !== '' ? lines(execFileSync('docker', args, { encoding: 'utf8' })) : [];
  const label = `label=loadgate.run=${id}`;
  const worktrees = lines(
    execFileSync('git', ['-C', workspace, 'worktree', 'list', '--porcelain'], { encoding: 'utf8' }),
  );
  return {
    containers: docker('ps', '--all', '--filter', label, '--format', '{{.Names}}'),
    networks: docker('network', 'ls', '--filter', label, '--format', '{{.Name}}'),
    volumes: docker('volume', 'ls', '--filter', label, '--format', '{{.Name}}'),
    worktrees: worktrees.filter((line) => line.startsWith('worktree ')).slice(1),
    processes: processesOf(workspace, temp),
    files: readdirSync(temp).filter((name) => name.startsWith('loadgate-') && !keep.includes(name)),
  };
}

export const NOTHING_LEFT: Leftovers = {
  containers: [],
  networks: [],
  volumes: [],
  worktrees: [],
  processes: [],
  files: [],
};

/** Processes whose environment, working directory or command line is of this run. */
export function processesOf(workspace: string, temp: string): string[] {
  return processIds()
    .filter((pid) => pid !== process.pid && !isEnded(pid))
    .filter(
      (pid) =>
        ['environ', 'cmdline'].some((file) => read(`/proc/${pid}/${file}`).includes(temp)) ||
        folderOf(pid).startsWith(workspace),
    )
    .map((pid) => `${pid} ${read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ')}`);
}

/** Waiting to be reaped by its parent: nothing of it runs any more. */
const isEnded = (pid: number): boolean => / Z /.test(read(`/proc/${pid}/stat`).replace(/.*\)/s, ''));

function folderOf(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return '';
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
