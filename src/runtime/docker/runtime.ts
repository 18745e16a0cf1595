import { createUnderWay, once } from '../async.js';
import { allowedCores, planCores } from '../cores.js';
import { dockerClientEnv } from '../environment.js';
import { MARK, runMark } from '../process/marks.js';
import type { Runtime, RuntimeDeps } from '../runtime.js';
import { buildImage } from './build.js';
import { createDockerCli } from './client.js';
import { findEngine, waitForEngine } from './engine.js';
import { createNetworks } from './network.js';
import { startContainer } from './start.js';
import { sweep, sweepContainers } from './sweep.js';

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
  const docker = createDockerCli(deps.exec, { ...dockerClientEnv(own), [MARK]: runMark(runId) });
  const engine = once(async () => {
    const known = await findEngine(docker, own, deps.signal);
    found = true;
    return known;
  });
  const networks = createNetworks(docker, runId, clock);
  const underWay = createUnderWay();
  /** An engine has answered: there may be something to remove. */
  let found = false;
  let started = 0;
  return {
    kind: 'docker',
    services: null,
    facts: async () => {
      const { version, cgroup, capsHeld, capsMissing } = await engine();
      const cores = planCores(deps.allowedCores ?? allowedCores(), 1);
      return { kind: 'docker', version, cgroup, capsHeld, capsMissing, ...cores };
    },
    upstreamHost: () =>
      underWay.run(async () => {
        await engine();
        return networks.gateway();
      }),
    build: async (request) =>
      buildImage(request, {
        docker,
        own,
        engine: await engine(),
        clock,
        runId,
      }),
    start: (request) =>
      underWay.run(async () => {
        started += 1;
        const number = started;
        const all = { docker, own, clock, runId, engine: await engine(), networks, number };
        return startContainer(request, all);
      }),
    recover: async (signal) => {
      await waitForEngine(docker, clock, RECOVER_MS, signal);
      await sweepContainers(docker, runId, clock);
    },
    close: async () => {
      await underWay.settled();
      // An engine that is just restarting would leave everything behind.
      if (found) await waitForEngine(docker, clock, CLOSE_MS).catch(() => {});
      await sweep(docker, runId, clock);
    },
  };
}
