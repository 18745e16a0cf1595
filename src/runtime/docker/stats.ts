/** What the engine's API counts of a container: its traffic, and the rest where its cgroup can't be read from here. */
import { request } from 'node:http';
import type { Clock } from '../../system/clock.js';
import { createPeak } from '../cgroup/read.js';
import type { Counters } from '../counters.js';
import { machineError } from '../errors.js';

const TIMEOUT_MS = 5_000;

/** The part of `GET /containers/{id}/stats` that is used; times in ns, memory in bytes. */
interface Stats {
  readonly networks?: Readonly<Record<string, { readonly rx_bytes?: number; readonly tx_bytes?: number }>>;
  readonly cpu_stats?: {
    readonly cpu_usage?: { readonly usage_in_usermode?: number; readonly usage_in_kernelmode?: number };
    readonly throttling_data?: { readonly throttled_time?: number; readonly throttled_periods?: number };
  };
  readonly memory_stats?: {
    readonly usage?: number;
    readonly max_usage?: number;
    readonly stats?: Readonly<Record<string, number>>;
  };
}

/** @returns reads the counters of one container */
export function createStatsReader(socket: string, container: string, clock: Clock): () => Promise<Counters> {
  const peak = createPeak();
  return async () => {
    const stats = await read(socket, container);
    const now = memoryOf(stats);
    const cpu = stats.cpu_stats;
    return {
      atNs: clock.monotonicNs(),
      cpuUserUs: toUs(cpu?.cpu_usage?.usage_in_usermode),
      cpuSystemUs: toUs(cpu?.cpu_usage?.usage_in_kernelmode),
      throttledUs: toUs(cpu?.throttling_data?.throttled_time),
      throttledPeriods: cpu?.throttling_data?.throttled_periods ?? null,
      memoryBytes: now.used === null ? null : Math.max(0, now.used - now.files),
      peakMemoryBytes: peak(now),
    };
  };
}

const read = async (socket: string, container: string): Promise<Stats> =>
  JSON.parse(await get(socket, `/containers/${container}/stats?stream=false&one-shot=true`)) as Stats;

/** Bytes on a container's own network since it started; those of the networks that it joined besides are not in them. */
export interface Traffic {
  readonly received: number;
  readonly sent: number;
}

/** The interface of the network that a container was created on. */
const FIRST_INTERFACE = 'eth0';

/** @returns null: the engine does not tell */
export async function readTraffic(socket: string, container: string): Promise<Traffic | null> {
  const { rx_bytes: received, tx_bytes: sent } =
    (await read(socket, container)).networks?.[FIRST_INTERFACE] ?? {};
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

/** The engine listens on a socket, and knows us by who may open it. */
function get(socketPath: string, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (cause: unknown) =>
      reject(
        machineError('the Docker engine does not tell how much a container uses', {
          code: 'engine-unreachable',
          hint: "Look at the Docker engine's log, and run it again.",
          cause,
        }),
      );
    const asked = request(
      { socketPath, path, timeout: TIMEOUT_MS, headers: { host: 'docker' } },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', fail);
        answer.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          if (answer.statusCode === 200) resolve(text);
          else fail(new Error(`${answer.statusCode}: ${text}`));
        });
      },
    );
    asked.on('timeout', () => asked.destroy(new Error('timeout')));
    asked.on('error', fail);
    asked.end();
  });
}
