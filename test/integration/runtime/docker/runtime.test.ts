import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { PLAIN_CONTAINER, type Target } from '../../../../src/model/config.js';
import type { Counters } from '../../../../src/runtime/counters.js';
import { clientApi, socketApi } from '../../../../src/runtime/docker/api.js';
import { createDockerCli } from '../../../../src/runtime/docker/client.js';
import { findEngine } from '../../../../src/runtime/docker/engine.js';
import { createDockerRuntime } from '../../../../src/runtime/docker/runtime.js';
import { createStatsReader } from '../../../../src/runtime/docker/stats.js';
import { dockerClientEnv } from '../../../../src/runtime/environment.js';
import type { Artifact, Instance, Runtime } from '../../../../src/runtime/runtime.js';
import { systemClock } from '../../../../src/system/clock.js';
import { exec } from '../../../../src/system/exec.js';
import { docker, dockerAvailable, tryDocker } from '../../../support/docker.js';
import { aTarget } from '../../../support/targets.js';
import {
  answering,
  ask,
  checkout,
  cpuBetween,
  depsOf,
  listenOn,
  neverAborted,
  newRunId,
  SERVER,
  until,
} from '../support.js';

const DOCKERFILE = 'FROM node:24-slim\nCOPY server.js /\nCMD ["node", "/server.js"]\n';
const MiB = 2 ** 20;

describe.skipIf(!dockerAvailable)('containers', () => {
  const runId = newRunId();
  const runtime: Runtime = createDockerRuntime(depsOf(runId));
  const source = checkout({ 'server.js': SERVER, Dockerfile: DOCKERFILE });
  const instances: Instance[] = [];
  let artifact: Artifact;

  beforeAll(async () => {
    const target = aTarget({ name: `t-${runId}` });
    artifact = await runtime.build({
      target,
      side: 'candidate',
      sourceDir: source.dir,
      signal: neverAborted(),
      onLine: () => {},
    });
  });
  afterEach(async () => {
    await Promise.all(instances.splice(0).map((instance) => instance.stop()));
  });
  afterAll(async () => {
    await runtime.close();
    source.remove();
    await tryDocker(['image', 'rm', '--force', `loadgate/t-${runId}:candidate`]);
  });

  async function start(part: Partial<Target> = {}, cores: readonly number[] | null = null, env = {}) {
    const target = { ...artifact.target, ...part };
    const instance = await runtime.start({
      artifact: { ...artifact, target },
      cores,
      env,
      signal: neverAborted(),
    });
    instances.push(instance);
    return instance;
  }

  test('the image is there, with its size, under a stable name', async () => {
    expect(artifact.reference).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(artifact.sizeBytes).toBeGreaterThan(50 * MiB);
    expect(artifact.buildMs).toBeGreaterThan(0);
    const named = await docker(['image', 'inspect', '--format', '{{.Id}}', `loadgate/t-${runId}:candidate`]);
    expect(named).toBe(artifact.reference);
  });

  test('building it again hits the cache: the same image', async () => {
    const lines: string[] = [];
    const again = await runtime.build({
      target: artifact.target,
      side: 'candidate',
      sourceDir: source.dir,
      signal: neverAborted(),
      onLine: (line) => lines.push(line),
    });
    expect(again.reference).toBe(artifact.reference);
    expect(lines.join('\n')).toMatch(/using cache|CACHED/i);
  });

  test('a target from an image by name: nothing is built, and its command and options are those that it is given', async () => {
    const script = SERVER;
    const container = {
      ...PLAIN_CONTAINER,
      entrypoint: ['node'],
      command: ['-e', script],
      user: '1000:1000',
      workingDir: '/tmp',
      extraHosts: { elsewhere: '127.0.0.1' },
      capAdd: ['NET_BIND_SERVICE'],
    };
    const target = aTarget({ name: `i-${runId}`, build: null, image: 'node:24-slim', container });
    const signal = neverAborted();
    const lines: string[] = [];
    const onLine = (line: string) => lines.push(line);
    const request = { target, side: 'candidate', sourceDir: source.dir, signal, onLine } as const;
    const named = await runtime.build(request);
    expect(named.reference).toBe(await docker(['image', 'inspect', '--format', '{{.Id}}', 'node:24-slim']));
    expect(lines).toEqual([]);
    const instance = await runtime.start({ artifact: named, cores: null, env: {}, signal });
    instances.push(instance);
    expect(await answering(instance)).toMatchObject({ PORT: '8080' });
    const { status } = (await ask(instance, '/limits')) as { status: string };
    expect(status).toMatch(/^Uid:\t1000\t/m);
    expect(status).toMatch(/^CapBnd:\t0000000000000400$/m);
    expect(await ask(instance, '/open?host=elsewhere&port=8080')).toBe('reached');

    const missing = { ...target, image: '127.0.0.1:1/nobody/nothing:1' };
    await expect(runtime.build({ ...request, target: missing })).rejects.toMatchObject({
      code: 'image-unavailable',
      kind: 'machine',
    });
  });

  test('facts', async () => {
    const facts = await runtime.facts();
    expect(facts).toMatchObject({ kind: 'docker', cgroup: expect.stringMatching(/^v[12]$/) });
    expect(facts.version).toBe(await docker(['version', '--format', '{{.Server.Version}}']));
    expect(facts.capsHeld).toEqual(['cpus', 'core', 'memory', 'pids', 'open files', 'network']);
  });

  test('every cap is visible from inside', async () => {
    const caps = { cpus: 0.5, memoryBytes: 128 * MiB, pids: 50, openFiles: 333 };
    const instance = await start({ caps }, [0]);
    await answering(instance);
    const limits = (await ask(instance, '/limits')) as Record<string, string | null>;
    const status = limits['status'] ?? '';
    expect(status).toMatch(/^Cpus_allowed_list:\t0$/m);
    expect(status).toMatch(/^CapEff:\t0{16}$/m);
    expect(status).toMatch(/^CapBnd:\t0{16}$/m);
    expect(status).toMatch(/^NoNewPrivs:\t1$/m);
    expect(limits['limits']).toMatch(/^Max open files +333 +333 /m);
    expect(Number(limits['memoryMax'])).toBe(128 * MiB);
    expect([0, 128 * MiB]).toContain(Number(limits['swapMax'])); // v2 counts swap alone, v1 both.
    expect(limits['pidsMax']?.trim()).toBe('50');
    const [quota, period] = limits['cpuMax']?.split(' ') ?? [limits['quota'], limits['period']];
    expect(Number(quota) / Number(period)).toBe(0.5);
  });

  test('labels, no published port, no mount', async () => {
    const instance = await start();
    const [info] = JSON.parse(await docker(['inspect', instance.id]));
    expect(info.Name).toMatch(new RegExp(`^/loadgate-${runId}-\\d+$`));
    expect(info.Config.Labels).toMatchObject({
      'loadgate.run': runId,
      'loadgate.target': `t-${runId}`,
      'loadgate.side': 'candidate',
    });
    expect(info.HostConfig.PortBindings ?? {}).toEqual({});
    expect(info.Mounts).toEqual([]);
    expect(info.HostConfig.Privileged).toBe(false);
  });

  test('the environment: what is allowed and nothing of ours, odd characters as they are', async () => {
    process.env['LOADGATE_TEST_SECRET'] = 'secret';
    const odd = { ODD: ' "$HOME" #x=y ', EMPTY: '' };
    const instance = await start({ env: { MODE: 'release', ...odd } }, null, { UPSTREAM_URL: 'http://up:1' });
    delete process.env['LOADGATE_TEST_SECRET'];
    const env = (await answering(instance)) as Record<string, string>;
    expect(env).toMatchObject({
      PORT: '8080',
      WORKERS: '1',
      MODE: 'release',
      UPSTREAM_URL: 'http://up:1',
      ...odd,
    });
    expect(env).not.toHaveProperty('LOADGATE_TEST_SECRET');
  });

  test('what is usual is set, unless the image sets it', async () => {
    expect(artifact.variables).toHaveProperty('PATH');
    const instance = await runtime.start({
      artifact,
      cores: null,
      env: {},
      usual: { PYTHONHASHSEED: '7', PATH: '/nowhere' },
      signal: neverAborted(),
    });
    instances.push(instance);
    const env = (await answering(instance)) as Record<string, string>;
    expect(env).toMatchObject({ PYTHONHASHSEED: '7', PATH: expect.stringContaining('/bin') });
  });

  test('the internal network leads to our upstream, and not to what this machine could reach', async () => {
    const gateway = await runtime.upstreamHost();
    const upstream = await listenOn(gateway);
    const run = [
      'run',
      '--detach',
      '--label',
      `loadgate.run=${runId}`,
      '--env',
      'PORT=8080',
      '--env',
      'HOST=0.0.0.0',
    ];
    const other = await docker([...run, artifact.reference]);
    try {
      const host = await docker(['inspect', '--format', '{{.NetworkSettings.IPAddress}}', other]);
      await until(() => ask({ host, port: 8080 }, '/env').catch(() => null));
      const instance = await start();
      await answering(instance);
      expect(await ask(instance, `/open?host=${gateway}&port=${upstream.port}`)).toBe('reached');
      expect(await ask(instance, `/open?host=${host}&port=8080`)).toMatch(/timeout|ENETUNREACH|EHOSTUNREACH/);
      // TEST-NET-3 (RFC 5737) stands for the internet.
      expect(await ask(instance, '/open?host=203.0.113.7&port=80')).toMatch(/timeout|ENETUNREACH/);
      const network = `loadgate-${runId}`;
      expect(await docker(['network', 'inspect', '--format', '{{.Internal}}', network])).toBe('true');
    } finally {
      await docker(['rm', '--force', other]);
      await upstream.close();
    }
  });

  test('an open network leads out, and to our upstream as well', async () => {
    const gateway = await runtime.upstreamHost();
    const upstream = await listenOn(gateway);
    try {
      const instance = await start({ network: 'open' });
      await answering(instance);
      expect(await ask(instance, `/open?host=${gateway}&port=${upstream.port}`)).toBe('reached');
      const network = `loadgate-${runId}-open`;
      expect(await docker(['network', 'inspect', '--format', '{{.Internal}}', network])).toBe('false');
    } finally {
      await upstream.close();
    }
  });

  test('two sides at once have addresses of their own', async () => {
    const [a, b] = [await start(), await start()];
    await Promise.all([answering(a), answering(b)]);
    expect(a.host).not.toBe(b.host);
    expect(a.id).not.toBe(b.id);
  });

  test('counters tell user from system time', async () => {
    const instance = await start({ caps: { ...artifact.target.caps, cpus: 1 } });
    await answering(instance);
    const first = await instance.counters();
    await ask(instance, '/user?ms=400');
    const second = await instance.counters();
    await ask(instance, '/system?ms=400');
    const third = await instance.counters();
    const user = cpuBetween(first, second);
    const system = cpuBetween(second, third);
    expect(user.user + user.system).toBeGreaterThan(390);
    expect(user.user).toBeGreaterThan(user.system * 3);
    expect(system.user + system.system).toBeGreaterThan(390);
    expect(system.system).toBeGreaterThan(system.user);
    expect(second.atNs).toBeGreaterThan(first.atNs);
  });

  test('throttled time grows under a small quota, and not without need', async () => {
    const instance = await start({ caps: { ...artifact.target.caps, cpus: 0.2 } });
    await answering(instance);
    const before = await instance.counters();
    await ask(instance, '/user?ms=200');
    const after = await instance.counters();
    expect((after.throttledUs ?? 0) - (before.throttledUs ?? 0)).toBeGreaterThan(100_000);
    // 200 ms of work, 20 ms a period.
    expect((after.throttledPeriods ?? 0) - (before.throttledPeriods ?? 0)).toBeGreaterThan(5);
  });

  test('memory and its peak grow with what is kept', async () => {
    const instance = await start();
    await answering(instance);
    const before = await instance.counters();
    await ask(instance, '/grow?mib=60');
    const after = await instance.counters();
    expect((after.memoryBytes ?? 0) - (before.memoryBytes ?? 0)).toBeGreaterThan(55 * MiB);
    expect(after.peakMemoryBytes).toBeGreaterThanOrEqual(after.memoryBytes ?? Number.NaN);
    expect(after.peakMemoryBytes).toBeLessThan(256 * MiB);
    // A reading that is cheap enough for samples says the same, and nothing of a container that is gone.
    expect(Math.abs((instance.memoryBytes?.() ?? Number.NaN) - (after.memoryBytes ?? 0))).toBeLessThan(
      5 * MiB,
    );
    await instance.stop();
    expect(instance.memoryBytes?.()).toBeNull();
  });

  test("the engine's own counters say the same, for where the cgroup can't be read", async () => {
    const instance = await start();
    await answering(instance);
    const cli = createDockerCli(exec, dockerClientEnv(process.env));
    const { place } = await findEngine(cli, process.env);
    const read = createStatsReader(place.api ?? socketApi('/no/socket'), instance.id, systemClock);
    await ask(instance, '/grow?mib=40');
    const [engine, cgroup] = [await read(), await instance.counters()];
    const total = (counters: Counters) => ((counters.cpuUserUs ?? 0) + (counters.cpuSystemUs ?? 0)) / 1000;
    expect(Math.abs(total(engine) - total(cgroup))).toBeLessThan(100);
    expect(Math.abs((engine.memoryBytes ?? 0) - (cgroup.memoryBytes ?? 0))).toBeLessThan(10 * MiB);
    // The docker client's own way to the engine leads to the same figures.
    const dialled = clientApi(cli);
    const again = await createStatsReader(dialled, instance.id, systemClock)();
    dialled.close();
    expect(again.cpuUserUs ?? 0).toBeGreaterThan(0);
    expect(Math.abs(total(again) - total(engine))).toBeLessThan(100);
    await instance.stop();
    await expect(read()).rejects.toMatchObject({ code: 'engine-unreachable' });
    await expect(createStatsReader(socketApi('/no/socket'), 'x', systemClock)()).rejects.toMatchObject({
      code: 'engine-unreachable',
    });
  });

  test('a container that runs, then exits', async () => {
    const instance = await start();
    await answering(instance);
    expect(await instance.state()).toEqual({ running: true, exitCode: null, oomKilled: false });
    await ask(instance, '/exit?code=7');
    const state = await until(async () => {
      const now = await instance.state();
      return now.running ? null : now;
    });
    expect(state).toEqual({ running: false, exitCode: 7, oomKilled: false });
    // The engine stamps the two streams as it reads them: lines of the same moment may change places.
    expect([...(await instance.logs(20))].sort()).toEqual(['going', 'gone', 'listening']);
    expect(await instance.logs(1)).toHaveLength(1);
    await expect(instance.counters()).rejects.toMatchObject({ code: 'target-exited' });
  });

  test('its processes and threads are seen, and how long they waited', async () => {
    const instance = await start();
    await answering(instance);
    const { threads } = await instance.counters();
    expect(instance.processes()?.size).toBe(1);
    expect(threads?.size).toBeGreaterThan(1);
    expect([...(threads?.values() ?? [])].some(({ ranNs }) => ranNs > 0)).toBe(true);
  });

  test('one that somebody starts again is not the one that was measured', async () => {
    const instance = await start();
    await answering(instance);
    await docker(['restart', '--time', '0', instance.id]);
    expect(await instance.state()).toMatchObject({ running: false, restarted: true });
    expect(instance.processes()).toBeNull();
    await expect(instance.counters()).rejects.toMatchObject({ code: 'target-exited' });
  });

  test('an OOM kill of the container itself is seen', async () => {
    const instance = await start({ caps: { ...artifact.target.caps, memoryBytes: 100 * MiB } });
    await answering(instance);
    await ask(instance, '/grow?mib=300').catch(() => null);
    const state = await until(async () => {
      const now = await instance.state();
      return now.running ? null : now;
    });
    expect(state).toEqual({ running: false, exitCode: 137, oomKilled: true });
  });

  test('an OOM kill of a worker inside, which the engine does not tell, is seen', async () => {
    const instance = await start({ caps: { ...artifact.target.caps, memoryBytes: 100 * MiB } });
    await answering(instance);
    const script = encodeURIComponent('Buffer.alloc(300 << 20, 1)');
    expect(await ask(instance, `/spawn?wait&script=${script}`)).toMatchObject({ signal: 'SIGKILL' });
    expect(await instance.state()).toEqual({ running: true, exitCode: null, oomKilled: true });
  });

  test('stop removes it, twice is fine', async () => {
    const instance = await start();
    await instance.stop();
    await instance.stop();
    expect((await tryDocker(['inspect', instance.id])).exitCode).not.toBe(0);
    expect(await instance.state()).toEqual({ running: false, exitCode: null, oomKilled: false });
    expect(await instance.logs(5)).toEqual([]);
  });
});
