import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createCgroupReader, createPeak } from '../../../../src/runtime/cgroup/read.js';
import type { Clock } from '../../../../src/system/clock.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'loadgate-cgroup-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const clock: Clock = { now: () => 0, monotonicNs: () => 77n, sleep: async () => {} };

/** Writes files as the kernel would show them. */
function show(folder: string, files: Record<string, string>): string {
  const path = join(root, folder);
  mkdirSync(path, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
  return path;
}

const MiB = 2 ** 20;

describe('v1', () => {
  const cpu = { 'cpu.stat': 'nr_periods 9\nnr_throttled 2\nthrottled_time 3500000\n' };
  const cpuacct = {
    'cpuacct.usage': '9000000\n',
    'cpuacct.usage_user': '8000000\n',
    'cpuacct.usage_sys': '4000000\n',
  };
  const memory = {
    'memory.usage_in_bytes': `${50 * MiB}\n`,
    'memory.max_usage_in_bytes': `${70 * MiB}\n`,
    'memory.stat': `cache 1\ntotal_inactive_file ${8 * MiB}\ntotal_active_file ${2 * MiB}\n`,
    'memory.oom_control': 'oom_kill_disable 0\nunder_oom 0\noom_kill 3\n',
  };

  test('reads all of it; the exact total is divided as the sampled user and system time', () => {
    const folders = {
      cpu: show('cpu', cpu),
      cpuacct: show('cpuacct', cpuacct),
      memory: show('memory', memory),
    };
    const reader = createCgroupReader({ version: 'v1', folders }, clock);
    expect(reader.counters()).toEqual({
      atNs: 77n,
      cpuUserUs: 6000,
      cpuSystemUs: expect.closeTo(3000, 6),
      throttledUs: 3500,
      throttledPeriods: 2,
      threads: null,
      memoryBytes: 40 * MiB,
      peakMemoryBytes: 60 * MiB,
    });
    expect(reader.memoryBytes()).toBe(40 * MiB);
    expect(reader.oomKills()).toBe(3);
  });

  test('a controller that is not there is not told', () => {
    const reader = createCgroupReader(
      { version: 'v1', folders: { cpuacct: show('cpuacct', cpuacct) } },
      clock,
    );
    expect(reader.counters()).toMatchObject({
      cpuUserUs: 6000,
      throttledUs: null,
      memoryBytes: null,
      peakMemoryBytes: null,
    });
    expect(reader.oomKills()).toBe(0);
  });
});

describe('v2', () => {
  const files = {
    'cpu.stat': 'usage_usec 900\nuser_usec 600\nsystem_usec 300\nnr_throttled 1\nthrottled_usec 42\n',
    'memory.current': `${50 * MiB}\n`,
    'memory.peak': `${70 * MiB}\n`,
    'memory.stat': `anon 1\ninactive_file ${8 * MiB}\nactive_file ${2 * MiB}\n`,
    'memory.events': 'low 0\nhigh 0\nmax 5\noom 1\noom_kill 1\n',
  };

  test('reads all of it', () => {
    const reader = createCgroupReader({ version: 'v2', folder: show('all', files), root }, clock);
    expect(reader.counters()).toEqual({
      atNs: 77n,
      cpuUserUs: 600,
      cpuSystemUs: 300,
      throttledUs: 42,
      throttledPeriods: 1,
      threads: null,
      memoryBytes: 40 * MiB,
      peakMemoryBytes: 60 * MiB,
    });
    expect(reader.memoryBytes()).toBe(40 * MiB);
    expect(reader.oomKills()).toBe(1);
  });

  test('a reading of memory alone is one of those that make the peak', () => {
    const { 'memory.peak': _, ...older } = files;
    const folder = show('sampled', older);
    const reader = createCgroupReader({ version: 'v2', folder, root }, clock);
    writeFileSync(join(folder, 'memory.current'), `${90 * MiB}\n`);
    expect(reader.memoryBytes()).toBe(80 * MiB);
    writeFileSync(join(folder, 'memory.current'), `${50 * MiB}\n`);
    expect(reader.counters()).toMatchObject({ memoryBytes: 40 * MiB, peakMemoryBytes: 80 * MiB });
  });

  test('an older kernel keeps no peak: the highest reading is taken', () => {
    const { 'memory.peak': _, ...older } = files;
    const folder = show('older', older);
    const reader = createCgroupReader({ version: 'v2', folder, root }, clock);
    reader.counters();
    writeFileSync(join(folder, 'memory.current'), `${20 * MiB}\n`);
    expect(reader.counters()).toMatchObject({ memoryBytes: 10 * MiB, peakMemoryBytes: 40 * MiB });
  });

  test('without the memory and cpu controllers only CPU time is told', () => {
    const folder = show('bare', { 'cpu.stat': 'usage_usec 900\nuser_usec 600\nsystem_usec 300\n' });
    const reader = createCgroupReader({ version: 'v2', folder, root }, clock);
    expect(reader.counters()).toMatchObject({ cpuUserUs: 600, throttledUs: null, memoryBytes: null });
    expect(reader.memoryBytes()).toBeNull();
  });
});

test('a cgroup that is gone: counters throw, no OOM kill is told', () => {
  const reader = createCgroupReader({ version: 'v2', folder: join(root, 'gone'), root }, clock);
  expect(() => reader.counters()).toThrow('ENOENT');
  expect(reader.oomKills()).toBe(0);
});

describe('the peak', () => {
  test('never counts page cache, and never falls', () => {
    const peak = createPeak();
    expect(peak({ used: 100, highest: 100, files: 60 })).toBe(40);
    expect(peak({ used: 130, highest: 200, files: 60 })).toBe(140);
    expect(peak({ used: 10, highest: 200, files: 190 })).toBe(140);
  });

  test('is not told before anything is', () => {
    expect(createPeak()({ used: null, highest: null, files: 0 })).toBeNull();
  });
});
