import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dockerAvailable } from './docker.js';

/** What a run may leave behind, by its id or by the folder that its steps had for temporary files. */
export interface Leftovers {
  readonly containers: readonly string[];
  readonly networks: readonly string[];
  readonly worktrees: readonly string[];
  readonly processes: readonly string[];
  readonly files: readonly string[];
}

const lines = (text: string) => text.split('\n').filter((line) => line !== '');

/** Looks for everything that a run of this workspace and temporary folder left. */
export function leftoversOf({
  workspace,
  temp,
  keep = [],
}: {
  workspace: string;
  temp: string;
  keep?: readonly string[];
}): Leftovers {
  const docker = (...args: string[]) =>
    dockerAvailable ? lines(execFileSync('docker', args, { encoding: 'utf8' })) : [];
  const worktrees = lines(
    execFileSync('git', ['-C', workspace, 'worktree', 'list', '--porcelain'], { encoding: 'utf8' }),
  );
  return {
    containers: docker('ps', '--all', '--filter', 'label=loadgate.run', '--format', '{{.Names}}'),
    networks: docker('network', 'ls', '--filter', 'label=loadgate.run', '--format', '{{.Name}}'),
    worktrees: worktrees.filter((line) => line.startsWith('worktree ')).slice(1),
    processes: processesMentioning(temp),
    files: readdirSync(temp).filter((name) => name.startsWith('loadgate-') && !keep.includes(name)),
  };
}

export const NOTHING_LEFT: Leftovers = {
  containers: [],
  networks: [],
  worktrees: [],
  processes: [],
  files: [],
};

/** Processes whose environment, working directory or command line is of this run's temporary folder. */
function processesMentioning(temp: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => ['environ', 'cmdline'].some((file) => read(`/proc/${pid}/${file}`).includes(temp)))
    .map((pid) => `${pid} ${read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ')}`);
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
