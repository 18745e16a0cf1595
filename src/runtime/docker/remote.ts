/** What is to be known of an engine on another machine before anything runs there. */
import { lookup } from 'node:dns/promises';
import { LoadgateError } from '../../model/error.js';
import type { RuntimeFacts } from '../../model/record.js';
import { fingerprintOf } from '../../system/machine.js';
import { machineError } from '../errors.js';
import { runLabel, sshHostArgv } from './argv.js';
import type { DockerCli } from './client.js';

/** How far the clock of an engine may be from ours, ms: its stamps of images and states are read here. */
const MOST_OFF_MS = 60_000;
const ANSWER_MS = 8_000;
const GIB = 1024 ** 3;

/** The part of `docker info` that tells of its machine. */
export interface RemoteInfo {
  readonly ID?: string;
  readonly NCPU?: number;
  readonly MemTotal?: number;
  readonly KernelVersion?: string;
  readonly Architecture?: string;
  readonly SystemTime?: string;
}

/**
 * The IP address of the machine that an engine's address names.
 *
 * @returns null: it names none, or this machine; a tunnel ends on this machine, wherever the engine is
 * @throws LoadgateError `engine-unusable` where its name is not known here
 */
export async function hostOf(address: string | null, docker: DockerCli): Promise<string | null> {
  const [, scheme, named, other] =
    /^(tcp|ssh|https?):\/\/(?:[^@/]*@)?(?:\[([^\]]*)\]|([^:/]*))/.exec(address ?? '') ?? [];
  const host = named ?? other ?? '';
  if (host === '' || /^(?:localhost|127\..*|::1)$/i.test(host)) return null;
  const name = scheme === 'ssh' ? await sshHost(host, docker) : host;
  try {
    return (await lookup(name)).address;
  } catch (cause) {
    throw machineError(
      `the engine at ${address} answers, but no address of ${name} is known on this machine`,
      {
        code: 'engine-unusable',
        hint: 'Load goes straight to the machine of the engine, not by way of its SSH connection: use a name or an address that this machine reaches.',
        cause,
      },
    );
  }
}

/** Settings of SSH may call a host by another name. */
async function sshHost(host: string, docker: DockerCli): Promise<string> {
  const told = await docker
    .run(sshHostArgv(host), { program: 'ssh', timeoutMs: ANSWER_MS })
    .catch((error: unknown) => {
      if (error instanceof LoadgateError) return { stdout: '' };
      throw error;
    });
  return /^hostname (\S+)$/m.exec(told.stdout)?.[1] ?? host;
}

/** @throws LoadgateError `engine-clock` where the engine's clock and ours differ by more than a minute */
export function mustKeepTime({ SystemTime }: RemoteInfo, address: string | null, nowMs: number): void {
  const offMs = Date.parse(SystemTime ?? '') - nowMs;
  if (!(Math.abs(offMs) > MOST_OFF_MS)) return;
  const minutes = Math.round(Math.abs(offMs) / 60_000);
  const which = offMs > 0 ? 'ahead of' : 'behind';
  throw machineError(
    `the clock of the engine at ${address} is ${minutes} minutes ${which} that of this machine`,
    {
      code: 'engine-clock',
      hint: 'Set both clocks by the same source (NTP), and run it again.',
    },
  );
}

/**
 * Why a run could not remove what it had made on an engine.
 * @param engine where it was; null, or one of this machine: the error stays as it is
 */
export function leftBehind(
  error: unknown,
  runId: string,
  engine: { readonly address: string | null; readonly place: { readonly engine?: unknown } } | null,
): unknown {
  const isGone = error instanceof LoadgateError && error.code === 'engine-unreachable';
  if (!isGone || engine?.place.engine === undefined) return error;
  const filter = `--filter label=${runLabel(runId)}`;
  return machineError(
    `the engine at ${engine.address} does not answer, so that what run ${runId} made there may be left (label ${runLabel(runId)})`,
    {
      code: 'engine-left-behind',
      hint: `When it answers again, its containers go with \`docker rm --force --volumes $(docker ps --all --quiet ${filter})\`, then its networks and volumes with \`docker network prune --force ${filter}\` and \`docker volume prune --force ${filter}\`.`,
      cause: error,
    },
  );
}

/** What the record says of the engine's machine. Its name and address stay out: records are public. */
export function remoteFacts(info: RemoteInfo): NonNullable<RuntimeFacts['engine']> {
  const { ID = '', NCPU = 0, MemTotal = 0, KernelVersion = '', Architecture = '' } = info;
  return {
    kind: 'remote',
    fingerprint: fingerprintOf([ID, NCPU, Math.round(MemTotal / GIB), Architecture]),
    cores: NCPU,
    memoryBytes: MemTotal,
    kernel: KernelVersion || 'unknown',
    arch: Architecture || 'unknown',
  };
}
