import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { descendantsOf, endDescendants } from '../../../src/system/descendants.js';
import { isAlive, parseProcess, readProcess } from '../../../src/system/proc.js';

/** Starts a program that starts `depth` more below itself; each tells its id when it is up. */
async function startTree(depth: number, ignoreTerm: boolean) {
  const script = `
    const depth = Number(process.argv[1]);
    if (${ignoreTerm}) process.on('SIGTERM', () => {});
    setInterval(() => {}, 1000);
    console.log(process.pid);
    if (depth > 0) require('node:child_process').spawn(process.execPath,
      ['-e', process.env.SCRIPT, '--', String(depth - 1)], { stdio: 'inherit' });
  `;
  const child = spawn(process.execPath, ['-e', script, '--', String(depth)], {
    env: { SCRIPT: script },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  while (text.split('\n').length - 1 < depth + 1) text += String((await once(child.stdout, 'data'))[0]);
  return { child, pids: text.trim().split('\n').map(Number) };
}

test.each([false, true])('ends a whole tree below a process (SIGTERM ignored: %s)', async (ignoreTerm) => {
  const { child, pids } = await startTree(3, ignoreTerm);
  const root = child.pid ?? 0;
  expect(descendantsOf(root).map((entry) => entry.pid)).toEqual(pids.slice(1));
  expect(await endDescendants(root)).toBe(3);
  expect(descendantsOf(root)).toEqual([]);
  expect(readProcess(root)).toMatchObject({ pid: root, parent: process.pid });
  child.kill('SIGKILL');
  await once(child, 'exit');
});

test('a process without descendants has nothing to end', async () => {
  const { child } = await startTree(0, false);
  expect(await endDescendants(child.pid ?? 0)).toBe(0);
  child.kill('SIGKILL');
  await once(child, 'exit');
});

test('another process with the same id is not the one that was seen', () => {
  const self = readProcess(process.pid);
  expect(self).not.toBeNull();
  if (self === null) return;
  expect(isAlive(self)).toBe(true);
  expect(isAlive({ ...self, startTime: '1' })).toBe(false);
});

test('reads a stat line whose name holds blanks and parentheses', () => {
  const stat = '7 (a) b (c) S 3 7 7 0 -1 4194560 1 0 0 0 11 12 0 0 20 0 1 0 4711 0 0';
  expect(parseProcess(7, stat)).toEqual({ pid: 7, parent: 3, state: 'S', startTime: '4711' });
});
