import type { Service } from '../model/config.js';
import { type LoadgateError, toLoadgateErrors } from '../model/error.js';
import type { SideName } from '../model/record.js';
import { allEnded } from '../runtime/async.js';
import type { ServiceImage, ServiceInstance, ServiceRuntime, ServiceState } from '../runtime/runtime.js';
import type { CleanupStack } from '../system/cleanup.js';
import type { Clock } from '../system/clock.js';
import { endOfService, portTaken, waitForService } from './service-ready.js';

/** One service with what it starts from. */
export interface PlannedService {
  readonly service: Service;
  readonly image: ServiceImage;
  /** null: the image alone. */
  readonly state: ServiceState | null;
}

/** The started services of one side, all of them ready when they were handed out. */
export interface RunningServices {
  /** Name of the side's network, on which each is reached by its name. */
  readonly network: string;
  /** In the order of their needs. */
  readonly services: readonly Service[];
  /** By name. */
  readonly instances: ReadonlyMap<string, ServiceInstance>;
  /** Ends all of them, and their network. Idempotent. */
  end(): Promise<void>;
}

export interface ServiceDeps {
  readonly runtime: ServiceRuntime;
  /** Cores that services are pinned to; null: not pinned. */
  readonly cores: readonly number[] | null;
  /** Done with each as soon as it is ready, and before what needs it is started. Absent: nothing. */
  readonly onReady?: (service: Service, instance: ServiceInstance, signal: AbortSignal) => Promise<void>;
  readonly clock: Clock;
  readonly cleanup: CleanupStack;
  readonly signal: AbortSignal;
}

/**
 * Starts services on a network of their own, each as soon as what it needs is ready. They are ended by the run's
 * clean-up where nobody else does it, and where one of them fails.
 * @param planned in the order of their needs
 * @throws LoadgateError `service-not-ready`, `service-exited`, `service-port-taken`, `service-oom-killed` and those of the
 *   runtime; the signal's reason
 */
export async function startServices(
  planned: readonly PlannedService[],
  side: SideName,
  deps: ServiceDeps,
): Promise<RunningServices> {
  const network = await deps.runtime.openNetwork(deps.signal);
  const close = deps.cleanup.defer(`network of the services (${side})`, () => network.close());
  const stops: (() => Promise<void>)[] = [];
  const end = async (): Promise<void> => {
    try {
      await allEnded(stops.map((stop) => stop()));
    } finally {
      await close();
    }
  };
  const instances = new Map<string, ServiceInstance>();
  const start = async ({ service, image, state }: PlannedService, signal: AbortSignal): Promise<void> => {
    const request = { service, image, state, network: network.name, cores: deps.cores, signal };
    const started = async (): Promise<ServiceInstance> => {
      const instance = await deps.runtime.start(request);
      stops.push(deps.cleanup.defer(`service ${service.name} (${side})`, () => instance.stop()));
      instances.set(service.name, instance);
      await waitForService(service, image, instance, { clock: deps.clock, signal });
      return instance;
    };
    const instance = await started().catch((error: unknown) => Promise.reject(portTaken(error)));
    await deps.onReady?.(service, instance, signal);
  };
  try {
    await inOrderOfNeeds(planned, start, deps.signal);
  } catch (error) {
    // What is left of it is swept at the end of the run; the first error is the one that matters.
    await end().catch(() => {});
    throw error;
  }
  return { network: network.name, services: planned.map(({ service }) => service), instances, end };
}

/**
 * Starts each service once those that it needs are ready. The first failure ends the waiting of all others.
 * @throws the first failure
 */
async function inOrderOfNeeds(
  planned: readonly PlannedService[],
  start: (one: PlannedService, signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const failure = new AbortController();
  const either = AbortSignal.any([signal, failure.signal]);
  const ready = new Map<string, Promise<void>>();
  for (const one of planned) {
    const needs = one.service.needs.map((name) => ready.get(name));
    const run = async (): Promise<void> => {
      await Promise.all(needs);
      either.throwIfAborted();
      await start(one, either);
    };
    const running = run().catch((error: unknown) => {
      failure.abort(error);
      throw error;
    });
    running.catch(() => {}); // It is looked at when all have ended.
    ready.set(one.service.name, running);
  }
  await Promise.allSettled(ready.values());
  either.throwIfAborted();
}

/**
 * The error where a service has ended or was started again: what is measured beside it is no figure. null: all run.
 * @throws LoadgateError of kind `machine` where the engine does not tell
 */
export async function brokenService(
  running: RunningServices | null | undefined,
  when: string,
): Promise<LoadgateError | null> {
  for (const [name, instance] of running?.instances ?? []) {
    try {
      const state = await instance.state();
      if (!state.running || state.restarted === true) return await endOfService(name, state, instance, when);
    } catch (error) {
      const [first] = toLoadgateErrors(error);
      if (first?.kind === 'machine') throw error;
    }
  }
  return null;
}
