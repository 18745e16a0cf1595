import { setMaxListeners } from 'node:events';
import { type Answer, type Client, createClient, exactCounts } from '../load/client.js';
import { differsByTurn, type FilledScenario, stepsOf } from '../load/fill.js';
import { withUnknownNames } from '../load/unknown-names.js';
import type { Scenario } from '../model/config.js';
import { LoadgateError } from '../model/error.js';
import { WHOLE_LOG_LINES } from '../model/log-excerpt.js';
import type { ExactCounts } from '../model/record.js';
import { allEnded } from '../runtime/async.js';
import { type SeenBodies, seenBodies } from './bodies.js';
import type { MeasureDeps, RunningSide } from './deps.js';
import { askTurn, filledFor, TURNS } from './turns.js';

/** Requests over which things are counted exactly, one after the other. */
const COUNTED_REQUESTS = 10;
/** The same request twice shows at once most bodies that differ by themselves. */
const ASKED_TWICE = 2;
/** Fresh connections for each of a target's processes, so that each of them answers one, or nearly. */
const ASKED_PER_PROCESS = 2;
const LEAST_ASKED = 8;
const MOST_ASKED = 64;
/** From the first request to the last ones, ms: a body with the time in seconds is another one by then. */
const ASKED_OVER_MS = 1_100;
/** Turns whose answers are looked at before the load, where they differ. */
const ASKED_TURNS = 20;

export interface Verified {
  /** By step; null: answers depend on what requests are filled with. */
  readonly seen: readonly SeenBodies[] | null;
  /** null: not counted yet. */
  readonly counts: ExactCounts | null;
}

/**
 * Before any load: is the answer right, and is it the same each time?
 * @throws LoadgateError `wrong-answer` (usage) with what was expected and found; `redirected` (usage) at a URL
 */
export const verifyScenario = (
  running: RunningSide,
  scenario: Scenario,
  deps: MeasureDeps,
): Promise<Verified> =>
  withClient(running, scenario, deps, async (client, filled) => {
    const turns: (readonly Answer[])[] = [];
    const isFixed = !differsByTurn(scenario);
    for (let row = 0; row < (isFixed ? ASKED_TWICE : ASKED_TURNS); row++) {
      turns.push(await askToVerify(client, scenario, filled, row, deps.signal));
    }
    return {
      seen: isFixed ? seenInSteps(turns, scenario, null, deps) : null,
      counts: null,
    };
  });

/** Before any load: what does a request cost in upstream calls, connections and bytes? @throws as `Client.ask` does */
export const countRequests = (
  running: RunningSide,
  scenario: Scenario,
  deps: MeasureDeps,
): Promise<ExactCounts> =>
  withClient(running, scenario, deps, (client, filled) =>
    countExactly(client, running, scenario, filled, deps),
  );

/** Sends requests of a scenario on a connection of its own, without the upstream's delay. */
async function withClient<T>(
  running: RunningSide,
  scenario: Scenario,
  deps: MeasureDeps,
  ask: (client: Client, filled: FilledScenario) => Promise<T>,
): Promise<T> {
  const client = createClient(running.instance);
  try {
    if (scenario.upstream !== null) await deps.upstream?.setDelay(0);
    return await ask(client, filledFor(scenario, deps));
  } catch (error) {
    throw await explained(error, running, deps);
  } finally {
    client.close();
  }
}

/** An error as it is; a target's with what its log knows better: a missing host shows as a time-out or an error page. */
async function explained(
  error: unknown,
  { instance }: RunningSide,
  { signal }: MeasureDeps,
): Promise<unknown> {
  signal.throwIfAborted();
  if (!(error instanceof LoadgateError) || error.kind !== 'usage') return error;
  return withUnknownNames(error, await instance.logs(WHOLE_LOG_LINES));
}

/**
 * Asks once more, later, and over many fresh connections at once: a body may differ by the second, by the connection, or
 * by the process that answers. Nothing is counted here.
 * @param before of this side, by `verifyScenario`
 * @returns what was seen of its bodies in all
 * @throws LoadgateError `wrong-answer` (usage)
 */
export async function askAgain(
  running: RunningSide,
  scenario: Scenario,
  before: readonly SeenBodies[],
  deps: MeasureDeps,
): Promise<readonly SeenBodies[]> {
  const { clock, signal, upstream } = deps;
  if (scenario.upstream !== null) await upstream?.setDelay(0);
  const sinceMs = Math.min(...before.map((one) => one.sinceMs));
  await clock.sleep(Math.max(0, sinceMs + ASKED_OVER_MS - clock.now()), signal);
  const filled = filledFor(scenario, deps);
  const { instance } = running;
  const workers = Math.max(instance.processes()?.size ?? 0, instance.replicas?.length ?? 0);
  const asked = Math.min(MOST_ASKED, Math.max(LEAST_ASKED, workers * ASKED_PER_PROCESS));
  // Each request listens to it: more than Node.js takes for a leak.
  const each = AbortSignal.any([signal]);
  setMaxListeners(MOST_ASKED, each);
  const turns: (readonly Answer[])[] = [];
  try {
    while (turns.length < asked) {
      const atOnce = Math.min(asked - turns.length, scenario.connections);
      const clients = Array.from({ length: atOnce }, () => createClient(instance));
      const answers = clients.map((client) =>
        askToVerify(client, scenario, filled, 0, each).finally(() => client.close()),
      );
      turns.push(...(await allEnded(answers)));
    }
  } catch (error) {
    throw await explained(error, running, deps);
  }
  return seenInSteps(turns, scenario, before, deps);
}

/** @param turns answers by step, of each turn */
function seenInSteps(
  turns: readonly (readonly Answer[])[],
  scenario: Scenario,
  before: readonly SeenBodies[] | null,
  { clock }: Pick<MeasureDeps, 'clock'>,
): readonly SeenBodies[] {
  return stepsOf(scenario).map(({ expect }, step) => {
    const answers = turns.flatMap((turn) => turn[step] ?? []);
    return seenBodies(answers, expect, before?.[step] ?? null, clock.now());
  });
}

/** The answers of a turn, by step. */
const askToVerify = (
  client: Client,
  scenario: Scenario,
  filled: FilledScenario,
  row: number,
  signal: AbortSignal,
): Promise<readonly Answer[]> => askTurn(client, scenario, filled, TURNS.verify(row), { signal });

async function countExactly(
  client: Client,
  { side }: RunningSide,
  scenario: Scenario,
  filled: FilledScenario,
  { upstream, signal }: MeasureDeps,
): Promise<ExactCounts> {
  const before = scenario.upstream === null ? null : await upstream?.counts(side);
  const seen = await exactCounts(
    (row) => askTurn(client, scenario, filled, TURNS.count(row), { signal, isChecked: false }),
    COUNTED_REQUESTS,
  );
  const after = scenario.upstream === null ? null : await upstream?.counts(side);
  const counted = before != null && after != null;
  return {
    requests: COUNTED_REQUESTS,
    upstreamCalls: counted ? (after.calls - before.calls) / COUNTED_REQUESTS : null,
    upstreamConnections: counted ? (after.connections - before.connections) / COUNTED_REQUESTS : null,
    newConnections: seen.newConnections,
    responseBytes: seen.responseBytes,
  };
}
