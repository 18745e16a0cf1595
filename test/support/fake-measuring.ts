/** What a generation needs of the outside, made up but for a server that answers: for tests of what becomes of rounds. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach } from 'vitest';
import { DEFAULT_MEASURE } from '../../src/config/defaults.js';
import type { Generator, LoadJob, LoadResult } from '../../src/load/job.js';
import type { MeasureDeps, TargetPlan } from '../../src/measure/deps.js';
import type { Scenario, Target } from '../../src/model/config.js';
import type { CellRecord } from '../../src/model/record.js';
import type { Instance, Runtime } from '../../src/runtime/runtime.js';
import { createCleanup } from '../../src/system/cleanup.js';
import { systemClock } from '../../src/system/clock.js';
import { seededRandom } from '../../src/system/random.js';
import { createStopwatch } from '../../src/system/stopwatch.js';
import { NO_FAILURES } from './load.js';
import { makeCell, makeLatency } from './records.js';

/**
 * Servers on free ports of 127.0.0.1 that answer every request with `x`, new ones for each test of the file.
 * @returns the port of one of them, while a test runs
 */
export function answeringServers<Name extends string>(...names: readonly Name[]): (name: Name) => number {
  const servers = new Map<Name, Server>();
  beforeEach(async () => {
    for (const name of names) {
      const server = createServer((_, response) => response.end('x'));
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      servers.set(name, server);
    }
  });
  afterEach(async () => {
    for (const server of servers.values()) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });
  return (name) => (servers.get(name)?.address() as AddressInfo | undefined)?.port ?? 0;
}

/** What a generator says of a round that went well. */
export function makeLoadResult(job: LoadJob, changes: Partial<LoadResult> = {}): LoadResult {
  return {
    windowStartNs: '0',
    windowEndNs: '0',
    windowMs: 100,
    requests: 100,
    answers: 120,
    progress: [120],
    startedNs: '0',
    rps: 1000,
    latencyUs: makeLatency(),
    failures: NO_FAILURES,
    connectionsOpened: job.connections,
    generatorCpu: 0.2,
    generatorLoop: 0.2,
    exhausted: 0,
    generatorDelayUs: 300,
    generatorMemoryBytes: 1,
    ...changes,
  };
}

/** A target that runs, and that nothing is counted of unless `changes` says so. */
export function makeInstance(port: number, changes: Partial<Instance> = {}): Instance {
  return {
    id: 'x',
    host: '127.0.0.1',
    port,
    counters: async () => Promise.reject(new Error('not counted')),
    state: async () => ({ running: true, exitCode: null, oomKilled: false }),
    processes: () => null,
    logs: async () => [],
    stop: async () => {},
    ...changes,
  };
}

/** A plan of what was built of a target: of the candidate, and of the baseline unless there is none. */
export function makePlan(
  target: Target,
  scenarios: readonly Scenario[],
  noBaseline: string | null = null,
): TargetPlan {
  const candidate = { target, side: 'candidate', reference: 'x', sizeBytes: 1, buildMs: 1 } as const;
  const baseline = noBaseline === null ? ({ ...candidate, side: 'baseline' } as const) : null;
  return { target, scenarios, candidate, baseline, noBaseline };
}

/** What measuring needs, with short rounds, of targets and generators that are made up. */
export function makeMeasureDeps(
  start: Runtime['start'],
  run: Generator['run'],
  changes: Partial<MeasureDeps> = {},
): MeasureDeps {
  return {
    runtime: { start },
    upstream: null,
    startGenerator: async () => ({
      pid: 0,
      run,
      open: async ({ connections }: LoadJob) => ({ opened: connections, failed: 0, tookMs: 1 }),
      close: async () => {},
    }),
    targetCores: [0],
    coreTime: () => null,
    sharesCore: false,
    settings: { ...DEFAULT_MEASURE, warmupMs: 0, soloMs: 20, probeMs: 20, trimMs: 5 },
    rounds: { duets: 1, solos: 1, probes: 1, atSaturation: 'end' },
    clock: systemClock,
    random: seededRandom(3),
    log: { progress: () => {}, info: () => {} },
    cleanup: createCleanup(),
    stopwatch: createStopwatch(systemClock),
    signal: new AbortController().signal,
    recover: async () => {},
    ...changes,
  } as unknown as MeasureDeps;
}

/** Cells that nothing was measured of yet, as a schedule takes them. */
export function notMeasured(...names: readonly (readonly [target: string, scenario: string])[]) {
  return new Map<string, CellRecord>(
    names.map(([target, scenario]) => [
      `${target}/${scenario}`,
      makeCell({ target, scenario, state: 'not-measured', generations: [] }),
    ]),
  );
}
