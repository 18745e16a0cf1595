import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parseSchedstat, processesIn, threadsIn, threadsOf } from '../../../src/runtime/threads.js';

const folder = mkdtempSync(join(tmpdir(), 'loadgate-tasks-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('times of a thread are read, and nothing is made of what is no such line', () => {
  expect(parseSchedstat('2731139197 1187062623 12717\n')).toEqual({
    ranNs: 2731139197,
    waitedNs: 1187062623,
  });
  expect(parseSchedstat('')).toBeNull();
  expect(parseSchedstat('a b c')).toBeNull();
});

describe.runIf(process.platform === 'linux')('on this machine', () => {
  test('a process has its threads and their times', () => {
    const threads = threadsOf([process.pid]);
    expect(threads.size).toBeGreaterThan(1);
    expect(threads.get(process.pid)?.ranNs).toBeGreaterThan(0);
  });

  test('a cgroup lists both; what has ended in between is left out', () => {
    writeFileSync(join(folder, 'cgroup.procs'), `${process.pid}\n`);
    writeFileSync(join(folder, 'tasks'), `${process.pid}\n${2 ** 30}\n`);
    expect([...(processesIn(folder) ?? [])]).toEqual([process.pid]);
    expect([...(threadsIn(folder, 'tasks')?.keys() ?? [])]).toEqual([process.pid]);
    expect(threadsIn(folder, 'cgroup.threads')).toBeNull();
    expect(processesIn(join(folder, 'gone'))).toBeNull();
  });
});
