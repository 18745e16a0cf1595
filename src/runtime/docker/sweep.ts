import type { Clock } from '../../system/clock.js';
import { systemClock } from '../../system/clock.js';
import type { Exec, ExecResult } from '../../system/exec.js';
import { type Attempt, retry } from '../../system/retry.js';
import { dockerClientEnv, type OwnEnvironment } from '../environment.js';
import { sweepRunFolders } from '../run-folders.js';
import { listContainersArgv, listVolumesArgv, removeContainersArgv, removeVolumesArgv } from './argv.js';
import { createDockerCli, type DockerCli } from './client.js';
import { commandError } from './errors.js';
import { listNetworksArgv, removeNetworkArgv } from './network-argv.js';

/** Ids of what was removed; names of volumes. */
export interface Swept {
  readonly containers: readonly string[];
  readonly networks: readonly string[];
  readonly volumes: readonly string[];
}

/** What something else removes at the same moment is as good as removed. */
const GONE =
  /no such (container|network|volume)|network .* not found|removal of container .* is already in progress|^exit status 1$/i;
/** A network or a volume can go only after the last container that uses it, which takes a moment. */
const IN_USE = /active endpoints|volume is in use/i;
const TRIES = 40;
const PAUSE_MS = 250;
const INTERRUPTED_TRIES = 10;

/**
 * Removes every container, network and volume that carries the label of a run, and its temporary folders: the last step
 * of a run, and the post step's after a run that was killed. Idempotent. Images and kept states of services stay: they are
 * the cache.
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
  if (runId === '') return { containers: [], networks: [], volumes: [] }; // An empty label would be anybody's.
  await sweepRunFolders(runId);
  const containers = await sweepContainers(docker, runId, clock);
  const networks = await ids(docker, listNetworksArgv(runId), clock);
  for (const network of networks) await remove(docker, removeNetworkArgv(network), clock);
  const volumes = await ids(docker, listVolumesArgv(runId), clock);
  if (volumes.length > 0) await remove(docker, removeVolumesArgv(volumes), clock);
  return { containers, networks, volumes };
}

/** Removes the containers of a run alone. @returns their ids */
export async function sweepContainers(
  docker: DockerCli,
  runId: string,
  clock: Clock,
): Promise<readonly string[]> {
  const containers = await ids(docker, listContainersArgv(runId), clock);
  if (containers.length > 0) await remove(docker, removeContainersArgv(containers), clock);
  return containers;
}

async function ids(docker: DockerCli, argv: readonly string[], clock: Clock): Promise<readonly string[]> {
  const { exitCode, stdout, stderr } = await runAgain(docker, argv, clock);
  if (exitCode !== 0) throw commandError(argv, stderr);
  return stdout.split('\n').filter((line) => line !== '');
}

/** A second Ctrl-C ends the docker client of a clean-up that is under way; it is then run again. */
async function runAgain(docker: DockerCli, argv: readonly string[], clock: Clock): Promise<ExecResult> {
  const once = async (): Promise<Attempt<ExecResult, ExecResult>> => {
    const result = await docker.run(argv);
    return result.exitCode <= 128 ? { value: result } : { again: result };
  };
  const end = await retry(once, { attempts: INTERRUPTED_TRIES, pauseMs: () => 0 }, { clock });
  return 'value' in end ? end.value : end.givenUp;
}

/** Runs a command that removes things until nothing of it is left. */
export async function remove(docker: DockerCli, argv: readonly string[], clock: Clock): Promise<void> {
  const once = async (): Promise<Attempt<null, string>> => {
    const { exitCode, stderr } = await runAgain(docker, argv, clock);
    const failed = stderr.split('\n').filter((line) => line.trim() !== '' && !GONE.test(line));
    if (exitCode === 0 || failed.length === 0) return { value: null };
    const why = failed.join('\n');
    return IN_USE.test(stderr) ? { again: why } : { giveUp: why };
  };
  const end = await retry(once, { attempts: TRIES, pauseMs: () => PAUSE_MS }, { clock });
  if ('givenUp' in end) throw commandError(argv, end.givenUp);
}
