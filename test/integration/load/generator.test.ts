import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startGenerator } from '../../../src/load/generator.js';
import type { GeneratorProcess } from '../../../src/load/job.js';
import { allowedCores } from '../../../src/runtime/cores.js';
import { type BundledChild, bundleChild } from '../../support/bundle.js';
import { loadJob, NO_FAILURES } from '../../support/load.js';
import { ended } from '../../support/processes.js';
import {
  answering,
  answerText,
  refusedPort,
  silent,
  startServer,
  type TestServer,
} from '../../support/servers.js';

let bundle: BundledChild;
beforeAll(async () => {
  bundle = await bundleChild('src/load/child.ts');
});
afterAll(() => bundle.remove());

let server: TestServer | undefined;
const generators: GeneratorProcess[] = [];
afterEach(async () => {
  await Promise.all(generators.splice(0).map((generator) => generator.close()));
  await server?.close();
});

async function start(changes: { cores?: readonly number[]; signal?: AbortSignal } = {}) {
  const generator = await startGenerator({ childPath: bundle.path, cores: null, ...changes });
  generators.push(generator);
  return generator;
}

const statusOf = (pid: number) => readFileSync(`/proc/${pid}/status`, 'utf8');

describe('a load generator', () => {
  it('runs one job after the other in one process', async () => {
    server = await answering();
    const generator = await start();
    for (const connections of [1, 8, 2]) {
      const result = await generator.run(loadJob(server.url, { connections, durationMs: 200 }));
      expect(result).toMatchObject({ failures: NO_FAILURES, connectionsOpened: connections });
      expect(result.requests).toBeGreaterThan(0);
      expect(result.rps).toBeGreaterThan(0);
    }
  });

  it('opens many connections before its start, loads over them, and resets them', async () => {
    let [requestsBefore, resets] = [0, 0];
    server = await startServer({
      onConnection: (socket) => {
        socket.on('error', (error) => {
          if ('code' in error && error.code === 'ECONNRESET') resets += 1;
        });
      },
      onRequest: (socket) => {
        socket.write(answerText({}));
      },
    });
    const generator = await start();
    const job = loadJob(server.url, { connections: 2_000, durationMs: 1_000, trimMs: 300, timeoutMs: 2_000 });
    const opening = await generator.open(job);
    requestsBefore = server.requests();
    // 5,000 a second at most.
    expect(opening).toMatchObject({ opened: 2_000, failed: 0 });
    expect(opening.tookMs).toBeGreaterThan(350);
    // They are open as soon as the kernel has taken them; the server accepts them a moment later.
    await expect.poll(server.connections).toBe(2_000);
    expect(requestsBefore).toBe(0);
    // The others may take longer to open than a request may take.
    await sleep(2_100);
    const startAtNs = (process.hrtime.bigint() + 20_000_000n).toString();
    const result = await generator.run({ ...job, startAtNs });
    expect(result).toMatchObject({ connectionsOpened: 2_000, failures: NO_FAILURES });
    expect(result.requests).toBeGreaterThan(1_000);
    expect(result.generatorDelayUs).toBeGreaterThanOrEqual(0);
    expect(server.connections()).toBe(2_000);
    await expect.poll(() => resets, { timeout: 5_000 }).toBe(2_000);
  }, 30_000);

  it('closes what was opened for a job that never came', async () => {
    let open = 0;
    server = await startServer({
      onConnection: (socket) => {
        open += 1;
        socket.on('close', () => {
          open -= 1;
        });
      },
      onRequest: (socket) => {
        socket.write(answerText({}));
      },
    });
    const generator = await start();
    await generator.open(loadJob(server.url, { connections: 1_000 }));
    await expect.poll(() => open).toBe(1_000);
    await generator.open(loadJob(server.url, { connections: 10 }));
    await expect.poll(() => open).toBe(10);
    const { connectionsOpened } = await generator.run(loadJob(server.url, { connections: 10 }));
    expect(connectionsOpened).toBe(10);
  });

  it('keeps its jobs apart when they are given at once', async () => {
    server = await answering();
    const generator = await start();
    const jobs = [loadJob(server.url, { durationMs: 150 }), loadJob(server.url, { durationMs: 200 })];
    const results = await Promise.all(jobs.map((job) => generator.run(job)));
    expect(results.map(({ windowMs }) => windowMs)).toEqual([50, 100]);
    expect(BigInt(results[1]?.windowStartNs ?? 0)).toBeGreaterThan(BigInt(results[0]?.windowEndNs ?? 0));
  });

  it('shares its start with another one', async () => {
    server = await answering();
    const { url } = server;
    const pair = await Promise.all([start(), start()]);
    const startAtNs = (process.hrtime.bigint() + 300_000_000n).toString();
    const results = await Promise.all(
      pair.map((one) => one.run(loadJob(url, { startAtNs, durationMs: 300, trimMs: 100 }))),
    );
    const starts = results.map(
      ({ windowStartNs }) => Number(BigInt(windowStartNs) - BigInt(startAtNs)) / 1e6,
    );
    for (const at of starts) expect(at).toBeCloseTo(100, 1);
  });

  it('tells of a target that fails, and lives on', async () => {
    const generator = await start();
    const refused = await generator.run(
      loadJob(`http://127.0.0.1:${await refusedPort()}/`, { durationMs: 150 }),
    );
    expect(refused.failures.refused).toBeGreaterThan(0);
    server = await answering();
    expect((await generator.run(loadJob(server.url))).failures).toEqual(NO_FAILURES);
  });

  it('gives up an aborted job, closes its connections, and takes the next one', async () => {
    server = await silent();
    const generator = await start();
    const controller = new AbortController();
    const running = generator.run(loadJob(server.url, { durationMs: 60_000 }), controller.signal);
    while (server.requests() < 4) await new Promise((resolve) => setTimeout(resolve, 2));
    const reason = new Error('enough');
    controller.abort(reason);
    await expect(running).rejects.toBe(reason);
    await server.close();
    server = await answering();
    expect((await generator.run(loadJob(server.url))).requests).toBeGreaterThan(0);
  });

  it('refuses a job that makes no sense without asking its process', async () => {
    const generator = await start();
    await expect(generator.run(loadJob('ftp://127.0.0.1/'))).rejects.toMatchObject({
      ...{ code: 'load-job-wrong', kind: 'usage' },
    });
  });

  it('has an environment with nothing of ours', async () => {
    const generator = await start();
    const names = readFileSync(`/proc/${generator.pid}/environ`, 'utf8')
      .split('\0')
      .filter((entry) => entry !== '')
      .map((entry) => entry.split('=')[0]);
    expect(names.filter((name) => !name?.startsWith('NODE_CHANNEL_'))).toEqual([]);
  });

  it('is pinned to its cores', async () => {
    const core = allowedCores().at(-1) ?? 0;
    const generator = await start({ cores: [core] });
    expect(generator.cores).toEqual([core]);
    expect(statusOf(generator.pid)).toContain(`Cpus_allowed_list:\t${core}\n`);
  });

  it('runs unpinned, and says so, where its cores are not to be had', async () => {
    const generator = await start({ cores: [1000] });
    expect(generator.cores).toBeNull();
  });

  it('ends when it is closed, and closing again does nothing', async () => {
    const generator = await start();
    await generator.close();
    await generator.close();
    expect(await ended(generator.pid)).toBe(true);
    await expect(generator.run(loadJob('http://127.0.0.1:1/'))).rejects.toMatchObject({
      code: 'child-closed',
    });
  });

  it('ends when its signal is aborted, and what it ran ends with the reason', async () => {
    server = await silent();
    const controller = new AbortController();
    const generator = await start({ signal: controller.signal });
    const running = generator.run(loadJob(server.url, { durationMs: 60_000 }));
    while (server.requests() < 4) await new Promise((resolve) => setTimeout(resolve, 2));
    const reason = new Error('the run is over');
    controller.abort(reason);
    await expect(running).rejects.toBe(reason);
    expect(await ended(generator.pid)).toBe(true);
    await expect(
      startGenerator({ childPath: bundle.path, cores: null, signal: controller.signal }),
    ).rejects.toBe(reason);
  });

  it('says so when its process dies', async () => {
    server = await silent();
    const generator = await start();
    const running = generator.run(loadJob(server.url, { durationMs: 60_000 }));
    while (server.requests() < 4) await new Promise((resolve) => setTimeout(resolve, 2));
    process.kill(generator.pid, 'SIGKILL');
    await expect(running).rejects.toMatchObject({ code: 'child-died', kind: 'machine' });
    await expect(running).rejects.toThrow('the load generator ended by itself (SIGKILL)');
  });

  it("says so when it can't start, with what it said", async () => {
    const error = await startGenerator({ childPath: '/nowhere/load.js', cores: null }).catch(
      (thrown) => thrown,
    );
    expect(error).toMatchObject({ code: 'child-start-failed', kind: 'machine' });
    expect(error.log.join('\n')).toContain('/nowhere/load.js');
  });

  it.each(['SIGKILL', 'SIGTERM'] as const)('does not outlive its parent, which %s ends', async (signal) => {
    server = await silent();
    const library = await bundleChild('src/load/generator.ts');
    const job = loadJob(server.url, { durationMs: 60_000 });
    const program = `
      import { startGenerator } from ${JSON.stringify(library.path)};
      const generator = await startGenerator({ childPath: ${JSON.stringify(bundle.path)}, cores: null });
      process.stdout.write(String(generator.pid));
      await generator.run(${JSON.stringify(job)});`;
    try {
      const argv = ['--input-type=module', '-e', program];
      const parent = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] });
      const [pid] = await once(parent.stdout, 'data');
      while (server.requests() < 4) await new Promise((resolve) => setTimeout(resolve, 2));
      parent.kill(signal);
      await once(parent, 'exit');
      expect(await ended(Number(pid))).toBe(true);
    } finally {
      library.remove();
    }
  });

  it('is no program to be started by hand', () => {
    const { status, stderr } = spawnSync(process.execPath, [bundle.path], { encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr).toContain('is a part of loadgate and is started by it');
  });

  it('leaves Ctrl-C to its parent', async () => {
    server = await answering();
    const generator = await start();
    process.kill(generator.pid, 'SIGINT');
    expect((await generator.run(loadJob(server.url, { durationMs: 150 }))).requests).toBeGreaterThan(0);
  });

  it('needs at most 150 MB for 1,000 connections', async () => {
    server = await answering({}, 20);
    const generator = await start();
    const result = await generator.run(
      loadJob(server.url, { connections: 1_000, durationMs: 1_500, trimMs: 200 }),
    );
    expect(result).toMatchObject({ failures: NO_FAILURES, connectionsOpened: 1_000 });
    expect(result.generatorMemoryBytes).toBeLessThan(150e6);
  });
});
