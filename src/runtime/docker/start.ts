import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Target } from '../../model/config.js';
import type { Clock } from '../../system/clock.js';
import type { ExecResult } from '../../system/exec.js';
import { containerEnvFile, type OwnEnvironment } from '../environment.js';
import { withRunFolder } from '../run-folders.js';
import type { Instance, StartRequest } from '../runtime.js';
import { containerName, createArgv, removeContainersArgv, startArgv } from './argv.js';
import type { DockerCli } from './client.js';
import { proxyVariables, writeBareConfig } from './client-config.js';
import type { Engine } from './engine.js';
import { startError } from './errors.js';
import { containerInstance } from './instance.js';
import type { Networks } from './network.js';
import { remove } from './sweep.js';

/** How long after a client that was killed the engine may still make what it was asked for, ms. */
const LATE_CONTAINER_MS = 500;
/** How long after the end of a client that a signal ended our own abort may come, ms. */
const LATE_ABORT_MS = 100;

export interface StartDeps {
  readonly docker: DockerCli;
  /** Our own environment, which says where the docker client has its settings. */
  readonly own: OwnEnvironment;
  readonly clock: Clock;
  readonly runId: string;
  readonly engine: Engine;
  readonly networks: Networks;
  /** Different for each container of a run. */
  readonly number: number;
}

/**
 * Creates and starts a container with all its caps. Whatever goes wrong, it leaves none.
 *
 * @throws LoadgateError `caps-refused`, `start-failed`, `target-exited`, `oom-killed`, `bad-env` (usage);
 *   `image-gone`, `engine-unreachable`, `engine-failed`, `disk-full` (machine); the signal's reason
 */
export async function startContainer(request: StartRequest, deps: StartDeps): Promise<Instance> {
  const { artifact, signal } = request;
  const { docker, own, clock, runId, engine, networks } = deps;
  signal.throwIfAborted();
  const network = await networks.use(artifact.target.network);
  signal.throwIfAborted();
  const name = containerName(runId, deps.number);
  let created = false;
  try {
    // Neither command is aborted in the middle, so that it is always known what there is to remove.
    const made = await withRunFolder(runId, (folder) =>
      create(request, { docker, own, engine, runId, name, network, folder }),
    );
    await mustBeDone(made, artifact.target, 'create', clock, signal);
    created = true;
    await mustBeDone(await docker.run(startArgv(name)), artifact.target, 'start', clock, signal);
    const id = made.stdout.trim();
    return await containerInstance({
      docker,
      clock,
      socket: engine.socket,
      target: artifact.target,
      id,
      network,
    });
  } catch (error) {
    // What can't be removed here is told by the runtime's close(); the first error is the one that matters.
    await discard(docker, name, clock, created).catch(() => {});
    throw error;
  }
}

interface Place extends Pick<StartDeps, 'docker' | 'own' | 'engine'> {
  readonly runId: string;
  readonly name: string;
  readonly network: string;
  /** Temporary, for the env-file and the client's settings. */
  readonly folder: string;
}

async function create(
  { artifact, cores, env, usual }: StartRequest,
  { docker, own, engine, folder, ...place }: Place,
) {
  const { target, side, reference: image, variables } = artifact;
  const envFile = join(folder, 'env');
  const proxies = proxyVariables(own, engine.address);
  await writeFile(envFile, containerEnvFile(target, env, { image: variables, usual, proxies }), {
    mode: 0o600,
  });
  const settings = join(folder, 'client');
  await writeBareConfig(settings, own);
  const { capsMissing: missing } = engine;
  const { name: targetName, caps } = target;
  const argv = createArgv({ ...place, image, target: targetName, side, caps, missing, cores, envFile });
  return docker.run(argv, { env: { DOCKER_CONFIG: settings } });
}

/** @throws LoadgateError where a command failed (errors.ts), the signal's reason */
async function mustBeDone(
  { exitCode, stderr }: ExecResult,
  target: Target,
  command: 'create' | 'start',
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  // Ctrl-C ends the docker client too: our own abort, a moment later, is then the reason.
  if (exitCode > 128) await clock.sleep(LATE_ABORT_MS);
  signal.throwIfAborted();
  if (exitCode !== 0) throw startError(target, command, stderr);
}

/**
 * Removes a container that did not become an instance. A client that was killed in the middle of its request
 * leaves it open whether the engine makes the container: it is then looked for once more.
 */
async function discard(docker: DockerCli, name: string, clock: Clock, created: boolean): Promise<void> {
  const argv = removeContainersArgv([name]);
  await remove(docker, argv, clock);
  if (created) return;
  await clock.sleep(LATE_CONTAINER_MS);
  await remove(docker, argv, clock);
}
