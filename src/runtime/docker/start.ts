/** Targets' containers. */
import { type ContainerOptions, PLAIN_CONTAINER } from '../../model/config.js';
import { WHOLE_LOG_LINES } from '../../model/log-excerpt.js';
import { containerEnvFile } from '../environment.js';
import { targetError } from '../errors.js';
import type { Instance, RunOnce, StartRequest } from '../runtime.js';
import { removeContainersArgv, waitArgv } from './argv.js';
import { orLate } from './client.js';
import { proxyVariables } from './client-config.js';
import { type Launch, type LaunchDeps, launch, publishedOf } from './container.js';
import { containerLogs } from './inspect.js';
import { containerInstance } from './instance.js';
import type { Networks } from './network.js';
import { remove } from './sweep.js';

export interface StartDeps extends LaunchDeps {
  readonly networks: Networks;
}

/**
 * Starts a target's container. Whatever goes wrong, it leaves none.
 *
 * @throws LoadgateError `caps-refused`, `start-failed`, `target-exited`, `oom-killed`, `bad-env` (usage);
 *   `image-gone`, `engine-unreachable`, `engine-failed`, `disk-full` (machine); the signal's reason
 */
export async function startContainer(request: StartRequest, deps: StartDeps): Promise<Instance> {
  const { docker, clock, engine } = deps;
  const { target } = request.artifact;
  const wanted = await launchOf(request, target.container, deps);
  const { network } = wanted;
  return launch(wanted, deps, (id) =>
    containerInstance({ docker, clock, place: engine.place, target, id, network }),
  );
}

async function launchOf(
  { artifact, cores, env, usual, network: side, signal }: StartRequest,
  container: ContainerOptions,
  { networks, own, engine }: StartDeps,
): Promise<Launch> {
  const { target, reference: image, variables } = artifact;
  signal.throwIfAborted();
  const network = await networks.use(target.network, engine.place.isolation);
  const proxies = proxyVariables(own, engine.address);
  return {
    blamed: target,
    subject: { kind: 'target', name: target.name, side: artifact.side },
    image,
    container,
    volumes: [],
    network,
    published: publishedOf(engine.place, target.port),
    isInternal: target.network === 'internal',
    joins: side === undefined ? [] : [side],
    caps: target.caps,
    cores,
    env: containerEnvFile(target, env, { image: variables, usual, proxies }),
    signal,
  };
}

/**
 * Runs a command to its end in a container of a target, instead of what the image starts. It is removed afterwards.
 *
 * @throws LoadgateError `prepare-timeout` (usage), and as `startContainer`; the signal's reason
 */
export async function runOnce(
  { argv, timeoutMs, ...request }: RunOnce,
  deps: StartDeps,
): Promise<{ exitCode: number; output: readonly string[] }> {
  const { docker, clock } = deps;
  const { target } = request.artifact;
  const [program = '', ...args] = argv;
  const { user, workingDir, extraHosts, tmpfs, shmSizeBytes, capAdd } = target.container;
  const options = { ...PLAIN_CONTAINER, user, workingDir, extraHosts, tmpfs, shmSizeBytes, capAdd };
  const container = { ...options, entrypoint: [program], command: args };
  const wanted = await launchOf({ ...request, cores: null }, container, deps);
  return launch(wanted, deps, async (id) => {
    const logs = () => containerLogs(docker, id, WHOLE_LOG_LINES);
    const ended = docker.output(waitArgv(id), { timeoutMs, signal: request.signal });
    const printed = await orLate(ended, async () =>
      targetError(target, `\`prepare\` of ${target.name} did not end within ${timeoutMs / 1000} s`, {
        code: 'prepare-timeout',
        hint: 'Find what it waits for; a service that it can not reach, or a question on its terminal?',
        log: await logs(),
      }),
    );
    const output = await logs();
    await remove(docker, removeContainersArgv([id]), clock);
    return { exitCode: Number(printed.trim()), output };
  });
}
