import type { Target } from '../model/config.js';
import { LoadgateError } from '../model/error.js';
import { createDockerRuntime } from './docker/runtime.js';
import { createProcessRuntime } from './process/runtime.js';
import type { Runtime, RuntimeDeps } from './runtime.js';
import { createUrlRuntime, withUrls } from './url/runtime.js';

export type RuntimeChoice = 'auto' | 'docker' | 'process';

/**
 * Chooses where targets run. `auto` takes Docker where an engine answers within a few seconds and its containers
 * can be reached from here. Where none can be used, it takes processes if each target says how it is started as one and
 * needs no services; the runtime's facts then say what kept it from Docker. Targets with a URL need neither.
 *
 * @param targets what is going to run
 * @throws LoadgateError `engine-unreachable`, `engine-unusable`, `engine-failed` (machine): why Docker can't be used;
 *   `services-need-docker`: processes would have to be taken, and a target needs services; the signal's reason
 */
export async function chooseRuntime(
  want: RuntimeChoice,
  deps: RuntimeDeps,
  targets: readonly Target[],
): Promise<Runtime> {
  const ours = targets.filter(({ url }) => url === null);
  if (ours.length === targets.length) return chooseOwn(want, deps, targets);
  const { clock, allowHosts = [], env = process.env } = deps;
  const urls = createUrlRuntime({ clock, allowHosts, env });
  return ours.length === 0 ? urls : withUrls(await chooseOwn(want, deps, ours), urls);
}

/** Where the targets run that have no URL. */
async function chooseOwn(
  want: RuntimeChoice,
  deps: RuntimeDeps,
  targets: readonly Target[],
): Promise<Runtime> {
  const needy = targets.find(({ needs }) => needs.length > 0);
  if (want === 'process') {
    if (needy !== undefined) throw servicesNeedDocker(needy, null);
    return createProcessRuntime(deps);
  }
  const docker = createDockerRuntime(deps);
  try {
    await docker.facts();
    return docker;
  } catch (error) {
    deps.signal?.throwIfAborted();
    if (want === 'docker' || !(error instanceof LoadgateError)) throw error;
    if (needy !== undefined) throw servicesNeedDocker(needy, error.message);
    if (targets.some(({ command, process }) => command === null && process === null)) throw error;
    deps.log?.warning(`Targets run as processes: ${error.message}.`);
    return createProcessRuntime(deps, error.message);
  }
}

/** @param why what keeps Docker from being used; null: processes were asked for */
function servicesNeedDocker({ name, needs, location }: Target, why: string | null): LoadgateError {
  const reason = why === null ? 'targets are to run as processes' : why;
  return new LoadgateError(
    `${name} needs services (${needs.join(', ')}), which run in Docker only: ${reason}`,
    {
      kind: why === null ? 'usage' : 'machine',
      code: 'services-need-docker',
      hint:
        why === null
          ? 'Use the runtime `docker`, or take `needs` out of the target.'
          : 'Start a Docker engine that this user may use, or take `needs` out of the target.',
      ...(location === null ? {} : { location }),
    },
  );
}
