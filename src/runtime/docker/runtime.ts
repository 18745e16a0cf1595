import { createUnderWay, once } from '../async.js';
import { allowedCores, planCoresWith } from '../cores.js';
import { dockerClientEnv } from '../environment.js';
import { MARK, runMark } from '../process/marks.js';
import type { Runtime, RuntimeDeps, ServiceInstance, ServiceRuntime, ServiceStart } from '../runtime.js';
import { createDockerCli, watchedCli } from './client.js';
import { type Engine, findEngine, mustAnswer, propertiesOf, waitForEngine } from './engine.js';
import { serviceImage } from './image.js';
import { pruneKept } from './kept-images.js';
import { createNetworks } from './network.js';
import { imagePackages } from './packages.js';
import { leftBehind } from './remote.js';
import { startReplicas } from './replicas.js';
import { asService } from './service-errors.js';
import { findState, pruneStates } from './service-states.js';
import { keepService, openNetwork, startService } from './services.js';
import { runOnce, startContainer } from './start.js';
import { sweep, sweepContainers } from './sweep.js';
import { targetImage } from './target-image.js';

/** How long an engine that went away may take to come back: to measure on, and only to clean up, ms. */
const RECOVER_MS = 60_000;
const CLOSE_MS = 10_000;

/**
 * Targets as containers: the real runtime. The engine is looked for when it is first needed.
 *
 * Everything that it makes has the label `loadgate.run=<id>`, so that it is found and removed also after a crash
 * (sweep.ts). Its clients bear the run's mark, so that a build can be ended whose loadgate was killed
 * (process/marks.ts). Images are the exception: they are kept as a cache (argv.ts, imageTag).
 */
export function createDockerRuntime(deps: RuntimeDeps): Runtime {
  const { clock, runId, env: own = process.env } = deps;
  const plain = createDockerCli(deps.exec, { ...dockerClientEnv(own), [MARK]: runMark(runId) });
  /** null: none has answered yet, so that there is nothing to remove. */
  let found: Engine | null = null;
  const docker = watchedCli(plain, async () => {
    if (found !== null) await mustAnswer(found);
  });
  const engine = once(async () => {
    found = await findEngine(plain, own, deps.signal);
    return found;
  });
  const networks = createNetworks(docker, runId, clock);
  const underWay = createUnderWay();
  /** Of containers, networks and states. */
  let numbers = 0;
  const plainDeps = () => {
    numbers += 1;
    return { docker, own, clock, runId, number: numbers };
  };
  const startDeps = async () => ({ ...plainDeps(), networks, engine: await engine() });
  const { keepsImages = false } = deps;
  const buildDeps = async () => ({ docker, own, clock, runId, keepsImages, engine: await engine() });
  const begun = new Map<string, ServiceStart>();
  let usesStates = false;
  const services: ServiceRuntime = {
    image: (request) => asService(async () => serviceImage(request, await buildDeps())),
    openNetwork: (signal) =>
      underWay.run(async () => {
        const { place } = await engine();
        return openNetwork(signal, place.isolation, plainDeps());
      }),
    start: (request) =>
      underWay.run(async () => {
        const instance = await startService(request, await startDeps());
        begun.set(instance.id, request);
        return instance;
      }),
    runOnce: (request) => underWay.run(async () => runOnce(request, await startDeps())),
    keep: (instance, key) =>
      underWay.run(async () => {
        usesStates = true;
        const { service, image, state } = startOf(instance);
        const from = { service, image: state?.image ?? image.reference, key };
        return keepService(instance, from, plainDeps());
      }),
    kept: async (key) => {
      await engine();
      usesStates = true;
      return findState(key, plainDeps());
    },
  };
  /** What an instance of ours was started by. */
  const startOf = ({ id }: ServiceInstance): ServiceStart => {
    const request = begun.get(id);
    if (request === undefined) throw new Error(`no service of this runtime has the id ${id}`);
    return request;
  };
  return {
    kind: 'docker',
    services,
    facts: async () => {
      const { version, cgroup, capsHeld, capsMissing, place } = await engine();
      const cores = planCoresWith(place.engine, deps.allowedCores ?? allowedCores(), 1);
      const far = place.engine === undefined ? {} : { engine: place.engine };
      return { kind: 'docker', version, cgroup, capsHeld, capsMissing, ...cores, ...far };
    },
    properties: async () => propertiesOf(await engine()),
    upstreamHost: () =>
      underWay.run(async () => {
        const { place } = await engine();
        return place.ownAddress(networks);
      }),
    build: async (request) => targetImage(request, await buildDeps()),
    start: (request) =>
      underWay.run(async () => {
        const deps = await startDeps();
        const { balancer } = request.artifact;
        if (balancer === undefined) return startContainer(request, deps);
        return startReplicas(request, balancer, () => ({ ...deps, ...plainDeps() }));
      }),
    packages: (artifact, signal) => underWay.run(() => imagePackages(artifact, signal, { docker, runId })),
    recover: async (signal) => {
      await waitForEngine(docker, clock, RECOVER_MS, signal);
      await sweepContainers(docker, runId, clock);
    },
    close: async () => {
      await underWay.settled();
      // An engine that is just restarting would leave everything behind.
      if (found !== null) await waitForEngine(docker, clock, CLOSE_MS).catch(() => {});
      try {
        await sweep(docker, runId, clock);
      } catch (error) {
        throw leftBehind(error, runId, found);
      } finally {
        found?.place.api?.close();
      }
      // What stays of older runs is no reason to fail.
      if (usesStates) await pruneStates(Date.now(), plainDeps()).catch(() => {});
      if (found && keepsImages) await pruneKept(clock.now(), docker).catch(() => {});
    },
  };
}
