import { LoadgateError } from '../../model/error.js';
import type { EngineProperties } from '../../model/examination.js';
import type { CapName, RuntimeFacts } from '../../model/record.js';
import type { Clock } from '../../system/clock.js';
import { type Attempt, retry } from '../../system/retry.js';
import type { OwnEnvironment } from '../environment.js';
import { clientApi } from './api.js';
import { contextArgv, infoArgv, serverArgv, versionArgv } from './argv.js';
import { type Builder, findBuilder } from './builder.js';
import type { DockerCli } from './client.js';
import { engineError, engineUnreachable, isPodman, notLocal, type Whereabouts } from './errors.js';
import { gatewayOf, isOurs } from './network.js';
import { networkInspectArgv } from './network-argv.js';
import { localPlace, type Place, remotePlace } from './place.js';
import { hostOf, mustKeepTime, type RemoteInfo, remoteFacts } from './remote.js';

/** An engine that has not answered by then is none, ms. One that is starting accepts connections long before. */
const ANSWER_MS = 8_000;
/** Between two questions to an engine that is expected back, ms. */
const PAUSE_MS = 1_000;

const DEFAULT_ADDRESS = 'unix:///var/run/docker.sock';

/** What loadgate needs to know of an engine. */
export interface Engine {
  readonly version: string;
  readonly cgroup: RuntimeFacts['cgroup'];
  readonly capsHeld: readonly CapName[];
  readonly capsMissing: readonly CapName[];
  readonly place: Place;
  /** The docker client's context: its builder has the same name. */
  readonly context: string;
  /** Where the client looks for it; null: it does not say. */
  readonly address: string | null;
  readonly builder: Builder;
  readonly isRootless: boolean;
  /** null: it does not say. */
  readonly storageDriver: string | null;
}

/** What of it matters for measuring. */
export function propertiesOf(engine: Engine): EngineProperties {
  const { version, address, context, isRootless, cgroup, storageDriver, builder, place } = engine;
  const { engine: far } = place;
  const remote = far === undefined ? null : { cores: far.cores, memoryBytes: far.memoryBytes };
  return {
    version,
    address,
    context,
    isRootless,
    cgroup: cgroup === 'v2' ? 'v2' : 'v1',
    storageDriver,
    builder: builder.kind,
    remote,
  };
}

/** The part of `docker info` that is used; old and rootless engines leave things out. */
interface Info extends RemoteInfo {
  readonly ServerVersion?: string;
  readonly OSType?: string;
  readonly CgroupVersion?: string;
  readonly ServerErrors?: readonly string[] | null;
  readonly MemoryLimit?: boolean;
  readonly CpuCfsQuota?: boolean;
  readonly CPUSet?: boolean;
  readonly PidsLimit?: boolean;
  readonly OperatingSystem?: string;
  readonly Driver?: string;
  readonly SecurityOptions?: readonly string[] | null;
}

type AnsweredInfo = Info & { readonly ServerVersion: string };

/**
 * Asks the engine who it is.
 *
 * @throws LoadgateError `engine-unreachable`, `engine-unusable` (its containers can't be reached from here, or it is
 *   none); each says where the engine was looked for
 */
export async function findEngine(
  docker: DockerCli,
  own: OwnEnvironment,
  signal?: AbortSignal,
): Promise<Engine> {
  const info = await engineInfo(docker, signal);
  const { address, context } = await currentContext(docker);
  if (await isPodmanServer(docker)) throw isPodman(address ?? DEFAULT_ADDRESS);
  const place = await placeOf(info, docker, address);
  return {
    version: info.ServerVersion,
    cgroup: info.CgroupVersion === '2' ? 'v2' : 'v1',
    ...capsOf(info, place),
    context,
    place,
    address,
    isRootless: isRootless(info),
    storageDriver: info.Driver ?? null,
    builder: await findBuilder(docker, own, context),
  };
}

/** @throws LoadgateError `engine-unreachable`, `engine-unusable` */
async function engineInfo(docker: DockerCli, signal?: AbortSignal): Promise<AnsweredInfo> {
  const options = signal === undefined ? { timeoutMs: ANSWER_MS } : { timeoutMs: ANSWER_MS, signal };
  const { exitCode, stdout, stderr } = await docker.run(infoArgv(), options).catch(async (cause: unknown) => {
    if (!(cause instanceof LoadgateError && cause.code === 'timeout')) throw cause;
    throw engineUnreachable((await currentContext(docker)).address, { cause });
  });
  const info = parseInfo(stdout);
  if (info !== null && 'host' in info) throw isPodman();
  const errors = [...(info?.ServerErrors ?? []), ...(exitCode === 0 ? [] : [stderr])].join('\n');
  // Some clients end with 0 although no server answered.
  if (info?.ServerVersion !== undefined && errors === '') {
    return { ...info, ServerVersion: info.ServerVersion };
  }
  throw (
    engineError(errors) ??
    engineUnreachable((await currentContext(docker)).address, { said: errors || stdout })
  );
}

/** Podman's service names itself among the components of the server. */
async function isPodmanServer(docker: DockerCli): Promise<boolean> {
  const { stdout } = await docker.run(serverArgv(), { timeoutMs: ANSWER_MS });
  return /"Name":\s*"Podman Engine"/.test(stdout);
}

function parseInfo(text: string): Info | null {
  try {
    return JSON.parse(text) as Info;
  } catch {
    return null;
  }
}

/** A rootless engine may lack controllers; an engine that does not say is taken to have them. */
function capsOf(info: Info, { isolation }: Place): Pick<Engine, 'capsHeld' | 'capsMissing'> {
  const caps: readonly (readonly [CapName, boolean | undefined])[] = [
    ['cpus', info.CpuCfsQuota],
    ['core', info.CPUSet],
    ['memory', info.MemoryLimit],
    ['pids', info.PidsLimit],
    ['open files', true],
    // Its own machine and the neighbours of that one are reached all the same.
    ['network', isolation === 'internal'],
  ];
  const names = (held: boolean) => caps.filter(([, has]) => (has !== false) === held).map(([name]) => name);
  return { capsHeld: names(true), capsMissing: names(false) };
}

/**
 * An engine at an address of another machine is a remote one, even if its networks have the addresses of ours: all engines
 * have the same by default.
 *
 * @throws LoadgateError `engine-unusable`, `engine-clock`
 */
async function placeOf(info: Info, docker: DockerCli, address: string | null): Promise<Place> {
  if (info.OSType === 'windows') throw notLocal(address, 'windows');
  const host = await hostOf(address, docker);
  if (host === null || (await isOurs(host))) {
    await mustBeLocal(info, docker, address);
    return localPlace(socketAt(address ?? DEFAULT_ADDRESS));
  }
  mustKeepTime(info, address, Date.now());
  return remotePlace(host, clientApi(docker), remoteFacts(info));
}

/**
 * Load goes straight to containers' addresses, so the engine's networks must be this machine's: not those of an engine in a
 * virtual machine (Docker Desktop), not rootless, not those of a host around us. The default bridge is asked, which an
 * engine may be without.
 */
async function mustBeLocal(info: Info, docker: DockerCli, address: string | null): Promise<void> {
  const bridge = await docker.run(networkInspectArgv('bridge'), { timeoutMs: ANSWER_MS });
  const gateway = bridge.exitCode === 0 ? gatewayOf(bridge.stdout) : null;
  if (gateway !== null && !(await isOurs(gateway))) throw notLocal(address, whereabouts(info));
}

const isRootless = ({ SecurityOptions }: Info): boolean =>
  SecurityOptions?.some((option) => option.startsWith('name=rootless')) === true;

function whereabouts(info: Info): Whereabouts {
  if (isRootless(info)) return 'rootless';
  // A tunnel ends on this machine, wherever the engine is.
  return info.OperatingSystem === 'Docker Desktop' ? 'desktop' : 'unknown';
}

/** What the client talks to, as it says without asking the engine: DOCKER_HOST, or a context. null: it does not say. */
async function currentContext(docker: DockerCli): Promise<{ context: string; address: string | null }> {
  const { exitCode, stdout } = await docker.run(contextArgv(), { timeoutMs: ANSWER_MS });
  if (exitCode !== 0) return { context: 'default', address: null };
  const context = JSON.parse(stdout) as Context;
  return {
    context: context.Name ?? 'default',
    address: context.Endpoints?.docker?.Host ?? DEFAULT_ADDRESS,
  };
}

const socketAt = (address: string): string | null =>
  address.startsWith('unix://') ? address.slice('unix://'.length) : null;

interface Context {
  readonly Name?: string;
  readonly Endpoints?: { readonly docker?: { readonly Host?: string } };
}

/** @throws LoadgateError `engine-unreachable` where an engine on another machine doesn't answer at once */
export async function mustAnswer({ place, address }: Engine): Promise<void> {
  if (place.engine === undefined) return;
  await place.api?.get('/_ping').catch((cause: unknown) => {
    throw engineUnreachable(address, { cause });
  });
}

/**
 * Waits until the engine answers; at once where it does.
 *
 * @throws LoadgateError `engine-unreachable` where it has not answered after `forMs` ms; the signal's reason
 */
export async function waitForEngine(
  docker: DockerCli,
  clock: Clock,
  forMs: number,
  signal?: AbortSignal,
): Promise<void> {
  const options = signal === undefined ? { timeoutMs: ANSWER_MS } : { timeoutMs: ANSWER_MS, signal };
  const ask = async (): Promise<Attempt<null, null>> => {
    const answered = await docker.run(versionArgv(), options).then(
      ({ exitCode }) => exitCode === 0,
      () => false,
    );
    return answered ? { value: null } : { again: null };
  };
  const end = await retry(ask, { withinMs: forMs, pauseMs: () => PAUSE_MS }, { clock, signal });
  if ('givenUp' in end) throw engineUnreachable(null);
}
