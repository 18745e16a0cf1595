import { countsPerRequest } from '../counts/per-request.js';
import type { Reading } from '../counts/reading.js';
import type { Client } from '../load/client.js';
import { differsByTurn } from '../load/fill.js';
import type { Scenario } from '../model/config.js';
import { serviceMetric } from '../model/counts.js';
import type { ExactCounts } from '../model/record.js';
import type { CountedService } from './counted-services.js';
import type { MeasureDeps } from './deps.js';
import { settleBroker } from './queues.js';
import { askTurn, filledFor, TURNS } from './turns.js';

/** Requests whose cost is counted, one after the other. */
const REQUESTS = 10;
/** Requests between two readings; where reading takes long, as few readings as show whether the requests are alike. */
const BATCH = 2;
const LONG_BATCH = 5;
/** Readings after the same rows of a scenario's data: each of them asks for all of its requests again. */
const TIMES_SAME_ROWS = 2;
/** Readings without a request between them. */
export const IDLE_READINGS = 3;

/** What each request costs each service, and which of these counts are not steady. */
export type CountsOfServices = Pick<ExactCounts, 'services' | 'unsteady'>;

/** By service. */
export type Readings = ReadonlyMap<string, Reading>;

/** Readings without a request between them, and readings with `batch` requests before each but the first. */
export interface Between {
  readonly idle: readonly Readings[];
  readonly after: readonly Readings[];
  readonly batch: number;
}

/** One side's services, and what they are asked by way of the target. */
export interface Counting {
  readonly counted: readonly CountedService[];
  readonly deps: Pick<MeasureDeps, 'clock' | 'signal'>;
  /** Sends the scenario's request, with that row of its data. */
  ask(row: number): Promise<unknown>;
  read(): Promise<Readings>;
  /** Waits until what a worker does with the messages so far is done. Queues that nobody empties are waited for once. */
  settleQueues(): Promise<void>;
  /** Requests between two readings, and how often. Rows of data may cost differently: then the same ones come twice. */
  batchesOf(isLong: boolean): { readonly batch: number; readonly batches: number };
}

/**
 * @param first readings from before any request
 * @param next counts the turns that are asked for all services of a side
 */
export function newCounting(
  client: Client,
  scenario: Scenario,
  counted: readonly CountedService[],
  first: Readings,
  next: () => number,
  deps: Pick<MeasureDeps, 'clock' | 'data' | 'files' | 'signal' | 'turnSeed'>,
): Counting {
  const filled = filledFor(scenario, deps);
  const how = { signal: deps.signal, isChecked: false };
  const stuck = new Set<string>();
  const settle = async (broker: CountedService): Promise<void> => {
    const before = first.get(broker.name);
    if (!broker.reader.hasQueues || before === undefined || stuck.has(broker.name)) return;
    const use = await settleBroker({ broker, before }, null, deps);
    if (use === null || use.left.length > 0) stuck.add(broker.name);
  };
  return {
    counted,
    deps,
    ask: (row) => askTurn(client, scenario, filled, TURNS.services(next(), row), how),
    read: () => readAll(counted, deps.signal),
    settleQueues: async () => void (await Promise.all(counted.map(settle))),
    batchesOf: (isLong) => {
      if (differsByTurn(scenario)) return { batch: REQUESTS, batches: TIMES_SAME_ROWS };
      const batch = isLong ? LONG_BATCH : BATCH;
      return { batch, batches: REQUESTS / batch };
    },
  };
}

export async function readAll(counted: readonly CountedService[], signal: AbortSignal): Promise<Readings> {
  const read = async (one: CountedService) => [one.name, await one.read(signal)] as const;
  return new Map(await Promise.all(counted.map(read)));
}

export function perRequest(
  counted: readonly CountedService[],
  { idle, after, batch }: Between,
): CountsOfServices {
  const of = (readings: readonly Readings[], name: string): readonly Reading[] =>
    readings.flatMap((one) => one.get(name) ?? []);
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
