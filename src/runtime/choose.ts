import type { Target } from '../model/config.js';
import { LoadgateError } from '../model/error.js';
import { createDockerRuntime } from './docker/runtime.js';
import { createProcessRuntime } from './process/runtime.js';
import type { Runtime, RuntimeDeps } from './runtime.js';

export type RuntimeChoice = 'auto' | 'docker' | 'process';

/**
 * Chooses where targets run. `auto` takes Docker where an engine answers within a few seconds and its containers
 * can be reached from here. Where none can be used, it takes processes if each target says how it is started as one;
 * the runtime's facts then say what kept it from Docker.
 *
 * @param targets what is going to run
 * @throws LoadgateError `engine-unreachable`, `engine-unusable`, `engine-failed` (machine): why Docker can't be used;
 *   the signal's reason
 */
export async function chooseRuntime(
  want: RuntimeChoice,
  deps: RuntimeDeps,
  targets: readonly Target[],
): Promise<Runtime> {
  if (want === 'process') return createProcessRuntime(deps);
  const docker = createDockerRuntime(deps);
  try {
    await docker.facts();
    return docker;
  } catch (error) {
    deps.signal?.throwIfAborted();
    if (want === 'docker' || !(error instanceof LoadgateError)) throw error;
    if (targets.some(({ command }) => command === null)) throw error;
    deps.log?.warning(`Targets run as processes: ${error.message}.`);
    return createProcessRuntime(deps, error.message);
  }
}
