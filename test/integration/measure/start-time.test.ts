import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { runGeneration } from '../../../src/measure/generation.js';
import type { StartRequest } from '../../../src/runtime/runtime.js';
import {
  answeringServers,
  makeInstance,
  makeLoadResult,
  makeMeasureDeps,
  makePlan,
} from '../../support/fake-measuring.js';
import { aScenario, aTarget } from '../../support/targets.js';

const port = answeringServers('candidate', 'baseline');
const SCENARIOS = [aScenario('json'), aScenario('text')];
const wanted = new Map(
  SCENARIOS.map((scenario) => [scenario, { phase: 'screen', kinds: ['duet', 'solo', 'probe'] } as const]),
);
/** What the engine takes to start a container, ms. */
const ENGINE_MS = 60;

it('counts from the order to start a side until it is ready, the same in all cells of a target', async () => {
  const start = async ({ artifact: { side } }: StartRequest) => {
    await new Promise((resolve) => setTimeout(resolve, ENGINE_MS));
    return makeInstance(port(side));
  };
  const deps = makeMeasureDeps(start, async (job) => makeLoadResult(job));
  const { cells } = await runGeneration({ plan: makePlan(aTarget(), SCENARIOS), wanted, index: 0 }, deps);
  const generations = [...cells.values()].map(({ generation }) => generation);
  expect(generations).toHaveLength(2);
  for (const side of ['candidate', 'baseline'] as const) {
    const seen = new Set(generations.map((one) => one?.[side]?.startMs));
    expect(seen.size).toBe(1);
    expect([...seen][0]).toBeGreaterThanOrEqual(ENGINE_MS - 1);
  }
});

it('does not wait for the load generator', async () => {
  const server = createServer((_, response) => response.end('x'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // The generator is there only after the readiness request has come.
  const asked = once(server, 'request');
  const given = makeMeasureDeps(
    async () => makeInstance((server.address() as AddressInfo).port),
    async (job) => makeLoadResult(job),
  );
  const deps = { ...given, startGenerator: () => asked.then(() => given.startGenerator()) };
  const plan = makePlan(aTarget(), SCENARIOS, 'there is none');
  const { cells } = await runGeneration({ plan, wanted, index: 0 }, deps);
  server.closeAllConnections();
  server.close();
  expect([...cells.values()][0]?.generation?.candidate.startMs).toBeGreaterThan(0);
});
