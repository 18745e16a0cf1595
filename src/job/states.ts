import {
  brokenService,
  type PlannedService,
  type RunningServices,
  startServices,
} from '../measure/services.js';
import { canonicalJson, sha256 } from '../model/canonical.js';
import type { Service } from '../model/config.js';
import { LoadgateError, toLoadgateErrors } from '../model/error.js';
import { WHOLE_LOG_LINES } from '../model/log-excerpt.js';
import type { SideName } from '../model/record.js';
import type { Artifact, ServiceInstance, ServiceRuntime, ServiceState } from '../runtime/runtime.js';
import type { JobDeps } from './types.js';

/** Part of the keys, so that a change of what they cover makes every older state another one. */
const STATE_SCHEMA = 'loadgate.state/v1';
/** A seed of millions of rows and a migration over all of them take their time, ms. */
const SEED_TIMEOUT_MS = 30 * 60_000;
/** Lines of a service's log beside what its seed said. */
const LOG_LINES = 30;
const DISK_FULL = /no space left on device|errcode: 28\b|errno:? 28\b|disk is full|could not extend file/i;

export type StateDeps = Pick<JobDeps, 'clock' | 'cleanup' | 'log' | 'stopwatch' | 'signal'> & {
  readonly runtime: ServiceRuntime;
};

/** Makes the states from which generations start: each once a run, and not where an earlier run has kept it. */
export interface States {
  /**
   * What the services of a target start from in a generation: the state that their seeds left and, with `prepare`, what
   * that left in them. Services without any of the two have a state, too: what they do at their first start is the same
   * for both sides then, and is not waited for in every generation.
   * @param planned images of all that the target needs, in the order of their needs
   * @throws LoadgateError `seed-failed`, `prepare-failed`, `disk-full` and those of starting services; the signal's reason
   */
  of(planned: readonly PlannedService[], artifact: Artifact): Promise<readonly PlannedService[]>;
}

export function createStates(deps: StateDeps): States {
  const once = onceEach<readonly PlannedService[]>();
  return {
    of: async (planned, artifact) => {
      if (planned.length === 0) return planned;
      const { prepare } = artifact.target;
      const isSeeded = planned.some(({ service }) => service.seed !== null);
      const seedsKey = keyOf(planned, null);
      const seeded =
        prepare !== null && !isSeeded
          ? planned
          : await once(seedsKey, () => make({ planned, key: seedsKey, side: artifact.side }, deps));
      if (prepare === null) return seeded;
      const key = keyOf(planned, artifact);
      return once(key, () => make({ planned: seeded, key, side: artifact.side, artifact }, deps));
    },
  };
}

/**
 * Makes what several targets need once for each key: they get the same value, or the same error. What the machine failed
 * at is tried again, because it may work for the next target.
 */
export function onceEach<T>(): (key: string, make: () => Promise<T>) => Promise<T> {
  const made = new Map<string, Promise<T>>();
  return (key, make) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const making = make();
    made.set(key, making);
    making.catch((error: unknown) => {
      if (toLoadgateErrors(error)[0]?.kind === 'machine') made.delete(key);
    });
    return making;
  };
}

/**
 * What decides a state: any seed may write into any of the services, so that all of them are in the key of each.
 * @param artifact whose `prepare` runs; null: none
 */
function keyOf(planned: readonly PlannedService[], artifact: Artifact | null): string {
  const services = planned.map(({ service: { name, container, env, seed, needs }, image }) => ({
    ...{ name, container, env, seed, needs },
    image: image.reference,
  }));
  const prepare =
    artifact === null
      ? null
      : {
          argv: artifact.target.prepare,
          image: artifact.reference,
          env: artifact.target.env,
          container: artifact.target.container,
        };
  return sha256(canonicalJson({ schema: STATE_SCHEMA, services, prepare }));
}

interface StateRequest {
  readonly planned: readonly PlannedService[];
  readonly key: string;
  readonly side: SideName;
  /** Whose `prepare` runs, in services that were seeded before; absent: it is seeded. */
  readonly artifact?: Artifact;
}

async function make(request: StateRequest, deps: StateDeps): Promise<readonly PlannedService[]> {
  const { planned, key, side, artifact } = request;
  const kept = await Promise.all(planned.map(({ service }) => deps.runtime.kept(serviceKey(key, service))));
  const states = kept.filter((state) => state !== null);
  if (states.length === planned.length) {
    deps.log.info(`${namesOf(planned)}: start from the state that an earlier run has kept.`);
    return planned.map((one, at) => ({ ...one, state: states[at] ?? null }));
  }
  return deps.log.group(`${titleOf(planned, artifact)} (${side})`, () =>
    deps.stopwatch.time('seed', async () => {
      const startedMs = deps.clock.now();
      const fresh = await makeFresh(request, deps);
      const seconds = ((deps.clock.now() - startedMs) / 1000).toFixed(1);
      deps.log.info(`It took ${seconds} s; every generation starts from a copy of what it left.`);
      return fresh;
    }),
  );
}

const namesOf = (planned: readonly PlannedService[]): string =>
  planned.map(({ service }) => service.name).join(', ');

/** What is done to the services, for the log. */
function titleOf(planned: readonly PlannedService[], artifact: Artifact | undefined): string {
  if (artifact !== undefined) return `Prepare ${namesOf(planned)} for ${artifact.target.name}`;
  const seeded = planned.filter(({ service }) => service.seed !== null);
  return seeded.length === 0 ? `Start ${namesOf(planned)} for the first time` : `Seed ${namesOf(seeded)}`;
}

const serviceKey = (key: string, { name }: Service): string => sha256(`${key}/${name}`);

async function makeFresh(
  { planned, key, side, artifact }: StateRequest,
  deps: StateDeps,
): Promise<readonly PlannedService[]> {
  // Nothing is measured meanwhile, so that it may have all cores; its caps hold.
  const start = { ...deps, cores: null, ...(artifact === undefined ? { onReady: seed } : {}) };
  const running = await startServices(planned, side, start);
  try {
    if (artifact !== undefined) await prepare(artifact, running, deps);
    const states = new Map<string, ServiceState>();
    // What needs others ends before them.
    for (const { service } of planned.toReversed()) {
      const instance = running.instances.get(service.name);
      if (instance === undefined) continue;
      states.set(service.name, await deps.runtime.keep(instance, serviceKey(key, service)));
    }
    return planned.map((one) => ({ ...one, state: states.get(one.service.name) ?? null }));
  } finally {
    await running.end().catch((error: unknown) => {
      deps.log.info(`A service could not be stopped: ${String(error)}`);
    });
  }
}

/** @throws LoadgateError `seed-failed` (usage), `disk-full` (machine) */
async function seed(service: Service, instance: ServiceInstance, signal: AbortSignal): Promise<void> {
  if (service.seed === null) return;
  const { exitCode, stdout, stderr } = await instance.exec(service.seed, {
    signal,
    timeoutMs: SEED_TIMEOUT_MS,
  });
  if (exitCode === 0) return;
  const output = linesOf(`${stdout}\n${stderr}`);
  const log = await instance.logs(LOG_LINES).catch(() => []);
  mustHaveRoom([...log, ...output], `while service ${service.name} was seeded`);
  throw new LoadgateError(`the seed of service ${service.name} ended with ${exitCode}`, {
    kind: 'usage',
    code: 'seed-failed',
    hint: `Run \`${service.seed.join(' ')}\` in its container by hand to see the same.`,
    log: [...log, ...output].slice(-WHOLE_LOG_LINES),
    ...(service.location === null ? {} : { location: service.location }),
  });
}

/** @throws LoadgateError `prepare-failed`, `service-exited`, `service-oom-killed` (usage), `disk-full` (machine) */
async function prepare(artifact: Artifact, running: RunningServices, deps: StateDeps): Promise<void> {
  const { target } = artifact;
  const argv = target.prepare ?? [];
  const limits = { signal: deps.signal, timeoutMs: SEED_TIMEOUT_MS };
  const { network } = running;
  const { exitCode, output } = await deps.runtime.runOnce({ artifact, argv, network, env: {}, ...limits });
  const broken = await brokenService(running, `while ${target.name} was prepared`);
  if (broken !== null) throw broken;
  if (exitCode === 0) return;
  mustHaveRoom(output, `while ${target.name} was prepared`);
  throw new LoadgateError(`\`prepare\` of ${target.name} ended with ${exitCode}`, {
    kind: 'usage',
    code: 'prepare-failed',
    hint: `It ran \`${argv.join(' ')}\` in the target's own image, with all that it needs started: its last lines say why it failed.`,
    log: output,
    ...(target.location === null ? {} : { location: target.location }),
  });
}

function mustHaveRoom(log: readonly string[], when: string): void {
  if (!log.some((line) => DISK_FULL.test(line))) return;
  throw new LoadgateError(`the disk is full, ${when}`, {
    kind: 'machine',
    code: 'disk-full',
    hint: 'Free some space (`docker system df` shows what the engine keeps), or seed less, and run it again.',
    log,
  });
}

const linesOf = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');
