/** Containers of any kind, from their creation until they run. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../system/clock.js';
import type { ExecResult } from '../../system/exec.js';
import type { OwnEnvironment } from '../environment.js';
import type { Subject } from '../errors.js';
import { withRunFolder } from '../run-folders.js';
import {
  type CreateArgvOptions,
  containerName,
  createArgv,
  type Published,
  removeContainersArgv,
  startArgv,
} from './argv.js';
import { type DockerCli, throwIfInterrupted } from './client.js';
import { writeBareConfig } from './client-config.js';
import type { Engine } from './engine.js';
import { startError } from './errors.js';
import { networkConnectArgv } from './network-argv.js';
import type { Place } from './place.js';
import { remove } from './sweep.js';

/** How long after a client that was killed the engine may still make what it was asked for, ms. */
const LATE_CONTAINER_MS = 500;

export interface LaunchDeps {
  readonly docker: DockerCli;
  /** Our own environment, which says where the docker client has its settings. */
  readonly own: OwnEnvironment;
  readonly clock: Clock;
  readonly runId: string;
  readonly engine: Engine;
  /** Different for each container of a run. */
  readonly number: number;
}

export interface Launch extends Omit<CreateArgvOptions, 'runId' | 'name' | 'missing' | 'envFile'> {
  /** Whom errors name. */
  readonly blamed: Subject;
  /** The text of its env-file. */
  readonly env: string;
  /** Networks that it joins besides its own, before it starts. */
  readonly joins: readonly string[];
  readonly signal: AbortSignal;
}

/**
 * Creates and starts a container with all its caps, and makes of it what is wanted. Whatever goes wrong, no container is
 * left.
 *
 * @param made takes the container's full id
 * @throws LoadgateError `caps-refused`, `start-failed` (usage); `image-gone`, `engine-unreachable`, `engine-failed`,
 *   `disk-full` (machine); what `made` throws; the signal's reason
 */
export async function launch<T>(
  request: Launch,
  deps: LaunchDeps,
  made: (id: string) => Promise<T>,
): Promise<T> {
  const { blamed, joins, signal } = request;
  const { docker, clock, runId } = deps;
  signal.throwIfAborted();
  const name = containerName(runId, deps.number);
  let created = false;
  try {
    // No command is aborted in the middle, so that it is always known what there is to remove.
    const result = await withRunFolder(runId, (folder) => create(request, name, folder, deps));
    await mustBeDone(result, blamed, 'create', clock, signal);
    created = true;
    for (const network of joins) await docker.output(networkConnectArgv(network, name));
    await mustBeDone(await docker.run(startArgv(name)), blamed, 'start', clock, signal);
    return await made(result.stdout.trim());
  } catch (error) {
    // What can't be removed here is told by the runtime's close(); the first error is the one that matters.
    await discard(docker, name, clock, created).catch(() => {});
    throw error;
  }
}

/** What of a container is published for the load to reach it. @param port where it listens; null: not known */
export const publishedOf = ({ publishedAt }: Place, port: number | null): Published | null =>
  publishedAt === null || port === null ? null : { address: publishedAt, port };

/** @param folder temporary, for the env-file and the client's settings */
async function create(request: Launch, name: string, folder: string, deps: LaunchDeps): Promise<ExecResult> {
  const { docker, own, engine, runId } = deps;
  const envFile = join(folder, 'env');
  await writeFile(envFile, request.env, { mode: 0o600 });
  const settings = join(folder, 'client');
  await writeBareConfig(settings, own);
  const argv = createArgv({ ...request, runId, name, missing: engine.capsMissing, envFile });
  return docker.run(argv, { env: { DOCKER_CONFIG: settings } });
}

/** @throws LoadgateError where a command failed (errors.ts), the signal's reason */
async function mustBeDone(
  { exitCode, stderr }: ExecResult,
  blamed: Subject,
  command: 'create' | 'start',
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  if (exitCode > 128) await throwIfInterrupted(clock, signal);
  signal.throwIfAborted();
  if (exitCode !== 0) throw startError(blamed, command, stderr);
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
