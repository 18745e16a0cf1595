import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { DEFAULT_MEASURE } from '../../../src/config/defaults.js';
import type { LoadJob, LoadResult } from '../../../src/load/job.js';
import { runSchedule } from '../../../src/measure/schedule.js';
import type { Scenario } from '../../../src/model/config.js';
import type { CellRecord, SideName } from '../../../src/model/record.js';
import type { Instance, InstanceState, StartRequest } from '../../../src/runtime/runtime.js';
import { seededRandom } from '../../../src/system/random.js';
import {
  makeInstance,
  makeLoadResult,
  makeMeasureDeps,
  makePlan,
  notMeasured,
} from '../../support/fake-measuring.js';
import { NO_FAILURES } from '../../support/load.js';
import { aScenario, aTarget } from '../../support/targets.js';

/** What a server answers to its request of a number, from 1. */
type Bodies = (request: IncomingMessage, count: number) => string;

interface Given {
  readonly bodies: Bodies;
  readonly baseline?: Bodies | null;
  /** Of 1,000 answers in a round, those whose body is not the expected one. */
  readonly differing?: (side: SideName, job: LoadJob, round: number) => number;
  readonly scenario?: Partial<Scenario>;
  readonly processes?: number;
  readonly state?: InstanceState;
  readonly duets?: number;
  readonly seed?: number;
}

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(bodies: Bodies): Promise<{ port: number; connections: () => number }> {
  let count = 0;
  let connections = 0;
  const server = createServer((request, response) => {
    count += 1;
    response.end(bodies(request, count));
  });
  server.on('connection', () => {
    connections += 1;
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, connections: () => connections };
}

/** Two generations of a duet and a solo round of each side; only what the load finds is made up. */
async function measure(given: Given) {
  const { bodies, baseline = bodies, differing = () => 0, scenario = {}, processes, duets = 1 } = given;
  const of: Record<SideName, Awaited<ReturnType<typeof serve>>> = {
    candidate: await serve(bodies),
    baseline: await serve(baseline ?? bodies),
  };
  const start = async ({ artifact: { side } }: StartRequest): Promise<Instance> => {
    const ids = processes === undefined ? null : new Set(Array.from({ length: processes }, (_, id) => id));
    const state = given.state === undefined ? {} : { state: async () => given.state as InstanceState };
    return makeInstance(of[side].port, { processes: () => ids, ...state });
  };
  const jobs: { side: SideName; job: LoadJob }[] = [];
  const run = async (job: LoadJob): Promise<LoadResult> => {
    const side = Number(new URL(job.url).port) === of.baseline.port ? 'baseline' : 'candidate';
    const rounds = jobs.filter((one) => one.side === side).length;
    jobs.push({ side, job });
    const isChecked = job.expectBody !== null || job.expectSize !== undefined;
    const wrongBody = isChecked ? differing(side, job, rounds) : 0;
    const answers = 1_000 - wrongBody;
    return makeLoadResult(job, { requests: answers, answers, failures: { ...NO_FAILURES, wrongBody } });
  };
  const target = aTarget();
  const one = aScenario('page', { connections: 16, ...scenario });
  const cells = notMeasured([target.name, 'page']);
  const deps = makeMeasureDeps(start, run, {
    settings: { ...DEFAULT_MEASURE, warmupMs: 0, duetMs: 10, soloMs: 10, probeMs: 10, trimMs: 2 },
    rounds: { duets, solos: 1, probes: 0, atSaturation: 'end' },
    random: seededRandom(given.seed ?? 3),
  });
  const nextStep = ({ state, generations }: CellRecord) =>
    state === 'invalid' || generations.length === 2 ? 'done' : 'screen';
  const plan = makePlan(target, [one], baseline === null ? 'new target' : null);
  const budgetMs = Number.POSITIVE_INFINITY;
  await runSchedule({ plans: [plan], cells, nextStep, budgetMs, onFault: () => {} }, deps);
  const cell = cells.get(`${target.name}/page`);
  if (cell === undefined) throw new Error('one cell');
  return { cell, jobs, connections: of.candidate.connections };
}

const compared = (jobs: readonly { job: LoadJob }[]): boolean[] =>
  jobs.map(({ job }) => job.expectBody !== null);
const x: Bodies = () => 'x';

describe('before the load', () => {
  it('bodies that are always the same are compared on both sides, in every generation', async () => {
    const { cell, jobs } = await measure({ bodies: x, baseline: () => 'y' });
    expect(cell).toMatchObject({ state: 'measured', invalid: null });
    expect(cell.unstableBody).toBeUndefined();
    expect(compared(jobs)).not.toContain(false);
    expect(new Set(jobs.map(({ side, job }) => `${side} ${job.expectBody}`)).size).toBe(2);
  });

  it.each<[string, Bodies]>([
    ['from connection to connection', (request) => `port ${request.socket.remotePort}`],
    ['by the second', () => String(Math.floor(Date.now() / 1000) + 60)],
    ['by chance', () => String(Math.floor(Math.random() * 100))],
    ['from request to request', (_, count) => String(count)],
  ])('bodies that differ %s are not compared', async (_, bodies) => {
    const { cell, jobs } = await measure({ bodies, differing: () => 0 });
    expect(cell).toMatchObject({ state: 'measured', unstableBody: { sides: 'both', found: 'before-load' } });
    expect(compared(jobs)).not.toContain(true);
    for (const { job } of jobs) expect(job.expectSize).toEqual({ from: 1, to: null });
  });

  it('bodies are compared on neither side where they differ on one', async () => {
    const { cell, jobs } = await measure({ bodies: (_, count) => String(count), baseline: x });
    expect(cell.unstableBody).toEqual({ sides: 'candidate', found: 'before-load' });
    expect(compared(jobs)).not.toContain(true);
  });

  it.each([
    [undefined, 8],
    [3, 8],
    [10, 20],
    [500, 64],
  ])(
    '%j processes are asked over %i fresh connections more, in the first generation alone',
    async (processes, more) => {
      const asked = async (scenario: Partial<Scenario>) =>
        (await measure({ bodies: x, scenario, ...(processes !== undefined && { processes }) })).connections();
      // Where nothing is compared, nobody asks again.
      const once = await asked({ expect: { status: null, headers: {}, body: null, anyBody: true } });
      expect((await asked({})) - once).toBe(more);
    },
  );

  it('a body that is another one for good after some requests, on one side alone, is still compared', async () => {
    const { cell } = await measure({
      bodies: (_, count) => (count > 13 ? 'broken' : 'x'),
      baseline: x,
      differing: (side) => (side === 'candidate' ? 1_000 : 0),
    });
    expect(cell.invalid).toMatchObject({ side: 'candidate', code: 'wrong-body' });
    expect(cell.unstableBody).toBeUndefined();
  });

  it('a body that has got the time on one side alone is compared on neither', async () => {
    const { cell } = await measure({ bodies: () => String(Math.floor(Date.now() / 1000)), baseline: x });
    expect(cell).toMatchObject({
      state: 'measured',
      unstableBody: { sides: 'candidate', found: 'before-load' },
    });
  });

  it('a wrong answer of a target whose process was killed for its memory is told as that', async () => {
    const state = { running: true, exitCode: null, oomKilled: true };
    const bodies: Bodies = (_, count) => (count < 3 ? 'x' : 'gone');
    const expected = { status: null, headers: {}, body: 'x' };
    const { cell } = await measure({ bodies, baseline: x, state, scenario: { expect: expected } });
    expect(cell.invalid).toMatchObject({ side: 'candidate', code: 'oom-killed' });
  });

  it('has a wrong answer found that only fresh connections get', async () => {
    const bodies: Bodies = (_, count) => (count > 15 ? 'oops' : 'fine');
    const expected = { status: null, headers: {}, body: null, matches: '^fine$' };
    const { cell } = await measure({ bodies, baseline: () => 'fine', scenario: { expect: expected } });
    expect(cell.invalid).toMatchObject({ side: 'candidate', code: 'wrong-answer' });
  });
});

describe('under load', () => {
  it('bodies that differ alike on both sides are not compared any more, and the round is run again', async () => {
    const { cell, jobs } = await measure({ bodies: x, differing: (side) => (side === 'candidate' ? 12 : 9) });
    expect(cell).toMatchObject({
      state: 'measured',
      invalid: null,
      unstableBody: { sides: 'both', found: 'under-load' },
    });
    const rounds = cell.generations.flatMap(({ candidate, baseline }) => [
      ...candidate.duet,
      ...candidate.solo,
      ...(baseline?.duet ?? []),
      ...(baseline?.solo ?? []),
    ]);
    expect(rounds).toHaveLength(8);
    for (const { failures } of rounds) expect(failures.wrongBody).toBe(0);
    // One round that was in doubt, and one duet to find out.
    expect(compared(jobs).filter((one) => one).length).toBeLessThanOrEqual(4);
  });

  it.each(['candidate', 'baseline'] as const)('those of the %s alone are its fault', async (at) => {
    const { cell } = await measure({ bodies: x, differing: (side) => (side === at ? 40 : 0) });
    expect(cell).toMatchObject({ state: 'invalid', invalid: { side: at, code: 'wrong-body' } });
    expect(cell.unstableBody).toBeUndefined();
  });

  it('those of the candidate are its fault where the other side differs hardly ever', async () => {
    const { cell } = await measure({ bodies: x, differing: (side) => (side === 'candidate' ? 500 : 3) });
    expect(cell.invalid).toMatchObject({ side: 'candidate', code: 'wrong-body' });
  });

  it.each([
    { duets: 1, seed: 1 },
    { duets: 1, seed: 2 },
    { duets: 0, seed: 1 },
    { duets: 0, seed: 2 },
    { duets: 0, seed: 3 },
    { duets: 0, seed: 4 },
  ])('those of the candidate are its fault, whichever round shows those of the other: %j', async (order) => {
    const differing = (side: SideName) => (side === 'candidate' ? 900 : 10);
    const { cell } = await measure({ bodies: x, differing, ...order });
    expect(cell).toMatchObject({ state: 'invalid', invalid: { side: 'candidate', code: 'wrong-body' } });
    expect(cell.unstableBody).toBeUndefined();
  });

  it('a single odd round is run again, and blames nobody', async () => {
    let odd = 2;
    const differing = (side: SideName) => (side === 'candidate' && odd-- > 1 ? 2 : 0);
    const { cell, jobs } = await measure({ bodies: x, differing });
    expect(cell).toMatchObject({ state: 'measured', invalid: null });
    expect(cell.unstableBody).toBeUndefined();
    expect(compared(jobs)).not.toContain(false);
  });

  it('too few to tell blame nobody', async () => {
    const { cell } = await measure({ bodies: x, differing: (side) => (side === 'candidate' ? 2 : 0) });
    expect(cell).toMatchObject({
      state: 'measured',
      unstableBody: { sides: 'candidate', found: 'under-load' },
    });
  });

  it('bodies that the scenario says are wrong at once, on both sides alike, too', async () => {
    const expected = { status: null, headers: {}, body: 'x' };
    const { cell, jobs } = await measure({ bodies: x, scenario: { expect: expected }, differing: () => 40 });
    expect(cell.invalid).toMatchObject({ side: 'candidate', code: 'wrong-body' });
    expect(jobs.length).toBeLessThanOrEqual(2);
  });

  it('bodies of a size that the scenario does not want are wrong, on both sides alike, too', async () => {
    const expected = { status: null, headers: {}, body: null, size: { from: 1, to: 1 } };
    const { cell } = await measure({ bodies: x, scenario: { expect: expected }, differing: () => 40 });
    expect(cell.invalid).toMatchObject({ side: 'candidate', code: 'wrong-body' });
  });

  it.each([
    ['over a quiet connection, too: its way', 40, 'measured'],
    ['under load alone: wrong', 0, 'invalid'],
  ])('those of a target without another side differ %s', async (_, quietly, state) => {
    const differing = (_side: SideName, job: LoadJob) => (job.connections === 1 ? quietly : 40);
    const { cell } = await measure({ bodies: x, baseline: null, differing });
    expect(cell.state).toBe(state);
    expect(cell.unstableBody?.found).toBe(quietly > 0 ? 'under-load' : undefined);
  });
});
