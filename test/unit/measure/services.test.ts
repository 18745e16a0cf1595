import { describe, expect, it } from 'vitest';
import { brokenService, startServices } from '../../../src/measure/services.js';
import type { Service } from '../../../src/model/config.js';
import { LoadgateError } from '../../../src/model/error.js';
import type { ServiceInstance, ServiceRuntime } from '../../../src/runtime/runtime.js';
import { createCleanup } from '../../../src/system/cleanup.js';
import { systemClock } from '../../../src/system/clock.js';
import { anImage, aService, fakeServices } from '../../support/services.js';

const RUNS = { running: true, exitCode: null, oomKilled: false };

function start(
  services: readonly Service[],
  {
    seen = [],
    instance,
    runtime,
    healthcheck = null,
  }: {
    seen?: string[];
    instance?: (service: Service) => Partial<ServiceInstance>;
    runtime?: Partial<ServiceRuntime>;
    healthcheck?: readonly string[] | null;
  } = {},
) {
  const cleanup = createCleanup();
  const planned = services.map((service) => ({
    service,
    image: anImage('sha256:1', { healthcheck }),
    state: null,
  }));
  const started = startServices(planned, 'candidate', {
    runtime: fakeServices(seen, instance, runtime),
    cores: null,
    clock: systemClock,
    cleanup,
    signal: new AbortController().signal,
  });
  return { started, cleanup };
}

describe('the services of a side', () => {
  it('start once what they need is ready, and end before their network', async () => {
    const seen: string[] = [];
    const db = aService('db');
    const queue = aService('queue', { needs: ['db'] });
    const worker = aService('worker', { needs: ['queue', 'db'] });
    const { started, cleanup } = start([db, queue, worker], { seen });
    const running = await started;
    expect(seen).toEqual([
      'open net-1',
      ...['start db', 'db: ready', 'start queue', 'queue: ready', 'start worker', 'worker: ready'],
    ]);
    expect(running.network).toBe('net-1');
    expect([...running.instances.keys()]).toEqual(['db', 'queue', 'worker']);
    await running.end();
    expect(seen.slice(-4).sort()).toEqual(['close net-1', 'stop db', 'stop queue', 'stop worker']);
    expect(seen.at(-1)).toBe('close net-1');
    await cleanup.run();
    expect(seen.filter((line) => line === 'stop db')).toHaveLength(1);
  });

  it('are ended by the clean-up of the run where nobody else does it', async () => {
    const seen: string[] = [];
    const { started, cleanup } = start([aService('db')], { seen });
    await started;
    expect(await cleanup.run()).toEqual([]);
    expect(seen.slice(-2)).toEqual(['stop db', 'close net-1']);
  });

  it('that fail end those that were started, and do not wait for those that never get ready', async () => {
    const seen: string[] = [];
    const gone = { running: false, exitCode: 3, oomKilled: false };
    const { started } = start(
      [aService('slow', { readyTimeoutMs: 60_000 }), aService('db'), aService('web', { needs: ['db'] })],
      {
        seen,
        instance: ({ name }) =>
          name === 'slow'
            ? { exec: async () => ({ exitCode: 1, stdout: '', stderr: 'not yet' }) }
            : { state: async () => gone, logs: async () => ['no such table'] },
      },
    );
    await expect(started).rejects.toMatchObject({
      code: 'service-exited',
      kind: 'usage',
      message: 'service db ended with 3 before it was ready',
      log: ['no such table'],
    });
    expect(seen).not.toContain('start web');
    expect(seen.slice(-3).sort()).toEqual(['close net-1', 'stop db', 'stop slow']);
  });

  it.each([
    ['Error: listen EADDRINUSE: address already in use 0.0.0.0:9000', 'service-port-taken'],
    ['LOG:  could not bind IPv4 address "0.0.0.0": Address already in use', 'service-port-taken'],
    ['address book: in use already', 'service-exited'],
  ])('that end and say %j have the code %s', async (line, code) => {
    const gone = { running: false, exitCode: 1, oomKilled: false };
    const instance = () => ({ state: async () => gone, logs: async () => [line] });
    const { started } = start([aService('db')], { seen: [], instance });
    const taken = code === 'service-port-taken' ? ': its log says that a port is taken' : '';
    await expect(started).rejects.toMatchObject({
      code,
      kind: 'usage',
      message: `service db ended with 1 before it was ready${taken}`,
      log: [line],
    });
  });

  it('leave nothing where one can not be started', async () => {
    const seen: string[] = [];
    const refused = new LoadgateError('no', { kind: 'machine', code: 'engine-failed', hint: '' });
    const { started } = start([aService('db')], {
      seen,
      runtime: { start: async () => Promise.reject(refused) },
    });
    await expect(started).rejects.toBe(refused);
    expect(seen).toEqual(['open net-1', 'close net-1']);
  });
});

describe('a service is ready', () => {
  const ask = (
    part: Partial<Service>,
    instance: Partial<ServiceInstance>,
    healthcheck: readonly string[] | null = null,
  ) =>
    start([aService('db', { readyTimeoutMs: 400, ...part })], { instance: () => instance, healthcheck })
      .started;

  it('when its command ends with 0, and says what it said last where it never does', async () => {
    let asked = 0;
    const later = async () => {
      asked += 1;
      return { exitCode: asked < 3 ? 1 : 0, stdout: '', stderr: '' };
    };
    await expect(ask({}, { exec: later })).resolves.toBeDefined();
    expect(asked).toBe(3);
    const never = async () => ({ exitCode: 2, stdout: '', stderr: 'starting\nno socket\n' });
    await expect(ask({}, { exec: never, logs: async () => ['a line'] })).rejects.toMatchObject({
      code: 'service-not-ready',
      message: 'service db was not ready after 0.4 s: its command `ready` ended with 2: no socket',
      log: ['a line'],
    });
  });

  it('by the HEALTHCHECK of its image where nothing else is said', async () => {
    const asked: string[] = [];
    const exec = async (argv: readonly string[]) => {
      asked.push(argv.join(' '));
      return { exitCode: asked.length < 3 ? 1 : 0, stdout: '', stderr: '' };
    };
    await expect(ask({ ready: null, port: 1 }, { exec }, ['pg_isready', '-q'])).resolves.toBeDefined();
    expect(asked).toEqual(['pg_isready -q', 'pg_isready -q', 'pg_isready -q']);
    const never = async () => ({ exitCode: 2, stdout: 'no response\n', stderr: '' });
    await expect(ask({ ready: null, port: 1 }, { exec: never }, ['pg_isready'])).rejects.toMatchObject({
      code: 'service-not-ready',
      message: /the HEALTHCHECK of its image ended with 2: no response/,
    });
  });

  it('by its port else, which nobody listens on', async () => {
    await expect(ask({ ready: null, port: 1 }, {})).rejects.toMatchObject({
      code: 'service-not-ready',
      message: /port 1 found nobody listening/,
    });
  });

  it('when it lives, where there is nothing to ask', async () => {
    await expect(ask({ ready: null }, {})).resolves.toBeDefined();
  });

  it('never, where it ran out of memory', async () => {
    const state = async () => ({ running: false, exitCode: 137, oomKilled: true });
    await expect(ask({}, { state })).rejects.toMatchObject({ code: 'service-oom-killed' });
  });
});

describe('a service that is gone', () => {
  const running = async (state: ServiceInstance['state']) => {
    const states = [async () => RUNS];
    const instance = () => ({ state: () => (states.shift() ?? state)() });
    return start([aService('db')], { instance }).started;
  };

  it.each([
    ['service-exited', { running: false, exitCode: 137, oomKilled: false }, /db ended with 137 under load/],
    ['service-oom-killed', { running: false, exitCode: 137, oomKilled: true }, /out of memory under load/],
    ['service-exited', { ...RUNS, restarted: true }, /db was restarted under load/],
  ])('is told by %s', async (code, state, message) => {
    const error = await brokenService(await running(async () => state), 'under load');
    expect(error).toMatchObject({ code, kind: 'usage' });
    expect(error?.message).toMatch(message);
  });

  it('is none while it runs, nor where a target needs none', async () => {
    expect(await brokenService(await running(async () => RUNS), 'under load')).toBeNull();
    expect(await brokenService(null, 'under load')).toBeNull();
  });

  it('is not told apart from an engine that is gone', async () => {
    const error = new LoadgateError('gone', { kind: 'machine', code: 'engine-unreachable', hint: '' });
    const lost = await running(async () => Promise.reject(error));
    await expect(brokenService(lost, 'under load')).rejects.toBe(error);
  });
});
