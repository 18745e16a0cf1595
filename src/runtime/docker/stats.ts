/** What the engine's API counts of a container: its traffic, and the rest where its cgroup can't be read from here. */
import type { Clock } from '../../system/clock.js';
import { createCpuSplit } from '../cgroup/cpu-split.js';
import { createPeak } from '../cgroup/read.js';
import type { Counters } from '../counters.js';
import type { EngineApi } from './api.js';

/** The part of `GET /containers/{id}/stats` that is used; times in ns, memory in bytes. */
interface Stats {
  readonly networks?: Readonly<Record<string, { readonly rx_bytes?: number; readonly tx_bytes?: number }>>;
  readonly cpu_stats?: {
    readonly cpu_usage?: {
      readonly total_usage?: number;
      readonly usage_in_usermode?: number;
      readonly usage_in_kernelmode?: number;
    };
    readonly throttling_data?: { readonly throttled_time?: number; readonly throttled_periods?: number };
  };
  readonly memory_stats?: {
    readonly usage?: number;
    readonly max_usage?: number;
    readonly stats?: Readonly<Record<string, number>>;
  };
}

/**
 * The engine reads once a second: whoever asks again within one waits for the next reading, which is never older than the
 * question.
 * @returns reads the counters of one container
 */
export function createStatsReader(api: EngineApi, container: string, clock: Clock): () => Promise<Counters> {
  const peak = createPeak();
  const cpuOf = createCpuReader();
  return async () => {
    const stats = await read(api, container);
    const now = memoryOf(stats);
    const cpu = stats.cpu_stats;
    return {
      atNs: clock.monotonicNs(),
      ...cpuOf(stats),
      throttledUs: toUs(cpu?.throttling_data?.throttled_time),
      throttledPeriods: cpu?.throttling_data?.throttled_periods ?? null,
      memoryBytes: now.used === null ? null : Math.max(0, now.used - now.files),
      peakMemoryBytes: peak(now),
    };
  };
}

/** Of cgroup v1, an engine tells ticks of 10 ms as user and system time, but the total to the nanosecond. */
function createCpuReader() {
  const split = createCpuSplit();
  return ({ cpu_stats: cpu }: Stats): Pick<Counters, 'cpuUserUs' | 'cpuSystemUs'> => {
    const { total_usage: total, usage_in_usermode: user, usage_in_kernelmode: system } = cpu?.cpu_usage ?? {};
    if (user === undefined || system === undefined) return { cpuUserUs: null, cpuSystemUs: null };
    const { userUs, systemUs } = split(total ?? user + system, user, system);
    return { cpuUserUs: userUs, cpuSystemUs: systemUs };
  };
}

const read = async (api: EngineApi, container: string): Promise<Stats> =>
  JSON.parse(await api.get(`/containers/${container}/stats?stream=false&one-shot=true`)) as Stats;

/** Bytes on a container's own network since it started; those of the networks that it joined besides are not in them. */
export interface Traffic {
  readonly received: number;
  readonly sent: number;
}

/** The interface of the network that a container was created on. */
const FIRST_INTERFACE = 'eth0';

/** @returns null: the engine does not tell */
export async function readTraffic(api: EngineApi, container: string): Promise<Traffic | null> {
  const { rx_bytes: received, tx_bytes: sent } =
    (await read(api, container)).networks?.[FIRST_INTERFACE] ?? {};
  return received === undefined || sent === undefined ? null : { received, sent };
}

const toUs = (ns: number | undefined): number | null => (ns === undefined ? null : ns / 1000);

/** v1 names the figures of a cgroup and all below it `total_…`, v2 has no others. */
function memoryOf({ memory_stats: memory }: Stats) {
  const stat = (name: string) => memory?.stats?.[`total_${name}`] ?? memory?.stats?.[name] ?? 0;
  return {
    used: memory?.usage ?? null,
    highest: memory?.max_usage ?? null,
    files: stat('inactive_file') + stat('active_file'),
  };
}
