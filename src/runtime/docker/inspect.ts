import { WHOLE_LOG_LINES } from '../../model/log-excerpt.js';
import { type Subject, targetError } from '../errors.js';
import { cleanLine } from '../log-lines.js';
import { inspectArgv, logsArgv } from './argv.js';
import type { DockerCli } from './client.js';
import { engineError } from './errors.js';

/** What the engine says of a container. */
export interface Inspected {
  readonly running: boolean;
  /** null while it runs. */
  readonly exitCode: number | null;
  readonly oomKilled: boolean;
  /** When it was started last, as the engine writes it. */
  readonly startedAt: string;
  /** Process id on this machine, 0 when it does not run. */
  readonly pid: number;
  /** Its volumes, named or not. */
  readonly volumes: readonly { readonly path: string; readonly volume: string }[];
  /** IPv4 address in a network; null when it does not run. */
  address(network: string): string | null;
  /** The port of the engine's machine at which a port of its own is published; null: at none. */
  published(port: number): number | null;
}

/** The part of `docker container inspect` that is used. */
interface Raw {
  readonly State: {
    Running: boolean;
    ExitCode: number;
    OOMKilled: boolean;
    Pid: number;
    StartedAt: string;
  };
  readonly Mounts?: readonly { Type: string; Name?: string; Destination: string }[];
  readonly NetworkSettings: {
    Networks: Record<string, { IPAddress?: string } | undefined>;
    Ports?: Record<string, readonly { HostPort?: string }[] | null | undefined> | null;
  };
}

/**
 * What the engine tells of one object as JSON, unchecked.
 * @param argv an `inspect` of one name or id
 * @returns null: there is no such object
 * @throws LoadgateError `engine-unreachable` and others that are the engine's own
 */
export async function inspected<Raw>(docker: DockerCli, argv: readonly string[]): Promise<Raw | null> {
  const { exitCode, stdout, stderr } = await docker.run(argv);
  if (exitCode === 0) return (JSON.parse(stdout) as Raw[])[0] ?? null;
  const error = engineError(stderr);
  if (error !== null) throw error;
  return null;
}

/** @returns null: there is no such container (any more) */
export async function inspect(docker: DockerCli, container: string): Promise<Inspected | null> {
  const raw = await inspected<Raw>(docker, inspectArgv(container));
  if (raw === null) return null;
  const { State: state, NetworkSettings: settings } = raw;
  return {
    running: state.Running,
    exitCode: state.Running ? null : state.ExitCode,
    oomKilled: state.OOMKilled,
    startedAt: state.StartedAt,
    pid: state.Pid,
    volumes: (raw.Mounts ?? []).flatMap(({ Type, Name, Destination }) =>
      Type === 'volume' && Name !== undefined ? [{ path: Destination, volume: Name }] : [],
    ),
    address: (network) => settings.Networks[network]?.IPAddress || null,
    published: (port) => Number(settings.Ports?.[`${port}/tcp`]?.[0]?.HostPort) || null,
  };
}

/** The last lines that a container wrote, oldest first; none where it is gone. */
export async function containerLogs(
  docker: DockerCli,
  container: string,
  lines: number,
): Promise<readonly string[]> {
  if (lines <= 0) return [];
  const { exitCode, stdout, stderr } = await docker.run(logsArgv(container, lines));
  if (exitCode !== 0) {
    const error = engineError(stderr);
    if (error !== null) throw error;
    return [];
  }
  return inOrder(`${stdout}\n${stderr}`).slice(-lines);
}

/** Both streams' lines by their time stamps (RFC 3339, fixed width), which are then cut off. */
export function inOrder(text: string): readonly string[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .sort((a, b) => compare(stamp(a), stamp(b)))
    .map((line) => cleanLine(line.slice(stamp(line).length + 1)));
}

const stamp = (line: string): string => /^\S*/.exec(line)?.[0] ?? '';
const compare = (a: string, b: string): number => Number(a > b) - Number(a < b);

/** A container that ended as soon as it was started. */
export async function endedAtOnce(
  docker: DockerCli,
  target: Subject,
  container: string,
  now: Inspected | null,
) {
  const code = now?.exitCode ?? null;
  const why = now?.oomKilled ? 'used up its memory cap' : `exited with ${code ?? 'an unknown code'}`;
  return targetError(target, `the container of ${target.name} ${why} as soon as it was started`, {
    code: now?.oomKilled ? 'oom-killed' : 'target-exited',
    hint: now?.oomKilled
      ? 'Raise the memory limit (`memory` under `caps`), or find what uses it.'
      : 'Start the image by hand with the same limits; its log says why it ended.',
    log: await containerLogs(docker, container, WHOLE_LOG_LINES),
  });
}
