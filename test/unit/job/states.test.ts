import { describe, expect, it } from 'vitest';
import { createStates } from '../../../src/job/states.js';
import type { PlannedService } from '../../../src/measure/services.js';
import type { Service, Target } from '../../../src/model/config.js';
import type { SideName } from '../../../src/model/record.js';
import type { Artifact, ServiceInstance, ServiceRuntime } from '../../../src/runtime/runtime.js';
import { createCleanup } from '../../../src/system/cleanup.js';
import { systemClock } from '../../../src/system/clock.js';
import { createStopwatch } from '../../../src/system/stopwatch.js';
import { anImage, aService, fakeServices } from '../../support/services.js';
import { aTarget } from '../../support/targets.js';

const db = aService('db', { seed: ['seed', 'db'] });
const worker = aService('worker', { needs: ['db'] });

const plan = (...services: readonly Service[]): readonly PlannedService[] =>
  services.map((service) => ({ service, image: anImage(`sha256:${service.name}`), state: null }));

const artifact = (part: Partial<Target> = {}, side: SideName = 'candidate', reference = 'app'): Artifact => ({
  target: aTarget(part),
  side,
  reference,
  sizeBytes: 1,
  buildMs: 1,
});

function makeStates(runtime: ServiceRuntime) {
  const cleanup = createCleanup();
  const told: string[] = [];
  const states = createStates({
    runtime,
    clock: systemClock,
    cleanup,
    stopwatch: createStopwatch(systemClock),
    signal: new AbortController().signal,
    log: {
      info: (line) => void told.push(line),
      warning: () => {},
      error: () => {},
      progress: () => {},
      group: (title, body) => {
        told.push(title);
        return body();
      },
    },
  });
  return { states, told, cleanup };
}

/** A service whose commands end as `ends` says, but for the one that asks whether it is ready. */
const ending =
  (ends: { exitCode: number; stdout?: string; stderr?: string }, part: Partial<ServiceInstance> = {}) =>
  (): Partial<ServiceInstance> => ({
    exec: async (argv) =>
      argv[0] === 'ready' ? { exitCode: 0, stdout: '', stderr: '' } : { stdout: '', stderr: '', ...ends },
    logs: async () => ['last line of its log'],
    ...part,
  });

describe('the state of services', () => {
  it('is what their seeds leave, each run before what needs it starts; kept and ended in the other order', async () => {
    const seen: string[] = [];
    const { states, told, cleanup } = makeStates(fakeServices(seen));
    const made = await states.of(plan(db, worker), artifact());
    expect(seen).toEqual([
      'open net-1',
      ...['start db', 'db: ready', 'db: seed db', 'start worker', 'worker: ready'],
      ...['keep worker', 'keep db', 'stop db', 'stop worker', 'close net-1'],
    ]);
    expect(made.map(({ state }) => state?.image)).toEqual(['kept:db', 'kept:worker']);
    expect(told[0]).toBe('Seed db (candidate)');
    expect(told[1]).toMatch(/^It took \d+\.\d s/);
    expect(await cleanup.run()).toEqual([]);
  });

  it('is made once for both sides, all targets, and later runs, while nothing of it changes', async () => {
    const seen: string[] = [];
    const runtime = fakeServices(seen);
    const { states } = makeStates(runtime);
    const first = await states.of(plan(db), artifact());
    const others = await Promise.all([
      states.of(plan(db), artifact({ name: 'other' })),
      states.of(plan({ ...db, location: null, readyTimeoutMs: 1 }), artifact({}, 'baseline')),
    ]);
    expect(others.map(([one]) => one?.state)).toEqual([first[0]?.state, first[0]?.state]);
    expect(seen.filter((line) => line === 'start db')).toHaveLength(1);

    const later = makeStates(runtime);
    expect((await later.states.of(plan(db), artifact()))[0]?.state).toEqual(first[0]?.state);
    expect(seen.filter((line) => line === 'start db')).toHaveLength(1);
    expect(later.told).toEqual(['db: start from the state that an earlier run has kept.']);
  });

  it.each<[string, readonly PlannedService[]]>([
    ['seed', plan({ ...db, seed: ['seed', 'more'] })],
    ['environment', plan({ ...db, env: { A: '1' } })],
    ['command', plan({ ...db, container: { ...db.container, command: ['serve'] } })],
    ['image', [{ service: db, image: anImage('sha256:other'), state: null }]],
    ['company', plan(db, worker)],
  ])('is another one under another %s', async (_what, other) => {
    const seen: string[] = [];
    const { states } = makeStates(fakeServices(seen));
    const [one] = await states.of(plan(db), artifact());
    const [two] = await states.of(other, artifact({}, 'baseline'));
    expect(two?.state?.key).not.toBe(one?.state?.key);
    expect(seen.filter((line) => line === 'start db')).toHaveLength(2);
  });

  it('is made of services without a seed, too, and of none where nothing is needed', async () => {
    const seen: string[] = [];
    const { states, told } = makeStates(fakeServices(seen));
    expect((await states.of(plan(worker), artifact()))[0]?.state).not.toBeNull();
    expect(told[0]).toBe('Start worker for the first time (candidate)');
    expect(await states.of([], artifact({ prepare: ['migrate'] }))).toEqual([]);
    expect(seen.filter((line) => line.startsWith('start'))).toEqual(['start worker']);
  });
});

describe('`prepare`', () => {
  it('runs once in what the seeds left, and another one starts from there, too', async () => {
    const seen: string[] = [];
    const { states } = makeStates(fakeServices(seen));
    const migrated = await states.of(plan(db), artifact({ prepare: ['migrate'] }));
    const again = await states.of(plan(db), artifact({ prepare: ['migrate'] }, 'baseline'));
    expect(again[0]?.state).toEqual(migrated[0]?.state);
    const started = ['start db', 'db: ready', 'db: seed db', 'keep db'];
    const prepared = ['start db from its state', 'db: ready', 'run migrate on net-2', 'keep db'];
    expect(seen.filter((line) => !/^(open|close|stop)/.test(line))).toEqual([...started, ...prepared]);
    const changed = await states.of(plan(db), artifact({ prepare: ['migrate'] }, 'candidate', 'app-2'));
    expect(changed[0]?.state?.key).not.toBe(migrated[0]?.state?.key);
    expect(seen.filter((line) => line === 'db: seed db')).toHaveLength(1);
  });

  it('runs in the image alone where nothing was seeded', async () => {
    const seen: string[] = [];
    const { states } = makeStates(fakeServices(seen));
    await states.of(plan(worker), artifact({ prepare: ['migrate'] }));
    expect(seen.filter((line) => line.startsWith('start'))).toEqual(['start worker']);
  });

  it('that fails is told with what it said, and where the target is', async () => {
    const seen: string[] = [];
    const location = { file: 'loadgate.yml', line: 3, column: 5 };
    const runOnce = async () => ({ exitCode: 2, output: ['no such column'] });
    const { states } = makeStates(fakeServices(seen, undefined, { runOnce }));
    await expect(
      states.of(plan(db), artifact({ prepare: ['npm', 'run', 'x'], location })),
    ).rejects.toMatchObject({
      ...{ code: 'prepare-failed', kind: 'usage', log: ['no such column'], location },
      message: '`prepare` of app ended with 2',
      hint: /`npm run x`/,
    });
    expect(seen.slice(-2)).toEqual(['stop db', 'close net-2']);
  });

  it('is not blamed for a service that ended', async () => {
    let runs = true;
    const state = async () => ({ running: runs, exitCode: runs ? null : 137, oomKilled: !runs });
    const runOnce = async () => {
      runs = false;
      return { exitCode: 1, output: ['connection lost'] };
    };
    const { states } = makeStates(fakeServices([], () => ({ state }), { runOnce }));
    await expect(states.of(plan(worker), artifact({ prepare: ['migrate'] }))).rejects.toMatchObject({
      code: 'service-oom-killed',
      message: 'service worker ran out of memory while app was prepared',
    });
  });
});

describe('a seed that fails', () => {
  it('is told once for all targets, with its output and the log of its service, and leaves nothing', async () => {
    const seen: string[] = [];
    const location = { file: 'loadgate.yml', line: 3, column: 5 };
    const runtime = fakeServices(seen, ending({ exitCode: 3, stderr: 'syntax error at 7\n' }));
    const { states, cleanup } = makeStates(runtime);
    const services = plan({ ...db, location }, worker);
    const error = await states.of(services, artifact()).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      ...{ code: 'seed-failed', kind: 'usage', location },
      message: 'the seed of service db ended with 3',
      log: ['last line of its log', 'syntax error at 7'],
    });
    expect(seen).not.toContain('start worker');
    expect(seen.slice(-2)).toEqual(['stop db', 'close net-1']);
    await expect(states.of(services, artifact({ name: 'other' }))).rejects.toBe(error);
    expect(await cleanup.run()).toEqual([]);
  });

  it.each([
    'ERROR 3 (HY000): Errcode: 28 "No space left on device"',
    'ERROR:  could not extend file "base/5/16384": No space left on device',
    'OSError: [Errno 28] No space left on device',
  ])('for want of room is a matter of the machine: %s', async (stderr) => {
    const { states } = makeStates(fakeServices([], ending({ exitCode: 1, stderr })));
    await expect(states.of(plan(db), artifact())).rejects.toMatchObject({
      code: 'disk-full',
      kind: 'machine',
      message: 'the disk is full, while service db was seeded',
    });
  });

  it('by the machine is tried again for the next target', async () => {
    const seen: string[] = [];
    const full = ending({ exitCode: 1, stderr: 'No space left on device' });
    let isFull = true;
    const { states } = makeStates(fakeServices(seen, () => (isFull ? full() : {})));
    await expect(states.of(plan(db), artifact())).rejects.toMatchObject({ code: 'disk-full' });
    isFull = false;
    await expect(states.of(plan(db), artifact())).resolves.toHaveLength(1);
  });
});
