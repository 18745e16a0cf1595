import { checkAnswer } from '../load/check.js';
import { type Client, createClient, exactCounts } from '../load/client.js';
import { type FilledScenario, fillScenario } from '../load/fill.js';
import { withUnknownNames } from '../load/unknown-names.js';
import type { Scenario } from '../model/config.js';
import { LoadgateError } from '../model/error.js';
import { WHOLE_LOG_LINES } from '../model/log-excerpt.js';
import type { ExactCounts } from '../model/record.js';
import type { MeasureDeps, RunningSide } from './deps.js';

/** Requests over which things are counted exactly, one after the other. */
const COUNTED_REQUESTS = 10;
/** The same request twice shows whether its answer is stable. */
const ASKED_TWICE = 2;
/** Rows whose answers are looked at before the load, where a scenario has data. */
const ASKED_ROWS = 20;

export interface Verified {
  /**
   * The body that the load must see, base64; null: two answers differed, or answers depend on rows, so that this one
   * can't be checked under load.
   */
  readonly expectBody: string | null;
  /** null: not counted yet. */
  readonly counts: ExactCounts | null;
}

/**
 * Before any load: is the answer right, and is it the same each time?
 * @throws LoadgateError `wrong-answer` (usage) with what was expected and found
 */
export const verifyScenario = (
  running: RunningSide,
  scenario: Scenario,
  deps: MeasureDeps,
): Promise<Verified> =>
  withClient(running, scenario, deps, async (client, filled) => {
    const bodies = [];
    const asked = scenario.data === undefined ? ASKED_TWICE : ASKED_ROWS;
    for (let index = 0; index < asked; index++) {
      bodies.push(await askRight(client, scenario, filled, index, deps.signal));
    }
    const [first, second] = bodies;
    const isStable = scenario.data === undefined && first !== undefined && second?.equals(first) === true;
    return { expectBody: isStable ? first.toString('base64') : null, counts: null };
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
  const client = createClient(running.instance.host, running.instance.port);
  try {
    if (scenario.upstream !== null) await deps.upstream?.setDelay(0);
    return await ask(client, fillScenario(scenario, deps.data?.get(scenario)?.tables ?? null));
  } catch (error) {
    deps.signal.throwIfAborted();
    if (!(error instanceof LoadgateError) || error.kind !== 'usage') throw error;
    // A host that is not there shows as a time-out or an error page; the log knows better.
    throw withUnknownNames(error, await running.instance.logs(WHOLE_LOG_LINES));
  } finally {
    client.close();
  }
}

async function askRight(
  client: Client,
  scenario: Scenario,
  filled: FilledScenario,
  index: number,
  signal: AbortSignal,
): Promise<Buffer> {
  const request = filled.request(index);
  const answer = await client.ask(request, { timeoutMs: scenario.timeoutMs, signal });
  const wrong = checkAnswer(answer, filled.expectation(index));
  if (wrong === null) return answer.body;
  const which = scenario.data === undefined ? '' : ` (row ${index + 1} of the data)`;
  throw new LoadgateError(`${request.method} ${request.path}${which}: ${wrong}`, {
    kind: 'usage',
    code: 'wrong-answer',
    hint: `Correct the target, or what scenario "${scenario.name}" expects of it.`,
    ...(scenario.location === null ? {} : { location: scenario.location }),
  });
}

async function countExactly(
  client: Client,
  { side }: RunningSide,
  scenario: Scenario,
  filled: FilledScenario,
  { upstream, signal }: MeasureDeps,
): Promise<ExactCounts> {
  const before = scenario.upstream === null ? null : await upstream?.counts(side);
  const seen = await exactCounts(client, filled.request, {
    requests: COUNTED_REQUESTS,
    timeoutMs: scenario.timeoutMs,
    signal,
  });
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
