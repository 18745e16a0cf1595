/**
 * What a load leaves behind in the brokers of a side. A worker that is still busy with the last round takes CPU in the
 * next one, so a round is over when the queues are as short as before it. A cell whose queues do not become so has no
 * figures: its target sent more than is ever worked off.
 */

import { growthOf, leftSince, type QueueLength, type Reading } from '../counts/reading.js';
import type { LoadResult } from '../load/job.js';
import { LoadgateError } from '../model/error.js';
import { allFailed } from '../model/round.js';
import { type CountedService, countedServices } from './counted-services.js';
import type { MeasureDeps, RunningSide } from './deps.js';

/** Between two looks at queues that are not empty, ms. */
const PAUSE_MS = 100;
/** How long queues are watched before it is told from how fast they shrink when they will be empty, ms. */
export const WATCHED_MS = 5_000;
/** The longest that a round waits for its queues, ms. */
export const LONGEST_WAIT_MS = 30_000;
/** Messages that may be more or fewer than the answers say: a worker's heartbeat, and requests at the ends of a round. */
const SLACK_SHARE = 0.01;
const LEAST_SLACK = 10;
/** A target that published nothing before the load may do so once in a while. */
const LEAST_EACH = 0.5;

/** How many messages the answers of a load should have published. */
export interface ExpectedMessages {
  readonly each: number;
  readonly answers: number;
  readonly least: number;
  readonly most: number;
}

/** What a load did to one broker. */
export interface BrokerUse {
  readonly service: string;
  /** Messages that it got, until its queues were as short as before, or were given up. */
  readonly published: number;
  /** null: how many a request publishes is not known. */
  readonly expected: ExpectedMessages | null;
  /** The longest queue first; none: they are as short as before. */
  readonly left: readonly QueueLength[];
  /** How long they were waited for, ms. */
  readonly waitedMs: number;
}

/** The brokers of a side before a load. */
export type BrokersBefore = readonly { readonly broker: CountedService; readonly before: Reading }[];

/**
 * The brokers of each side that can be asked, in the order given.
 * @throws LoadgateError of kind `machine`; the signal's reason
 */
export function brokersBefore(
  sides: readonly Pick<RunningSide, 'services'>[],
  signal: AbortSignal,
): Promise<readonly BrokersBefore[]> {
  const ofBroker = async (broker: CountedService): Promise<BrokersBefore> => {
    const before = await readOrNull(broker, signal);
    return before === null ? [] : [{ broker, before }];
  };
  const ofSide = async ({ services }: Pick<RunningSide, 'services'>): Promise<BrokersBefore> => {
    const brokers = countedServices(services).filter(({ reader }) => reader.hasQueues);
    return (await Promise.all(brokers.map(ofBroker))).flat();
  };
  return Promise.all(sides.map(ofSide));
}

/**
 * Waits after a load until the queues of all sides are as short as before it.
 * @param sides messages that a request publishes, by service; of those that are known
 * @param connections of the load
 * @returns what the load did to the brokers of each side, in the order given
 * @throws as `settleBroker`
 */
export function settleBrokers(
  sides: readonly { readonly messages: Readonly<Record<string, number>> }[],
  before: readonly BrokersBefore[],
  loads: readonly Pick<LoadResult, 'answers' | 'failures'>[],
  connections: number,
  deps: Pick<MeasureDeps, 'clock' | 'signal'>,
): Promise<readonly (readonly BrokerUse[])[]> {
  const ofSide = async (one: BrokersBefore, at: number): Promise<readonly BrokerUse[]> => {
    const load = loads[at];
    const uses = one.map((broker) => {
      const each = sides[at]?.messages[broker.broker.name];
      const expected = load === undefined ? null : expectedMessages(each, load, connections);
      return settleBroker(broker, expected, deps);
    });
    return (await Promise.all(uses)).flatMap((use) => use ?? []);
  };
  return Promise.all(before.map(ofSide));
}

/**
 * @param each messages that a request publishes, as counted before the load; undefined: not known, or not steady
 * @param connections of the load: as many requests may be cut off at its end, and as many of the load before it
 */
export function expectedMessages(
  each: number | undefined,
  { answers, failures }: Pick<LoadResult, 'answers' | 'failures'>,
  connections: number,
): ExpectedMessages | null {
  if (each === undefined || each < LEAST_EACH) return null;
  const failed = allFailed(failures);
  const slack = Math.max(LEAST_SLACK, SLACK_SHARE * each * answers);
  return {
    each,
    answers,
    least: each * answers - slack,
    most: each * (answers + failed + 2 * connections) + slack,
  };
}

/**
 * Waits after a load until the queues are as short as before it, and all messages that are expected have come.
 * @returns null: the broker can't be asked. Whoever asks for its state learns why.
 * @throws LoadgateError of kind `machine`; the signal's reason
 */
export async function settleBroker(
  { broker, before }: BrokersBefore[number],
  expected: ExpectedMessages | null,
  { clock, signal }: Pick<MeasureDeps, 'clock' | 'signal'>,
): Promise<BrokerUse | null> {
  const begun = clock.now();
  let first: number | null = null;
  for (;;) {
    const reading = await readOrNull(broker, signal);
    if (reading === null) return null;
    const waitedMs = clock.now() - begun;
    const published = growthOf(before, reading)['messages'] ?? 0;
    const left = leftSince(before, reading);
    const missing = left.reduce((sum, { messages }) => sum + messages, 0);
    first ??= missing;
    const isComplete = missing === 0 && published >= (expected?.least ?? 0);
    if (isComplete || isHopeless(first, missing, waitedMs))
      return { service: broker.name, published, expected, left, waitedMs };
    await clock.sleep(PAUSE_MS, signal);
  }
}

/** Whether queues will not be empty in time if they go on to shrink as they did. */
function isHopeless(first: number, left: number, waitedMs: number): boolean {
  if (waitedMs < WATCHED_MS) return false;
  const perMs = (first - left) / waitedMs;
  return perMs <= 0 || waitedMs + left / perMs > LONGEST_WAIT_MS;
}

/** @returns null: it can't be asked */
async function readOrNull(broker: CountedService, signal: AbortSignal): Promise<Reading | null> {
  try {
    return await broker.read(signal);
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof LoadgateError) || error.kind === 'machine') throw error;
    return null;
  }
}
