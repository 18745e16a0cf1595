/** Several containers of a target behind a balancer, as one instance. */
import type { ReplicaShares } from '../../model/record.js';
import { allEnded } from '../async.js';
import type { Counters, ThreadTimes } from '../counters.js';
import type { BalancerArtifact, Instance, InstanceState, StartRequest } from '../runtime.js';
import type { EngineApi } from './api.js';
import { execArgv } from './argv.js';
import { balancerLaunch, balancerOf, countsScript, readCounts } from './balancer.js';
import { launch, publishedOf } from './container.js';
import { containerInstance } from './instance.js';
import { asBalancer } from './service-errors.js';
import { type StartDeps, startContainer } from './start.js';
import { readTraffic, type Traffic } from './stats.js';

/**
 * Starts the replicas, then the balancer before them. Whatever goes wrong, nothing is left.
 *
 * @param next dependencies with a number of their own, for each container
 * @throws as `startContainer`; `balancer-start-failed`, `balancer-exited`, `balancer-oom-killed`, `balancer-config-failed`
 *   (usage)
 */
export async function startReplicas(
  request: StartRequest,
  balancer: BalancerArtifact,
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
  shares(): Promise<ReplicaShares | null>;
}

async function startBalancer(
  { artifact, cores, signal }: StartRequest,
  balancer: BalancerArtifact,
  replicas: readonly Instance[],
  deps: StartDeps,
): Promise<Front> {
  const { docker, clock, engine } = deps;
  const { place: at } = engine;
  const { target } = artifact;
  const network = await deps.networks.use(target.network, at.isolation);
  const place = {
    ...{ network, isInternal: target.network === 'internal', cores, signal },
    published: publishedOf(at, balancer.port),
  };
  const wanted = balancerLaunch(
    artifact,
    balancer,
    replicas.map((one) => one.inside ?? one),
    place,
  );
  return asBalancer(() =>
    launch(wanted, deps, async (id) => {
      const named = { ...balancerOf(target), port: balancer.port };
      const instance = await containerInstance({ docker, clock, place: at, target: named, id, network });
      if (target.balancer !== null) return { instance, shares: () => traffic(replicas, at.api) };
      const script = execArgv(id, countsScript(replicas.length));
      const shares = async () => {
        const requests = readCounts(await docker.output(script));
        return { kind: 'requests', requests } as const;
      };
      return { instance, shares };
    }),
  );
}

/**
 * A balancer of the user's has no log that we could read, whatever it is. What passes between it and each replica is known
 * all the same, and the engine counts it: as much as the requests and answers of one scenario differ from one another, it
 * differs from their number.
 * @returns null: the engine can't be asked
 */
async function traffic(replicas: readonly Instance[], api: EngineApi | null): Promise<ReplicaShares | null> {
  if (api === null) return null;
  const all = await Promise.all(replicas.map(({ id }) => readTraffic(api, id)));
  if (all.includes(null)) return null;
  const of = (way: keyof Traffic) => all.map((one) => one?.[way] ?? 0);
  return { kind: 'bytes', received: of('received'), sent: of('sent') };
}

/** What the target uses is the sum over its replicas, without the balancer. */
function together({ instance: front, shares }: Front, replicas: readonly Instance[]): Instance {
  const all = [front, ...replicas];
  return {
    id: front.id,
    host: front.host,
    port: front.port,
    replicas,
    balancer: front,
    shares,
    counters: async () => sumOf(await Promise.all(replicas.map((replica) => replica.counters()))),
    ...(replicas.every((replica) => replica.memoryBytes !== undefined)
      ? { memoryBytes: () => sum(replicas.map((replica) => replica.memoryBytes?.() ?? null)) }
      : {}),
    ...(replicas.some((replica) => replica.disturb !== undefined)
      ? {
          disturb: () => {
            for (const replica of replicas) replica.disturb?.();
          },
        }
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

/** One that ended is the target's end. @param states the balancer's, then those of the replicas */
function stateOf(states: readonly InstanceState[]): InstanceState {
  const at = states.findIndex(({ running }) => !running);
  return {
    running: at === -1,
    exitCode: states[at]?.exitCode ?? null,
    oomKilled: states.some(({ oomKilled }) => oomKilled),
    ...(states.some(({ restarted }) => restarted === true) ? { restarted: true } : {}),
    ...(at > 0 ? { replica: at } : {}),
  };
}
