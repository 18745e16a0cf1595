import { expect, test } from 'vitest';
import type { LoadResult } from '../../../src/load/job.js';
import type { RunningSide } from '../../../src/measure/deps.js';
import { toFigures } from '../../../src/measure/rounds.js';
import { readAround } from '../../../src/measure/shares.js';
import { noCounters } from '../../../src/runtime/counters.js';
import { apiMeter } from '../../../src/runtime/docker/meter.js';
import { systemClock } from '../../../src/system/clock.js';

const TIMES = { durationMs: 1200, trimMs: 150 };
const target = { name: 'api', location: null };

/** An engine that counts what its container has used so far, µs, and how often it was asked. */
function engine(used: () => number) {
  let asked = 0;
  const api = {
    get: async () => {
      asked += 1;
      const ns = 1000 * used();
      const usage = { total_usage: ns, usage_in_usermode: ns, usage_in_kernelmode: 0 };
      const throttling_data = { throttled_periods: used() / 1000, throttled_time: 1000 * used() };
      return JSON.stringify({ cpu_stats: { cpu_usage: usage, throttling_data }, memory_stats: { usage: 5 } });
    },
    close: () => {},
  };
  return { meter: apiMeter({ target, id: 'c', pid: 1, clock: systemClock }, api), asked: () => asked };
}

const side = (instance: object, services: object | null = null): RunningSide =>
  ({ instance, services }) as unknown as RunningSide;

const load = (answers: number): LoadResult =>
  ({ windowMs: 900, requests: 75, rps: 83, answers, failures: {}, latencyUs: {} }) as unknown as LoadResult;

test('what a target used around a load is divided by all its right answers, whatever any clock says', async () => {
  let used = 5000;
  const { meter, asked } = engine(() => used);
  const [, { pairs, cores }] = await readAround([side(meter)], TIMES, { clock: systemClock }, async () => {
    used += 20_000;
  });
  const [pair] = pairs;
  if (pair === undefined) throw new Error('no pair');
  expect(asked()).toBe(2);
  expect(pair.windowShare).toBe(0.75);
  expect(cores.before).toBeNull();
  expect(toFigures(load(100), pair)).toMatchObject({ cpuUserUs: 200, cpuSystemUs: 0, throttledMs: 15 });
  expect(toFigures(load(0), pair)).toMatchObject({ cpuUserUs: null, cpuSystemUs: null });
});

test('a reading stays good until the target is loaded, and so does that of its services', async () => {
  let used = 0;
  const own = engine(() => used);
  const service = engine(() => used);
  const sides = [side(own.meter, { instances: new Map([['db', service.meter]]) })];
  const round = () =>
    readAround(sides, TIMES, { clock: systemClock }, async () => {
      used += 10;
    });
  await service.meter.counters();
  await round();
  expect((await service.meter.counters()).cpuUserUs).toBe(10);
  await round();
  // Once before the first round, and once after each.
  expect(own.asked()).toBe(3);
  expect((await service.meter.counters()).cpuUserUs).toBe(20);
  expect(service.asked()).toBe(3);
});

test('a reading that failed is not kept', async () => {
  let answers = false;
  const api = {
    get: async () => {
      if (!answers) throw new Error('gone');
      return '{}';
    },
    close: () => {},
  };
  const meter = apiMeter({ target, id: 'c', pid: 1, clock: systemClock }, api);
  await expect(meter.counters()).rejects.toThrow('gone');
  answers = true;
  expect(await meter.counters()).toMatchObject({ cpuUserUs: null, memoryBytes: null });
  expect([meter.isAlive(), meter.sawOom(), meter.processes()]).toEqual([null, false, null]);
});

test('a side whose engine is gone has no figures', async () => {
  const gone = { counters: async () => Promise.reject(new Error('gone')), disturb: () => {} };
  const here = { counters: async () => noCounters(systemClock), disturb: () => {} };
  const [, { pairs }] = await readAround(
    [side(gone), side(here)],
    TIMES,
    { clock: systemClock },
    async () => {},
  );
  expect(pairs.map(({ before, after }) => [before === null, after === null])).toEqual([
    [true, true],
    [false, false],
  ]);
});
