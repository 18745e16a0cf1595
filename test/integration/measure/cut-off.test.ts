import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { DEFAULT_MEASURE } from '../../../src/config/defaults.js';
import type { LoadJob, LoadResult } from '../../../src/load/job.js';
import { runSchedule } from '../../../src/measure/schedule.js';
import { heldLevel } from '../../../src/model/capacity.js';
import { seededRandom } from '../../../src/system/random.js';
import {
  makeInstance,
  makeLoadResult,
  makeMeasureDeps,
  makePlan,
  notMeasured,
} from '../../support/fake-measuring.js';
import { aScenario, aTarget } from '../../support/targets.js';

it('a run that ends in the middle of a search keeps the levels that held', async () => {
  const server = createServer((_request, response) => response.end('x'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const controller = new AbortController();
  const ended = new Error('the run was cancelled');
  const levels: number[] = [];
  const run = async (job: LoadJob): Promise<LoadResult> => {
    levels.push(job.connections);
    if (levels.length === 6) controller.abort(ended);
    controller.signal.throwIfAborted();
    return makeLoadResult(job, { windowMs: 0, progress: [] });
  };
  const target = aTarget();
  const capacity = { of: 'connections', from: 10, to: 9_000, holdMs: 500 } as const;
  const until = { p99Ms: null, errors: 0.01, cpu: null };
  const scenario = aScenario('carry', { capacity: { ...capacity, until } });
  const cells = notMeasured([target.name, 'carry']);
  const deps = makeMeasureDeps(async () => makeInstance(port), run, {
    settings: { ...DEFAULT_MEASURE, warmupMs: 0 },
    random: seededRandom(3),
    signal: controller.signal,
  });
  const request = {
    plans: [makePlan(target, [scenario], null)],
    cells,
    nextStep: () => 'screen' as const,
    budgetMs: Number.POSITIVE_INFINITY,
    onFault: () => {},
  };
  try {
    await expect(runSchedule(request, deps)).rejects.toBe(ended);
  } finally {
    server.closeAllConnections();
    server.close();
  }
  const cell = cells.get(`${target.name}/carry`);
  expect(cell).toMatchObject({ state: 'not-measured', generations: [] });
  const { candidate, baseline } = cell?.cutOff ?? {};
  const held = [candidate, baseline].map((one) => heldLevel(one?.plateaus ?? []));
  // Both sides take turns at the same levels: 10, 20, and one of them at 40.
  expect(held.toSorted((a, b) => a - b)).toEqual([20, 40]);
});
