import type { Clock } from '../../system/clock.js';
import { systemClock } from '../../system/clock.js';
import type { Exec, ExecResult } from '../../system/exec.js';
import { dockerClientEnv, type OwnEnvironment } from '../environment.js';
import { sweepRunFolders } from '../run-folders.js';
import { listContainersArgv, listNetworksArgv, removeContainersArgv, removeNetworkArgv } from './argv.js';
import { createDockerCli, type DockerCli } from './client.js';
import { commandError } from './errors.js';

/** Ids of what was removed. */
export interface Swept {
  readonly containers: readonly string[];
  readonly networks: readonly string[];
}

/** A container or network that something else removes at the same moment is as good as removed. */
const GONE =
  /no such (container|network)|network .* not found|removal of container .* is already in progress|^exit status 1$/i;
/** A network can go only after the last of its endpoints, which takes a moment. */
const IN_USE = /active endpoints/i;
const TRIES = 40;
const PAUSE_MS = 250;
const INTERRUPTED_TRIES = 10;

/**
 * Removes every container and network that carries the label of a run, and its temporary folders: the last step of a run, and the post
 * step's after a run that was killed. Idempotent. Images stay: they are the cache.
 *
 * @throws LoadgateError `engine-unreachable` where no engine answers, `engine-failed` where something stays
 */
export async function sweepRun(
  exec: Exec,
  runId: string,
  { own = process.env, clock = systemClock }: { own?: OwnEnvironment; clock?: Clock } = {},
): Promise<Swept> {
  return sweep(createDockerCli(exec, dockerClientEnv(own)), runId, clock);
}

/** The same with a docker client that is there already. */
export async function sweep(docker: DockerCli, runId: string, clock: Clock): Promise<Swept> {
  if (runId === '') return { containers: [], networks: [] }; // An empty label would be anybody's.
  await sweepRunFolders(runId);
  const containers = await sweepContainers(docker, runId, clock);
  const networks = await ids(docker, listNetworksArgv(runId));
  for (const network of networks) await remove(docker, removeNetworkArgv(network), clock);
  return { containers, networks };
}

/** Removes the containers of a run alone. @returns their ids */
export async function sweepContainers(
  docker: DockerCli,
  runId: string,
  clock: Clock,
): Promise<readonly string[]> {
  const containers = await ids(docker, listContainersArgv(runId));
  if (containers.length > 0) await remove(docker, removeContainersArgv(containers), clock);
  return containers;
}

async function ids(docker: DockerCli, argv: readonly string[]): Promise<readonly string[]> {
  const { exitCode, stdout, stderr } = await runAgain(docker, argv);
  if (exitCode !== 0) throw commandError(argv, stderr);
  return stdout.split('\n').filter((line) => line !== '');
}

/** A second Ctrl-C ends the docker client of a clean-up that is under way; it is then run again. */
async function runAgain(docker: DockerCli, argv: readonly string[]): Promise<ExecResult> {
  for (let attempt = 1; ; attempt += 1) {
    const result = await docker.run(argv);
    if (result.exitCode <= 128 || attempt === INTERRUPTED_TRIES) return result;
  }
}

/** Runs a command that removes things until nothing of it is left. */
export async function remove(docker: DockerCli, argv: readonly string[], clock: Clock): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const { exitCode, stderr } = await runAgain(docker, argv);
    const failed = stderr.split('\n').filter((line) => line.trim() !== '' && !GONE.test(line));
    if (exitCode === 0 || failed.length === 0) return;
    if (attempt === TRIES || !IN_USE.test(stderr)) throw commandError(argv, failed.join('\n'));
    await clock.sleep(PAUSE_MS);
  }
}
