import { createClient } from '../load/client.js';
import type { Scenario } from '../model/config.js';
import { type CountedService, countedServices } from './counted-services.js';
import {
  type Between,
  type Counting,
  type CountsOfServices,
  IDLE_READINGS,
  newCounting,
  perRequest,
  type Readings,
  readAll,
} from './counting.js';
import type { MeasureDeps, RunningSide } from './deps.js';
import { countPaused } from './paused-counts.js';

/**
 * Generations of a cell in which its services are counted: the same code gives the same counts, and a second one shows
 * that a fresh start of the same state gives them, too. One, where only waiting completes the counters. Brokers are counted
 * in each: what a request publishes is compared with what a load publishes.
 */
const GENERATIONS = 2;

export interface CountedServices {
  readonly counts: CountsOfServices;
  /** It took long, and is not done again. */
  readonly isOnce: boolean;
}

/**
 * Counts what a request costs the services of a side: before any load, one request after the other, with the readings of
 * their own counters in between. What reading adds is known from readings without requests.
 * @param before generations of the cell in which they were counted before
 * @returns null where nothing is to be counted
 * @throws LoadgateError `count-failed`; as `Client.ask` and `ServiceInstance.exec` do; the signal's reason
 */
export async function countServices(
  running: Pick<RunningSide, 'instance' | 'services'>,
  scenario: Scenario,
  before: number,
  deps: Pick<MeasureDeps, 'clock' | 'data' | 'files' | 'signal' | 'turnSeed' | 'upstream'>,
): Promise<CountedServices | null> {
  const all = countedServices(running.services);
  const asked = before < GENERATIONS ? all : all.filter(({ reader }) => reader.hasQueues);
  if (asked.length === 0) return null;
  const first = await readAll(asked, deps.signal);
  if (scenario.upstream !== null) await deps.upstream?.setDelay(0);
  const client = createClient(running.instance);
  let turns = 0;
  const next = (): number => turns++;
  const counting = (counted: readonly CountedService[]) =>
    newCounting(client, scenario, counted, first, next, deps);
  const late = asked.filter(({ name }) => (first.get(name)?.lateMs ?? 0) > 0);
  try {
    if (late.length > 0 && late.every(({ name }) => first.get(name)?.publishing !== undefined)) {
      const counts = await countPaused(counting(asked));
      if (counts !== null) return { counts, isOnce: false };
    }
    const counted = before === 0 ? asked : asked.filter((one) => !late.includes(one));
    if (counted.length === 0) return null;
    const lateMs = Math.max(...counted.map(({ name }) => first.get(name)?.lateMs ?? 0));
    return { counts: perRequest(counted, await readBetween(counting(counted), lateMs)), isOnce: lateMs > 0 };
  } finally {
    client.close();
  }
}

/** @param lateMs how long after a request the counters are complete */
async function readBetween(counting: Counting, lateMs: number): Promise<Between> {
  const { ask, read, settleQueues, batchesOf, deps } = counting;
  const { batch, batches } = batchesOf(lateMs > 0);
  const settle = async () => {
    if (lateMs > 0) await deps.clock.sleep(lateMs, deps.signal);
    await settleQueues();
  };
  // The first request of a connection may open others behind it, as Django's does to a database with gevent.
  await ask(0);
  await settle();
  const idle: Readings[] = [];
  for (let time = 0; time < IDLE_READINGS; time += 1) idle.push(await read());
  const after: Readings[] = idle.slice(-1);
  for (let done = 0; done < batches; done += 1) {
    for (let row = 0; row < batch; row += 1) await ask(row);
    await settle();
    after.push(await read());
  }
  return { idle, after, batch };
}
