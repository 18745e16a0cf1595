/** The command line that starts a target as a process with its caps. */
import type { Exec } from '../system/types.js';
import type { OwnEnvironment } from './environment.js';
import { findProgram } from './programs.js';

/** Programs of util-linux, by absolute path, since a target may have a PATH of its own; null: not there. */
export interface LaunchTools {
  /** Pins a process to cores. */
  readonly taskset: string | null;
  /** `setpriv --pdeathsig`: has the kernel end a process when we are gone. */
  readonly setpriv: string | null;
}

export async function findTools(exec: Exec, own: OwnEnvironment): Promise<LaunchTools> {
  const find = async (name: string, ...args: string[]): Promise<string | null> => {
    const program = findProgram(name, '/', own['PATH'] ?? '');
    if (program === null) return null;
    // Other makers' programs of that name have other options.
    const { exitCode } = await exec([program, ...args], { timeoutMs: 10_000 });
    return exitCode === 0 ? program : null;
  };
  return {
    taskset: await find('taskset', '--version'),
    setpriv: await find('setpriv', '--pdeathsig', 'KILL', '/bin/sh', '-c', ':'),
  };
}

/**
 * Sets the cap on open files, joins the cgroups and becomes the command. Constant text: paths and the command
 * come as arguments. A hard limit below the cap stays, being stricter.
 */
const LAUNCH = `
limit=$1; shift
ulimit -n "$limit" 2>/dev/null || true
while [ "$1" != -- ]; do echo $$ > "$1" || exit 126; shift; done
shift
exec "$@"
`.trim();

export interface LaunchOptions {
  readonly command: readonly string[];
  readonly openFiles: number;
  readonly joinFiles: readonly string[];
  /** null: not pinned. */
  readonly cores: readonly number[] | null;
}

/** Pure. The process id does not change on the way to the command: each step becomes the next. */
export function launchArgv(
  { command, openFiles, joinFiles, cores }: LaunchOptions,
  tools: LaunchTools,
): string[] {
  return [
    ...['/bin/sh', '-c', LAUNCH, 'loadgate', String(openFiles), ...joinFiles, '--'],
    ...(tools.setpriv === null ? [] : [tools.setpriv, '--pdeathsig', 'KILL']),
    ...(tools.taskset === null || cores === null ? [] : [tools.taskset, '-c', cores.join(',')]),
    ...command,
  ];
}
