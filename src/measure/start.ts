import { createClient } from '../load/client.js';
import type { SentRequest } from '../load/fill.js';
import { waitUntilReady } from '../load/ready.js';
import type { Scenario, Target } from '../model/config.js';
import { WHOLE_LOG_LINES } from '../model/log-excerpt.js';
import { allEnded } from '../runtime/async.js';
import type { Artifact, Instance } from '../runtime/runtime.js';
import type { Random } from '../system/random.js';
import type { MeasureDeps, RunningSide } from './deps.js';
import type { RunningServices } from './services.js';
import { filledFor, TURNS } from './turns.js';

/**
 * Starts one side: its container (or process) and its load generator. It is not waited for until it is ready.
 * Both are ended by the run's clean-up if the generation does not come to its end.
 * @param services what it needs, started and ready; null: it needs none. They are the caller's to end.
 * @param usual environment variables, set where neither the image nor the target sets them
 * @param scenarios the first one's request tells that it is ready, where the target has none for that
 */
export async function startSide(
  artifact: Artifact,
  services: RunningServices | null,
  usual: Readonly<Record<string, string>>,
  scenarios: readonly Scenario[],
  deps: MeasureDeps,
): Promise<RunningSide & { end(): Promise<void> }> {
  const { side } = artifact;
  const generator = deps.startGenerator();
  // Where it fails, it is told below; until then nobody waits for it.
  generator.catch(() => {});
  const endGenerator = deps.cleanup.defer(`generator of ${side}`, async () => {
    const started = await generator.catch(() => null);
    await started?.close();
  });
  let stop = async (): Promise<void> => {};
  const startedNs = deps.clock.monotonicNs();
  try {
    const instance = await deps.runtime.start({
      artifact,
      cores: deps.targetCores,
      env: deps.upstream === null ? {} : { UPSTREAM_URL: deps.upstream.url(side) },
      usual,
      ...(services === null ? {} : { network: services.network }),
      signal: deps.signal,
    });
    stop = deps.cleanup.defer(`${artifact.target.name} (${side})`, () => instance.stop());
    // A target may well be ready before its generator is.
    const ready = waitUntilAllReady(instance, artifact.target, scenarios, startedNs, deps);
    ready.catch(() => {}); // Whoever starts the sides looks at it when all are started.
    return {
      side,
      caps: artifact.target.caps,
      instance,
      generator: await generator,
      services,
      ready,
      end: async () => {
        await Promise.all([stop(), endGenerator()]);
      },
    };
  } catch (error) {
    await Promise.allSettled([stop(), endGenerator()]);
    throw error;
  }
}

/**
 * Waits until the real readiness request is answered.
 * @returns the time since `startedNs`, ms; null: nobody here starts the target, or there is no request
 * @throws LoadgateError `not-ready`, `target-exited`, `oom-killed`
 */
async function waitUntilAllReady(
  instance: Instance,
  target: Target,
  scenarios: readonly Scenario[],
  startedNs: bigint,
  deps: MeasureDeps,
): Promise<number | null> {
  // Nobody starts a target at a URL: it answers now, or its first request says what is wrong.
  if (target.url !== null && target.ready === null) return null;
  const [first] = scenarios;
  const request = target.ready ?? (first === undefined ? undefined : firstRequest(first, deps));
  if (request === undefined) return null;
  await allEnded(
    placesOf(instance, target).map((place) => waitForPlace(place, instance, request, target, deps)),
  );
  return target.url === null ? Number(deps.clock.monotonicNs() - startedNs) / 1e6 : null;
}

/** Where an instance is asked whether it is ready. */
interface Place extends Pick<Instance, 'host' | 'port' | 'remote'> {
  /** How messages name it. */
  readonly what: string;
}

/** A balancer answers as soon as one replica does: the others are asked past it. */
function placesOf({ host, port, replicas, remote }: Instance, target: Target): readonly Place[] {
  if (remote !== undefined) return [{ host, port, remote, what: remote.origin }];
  const own = `port ${target.port ?? port}`;
  if (replicas === undefined) return [{ host, port, what: own }];
  return [
    ...replicas.map((replica, at) => ({ ...replica, what: `${own} of replica ${at + 1}` })),
    { host, port, what: `port ${port} of the balancer` },
  ];
}

async function waitForPlace(
  { what, ...place }: Place,
  instance: Instance,
  request: SentRequest,
  target: Target,
  { clock, signal }: MeasureDeps,
): Promise<void> {
  const client = createClient(place);
  try {
    await waitUntilReady({
      ask: (timeoutMs) => client.ask(request, { timeoutMs, signal }),
      state: () => instance.state(),
      logs: () => instance.logs(WHOLE_LOG_LINES),
      what: `${request.method} ${request.path} on ${what}`,
      // With a scenario's own request, what is wrong with its answer is for the verification to say.
      lenient: target.ready === null,
      expect: target.readyExpect,
      clock,
      timeoutMs: target.readyTimeoutMs,
      signal,
    });
  } finally {
    client.close();
  }
}

const firstRequest = (scenario: Scenario, deps: MeasureDeps): SentRequest =>
  filledFor(scenario, deps).steps[0].request(TURNS.ready);

/** Python takes seeds from 0 to 4294967295 (docs.python.org, PYTHONHASHSEED). */
const HASH_SEEDS = 2 ** 32;

/**
 * Environment variables for both sides of a generation, others in the next one. Where the keys of a dict fall is decided
 * by a seed that a Python process draws when it starts, and makes it faster or slower for its whole life: with a seed of
 * their own, two containers of one image (flask) differed by 2.0 % (s.d. of a generation), with the same one by 1.4 %. It
 * is as random as ever, but the same for both sides; over the generations many seeds are met.
 */
export const sharedHashSeed = (random: Random): Readonly<Record<string, string>> => ({
  PYTHONHASHSEED: String(random.below(HASH_SEEDS)),
});
