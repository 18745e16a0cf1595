import { countsPerRequest } from '../counts/per-request.js';
import { type CountReader, countReader } from '../counts/reader.js';
import type { Reading } from '../counts/reading.js';
import { createClient } from '../load/client.js';
import { fillScenario } from '../load/fill.js';
import type { Scenario } from '../model/config.js';
import { serviceMetric } from '../model/counts.js';
import { MAX_COUNTED_SERVICES } from '../model/limits.js';
import type { ExactCounts } from '../model/record.js';
import type { ServiceInstance } from '../runtime/runtime.js';
import type { MeasureDeps, RunningSide } from './deps.js';

/** Requests whose cost is counted, one after the other. */
const REQUESTS = 10;
/** Requests between two readings; where reading takes long, as few readings as show whether the requests are alike. */
const BATCH = 2;
const LONG_BATCH = 5;
/** Readings after the same rows of a scenario's data: each of them asks for all of its requests again. */
const TIMES_SAME_ROWS = 2;
/** Readings without a request between them. */
const IDLE_READINGS = 3;
/** For one reading, ms: `rabbitmqctl` starts a virtual machine of its own. */
const READING_TIMEOUT_MS = 30_000;
/**
 * Generations of a cell in which its services are counted: the same code gives the same counts, and a second one shows
 * that a fresh start of the same state gives them, too. One, where the counters are late.
 */
const GENERATIONS = 2;

export interface CountedServices {
  readonly counts: Pick<ExactCounts, 'services' | 'unsteady'>;
  /** It took long, and is not done again. */
  readonly isOnce: boolean;
}

interface Counted {
  readonly name: string;
  readonly reader: CountReader;
  readonly instance: ServiceInstance;
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
  const counted = countedServices(running.services);
  if (counted.length === 0 || before >= GENERATIONS) return null;
  const read = () => readAll(counted, deps.signal);
  const lateMs = Math.max(...[...(await read()).values()].map((reading) => reading.lateMs));
  if (lateMs > 0 && before > 0) return null;
  const settle = async () => (lateMs > 0 ? deps.clock.sleep(lateMs, deps.signal) : undefined);
  const { batch, batches } = batchesOf(scenario, lateMs > 0 || counted.some(({ reader }) => reader.isSlow));
  const filled = fillScenario(scenario, deps.data?.get(scenario)?.tables ?? null);
  if (scenario.upstream !== null) await deps.upstream?.setDelay(0);
  const client = createClient(running.instance);
  try {
    await settle();
    const idle: Readings[] = [];
    for (let time = 0; time < IDLE_READINGS; time += 1) idle.push(await read());
    const after: Readings[] = [];
    for (let done = 0; done < batches; done += 1) {
      for (let row = 0; row < batch; row += 1) {
        await client.ask(filled.request(row), { timeoutMs: scenario.timeoutMs, signal: deps.signal });
      }
      await settle();
      after.push(await read());
    }
    return { counts: perRequest(counted, idle, after, batch), isOnce: lateMs > 0 };
  } finally {
    client.close();
  }
}

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

function countedServices(running: RunningSide['services']): readonly Counted[] {
  return (running?.services ?? [])
    .flatMap((service) => {
      const instance = running?.instances.get(service.name);
      if (service.count === null || instance === undefined) return [];
      return [{ name: service.name, reader: countReader(service.count, service), instance }];
    })
    .slice(0, MAX_COUNTED_SERVICES);
}

async function readAll(counted: readonly Counted[], signal: AbortSignal): Promise<Readings> {
  const read = async ({ name, reader, instance }: Counted) => {
    const limits = { signal, timeoutMs: READING_TIMEOUT_MS };
    return [name, await reader.read((argv) => instance.exec(argv, limits))] as const;
  };
  return new Map(await Promise.all(counted.map(read)));
}

function perRequest(
  counted: readonly Counted[],
  idle: readonly Readings[],
  after: readonly Readings[],
  batch: number,
): CountedServices['counts'] {
  const of = (readings: readonly Readings[], name: string) => readings.flatMap((one) => one.get(name) ?? []);
  const all = counted.map(({ name }) => ({
    name,
    ...countsPerRequest(of(idle, name), of(after, name), batch),
  }));
  const unsteady = all.flatMap((one) => one.unsteady.map((count) => serviceMetric(one.name, count)));
  return {
    services: Object.fromEntries(all.map((one) => [one.name, one.perRequest])),
    ...(unsteady.length === 0 ? {} : { unsteady }),
  };
}
