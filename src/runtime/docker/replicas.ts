/** Several containers of a target behind a balancer, as one instance. */
import { allEnded } from '../async.js';
import type { Counters, ThreadTimes } from '../counters.js';
import type { Instance, InstanceState, StartRequest } from '../runtime.js';
import { execArgv } from './argv.js';
import { BALANCER_PORT, balancerLaunch, balancerOf, countsScript, readCounts } from './balancer.js';
import { launch } from './container.js';
import { containerInstance } from './instance.js';
import { type StartDeps, startContainer } from './start.js';

/**
 * Starts the replicas, then the balancer before them. Whatever goes wrong, nothing is left.
 *
 * @param balancer its image id
 * @param next dependencies with a number of their own, for each container
 * @throws as `startContainer`
 */
export async function startReplicas(
  request: StartRequest,
  balancer: string,
  next: () => StartDeps,
): Promise<Instance> {
  const { target } = request.artifact;
  const starts = await Promise.allSettled(
    Array.from({ length: target.replicas }, () => startContainer(request, next())),
  );
  const replicas = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []));
  try {
    for (const start of starts) if (start.status === 'rejected') throw start.reason;
    const front = await startBalancer(request, balancer, replicas, next());
    return together(front, replicas);
  } catch (error) {
    await Promise.allSettled(replicas.map((replica) => replica.stop()));
    throw error;
  }
}

interface Front {
  readonly instance: Instance;
  requestsByReplica(): Promise<readonly number[]>;
}

async function startBalancer(
  { artifact: { target }, cores, signal }: StartRequest,
  image: string,
  replicas: readonly Instance[],
  deps: StartDeps,
): Promise<Front> {
  const { docker, clock, engine } = deps;
  const network = await deps.networks.use(target.network);
  const place = { network, isInternal: target.network === 'internal', cores, signal };
  return launch(balancerLaunch(target, image, replicas, place), deps, async (id) => {
    const named = { ...balancerOf(target), port: BALANCER_PORT };
    const instance = await containerInstance({
      docker,
      clock,
      socket: engine.socket,
      target: named,
      id,
      network,
    });
    const script = execArgv(id, countsScript(replicas.length));
    return { instance, requestsByReplica: async () => readCounts(await docker.output(script)) };
  });
}

/** What the target uses is the sum over its replicas, without the balancer. */
function together({ instance: front, requestsByReplica }: Front, replicas: readonly Instance[]): Instance {
  const all = [front, ...replicas];
  return {
    id: front.id,
    host: front.host,
    port: front.port,
    replicas,
    requestsByReplica,
    counters: async () => sumOf(await Promise.all(replicas.map((replica) => replica.counters()))),
    ...(replicas.every((replica) => replica.memoryBytes !== undefined)
      ? { memoryBytes: () => sum(replicas.map((replica) => replica.memoryBytes?.() ?? null)) }
      : {}),
    state: async () => stateOf(await Promise.all(all.map((one) => one.state()))),
    processes: () => {
      const sets = replicas.map((replica) => replica.processes());
      return sets.includes(null) ? null : new Set(sets.flatMap((set) => [...(set ?? [])]));
    },
    logs: async (lines) => {
      const share = Math.max(1, Math.floor(lines / all.length));
      const logs = await Promise.all(all.map((one) => one.logs(share)));
      return logs.flatMap((log, at) =>
        log.map((line) => `${at === 0 ? 'balancer' : `replica ${at}`} | ${line}`),
      );
    },
    stop: async () => {
      await allEnded(all.map((one) => one.stop()));
    },
  };
}

/** null where one can't be told: a part is no sum. */
function sum(values: readonly (number | null | undefined)[]): number | null {
  let total = 0;
  for (const value of values) {
    if (value === null || value === undefined) return null;
    total += value;
  }
  return total;
}

/** @internal exported for its unit test. */
export function sumOf(counters: readonly Counters[]): Counters {
  const total = (name: Exclude<keyof Counters, 'atNs' | 'threads'>) => sum(counters.map((one) => one[name]));
  const threads = counters.map((one) => one.threads ?? null);
  const atNs = counters.map((one) => one.atNs);
  return {
    // The middle of the readings, which are a few ms apart.
    atNs: atNs.reduce((a, b) => a + b, 0n) / BigInt(Math.max(1, atNs.length)),
    cpuUserUs: total('cpuUserUs'),
    cpuSystemUs: total('cpuSystemUs'),
    throttledUs: total('throttledUs'),
    throttledPeriods: total('throttledPeriods'),
    threads: threads.includes(null) ? null : merged(threads.flatMap((one) => one ?? [])),
    memoryBytes: total('memoryBytes'),
    peakMemoryBytes: total('peakMemoryBytes'),
  };
}

const merged = (threads: readonly ThreadTimes[]): ThreadTimes => new Map(threads.flatMap((one) => [...one]));

/** One that ended is the target's end. */
function stateOf(states: readonly InstanceState[]): InstanceState {
  const ended = states.find(({ running }) => !running);
  return {
    running: ended === undefined,
    exitCode: ended?.exitCode ?? null,
    oomKilled: states.some(({ oomKilled }) => oomKilled),
    ...(states.some(({ restarted }) => restarted === true) ? { restarted: true } : {}),
  };
}
