import { countsPerRequest } from '../counts/per-request.js';
import type { Reading } from '../counts/reading.js';
import { createClient } from '../load/client.js';
import { fillScenario } from '../load/fill.js';
import type { Scenario } from '../model/config.js';
import { serviceMetric } from '../model/counts.js';
import type { ExactCounts } from '../model/record.js';
import { type CountedService, countedServices } from './counted-services.js';
import type { MeasureDeps, RunningSide } from './deps.js';
import { settleBroker } from './queues.js';

/** Requests whose cost is counted, one after the other. */
const REQUESTS = 10;
/** Requests between two readings; where reading takes long, as few readings as show whether the requests are alike. */
const BATCH = 2;
const LONG_BATCH = 5;
/** Readings after the same rows of a scenario's data: each of them asks for all of its requests again. */
const TIMES_SAME_ROWS = 2;
/** Readings without a request between them. */
const IDLE_READINGS = 3;
/**
 * Generations of a cell in which its services are counted: the same code gives the same counts, and a second one shows
 * that a fresh start of the same state gives them, too. One, where the counters are late. Brokers are counted in each: what
 * a request publishes is compared with what a load publishes.
 */
const GENERATIONS = 2;

export interface CountedServices {
  readonly counts: Pick<ExactCounts, 'services' | 'unsteady'>;
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
  deps: Pick<MeasureDeps, 'clock' | 'data' | 'signal' | 'upstream'>,
): Promise<CountedServices | null> {
  const all = countedServices(running.services);
  const asked = before < GENERATIONS ? all : all.filter(({ reader }) => reader.hasQueues);
  const first = await readAll(asked, deps.signal);
  const isLate = ({ name }: CountedService): boolean => (first.get(name)?.lateMs ?? 0) > 0;
  const counted = before === 0 ? asked : asked.filter((one) => !isLate(one));
  if (counted.length === 0) return null;
  const lateMs = Math.max(...counted.map(({ name }) => first.get(name)?.lateMs ?? 0));
  if (scenario.upstream !== null) await deps.upstream?.setDelay(0);
  const counting = { running, scenario, counted, first, deps };
  const readings = await readBetween(counting, lateMs);
  return { counts: perRequest(counted, readings), isOnce: lateMs > 0 };
}

interface Counting {
  readonly running: Pick<RunningSide, 'instance'>;
  readonly scenario: Scenario;
  readonly counted: readonly CountedService[];
  readonly first: Readings;
  readonly deps: Pick<MeasureDeps, 'clock' | 'data' | 'signal'>;
}

/** Readings without a request between them, and readings that each follow `batch` more requests. */
interface Between {
  readonly idle: readonly Readings[];
  readonly after: readonly Readings[];
  readonly batch: number;
}

/** @param lateMs how long after a request the counters are complete */
async function readBetween(counting: Counting, lateMs: number): Promise<Between> {
  const { running, scenario, counted, first, deps } = counting;
  const read = () => readAll(counted, deps.signal);
  const stuck = new Set<string>();
  /** What a worker does with a message may publish another one. Queues that nobody empties are waited for once. */
  const settleQueues = async (broker: CountedService): Promise<void> => {
    const before = first.get(broker.name);
    if (!broker.reader.hasQueues || before === undefined || stuck.has(broker.name)) return;
    const use = await settleBroker({ broker, before }, null, deps);
    if (use === null || use.left.length > 0) stuck.add(broker.name);
  };
  const settle = async () => {
    if (lateMs > 0) await deps.clock.sleep(lateMs, deps.signal);
    await Promise.all(counted.map(settleQueues));
  };
  const { batch, batches } = batchesOf(scenario, lateMs > 0);
  const filled = fillScenario(scenario, deps.data?.get(scenario)?.tables ?? null);
  const client = createClient(running.instance);
  const ask = (row: number) =>
    client.ask(filled.request(row), { timeoutMs: scenario.timeoutMs, signal: deps.signal });
  try {
    // The first request of a connection may open others behind it, as Django's does to a database with gevent.
    await ask(0);
    await settle();
    const idle: Readings[] = [];
    for (let time = 0; time < IDLE_READINGS; time += 1) idle.push(await read());
    const after: Readings[] = [];
    for (let done = 0; done < batches; done += 1) {
      for (let row = 0; row < batch; row += 1) await ask(row);
      await settle();
      after.push(await read());
    }
    return { idle, after, batch };
  } finally {
    client.close();
  }
}

const readingsOf = (readings: readonly Readings[], name: string): readonly Reading[] =>
  readings.flatMap((one) => one.get(name) ?? []);

/** Requests between two readings, and how often. Rows of data may cost differently: then the same ones come twice. */
function batchesOf(
  scenario: Scenario,
  isLong: boolean,
): { readonly batch: number; readonly batches: number } {
  if (scenario.data !== undefined) return { batch: REQUESTS, batches: TIMES_SAME_ROWS };
  const batch = isLong ? LONG_BATCH : BATCH;
  return { batch, batches: REQUESTS / batch };
}

type Readings = ReadonlyMap<string, Reading>;

async function readAll(counted: readonly CountedService[], signal: AbortSignal): Promise<Readings> {
  const read = async (one: CountedService) => [one.name, await one.read(signal)] as const;
  return new Map(await Promise.all(counted.map(read)));
}

function perRequest(
  counted: readonly CountedService[],
  { idle, after, batch }: Between,
): CountedServices['counts'] {
  const all = counted.map(({ name }) => ({
    name,
    ...countsPerRequest(readingsOf(idle, name), readingsOf(after, name), batch),
  }));
  const unsteady = all.flatMap((one) => one.unsteady.map((count) => serviceMetric(one.name, count)));
  return {
    services: Object.fromEntries(all.map((one) => [one.name, one.perRequest])),
    ...(unsteady.length === 0 ? {} : { unsteady }),
  };
}
