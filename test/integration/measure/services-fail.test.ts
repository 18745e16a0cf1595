import { describe, expect, it } from 'vitest';
import { DEFAULT_MEASURE } from '../../../src/config/defaults.js';
import { problemsOfCells } from '../../../src/job/problems.js';
import type { LoadJob } from '../../../src/load/job.js';
import { runSchedule } from '../../../src/measure/schedule.js';
import { LoadgateError } from '../../../src/model/error.js';
import type { CellRecord, SideName } from '../../../src/model/record.js';
import type { InstanceState, Runtime, ServiceInstance, StartRequest } from '../../../src/runtime/runtime.js';
import { systemClock } from '../../../src/system/clock.js';
import {
  answeringServers,
  makeInstance,
  makeLoadResult,
  makeMeasureDeps,
  makePlan,
  notMeasured,
} from '../../support/fake-measuring.js';
import { anImage, aService, fakeServices } from '../../support/services.js';
import { aScenario, aTarget } from '../../support/targets.js';

const RUNS: InstanceState = { running: true, exitCode: null, oomKilled: false };
const KILLED: InstanceState = { running: false, exitCode: 137, oomKilled: false };

const portOf = answeringServers('candidate', 'baseline');

interface Trouble {
  /** The side whose database ends when it is under load. */
  readonly endsUnderLoad?: SideName;
  /** The side whose database is gone as soon as the target was started. */
  readonly endsBefore?: SideName;
  readonly ends?: InstanceState;
  readonly database?: Partial<ServiceInstance>;
  readonly scenarios?: readonly string[];
}

/** Two generations of both sides, each with a database and a worker that needs it; the targets answer, come what may. */
async function measure({
  endsUnderLoad,
  endsBefore,
  ends = KILLED,
  database = {},
  scenarios = ['page'],
}: Trouble) {
  const seen: string[] = [];
  const networks: string[] = [];
  const sideOf = new Map<string, SideName>();
  const dead = new Set<SideName>();
  const db = aService('db');
  const worker = aService('worker', { needs: ['db'] });
  let cpuUs = 0;
  const fake = fakeServices(seen);
  const services = {
    ...fake,
    start: async (request: Parameters<typeof fake.start>[0]) => {
      const started = await fake.start(request);
      if (request.service.name !== 'db') return started;
      return {
        ...started,
        state: async () => {
          const side = sideOf.get(request.network);
          return side !== undefined && dead.has(side) ? ends : RUNS;
        },
        logs: async () => ['last line of the database'],
        counters: async () => {
          cpuUs += 600;
          const atNs = systemClock.monotonicNs();
          return {
            atNs,
            cpuUserUs: cpuUs,
            cpuSystemUs: 0,
            throttledUs: 0,
            memoryBytes: 1,
            peakMemoryBytes: 64,
          };
        },
        ...database,
      };
    },
  };
  const start = async ({ artifact: { side }, network }: StartRequest) => {
    networks.push(`${side} ${network}`);
    sideOf.set(network ?? '', side);
    dead.delete(side);
    if (endsBefore === side) dead.add(side);
    // Without its database the target does not answer before the load.
    return makeInstance(endsBefore === side ? 1 : portOf(side));
  };
  const run = async (job: LoadJob) => {
    const side = Number(new URL(job.url).port) === portOf('baseline') ? 'baseline' : 'candidate';
    if (side === endsUnderLoad && job.url.endsWith(scenarios[0] ?? '')) dead.add(side);
    return makeLoadResult(job);
  };
  const target = aTarget({ needs: ['worker'], readyTimeoutMs: 300 });
  const planned = [db, worker].map((service) => ({ service, image: anImage(), state: null }));
  const plan = {
    ...makePlan(
      target,
      scenarios.map((name) => aScenario(name)),
    ),
    services: { candidate: planned, baseline: planned },
  };
  const cells = notMeasured(...scenarios.map((name) => [target.name, name] as const));
  const deps = makeMeasureDeps(start, run, {
    runtime: { start, services } as unknown as Runtime,
    settings: { ...DEFAULT_MEASURE, warmupMs: 0, duetMs: 10, soloMs: 10, probeMs: 10, trimMs: 2 },
    rounds: { duets: 1, solos: 1, probes: 0, atSaturation: 'end' },
  });
  const nextStep = ({ state, generations }: CellRecord) =>
    state === 'invalid' || generations.length === 2 ? 'done' : 'screen';
  const faults: string[] = [];
  const onFault = (_plan: unknown, _scenario: unknown, { code }: LoadgateError) => {
    faults.push(code);
  };
  const budgetMs = Number.POSITIVE_INFINITY;
  await runSchedule({ plans: [plan], cells, nextStep, budgetMs, onFault }, deps);
  const count = (what: string) => seen.filter((line) => line.startsWith(what)).length;
  expect(count('stop ')).toBe(count('start '));
  expect(count('close ')).toBe(count('open '));
  expect(await deps.cleanup.run()).toEqual([]);
  expect(count('stop ')).toBe(count('start '));
  return {
    cells: [...cells.values()],
    problems: problemsOfCells(cells.values(), []),
    networks,
    faults,
    seen,
  };
}

describe('a side with services', () => {
  it('gets its own in every generation, and their use is in the record', async () => {
    const { cells, networks, seen } = await measure({});
    expect(cells[0]).toMatchObject({ state: 'measured', invalid: null });
    expect(new Set(networks).size).toBe(4);
    expect(new Set(networks.map((one) => one.split(' ')[1])).size).toBe(4);
    expect(seen.filter((line) => line === 'start db')).toHaveLength(4);
    for (const { candidate, baseline } of cells[0]?.generations ?? []) {
      for (const side of [candidate, baseline]) {
        // 600 µs or more for the 120 answers of a round; of the worker nothing can be told.
        expect(side?.services?.['db']?.cpuUs).toBeGreaterThanOrEqual(5);
        expect(side?.services?.['db']?.peakMemoryBytes).toBe(64);
        expect(side?.services?.['worker']).toEqual({ cpuUs: null, peakMemoryBytes: null });
      }
    }
  });
});

describe('a service that ends under load', () => {
  it.each([
    ['is killed', KILLED, 'service-exited', 'service db ended with 137 under load'],
    [
      'uses up its memory',
      { ...KILLED, oomKilled: true },
      'service-oom-killed',
      'service db ran out of memory under load',
    ],
  ])('and %s makes the cell invalid, though the target answers on', async (_what, ends, code, message) => {
    const { cells, problems } = await measure({ endsUnderLoad: 'candidate', ends });
    expect(cells[0]).toMatchObject({
      state: 'invalid',
      invalid: { side: 'candidate', code, message, log: ['last line of the database'] },
    });
    expect(problems).toMatchObject([{ kind: 'usage', code, message: `app, page: ${message}` }]);
    expect(problems[0]?.hint).toMatch(/`memory` under `caps`|start its image by hand/);
  });

  it('is no fault of the pull request where it is the baseline’s', async () => {
    const { cells, problems } = await measure({ endsUnderLoad: 'baseline' });
    expect(cells[0]).toMatchObject({
      state: 'invalid',
      invalid: { side: 'baseline', code: 'service-exited' },
    });
    expect(problems).toEqual([]);
  });

  it('costs the other cells this generation, and no other', async () => {
    const { cells } = await measure({ endsUnderLoad: 'candidate', scenarios: ['heavy', 'light'] });
    const [heavy, light] = cells;
    expect(heavy).toMatchObject({ state: 'invalid', invalid: { code: 'service-exited' } });
    expect(light).toMatchObject({ state: 'measured', invalid: null });
    expect(light?.generations).toHaveLength(2);
  });
});

describe('a service that fails before the load', () => {
  it('is told, and not the target that can not be ready without it', async () => {
    const { cells, problems } = await measure({ endsBefore: 'candidate' });
    expect(cells[0]).toMatchObject({
      state: 'invalid',
      invalid: { side: 'candidate', code: 'service-exited', message: /before the load/ },
    });
    expect(problems.map(({ code }) => code)).toEqual(['service-exited']);
  });

  it('leaves no baseline where it is the baseline’s', async () => {
    const { cells, problems } = await measure({ endsBefore: 'baseline' });
    expect(cells[0]).toMatchObject({ state: 'measured', noBaseline: /service-exited/ });
    expect(problems).toEqual([]);
  });

  it('ends the generation where the engine is gone, which is nobody’s fault', async () => {
    const error = new LoadgateError('gone', { kind: 'machine', code: 'engine-unreachable', hint: '' });
    const { cells, faults } = await measure({ database: { exec: async () => Promise.reject(error) } });
    expect(cells[0]).toMatchObject({ state: 'invalid', invalid: { code: 'engine-unreachable' } });
    expect(faults).toEqual(['engine-unreachable']);
  });
});
