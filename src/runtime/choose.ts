import { LoadgateError } from '../model/error.js';
import { createDockerRuntime } from './docker/runtime.js';
import { createProcessRuntime } from './process/runtime.js';
import type { Runtime, RuntimeDeps } from './runtime.js';

export type RuntimeChoice = 'auto' | 'docker' | 'process';

/**
 * Chooses where targets run. `auto` takes Docker where an engine answers within a few seconds and its containers
 * can be reached from here, and else processes.
 *
 * @throws LoadgateError `engine-unreachable`, `engine-unusable` where Docker was asked for; the signal's reason
 */
export async function chooseRuntime(want: RuntimeChoice, deps: RuntimeDeps): Promise<Runtime> {
  if (want === 'process') return createProcessRuntime(deps);
  const docker = createDockerRuntime(deps);
  try {
    await docker.facts();
    return docker;
  } catch (error) {
    deps.signal?.throwIfAborted();
    if (want === 'docker') throw error;
    if (!(error instanceof LoadgateError)) throw error;
    deps.log?.info(`Targets run as processes: ${error.message}.`);
    return createProcessRuntime(deps);
  }
}
