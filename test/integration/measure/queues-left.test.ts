import { describe, expect, it } from 'vitest';
import { DEFAULT_MEASURE } from '../../../src/config/defaults.js';
import { problemsOfCells } from '../../../src/job/problems.js';
import type { LoadJob } from '../../../src/load/job.js';
import { runSchedule } from '../../../src/measure/schedule.js';
import type { CellRecord, SideName } from '../../../src/model/record.js';
import type { Runtime, ServiceInstance, StartRequest } from '../../../src/runtime/runtime.js';
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

const portOf = answeringServers('candidate', 'baseline');
const ANSWERS = 120;

interface Load {
  /** Messages that a load of a scenario publishes. */
  readonly published: number;
  /** Those of them that a worker takes, for each ms. */
  readonly takenPerMs: number;
}

/**
 * Two generations of both sides, each with a broker and a worker. Time is made up: it passes where something waits.
 * @param of what a load of a scenario does on a side
 */
async function measure(
  of: (scenario: string, side: SideName) => Load,
  { scenarios = ['order'], warmupMs = 0 } = {},
) {
  let now = 0;
  const sideOf = new Map<string, SideName>();
  const loads = new Map<SideName, { at: number; of: Load }>();
  const published = new Map<SideName, number>();
  const leftOf = (side: SideName): number => {
    const load = loads.get(side);
    if (load === undefined) return 0;
    return Math.max(0, Math.ceil(load.of.published - load.of.takenPerMs * (now - load.at)));
  };
  const longestAtStart: number[] = [];
  const fake = fakeServices([]);
  const services = {
    ...fake,
    start: async (request: Parameters<typeof fake.start>[0]): Promise<ServiceInstance> => ({
      ...(await fake.start(request)),
      logs: async () => [`log of ${request.service.name}`],
      ask: async () => {
        const side = sideOf.get(request.network) ?? 'candidate';
        const left = leftOf(side);
        const queue = left === 0 ? '' : `\nqueue ${left} 1 ${Buffer.from('orders').toString('base64')}`;
        const stdout = `messages ${published.get(side) ?? 0}\nconnections 0${queue}`;
        return { exitCode: 0, stdout, stderr: '' };
      },
    }),
  };
  const start = async ({ artifact: { side }, network }: StartRequest) => {
    sideOf.set(network ?? '', side);
    loads.delete(side);
    return makeInstance(portOf(side));
  };
  const run = async (job: LoadJob) => {
    const side = Number(new URL(job.url).port) === portOf('baseline') ? 'baseline' : 'candidate';
    longestAtStart.push(leftOf(side));
    const load = of(new URL(job.url).pathname.slice(1), side);
    loads.set(side, { at: now, of: load });
    published.set(side, (published.get(side) ?? 0) + load.published);
    return makeLoadResult(job, { answers: ANSWERS });
  };
  const target = aTarget({ needs: ['worker'] });
  const queue = aService('queue', { count: 'rabbitmq' });
  const planned = [queue, aService('worker', { needs: ['queue'] })].map((service) => ({
    service,
    image: anImage(),
    state: null,
  }));
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
    settings: { ...DEFAULT_MEASURE, warmupMs, duetMs: 10, soloMs: 10, probeMs: 10, trimMs: 2 },
    rounds: { duets: 2, solos: 1, probes: 0, atSaturation: 'end' },
    clock: {
      ...systemClock,
      now: () => now,
      sleep: async (ms) => {
        now += ms;
      },
    },
  });
  const nextStep = ({ state, generations }: CellRecord) =>
    state === 'invalid' || generations.length === 2 ? 'done' : 'screen';
  const budgetMs = Number.POSITIVE_INFINITY;
  await runSchedule({ plans: [plan], cells, nextStep, budgetMs, onFault: () => {} }, deps);
  return { cells: [...cells.values()], problems: problemsOfCells(cells.values(), []), longestAtStart, now };
}

describe('a target that publishes messages', () => {
  it('starts each round with empty queues, as long as its worker catches up', async () => {
    const { cells, longestAtStart } = await measure(() => ({ published: ANSWERS, takenPerMs: 0.05 }));
    expect(cells).toMatchObject([{ state: 'measured', invalid: null }]);
    expect(cells[0]?.generations).toHaveLength(2);
    expect(longestAtStart.length).toBeGreaterThan(10);
    expect(Math.max(...longestAtStart)).toBe(0);
  });

  it('is invalid where its worker does not, with the log of the worker', async () => {
    const { cells, problems } = await measure((_, side) => ({
      published: ANSWERS,
      takenPerMs: side === 'candidate' ? 0.001 : 1,
    }));
    expect(cells).toMatchObject([
      {
        state: 'invalid',
        invalid: { side: 'candidate', code: 'queue-not-empty', log: ['log of worker'] },
      },
    ]);
    expect(problems).toMatchObject([{ kind: 'usage', code: 'queue-not-empty' }]);
    expect(problems[0]?.message).toMatch(
      /^app, order: \d+ messages were left in queue orders of service queue 5 s after the load/,
    );
    expect(problems[0]?.hint).toContain('Give the worker more CPU');
  });

  it('is so in the warm-up already', async () => {
    const { cells, longestAtStart } = await measure(() => ({ published: ANSWERS, takenPerMs: 0 }), {
      warmupMs: 10,
    });
    expect(cells).toMatchObject([{ state: 'invalid', invalid: { code: 'queue-not-empty' } }]);
    expect(longestAtStart).toEqual([0, 0]);
  });

  it.each([0, 10])('leaves the other cells their generations (warm-up of %i ms)', async (warmupMs) => {
    const { cells } = await measure(
      (scenario) => ({ published: scenario === 'order' ? ANSWERS : 0, takenPerMs: 0 }),
      { scenarios: ['order', 'page'], warmupMs },
    );
    const [order, page] = cells;
    expect(order).toMatchObject({ state: 'invalid', invalid: { code: 'queue-not-empty' } });
    expect(page).toMatchObject({ state: 'measured', invalid: null });
    expect(page?.generations).toHaveLength(2);
  });

  it('is no fault of the pull request where it is the baseline’s', async () => {
    const { cells, problems } = await measure((_, side) => ({
      published: ANSWERS,
      takenPerMs: side === 'baseline' ? 0 : 1,
    }));
    expect(cells).toMatchObject([{ invalid: { side: 'baseline', code: 'queue-not-empty' } }]);
    expect(problems).toEqual([]);
  });
});
