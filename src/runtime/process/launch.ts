/** The command line that starts a target as a process with its caps. */
import type { Target } from '../../model/config.js';
import type { Exec } from '../../system/exec.js';
import { findProgram } from '../../system/program.js';
import type { OwnEnvironment } from '../environment.js';
import { targetError } from '../errors.js';
import type { Artifact, BuildRequest } from '../runtime.js';
import { resolveContext } from '../source-paths.js';

/** Programs of util-linux, by absolute path because a target can have its own PATH; null: not installed. */
export interface LaunchTools {
  /** Pins a process to cores. */
  readonly taskset: string | null;
  /** `setpriv --pdeathsig`: the kernel ends the process when loadgate is gone. */
  readonly setpriv: string | null;
}

export async function findTools(exec: Exec, own: OwnEnvironment): Promise<LaunchTools> {
  const find = async (name: string, ...args: string[]): Promise<string | null> => {
    const program = findProgram(name, own['PATH'] ?? '', '/');
    if (program === null) return null;
    // Programs of that name from other vendors have other options.
    const { exitCode } = await exec([program, ...args], { timeoutMs: 10_000 });
    return exitCode === 0 ? program : null;
  };
  return {
    taskset: await find('taskset', '--version'),
    setpriv: await find('setpriv', '--pdeathsig', 'KILL', '/bin/sh', '-c', ':'),
  };
}

/**
 * Sets the cap on open files, joins the cgroups, and becomes the command. The text is constant: paths and the command
 * are arguments. A hard limit below the cap stays, because it is stricter.
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

/** Pure. The command keeps the first step's process id, because each step becomes the next. */
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

/**
 * Checks that the target can start. loadgate builds nothing for a process: you install what its command needs when you
 * prepare the machine.
 *
 * @throws LoadgateError `no-command`, `command-missing`, `replicas-need-docker`, `context-missing`, `context-outside`
 */
export function prepareProcess({ target, side, sourceDir }: BuildRequest, own: OwnEnvironment): Artifact {
  if (target.replicas > 1) {
    throw targetError(target, `${target.name} has replicas, which run in Docker only`, {
      code: 'replicas-need-docker',
      hint: 'Use the runtime `docker`, or take `replicas` out of the target.',
    });
  }
  const folder = resolveContext(target, sourceDir);
  const [program] = commandOf(target);
  if (findProgram(program, { ...own, ...target.env }['PATH'] ?? '', folder) === null) {
    throw targetError(target, `${target.name}: the program ${program} of its \`command\` was not found`, {
      code: 'command-missing',
      hint: `Install ${program} on this machine before loadgate runs, or let Docker build and run the target.`,
    });
  }
  return { target, side, reference: folder, sizeBytes: null, buildMs: 0 };
}

/** @throws LoadgateError `no-command` */
export function commandOf(target: Target): readonly [string, ...string[]] {
  const [program, ...args] = target.process ?? target.command ?? [];
  if (program !== undefined) return [program, ...args];
  throw targetError(target, `${target.name} has no \`command\`, and is to run as a process`, {
    code: 'no-command',
    hint: `Give ${target.name} a \`command\`, such as \`command: node server.js\`, or run with the runtime \`docker\`.`,
  });
}
