/** What can be read of a running container. */
import { readFileSync } from 'node:fs';
import type { Clock } from '../../system/clock.js';
import { isAlive, type ProcessEntry, readProcess } from '../../system/proc.js';
import { cgroupOf } from '../cgroup/paths.js';
import { type CgroupReader, createCgroupReader, quickMemory } from '../cgroup/read.js';
import { type Counters, noCounters } from '../counters.js';
import { type Subject, targetError } from '../errors.js';
import type { Instance } from '../runtime.js';
import type { EngineApi } from './api.js';
import { createStatsReader } from './stats.js';

export interface Meter extends Pick<Instance, 'memoryBytes' | 'disturb'> {
  counters(): Promise<Counters>;
  /** Whether its first process is there; null: only the engine knows. */
  isAlive(): boolean | null;
  /** Whether a process of it was seen to be killed for its memory. */
  sawOom(): boolean;
  processes(): ReadonlySet<number> | null;
}

export interface MeterRequest {
  /** Whom errors name. */
  readonly target: Subject;
  /** Full container id. */
  readonly id: string;
  /** Of its first process, as the engine's machine counts it. */
  readonly pid: number;
  readonly clock: Clock;
}

/**
 * By the files of its cgroup; where they can't be read from here, by the engine.
 * @param api null: the engine can't be asked
 */
export function cgroupMeter({ target, id, pid, clock }: MeterRequest, api: EngineApi | null): Meter {
  const local = localProcess(pid, id);
  const cgroup = local === null ? null : readerOf(pid, clock);
  const stats = api === null ? null : createStatsReader(api, id, clock);
  let oomSeen = false;
  const sawOom = (): boolean => {
    oomSeen ||= (cgroup?.oomKills() ?? 0) > 0;
    return oomSeen;
  };
  const alive = () => (local === null ? null : isAlive(local));
  return {
    ...(cgroup === null ? {} : { memoryBytes: () => quickMemory(cgroup) }),
    counters: async () => {
      // Asked each time, since it can't be asked after the end: the cgroup goes with the container.
      sawOom();
      if (cgroup === null) return stats === null ? noCounters(clock) : stats();
      if (alive() === true) return cgroup.counters();
      throw ended(target);
    },
    isAlive: alive,
    sawOom,
    processes: () => (alive() === true ? (cgroup?.processes() ?? null) : null),
  };
}

/**
 * By the engine alone, about once a second: a reading stays good for as long as nobody loads the container (`disturb`). Its
 * own clock is in none of the figures.
 */
export function apiMeter({ id, clock }: MeterRequest, api: EngineApi): Meter {
  const read = createStatsReader(api, id, clock);
  let known: Promise<Counters> | null = null;
  const forget = (): void => {
    known = null;
  };
  return {
    counters: () => {
      if (known !== null) return known;
      const reading = read();
      known = reading;
      reading.catch(() => {
        if (known === reading) forget();
      });
      return reading;
    },
    disturb: forget,
    isAlive: () => null,
    sawOom: () => false,
    processes: () => null,
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

function ended(target: Subject) {
  return targetError(target, `${target.name} has ended, so its counters are gone`, {
    code: 'target-exited',
    hint: 'See the last lines of its log.',
  });
}
