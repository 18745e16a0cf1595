import { readFileSync } from 'node:fs';
import type { Clock } from '../../system/clock.js';
import { isAlive, type ProcessEntry, readProcess } from '../../system/proc.js';
import { type Attempt, retry } from '../../system/retry.js';
import { cgroupOf } from '../cgroup/paths.js';
import { type CgroupReader, createCgroupReader, quickMemory } from '../cgroup/read.js';
import { noCounters } from '../counters.js';
import { type Subject, targetError } from '../errors.js';
import type { Instance, InstanceState } from '../runtime.js';
import { removeContainersArgv } from './argv.js';
import type { DockerCli } from './client.js';
import { containerLogs, endedAtOnce, inspect } from './inspect.js';
import { createStatsReader } from './stats.js';
import { remove } from './sweep.js';

/** The engine learns of a container's end a moment after the process is gone. */
const END_TRIES = 40;
const END_PAUSE_MS = 50;

export interface ContainerRequest {
  readonly docker: DockerCli;
  readonly clock: Clock;
  /** Path of the engine's socket; null: it has none here. */
  readonly socket: string | null;
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
  const { docker, clock, target, id } = request;
  const now = await inspect(docker, id);
  const host = now?.address(request.network) ?? null;
  if (now === null || !now.running || host === null) throw await endedAtOnce(docker, target, id, now);

  const local = localProcess(now.pid, id);
  const cgroup = local === null ? null : readerOf(now.pid, clock);
  const stats = request.socket === null ? null : createStatsReader(request.socket, id, clock);
  let oomSeen = false;
  const sawOom = (): boolean => {
    oomSeen ||= (cgroup?.oomKills() ?? 0) > 0;
    return oomSeen;
  };

  return {
    id,
    host,
    port: target.port ?? 0,
    ...(cgroup === null ? {} : { memoryBytes: () => quickMemory(cgroup) }),
    counters: async () => {
      // Asked each time, since it can't be asked after the end: the cgroup goes with the container.
      sawOom();
      if (cgroup !== null) {
        if (local !== null && isAlive(local)) return cgroup.counters();
        throw ended(target);
      }
      return stats === null ? noCounters(clock) : stats();
    },
    state: async () => {
      const oomKilled = sawOom();
      if (local !== null && isAlive(local)) return { running: true, exitCode: null, oomKilled };
      return stateAtEnd(request, { surelyEnded: local !== null, oomKilled, startedAt: now.startedAt });
    },
    processes: () => (local !== null && isAlive(local) ? (cgroup?.processes() ?? null) : null),
    logs: (lines) => containerLogs(docker, id, lines),
    stop: () => remove(docker, removeContainersArgv([id]), clock),
  };
}

/**
 * The container's first process as this machine sees it; null where process ids of the engine are not ours
 * (a virtual machine, another process namespace). Its cgroup bears the container's id.
 */
function localProcess(pid: number, id: string): ProcessEntry | null {
  try {
    if (!readFileSync(`/proc/${pid}/cgroup`, 'utf8').includes(id)) return null;
    return readProcess(pid);
  } catch {
    return null;
  }
}

/** null where its files can't be read, and the engine has to be asked. */
function readerOf(pid: number, clock: Clock): CgroupReader | null {
  const folders = cgroupOf(pid);
  if (folders === null) return null;
  const reader = createCgroupReader(folders, clock);
  try {
    return reader.counters().cpuUserUs === null ? null : reader;
  } catch {
    return null;
  }
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

function ended(target: Subject) {
  return targetError(target, `${target.name} has ended, so its counters are gone`, {
    code: 'target-exited',
    hint: 'See the last lines of its log.',
  });
}
