import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from 'esbuild';
import { afterEach, expect, test } from 'vitest';
import { exec } from '../../../src/system/exec.js';
import { readProcess } from '../../../src/system/proc.js';

const node = process.execPath;
/** A program that tells its process id and then waits for ever. */
const waiting = 'console.log(process.pid); setInterval(() => {}, 1000);';
const undo: (() => void)[] = [];
afterEach(() => {
  for (const one of undo.splice(0)) one();
});

/** Resolves when the program has written its first line, so that it is surely under way. */
function startedProgram(argv: readonly string[], signal: AbortSignal) {
  let begin: (line: string) => void = () => {};
  const firstLine = new Promise<string>((resolve) => {
    begin = resolve;
  });
  const result = exec(argv, { signal, onLine: begin });
  result.catch(() => {});
  return { firstLine, result };
}

test('gives out the exit code and both streams', async () => {
  const script = 'console.log("out"); console.error("err"); process.exitCode = 3;';
  expect(await exec([node, '-e', script])).toEqual({ exitCode: 3, stdout: 'out\n', stderr: 'err\n' });
});

test('passes arguments as they are, without a shell', async () => {
  const awkward = ['$(id)', '`id`', 'a \'b\' "c"', '*', ''];
  const script = 'console.log(JSON.stringify(process.argv.slice(1)));';
  const { stdout } = await exec([node, '-e', script, '--', ...awkward]);
  expect(JSON.parse(stdout)).toEqual(awkward);
});

test('inherits nothing but PATH', async () => {
  process.env['LOADGATE_TEST_SECRET'] = 'x';
  undo.push(() => delete process.env['LOADGATE_TEST_SECRET']);
  const script = 'console.log(JSON.stringify(process.env));';
  const { stdout } = await exec([node, '-e', script], { env: { GIVEN: '1' } });
  expect(JSON.parse(stdout)).toEqual({ PATH: process.env['PATH'], GIVEN: '1' });
});

test('sends input and survives a program that does not read it', async () => {
  const echo = 'process.stdin.pipe(process.stdout);';
  expect((await exec([node, '-e', echo], { input: 'grüße' })).stdout).toBe('grüße');
  const big = 'x'.repeat(4 * 1024 * 1024);
  expect((await exec([node, '-e', 'process.stdin.destroy();'], { input: big })).exitCode).toBe(0);
});

test('passes a stream on as it comes, and says which stream a line is of', async () => {
  const input = new PassThrough();
  const program =
    "process.stdin.on('data', (piece) => { console.log('got', String(piece)); console.error('seen'); }).on('end', () => console.log('end'))";
  const lines: string[] = [];
  const result = exec([node, '-e', program], {
    input,
    onLine: (line, stream) => {
      lines.push(`${stream}: ${line}`);
      if (line === 'got a') input.end('b');
    },
  });
  input.write('a');
  expect((await result).exitCode).toBe(0);
  expect(lines.filter((line) => line.startsWith('stdout'))).toEqual([
    'stdout: got a',
    'stdout: got b',
    'stdout: end',
  ]);
  expect(lines).toContain('stderr: seen');
});

test('gives out lines as they come, whole ones, from both streams', async () => {
  const script = `
    const bytes = Buffer.from('ä\\nsecond\\r\\nlast');
    process.stdout.write(bytes.subarray(0, 1));
    setTimeout(() => { process.stdout.write(bytes.subarray(1)); process.stderr.write('e\\n'); }, 20);
  `;
  const lines: string[] = [];
  await exec([node, '-e', script], { onLine: (line) => lines.push(line) });
  expect(lines.toSorted()).toEqual(['e', 'last', 'second', 'ä']);
});

test('runs in the given folder', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'loadgate-exec-'));
  undo.push(() => rmSync(folder, { recursive: true }));
  expect((await exec([node, '-e', 'console.log(process.cwd())'], { cwd: folder })).stdout.trim()).toBe(
    folder,
  );
});

test('a missing program, a missing folder and a file that is no program have codes of their own', async () => {
  await expect(exec(['loadgate-no-such-program'])).rejects.toMatchObject({ code: 'program-missing' });
  await expect(exec([node, '-v'], { cwd: '/no/such/folder' })).rejects.toMatchObject({
    code: 'folder-missing',
  });
  await expect(exec([tmpdir()])).rejects.toMatchObject({ code: 'program-failed' });
});

test('an abort before the start starts nothing', async () => {
  const reason = new Error('cancelled');
  await expect(exec(['loadgate-no-such-program'], { signal: AbortSignal.abort(reason) })).rejects.toBe(
    reason,
  );
});

test('an abort ends the program and rejects with its reason', async () => {
  const controller = new AbortController();
  const { firstLine, result } = startedProgram([node, '-e', waiting], controller.signal);
  const pid = Number(await firstLine);
  const reason = new Error('cancelled');
  controller.abort(reason);
  await expect(result).rejects.toBe(reason);
  expect(readProcess(pid)).toBeNull();
});

test('a program that ignores SIGTERM, and its children, get SIGKILL', async () => {
  const controller = new AbortController();
  const stubborn = `process.on('SIGTERM', () => {}); setInterval(() => {}, 1000);`;
  const script = `
    const child = require('node:child_process').spawn(process.execPath,
      ['-e', ${JSON.stringify(`${stubborn} console.log(process.pid);`)}], { stdio: ['ignore', 'pipe', 'ignore'] });
    child.stdout.once('data', (data) => console.log(process.pid + ' ' + data));
    ${stubborn}
  `;
  const { firstLine, result } = startedProgram([node, '-e', script], controller.signal);
  const pids = (await firstLine).split(' ').map(Number);
  expect(pids).toHaveLength(2);
  controller.abort(new Error('cancelled'));
  await expect(result).rejects.toThrow('cancelled');
  expect(pids.map(readProcess).filter((entry) => entry !== null && entry.state !== 'Z')).toEqual([]);
});

test('a time-out ends the program', async () => {
  await expect(exec([node, '-e', 'setInterval(() => {}, 1000)'], { timeoutMs: 200 })).rejects.toMatchObject({
    code: 'timeout',
    kind: 'machine',
  });
});

test('a program that a signal ends has 128 + the number of the signal', async () => {
  expect((await exec([node, '-e', 'process.kill(process.pid, "SIGTERM")'])).exitCode).toBe(143);
});

test('where the program ends of the same signal as we do, the abort is the reason', async () => {
  const controller = new AbortController();
  const { firstLine, result } = startedProgram([node, '-e', waiting], controller.signal);
  process.kill(Number(await firstLine), 'SIGINT');
  setTimeout(() => controller.abort(new Error('cancelled')), 20);
  await expect(result).rejects.toThrow('cancelled');
});

test('a program that writes without end is ended', async () => {
  const script = 'const b = Buffer.alloc(1 << 20, 97); const f = () => process.stdout.write(b, f); f();';
  await expect(exec([node, '-e', script])).rejects.toMatchObject({ code: 'output-too-long' });
});

test('whoever ends our process group ends the program too', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'loadgate-exec-'));
  undo.push(() => rmSync(folder, { recursive: true }));
  const bundle = join(folder, 'exec.mjs');
  const source = join(import.meta.dirname, '../../../src/system/exec.ts');
  await build({ entryPoints: [source], outfile: bundle, bundle: true, platform: 'node', format: 'esm' });
  const script = `
    import { exec } from ${JSON.stringify(bundle)};
    await exec([process.execPath, '-e', ${JSON.stringify(waiting)}], { onLine: (line) => console.log(line) });
  `;
  const ours = spawn(node, ['--input-type=module', '-e', script], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const pid = Number(String((await once(ours.stdout, 'data'))[0]));
  expect(readProcess(pid)).toMatchObject({ parent: ours.pid });
  process.kill(-(ours.pid ?? 0), 'SIGKILL');
  await once(ours, 'exit');
  for (let now = readProcess(pid); now !== null && now.state !== 'Z'; now = readProcess(pid)) await sleep(20);
});
