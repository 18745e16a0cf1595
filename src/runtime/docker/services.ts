/** Services as containers, each on a network of one side. */
import type { Service } from '../../model/config.js';
import { WHOLE_LOG_LINES } from '../../model/log-excerpt.js';
import type { ExecResult } from '../../system/exec.js';
import { serviceEnvFile } from '../environment.js';
import type {
  CommandLimits,
  CommandResult,
  ServiceInstance,
  ServiceNetwork,
  ServiceStart,
  ServiceState,
} from '../runtime.js';
import { containerName, execArgv, runLabel, stopArgv, type VolumeMount } from './argv.js';
import { orLate } from './client.js';
import { type LaunchDeps, launch, publishedOf } from './container.js';
import { engineError } from './errors.js';
import { inspect } from './inspect.js';
import { containerInstance } from './instance.js';
import { type Isolation, networkCreateArgv, removeNetworkArgv, sideNetworkName } from './network-argv.js';
import { asService, commandTimedOut, serviceEnded } from './service-errors.js';
import { keepState } from './service-states.js';
import { copyVolumes, removeVolumes } from './service-volumes.js';
import { stayingCommands } from './staying.js';
import { remove } from './sweep.js';

/** A database may write for a while before it ends; a program that does not end when it is told to is killed then. */
const STOP_GRACE_S = 30;
const STOP_TIMEOUT_MS = 120_000;
/** More of a command's output is cut at its beginning. */
const MAX_OUTPUT = 2 ** 20;

type Deps = Omit<LaunchDeps, 'engine'>;

/** @throws LoadgateError `engine-failed`, `engine-unreachable` */
export async function openNetwork(
  signal: AbortSignal,
  isolation: Isolation,
  { docker, clock, runId, number }: Deps,
): Promise<ServiceNetwork> {
  signal.throwIfAborted();
  const name = sideNetworkName(runId, number);
  await docker.output(networkCreateArgv(runId, 'internal', isolation, name));
  return { name, close: () => remove(docker, removeNetworkArgv(name), clock) };
}

/**
 * Starts a service from its image, or from a copy of a state. Whatever goes wrong, it leaves nothing.
 *
 * @throws LoadgateError `service-start-failed`, `service-exited`, `service-oom-killed`, `service-copy-failed`,
 *   `caps-refused`, `bad-env` (usage); `image-gone`, `engine-unreachable`, `engine-failed`, `disk-full` (machine); the
 *   signal's reason
 */
export async function startService(request: ServiceStart, deps: LaunchDeps): Promise<ServiceInstance> {
  const { service, image, state, signal } = request;
  const { docker, clock, runId } = deps;
  signal.throwIfAborted();
  const volumes = await copyVolumes(
    {
      blamed: service,
      image: state?.image ?? image.reference,
      from: state?.volumes ?? [],
      label: runLabel(runId),
      prefix: containerName(runId, deps.number),
      signal,
    },
    deps,
  );
  try {
    return await asService(() => launchService(request, volumes, deps));
  } catch (error) {
    await removeVolumes(volumes, docker, clock).catch(() => {});
    throw error;
  }
}

function launchService(
  { service, image, state, network, cores, signal }: ServiceStart,
  volumes: readonly VolumeMount[],
  deps: LaunchDeps,
): Promise<ServiceInstance> {
  const { docker, clock, engine } = deps;
  const wanted = {
    blamed: service,
    subject: { kind: 'service', name: service.name },
    image: state?.image ?? image.reference,
    container: { ...service.container, tmpfs: tmpfsBeside(service, image.volumes) },
    volumes,
    network,
    published: publishedOf(engine.place, service.port),
    isInternal: true,
    joins: [],
    caps: service.caps,
    cores,
    env: serviceEnvFile(service),
    signal,
  } as const;
  return launch(wanted, deps, async (id) => {
    const target = { name: service.name, location: service.location, port: service.port };
    const { place } = engine;
    const instance = await containerInstance({ docker, clock, place, target, id, network });
    const staying = stayingCommands(id, deps);
    return {
      ...instance,
      counters: () => asService(() => instance.counters()),
      exec: (argv, limits) => runIn(instance, service, argv, limits, deps),
      ask: async (argv, limits) => {
        const result = await staying.ask(argv, limits);
        if (result === null)
          throw commandTimedOut(service, argv, limits.timeoutMs, await instance.logs(WHOLE_LOG_LINES));
        return ended(instance, service, result);
      },
      stop: async () => {
        staying.end();
        await instance.stop();
        await removeVolumes(volumes, docker, clock);
      },
    };
  });
}

/** Memory in place of a VOLUME would be lost with the container, and with it what a seed wrote: it stays a volume. */
const tmpfsBeside = ({ container }: Service, volumes: readonly string[]): readonly string[] =>
  container.tmpfs.filter((mount) => !volumes.includes(mount.split(':')[0] ?? ''));

/** Runs a command in a service's container. */
async function runIn(
  instance: Pick<ServiceInstance, 'id' | 'state' | 'logs'>,
  service: Service,
  argv: readonly string[],
  { signal, timeoutMs }: CommandLimits,
  { docker }: Deps,
): Promise<CommandResult> {
  const logs = () => instance.logs(WHOLE_LOG_LINES);
  const result = await orLate(docker.run(execArgv(instance.id, argv), { signal, timeoutMs }), async () =>
    commandTimedOut(service, argv, timeoutMs, await logs()),
  );
  return ended(instance, service, result);
}

/** How a command in a service's container ended. @throws where the container or the engine is to blame */
async function ended(
  instance: Pick<ServiceInstance, 'state' | 'logs'>,
  service: Service,
  result: ExecResult,
): Promise<CommandResult> {
  if (result.exitCode !== 0) {
    // The client has the same exit codes for its own failures as for the command's.
    const { running, oomKilled } = await instance.state();
    if (!running) throw serviceEnded(service, oomKilled, await instance.logs(WHOLE_LOG_LINES));
    const error = /^(error|cannot connect)/i.test(result.stderr) ? engineError(result.stderr) : null;
    if (error !== null) throw error;
  }
  const { exitCode, stdout, stderr } = result;
  return { exitCode, stdout: stdout.slice(-MAX_OUTPUT), stderr: stderr.slice(-MAX_OUTPUT) };
}

/**
 * Stops a service cleanly, and keeps what it leaves. The instance has ended then; its `stop` removes the rest.
 *
 * @throws LoadgateError `service-exited`, `service-oom-killed` where it has ended before; as `keepState`
 */
export async function keepService(
  instance: ServiceInstance,
  { service, image, key }: { readonly service: Service; readonly image: string; readonly key: string },
  deps: Deps,
): Promise<ServiceState> {
  const { docker, runId, number } = deps;
  const { running, oomKilled } = await instance.state();
  if (!running) throw serviceEnded(service, oomKilled, await instance.logs(WHOLE_LOG_LINES));
  await docker.output(stopArgv(instance.id, STOP_GRACE_S), { timeoutMs: STOP_TIMEOUT_MS });
  const volumes = (await inspect(docker, instance.id))?.volumes ?? [];
  const prefix = `loadgate-state-${runId}-${number}`;
  return keepState({ service, container: instance.id, image, volumes, key, prefix }, deps);
}
