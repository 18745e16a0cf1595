import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sweepRun } from '../../../../src/runtime/docker/sweep.js';
import { findTools } from '../../../../src/runtime/process/launch.js';
import { markedProcesses, runMark, sweepProcesses } from '../../../../src/runtime/process/marks.js';
import { exec } from '../../../../src/system/exec.js';
import { docker, dockerAvailable, tryDocker } from '../../../support/docker.js';
import { checkout, newRunId, until } from '../support.js';

// What is left when loadgate itself is killed, so that none of its own clean-up runs.
const tools = await findTools(exec, process.env);
const src = join(import.meta.dirname, '../../../../src');
const support = join(import.meta.dirname, '../../../support');

/** Starts one target and tells each step; then waits. */
const PROGRAM = `
import { chooseRuntime } from '${src}/runtime/choose.js';
import { exec } from '${src}/system/exec.js';
import { systemClock } from '${src}/system/clock.js';
import { aTarget } from '${support}/targets.js';
const [kind, runId, sourceDir] = process.argv.slice(2);
const target = aTarget({
  name: runId, command: ['sleep', '600'], port: 1, readyTimeoutMs: 1000,
  caps: { cpus: 1, memoryBytes: 128 << 20, pids: 50, openFiles: 500 },
});
const { signal } = new AbortController();
const runtime = await chooseRuntime(kind, { exec, clock: systemClock, runId }, [target]);
console.log('building');
const artifact = await runtime.build({ target, side: 'candidate', sourceDir, signal, onLine: (line) => console.log(line) });
console.log('starting');
const instance = await runtime.start({ artifact, cores: null, env: {}, signal });
console.log('started', instance.id);
setInterval(() => {}, 1000);
`;

let program = '';
const folder = checkout({ 'program.ts': PROGRAM });
beforeAll(async () => {
  program = join(folder.dir, 'program.mjs');
  const entry = join(folder.dir, 'program.ts');
  await build({ entryPoints: [entry], outfile: program, bundle: true, platform: 'node', format: 'esm' });
});
afterAll(folder.remove);

/** Runs the program in a process group of its own until it writes a line. */
async function runUntil(line: RegExp, args: readonly string[]): Promise<ChildProcess> {
  const child = spawn(process.execPath, [program, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  for await (const said of createInterface(child.stdout)) if (line.test(said)) return child;
  throw new Error(`the program ended before it said ${line}`);
}

async function kill(child: ChildProcess, signal: NodeJS.Signals, group: boolean): Promise<void> {
  const gone = once(child, 'exit');
  process.kill(group ? -(child.pid ?? 0) : (child.pid ?? 0), signal);
  await gone;
}

const leftFolders = (runId: string): string[] => readdirSync(tmpdir()).filter((name) => name.includes(runId));

describe('loadgate is killed while a process runs', () => {
  test.runIf(tools.setpriv !== null)('the process goes with it', async () => {
    const runId = newRunId();
    const child = await runUntil(/^started/, ['process', runId, folder.dir]);
    expect(markedProcesses(runMark(runId))).toHaveLength(1);
    await kill(child, 'SIGKILL', false);
    await until(async () => markedProcesses(runMark(runId)).length === 0);
    await sweepProcesses(runId);
    expect(leftFolders(runId)).toEqual([]);
  });

  test.runIf(process.platform === 'linux')('the sweep finds it, its cgroup and its folder', async () => {
    const runId = newRunId();
    const child = await runUntil(/^started/, ['process', runId, folder.dir]);
    expect(leftFolders(runId)).toHaveLength(1);
    await kill(child, 'SIGKILL', false);
    await sweepProcesses(runId);
    expect(markedProcesses(runMark(runId))).toEqual([]);
    expect(leftFolders(runId)).toEqual([]);
  });
});

describe.skipIf(!dockerAvailable)('loadgate is killed while a container', () => {
  const left = async (runId: string): Promise<string> =>
    `${await docker(['ps', '-aq', '--filter', `label=loadgate.run=${runId}`])}${await docker(['network', 'ls', '-q', '--filter', `label=loadgate.run=${runId}`])}`;

  test.each([
    ['is built, by its group', /sleeping$/, 0, true],
    ['is built, alone', /sleeping$/, 0, false],
    ['starts', /^starting/, 0, false],
    ['starts, 100 ms later', /^starting/, 100, false],
    ['starts, by its group', /^starting/, 60, true],
    ['runs', /^started/, 0, true],
  ])('%s', async (what, line, laterMs, group) => {
    const runId = newRunId();
    const step = what.startsWith('is built') ? `RUN echo sleeping && sleep 20 && echo ${runId}\n` : '';
    const source = checkout({ Dockerfile: `FROM python:3.13-slim\n${step}CMD ["sleep", "600"]\n` });
    try {
      const child = await runUntil(line, ['docker', runId, source.dir]);
      await sleep(laterMs);
      await kill(child, 'SIGKILL', group);
      // What the engine was asked for before may still be made: the post step comes seconds later.
      await sleep(1000);
      await sweepProcesses(runId);
      await sweepRun(exec, runId);
      expect(markedProcesses(runMark(runId))).toEqual([]);
      expect(await left(runId)).toBe('');
      expect(leftFolders(runId)).toEqual([]);
      // A build whose client is gone is cancelled by the engine.
      const building = () => docker(['ps', '-a', '--no-trunc', '--format', '{{.Command}}']);
      await until(async () => !(await building()).includes(runId));
    } finally {
      await sweepRun(exec, runId);
      await tryDocker(['image', 'rm', '--force', `loadgate/${runId}:candidate`]);
      source.remove();
    }
  });
});
