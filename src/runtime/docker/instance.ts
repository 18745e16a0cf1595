import type { Clock } from '../../system/clock.js';
import { type Attempt, retry } from '../../system/retry.js';
import type { Subject } from '../errors.js';
import type { Instance, InstanceState } from '../runtime.js';
import { removeContainersArgv } from './argv.js';
import type { DockerCli } from './client.js';
import { containerLogs, endedAtOnce, inspect } from './inspect.js';
import type { Place } from './place.js';
import { remove } from './sweep.js';

/** The engine learns of a container's end a moment after the process is gone. */
const END_TRIES = 40;
const END_PAUSE_MS = 50;

export interface ContainerRequest {
  readonly docker: DockerCli;
  readonly clock: Clock;
  readonly place: Place;
  /** A target or a service, and the port that it listens on; null: none is known. */
  readonly target: Subject & { readonly port: number | null };
  /** Full container id. */
  readonly id: string;
  readonly network: string;
}

/**
 * A container that was just started.
 *
 * @throws LoadgateError `target-exited` or `oom-killed` where it has already ended
 */
export async function containerInstance(request: ContainerRequest): Promise<Instance> {
  const { docker, clock, place, target, id } = request;
  const now = await inspect(docker, id);
  const reach = now === null ? null : place.reach(now, request.network, target.port);
  if (now === null || !now.running || reach === null) throw await endedAtOnce(docker, target, id, now);
  const meter = place.meter({ target, id, pid: now.pid, clock });
  return {
    id,
    ...reach,
    ...(meter.memoryBytes === undefined ? {} : { memoryBytes: meter.memoryBytes }),
    ...(meter.disturb === undefined ? {} : { disturb: meter.disturb }),
    counters: meter.counters,
    state: async () => {
      const oomKilled = meter.sawOom();
      const alive = meter.isAlive();
      if (alive === true) return { running: true, exitCode: null, oomKilled };
      return stateAtEnd(request, { surelyEnded: alive === false, oomKilled, startedAt: now.startedAt });
    },
    processes: meter.processes,
    logs: (lines) => containerLogs(docker, id, lines),
    stop: () => remove(docker, removeContainersArgv([id]), clock),
  };
}

interface Known {
  /** Its process is gone, so the engine is asked until it knows. */
  readonly surelyEnded: boolean;
  readonly oomKilled: boolean;
  /** When it was started by us. */
  readonly startedAt: string;
}

async function stateAtEnd(
  { docker, clock, id }: ContainerRequest,
  { surelyEnded, oomKilled, startedAt }: Known,
): Promise<InstanceState> {
  const look = async (): Promise<Attempt<InstanceState, InstanceState>> => {
    const now = await inspect(docker, id);
    if (now === null) return { value: { running: false, exitCode: null, oomKilled } };
    const state = { running: now.running, exitCode: now.exitCode, oomKilled: oomKilled || now.oomKilled };
    if (now.running && now.startedAt !== startedAt) {
      return { value: { ...state, running: false, exitCode: null, restarted: true } };
    }
    return now.running && surelyEnded ? { again: state } : { value: state };
  };
  const end = await retry(look, { attempts: END_TRIES, pauseMs: () => END_PAUSE_MS }, { clock });
  return 'value' in end ? end.value : end.givenUp;
}
