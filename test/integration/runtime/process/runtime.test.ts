import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import type { Target } from '../../../../src/model/config.js';
import { allowedCores } from '../../../../src/runtime/cores.js';
import {
  instanceMark,
  MARK,
  markedProcesses,
  runMark,
  sweepProcesses,
} from '../../../../src/runtime/process/marks.js';
import { createProcessRuntime } from '../../../../src/runtime/process/runtime.js';
import { readTree } from '../../../../src/runtime/process/usage.js';
import type { Instance } from '../../../../src/runtime/runtime.js';
import { systemClock } from '../../../../src/system/clock.js';
import { readProcess } from '../../../../src/system/proc.js';
import { aBuild, aTarget } from '../../../support/targets.js';
import {
  answering,
  ask,
  checkout,
  cpuBetween,
  depsOf,
  neverAborted,
  newRunId,
  SERVER,
  until,
} from '../support.js';

const MiB = 2 ** 20;
const linux = process.platform === 'linux';

const runId = newRunId();
const runtime = createProcessRuntime(depsOf(runId));
const facts = await runtime.facts();
const holds = (cap: (typeof facts.capsHeld)[number]): boolean => facts.capsHeld.includes(cap);
const source = checkout({ 'app/server.js': SERVER });
const base = aTarget({
  build: aBuild('app'),
  command: ['node', 'server.js'],
});
const instances: Instance[] = [];

afterEach(async () => {
  await Promise.all(instances.splice(0).map((instance) => instance.stop()));
  if (linux) expect(markedProcesses(runMark(runId))).toEqual([]);
});
afterAll(async () => {
  await runtime.close();
  source.remove();
});

const build = (part: Partial<Target> = {}, sourceDir = source.dir) =>
  runtime.build({
    target: { ...base, ...part },
    side: 'candidate',
    sourceDir,
    signal: neverAborted(),
    onLine: () => {},
  });

async function start(part: Partial<Target> = {}, cores: readonly number[] | null = null, env = {}) {
  const artifact = await build(part);
  const instance = await runtime.start({ artifact, cores, env, signal: neverAborted() });
  instances.push(instance);
  return instance;
}

const ended = (instance: Instance) =>
  until(async () => {
    const now = await instance.state();
    return now.running ? null : now;
  });

describe('build', () => {
  test('the folder is the artifact', async () => {
    expect(await build()).toMatchObject({
      side: 'candidate',
      reference: `${source.dir}/app`,
      sizeBytes: null,
    });
  });

  test('a program by its name, its absolute path, or its path in the repository', async () => {
    const script = checkout({ 'app/run.sh': '#!/bin/sh\n' });
    chmodSync(`${script.dir}/app/run.sh`, 0o755);
    for (const program of ['node', process.execPath, './run.sh']) {
      expect(await build({ command: [program] }, script.dir)).toMatchObject({ buildMs: 0 });
    }
    script.remove();
  });

  test.each([
    ['no command', { command: null }, 'no-command'],
    ['a program that is not there', { command: ['no-such-program'] }, 'command-missing'],
    ['a file that is no program', { command: ['./server.js'] }, 'command-missing'],
    ['a missing folder', { build: aBuild('nope') }, 'context-missing'],
  ] as const)('%s', async (_, part, code) => {
    await expect(build(part)).rejects.toMatchObject({ code, kind: 'usage' });
  });
});

describe('a process', () => {
  test('gets a port of its own on this machine alone, and an allow-list of variables', async () => {
    process.env['LOADGATE_TEST_SECRET'] = 'secret';
    const instance = await start({ env: { MODE: 'a\nb' } }, null, { UPSTREAM_URL: 'http://up:1' });
    delete process.env['LOADGATE_TEST_SECRET'];
    const env = (await answering(instance)) as Record<string, string>;
    expect(instance.host).toBe('127.0.0.1');
    expect(env).toMatchObject({ PORT: String(instance.port), HOST: '127.0.0.1', WORKERS: '1', MODE: 'a\nb' });
    expect(env).toMatchObject({ UPSTREAM_URL: 'http://up:1', PATH: process.env['PATH'] });
    expect(env).not.toHaveProperty('LOADGATE_TEST_SECRET');
    expect(existsSync(env['HOME'] ?? '')).toBe(true);
    await instance.stop();
    expect(existsSync(env['HOME'] ?? '')).toBe(false);
  });

  test.runIf(linux)('has the caps that the facts say', async () => {
    const caps = { cpus: 0.5, memoryBytes: 256 * MiB, pids: 40, openFiles: 333 };
    const core = allowedCores()[0] ?? 0;
    const instance = await start({ caps }, [core]);
    await answering(instance);
    const limits = (await ask(instance, '/limits')) as Record<string, string>;
    expect(limits['limits']).toMatch(/^Max open files +333 +333 /m);
    if (holds('core')) expect(limits['status']).toMatch(new RegExp(`^Cpus_allowed_list:\\t${core}$`, 'm'));
    const folder = (controller: string): string => {
      const cgroup = limits['cgroup'] ?? '';
      expect(cgroup).toContain(`loadgate-${runId}-`);
      if (facts.cgroup === 'v2') return `/sys/fs/cgroup${/^0::(.*)$/m.exec(cgroup)?.[1]}`;
      return `/sys/fs/cgroup/${controller}${new RegExp(`:(?:[^:]*,)?${controller}(?:,[^:]*)?:(.*)$`, 'm').exec(cgroup)?.[1]}`;
    };
    const read = (controller: string, v1: string, v2: string): string =>
      readFileSync(`${folder(controller)}/${facts.cgroup === 'v1' ? v1 : v2}`, 'utf8').trim();
    if (holds('cpus')) expect(read('cpu', 'cpu.cfs_quota_us', 'cpu.max')).toMatch(/^50000( 100000)?$/);
    if (holds('memory'))
      expect(read('memory', 'memory.limit_in_bytes', 'memory.max')).toBe(String(256 * MiB));
    if (holds('pids')) expect(read('pids', 'pids.max', 'pids.max')).toBe('40');
  });

  test('two at once have ports of their own', async () => {
    const [a, b] = [await start(), await start()];
    await Promise.all([answering(a), answering(b)]);
    expect(a.port).not.toBe(b.port);
  });

  test.runIf(linux)('counters tell user from system time', async () => {
    const instance = await start();
    await answering(instance);
    const first = await instance.counters();
    await ask(instance, '/user?ms=400');
    const second = await instance.counters();
    await ask(instance, '/system?ms=400');
    const third = await instance.counters();
    const user = cpuBetween(first, second);
    const system = cpuBetween(second, third);
    expect(user.user + user.system).toBeGreaterThan(380);
    expect(user.user).toBeGreaterThan(user.system * 3);
    expect(system.user + system.system).toBeGreaterThan(380);
    expect(system.system).toBeGreaterThan(system.user);
  });

  test.runIf(linux)('counters from /proc, for where there is no cgroup, cover its children', async () => {
    const instance = await start();
    await answering(instance);
    const pid = Number(instance.id);
    const before = readTree(pid, systemClock);
    await ask(instance, '/user?ms=200');
    const script = encodeURIComponent('while (process.cpuUsage().user < 300000);');
    await ask(instance, `/spawn?wait&script=${script}`);
    const living = encodeURIComponent(
      'globalThis.kept = Buffer.alloc(80 << 20, 1); setInterval(() => {}, 1000)',
    );
    await ask(instance, `/spawn?script=${living}`);
    const after = await until(async () => {
      const now = readTree(pid, systemClock);
      return (now.memoryBytes ?? 0) > (before.memoryBytes ?? 0) + 80 * MiB && now;
    });
    const { user, system } = cpuBetween(before, after);
    expect(user + system).toBeGreaterThan(480);
    expect(after.peakMemoryBytes).toBeGreaterThanOrEqual(after.memoryBytes ?? Number.NaN);
  });

  test.runIf(linux)('memory and its peak grow with what is kept', async () => {
    const instance = await start();
    await answering(instance);
    const before = await instance.counters();
    await ask(instance, '/grow?mib=60');
    const after = await instance.counters();
    expect((after.memoryBytes ?? 0) - (before.memoryBytes ?? 0)).toBeGreaterThan(50 * MiB);
    expect(after.peakMemoryBytes).toBeGreaterThanOrEqual(after.memoryBytes ?? Number.NaN);
    // Samples are for where a cgroup counts it; the tree in /proc is dear to read.
    if (holds('memory')) expect(instance.memoryBytes).toBeDefined();
    if (instance.memoryBytes === undefined) return;
    expect(Math.abs((instance.memoryBytes() ?? Number.NaN) - (after.memoryBytes ?? 0))).toBeLessThan(5 * MiB);
  });

  test('runs, then exits: state and last words are kept', async () => {
    const instance = await start();
    await answering(instance);
    expect(await instance.state()).toEqual({ running: true, exitCode: null, oomKilled: false });
    await ask(instance, '/exit?code=7');
    expect(await ended(instance)).toEqual({ running: false, exitCode: 7, oomKilled: false });
    expect([...(await instance.logs(20))].sort()).toEqual(['going', 'gone', 'listening']);
    expect(await instance.logs(1)).toHaveLength(1);
  });

  test('a command that fails at once is told by its state and log', async () => {
    const instance = await start({ command: ['node', '-e', 'console.error("broken"); process.exit(4)'] });
    expect(await ended(instance)).toEqual({ running: false, exitCode: 4, oomKilled: false });
    expect(await instance.logs(5)).toEqual(['broken']);
  });

  test('one that a signal ends has 128 + its number', async () => {
    const instance = await start({ command: ['node', '-e', 'process.kill(process.pid, "SIGKILL")'] });
    expect(await ended(instance)).toEqual({ running: false, exitCode: 137, oomKilled: false });
  });

  test('the log keeps the last 1,000 lines', async () => {
    const script = 'for (let i = 0; i < 2500; i += 1) console.log(i);';
    const instance = await start({ command: ['node', '-e', script] });
    await ended(instance);
    const lines = await instance.logs(2000);
    expect(lines).toHaveLength(1000);
    expect(lines.at(-1)).toBe('2499');
  });

  test.runIf(holds('memory'))('an OOM kill is seen', async () => {
    const instance = await start({ caps: { ...base.caps, memoryBytes: 100 * MiB } });
    await answering(instance);
    await ask(instance, '/grow?mib=300').catch(() => null);
    expect(await ended(instance)).toEqual({ running: false, exitCode: 137, oomKilled: true });
  });

  test.runIf(holds('pids'))('no more processes than its cap', async () => {
    const instance = await start({ caps: { ...base.caps, pids: 20 } });
    await answering(instance);
    const many =
      'for (let i = 0; i < 40; i += 1) require("child_process").spawn("sleep", ["60"]).on("error", () => process.exit(9));';
    const script = encodeURIComponent(`${many} setTimeout(() => {}, 60000)`);
    expect(await ask(instance, `/spawn?wait&script=${script}`)).toEqual({ code: 9, signal: null });
  });
});

describe.runIf(linux)('the end of a process', () => {
  const waiting = encodeURIComponent('process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)');

  test('takes its children with it, also those that left its group, or that ignore SIGTERM', async () => {
    const instance = await start();
    await answering(instance);
    const children = [
      (await ask(instance, `/spawn?script=${waiting}`)) as { pid: number },
      (await ask(instance, `/spawn?detached&script=${waiting}`)) as { pid: number },
    ];
    for (const { pid } of children) expect(readProcess(pid)).not.toBeNull();
    await instance.stop();
    await instance.stop();
    for (const { pid } of children) expect(readProcess(pid)?.state ?? 'Z').toBe('Z');
    expect(await instance.state()).toMatchObject({ running: false, oomKilled: false });
    await expect(instance.counters()).rejects.toMatchObject({ code: 'target-exited' });
  });

  test('also where the first process has ended before', async () => {
    const instance = await start();
    await answering(instance);
    const { pid } = (await ask(instance, `/spawn?detached&script=${waiting}`)) as { pid: number };
    await ask(instance, '/exit?code=0');
    await ended(instance);
    expect(readProcess(pid)).not.toBeNull();
    await instance.stop();
    expect(readProcess(pid)?.state ?? 'Z').toBe('Z');
  });

  test('leaves no cgroup', async () => {
    const instance = await start();
    await answering(instance);
    const { cgroup = '' } = (await ask(instance, '/limits')) as { cgroup: string };
    await instance.stop();
    const folders = cgroup.split('\n').flatMap((line) => {
      const [, controllers = '', path = ''] = line.split(':');
      return path.includes(`loadgate-${runId}-`) ? [`/sys/fs/cgroup/${controllers}${path}`] : [];
    });
    expect(folders.length > 0).toBe(facts.cgroup !== 'none');
    expect(folders.filter((folder) => existsSync(folder))).toEqual([]);
  });

  test.each([0, 20, 60])('an abort %d ms into a start leaves nothing', async (ms) => {
    const artifact = await build();
    const signal = AbortSignal.timeout(ms);
    const started = runtime.start({ artifact, cores: null, env: {}, signal });
    const outcome = await started.then(
      (instance) => instance.stop(),
      (error: unknown) => error,
    );
    if (outcome !== undefined) expect(outcome).toBe(signal.reason);
    expect(markedProcesses(runMark(runId))).toEqual([]);
  });

  test('close ends what nobody stopped', async () => {
    const other = newRunId();
    const lost = createProcessRuntime(depsOf(other));
    const artifact = await build();
    await answering(await lost.start({ artifact, cores: null, env: {}, signal: neverAborted() }));
    expect(markedProcesses(runMark(other)).length).toBeGreaterThan(0);
    await lost.close();
    await lost.close();
    expect(markedProcesses(runMark(other))).toEqual([]);
  });

  test('the sweep ends what a killed run left, and nothing of another', async () => {
    const [killed, other] = [newRunId(), newRunId()];
    const leftover = (run: string) =>
      spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
        detached: true,
        stdio: 'ignore',
        env: { [MARK]: instanceMark(run, 1) },
      });
    const [first, second] = [leftover(killed), leftover(other)];
    await Promise.all([once(first, 'spawn'), once(second, 'spawn')]);
    await until(
      async () => markedProcesses(runMark(killed)).length > 0 && markedProcesses(runMark(other)).length > 0,
    );
    expect(await sweepProcesses(killed)).toBe(1);
    expect(await sweepProcesses(killed)).toBe(0);
    expect(markedProcesses(runMark(other))).toHaveLength(1);
    expect(await sweepProcesses(other)).toBe(1);
  });
});

test('facts: every cap is either held or missing, the network never held', () => {
  expect(facts.kind).toBe('process');
  expect([...facts.capsHeld, ...facts.capsMissing].sort()).toEqual(
    ['core', 'cpus', 'memory', 'network', 'open files', 'pids'].sort(),
  );
  expect(facts.capsMissing).toContain('network');
  expect(facts.version).toBe(process.version);
});

test('our upstream listens on loopback', async () => {
  expect(await runtime.upstreamHost()).toBe('127.0.0.1');
});
