import { askedAgain } from '../counts/publishing.js';
import type { Publishing } from '../counts/reading.js';
import { partsOfServiceMetric } from '../model/counts.js';
import {
  type Counting,
  type CountsOfServices,
  IDLE_READINGS,
  perRequest,
  type Readings,
} from './counting.js';

/** More than one: connections that are not asked may publish meanwhile what they have held since the target started. */
const TRIES = 3;

/**
 * Counts where a server publishes late what its connections have counted: after a pause, each publishes it with the next
 * statement. So each batch of requests has a pause before its last ones, and what these leave unpublished is the same
 * after each batch. It is checked that they asked every connection that the batch asked.
 * @returns null: they did not, or the counts differ from batch to batch; then only waiting helps
 * @throws as `countServices`
 */
export async function countPaused(counting: Counting): Promise<CountsOfServices | null> {
  const { counted, ask, read, settleQueues, batchesOf } = counting;
  const { batch } = batchesOf(true);
  await ask(0);
  await settleQueues();
  const idle = [await read()];
  while (idle.length < IDLE_READINGS) {
    await read(); // A batch has two readings, too.
    idle.push(await read());
  }
  // One request is enough where it finds the connection that was used last. All of them go round a pool.
  let last = 1;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const after = await readPaused(counting, last);
    if (after === null && last === batch) return null;
    if (after === null) {
      last = batch;
      continue;
    }
    const counts = perRequest(counted, { idle, after, batch });
    if (!isLateUnsteady(counts, after[0])) return counts;
  }
  return null;
}

/** @returns readings after each batch, the first of which only leaves behind what the others do; null: they say nothing */
async function readPaused(counting: Counting, last: number): Promise<readonly Readings[] | null> {
  const { ask, read, settleQueues, batchesOf, deps } = counting;
  const { batch, batches } = batchesOf(true);
  const after: Readings[] = [];
  let asked: string | null = null;
  let before = await read();
  for (let done = 0; done <= batches; done += 1) {
    for (let row = 0; row < batch - last; row += 1) await ask(row);
    await settleQueues();
    const paused = await read();
    await deps.clock.sleep(pauseMs(paused), deps.signal);
    for (let row = batch - last; row < batch; row += 1) await ask(row);
    await settleQueues();
    const now = await read();
    const again = allAskedAgain(before, paused, now);
    if (again === null || (asked !== null && again !== asked)) return null;
    asked = again;
    before = now;
    after.push(now);
  }
  return after;
}

/** The connections that were asked, in one text for comparing; null: see `askedAgain`. */
function allAskedAgain(before: Readings, paused: Readings, after: Readings): string | null {
  const all: string[] = [];
  for (const [service, publishing] of publishings(after)) {
    const [then, meanwhile] = [before.get(service)?.publishing, paused.get(service)?.publishing];
    if (then === undefined || meanwhile === undefined) return null;
    const asked = askedAgain(then, meanwhile, publishing);
    if (asked === null) return null;
    all.push(`${service}: ${[...asked].toSorted().join(' ')}`);
  }
  return all.join('\n');
}

const publishings = (readings: Readings): readonly (readonly [service: string, publishing: Publishing])[] =>
  [...readings].flatMap(([service, { publishing }]) =>
    publishing === undefined ? [] : [[service, publishing] as const],
  );

const pauseMs = (readings: Readings): number =>
  Math.max(...publishings(readings).map(([, publishing]) => publishing.pauseMs));

const isLateUnsteady = ({ unsteady = [] }: CountsOfServices, readings: Readings | undefined) =>
  unsteady.some((metric) => {
    const service = partsOfServiceMetric(metric)?.service ?? '';
    return readings?.get(service)?.publishing !== undefined;
  });
