import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDockerRuntime } from '../../../../src/runtime/docker/runtime.js';
import { sweepRun } from '../../../../src/runtime/docker/sweep.js';
import type { Artifact, Instance, Runtime } from '../../../../src/runtime/runtime.js';
import { systemClock } from '../../../../src/system/clock.js';
import { exec } from '../../../../src/system/exec.js';
import { type FarEngine, startFarEngine } from '../../../support/far-engine.js';
import { canStartEngine } from '../../../support/second-engine.js';
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
} from '../support.js';

/** It ends when its engine does, and not ten seconds later. */
const COMMAND = ['sh', '-c', "trap 'exit 0' TERM; node /server.js & wait $!; exit $?"];
const DOCKERFILE = `FROM node:24-slim\nCOPY server.js /\nCMD ${JSON.stringify(COMMAND)}\n`;
/** Waiting for an engine that does not come is five times as short. */
const HASTY = { ...systemClock, monotonicNs: () => 5n * systemClock.monotonicNs() };
const LABEL = ['--filter', 'label=loadgate.run'];

/** One engine and one image for all tests, which follow one another: the last ones take the link and the engine away. */
describe.skipIf(!canStartEngine)('an engine on another machine', () => {
  const source = checkout({ 'server.js': SERVER, Dockerfile: DOCKERFILE });
  const runId = newRunId();
  let far: FarEngine;
  let runtime: Runtime;
  let artifact: Artifact;

  beforeAll(async () => {
    far = await startFarEngine();
    await far.load('node:24-slim');
    runtime = createDockerRuntime(depsOf(runId, { env: far.tcp, allowedCores: [0, 1], clock: HASTY }));
    artifact = await runtime.build({
      target: aTarget({ name: `far-${runId}` }),
      side: 'candidate',
      sourceDir: source.dir,
      signal: neverAborted(),
      onLine: () => {},
    });
  }, 60_000);
  afterAll(async () => {
    far?.link(true);
    await runtime?.close().catch(() => {});
    await far?.close();
    source.remove();
  }, 60_000);

  const start = (from: Runtime, part: object = {}): Promise<Instance> =>
    from.start({
      artifact: { ...artifact, target: { ...artifact.target, ...part } },
      cores: [0],
      env: {},
      signal: neverAborted(),
    });

  test('tells that it is one, and what it can not hold', async () => {
    expect(await runtime.facts()).toMatchObject({
      engine: { kind: 'remote', cores: Number(far.docker('info', '--format', '{{.NCPU}}')) },
      capsMissing: ['network'],
    });
    await expect(runtime.upstreamHost()).rejects.toMatchObject({ code: 'upstream-needs-local-engine' });
  });

  test('its targets are reached at its address, counted by it, and lead nowhere else', async () => {
    const instance = await start(runtime);
    await answering(instance);
    expect(instance.host).toBe(far.address);
    expect(instance.inside?.host).toMatch(/^10\.216\./);
    expect(instance.processes()).toBeNull();
    expect(instance.memoryBytes).toBeUndefined();
    const before = await instance.counters();
    expect(await instance.counters()).toBe(before);
    instance.disturb?.();
    await ask(instance, '/user?ms=200');
    const used = cpuBetween(before, await instance.counters());
    expect(used.user).toBeGreaterThan(150);
    expect(used.user).toBeLessThan(600);
    const us = await listenOn(far.own);
    expect(await ask(instance, `/open?host=${far.own}&port=${us.port}`)).not.toBe('reached');
    us.close();
    expect(await instance.state()).toEqual({ running: true, exitCode: null, oomKilled: false });
    await ask(instance, '/exit?code=7');
    await expect.poll(() => instance.state(), { timeout: 5_000 }).toMatchObject({ exitCode: 7 });
    await instance.stop();
  });

  test('is the same over ssh, by a name of its settings', async ({ skip }) => {
    if (far.ssh === null && process.env['LOADGATE_REQUIRE_SSH'] !== '1') return skip();
    if (far.ssh === null) throw new Error('there is no /usr/sbin/sshd here');
    const id = newRunId();
    const over = createDockerRuntime(depsOf(id, { env: far.ssh }));
    try {
      const instance = await start(over);
      await answering(instance);
      expect(instance.host).toBe(far.address);
      expect((await instance.counters()).memoryBytes).toBeGreaterThan(2 ** 20);
      await instance.stop();
    } finally {
      await over.close();
    }
    expect(far.docker('network', 'ls', '--quiet', '--filter', `label=loadgate.run=${id}`)).toBe('');
  });

  test('with a clock that is an hour off is refused before anything is made', async () => {
    const { env, stop } = await far.clock(-3600_000);
    const off = createDockerRuntime(depsOf(newRunId(), { env }));
    await expect(off.facts()).rejects.toMatchObject({
      code: 'engine-clock',
      kind: 'machine',
      message: expect.stringContaining('60 minutes behind'),
    });
    await stop();
  });

  test('that restarts is waited for, and used again', async () => {
    const instance = await start(runtime);
    await far.restart();
    await runtime.recover(neverAborted());
    expect((await instance.state()).running).toBe(false);
    const next = await start(runtime);
    await answering(next);
    expect((await next.counters()).memoryBytes).toBeGreaterThan(2 ** 20);
    await next.stop();
  }, 40_000);

  test('that is lost is an error with a code, and what stays there is named, and goes later', async () => {
    const instance = await start(runtime);
    await answering(instance);
    far.link(false);
    await expect(instance.state()).rejects.toMatchObject({ code: 'engine-unreachable', kind: 'machine' });
    await expect(runtime.close()).rejects.toMatchObject({
      code: 'engine-left-behind',
      message: expect.stringContaining(`loadgate.run=${runId}`),
    });
    expect(far.docker('ps', '--quiet', ...LABEL)).not.toBe('');
    far.link(true);
    const swept = await sweepRun(exec, runId, { own: far.tcp });
    expect(swept.containers).toHaveLength(1);
    expect(swept.networks).toHaveLength(1);
    const left = [
      far.docker('ps', '--all', '--quiet', ...LABEL),
      far.docker('network', 'ls', '--quiet', ...LABEL),
      far.docker('volume', 'ls', '--quiet', ...LABEL),
    ];
    expect(left).toEqual(['', '', '']);
  }, 90_000);
});
