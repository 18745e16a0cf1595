import { describe, expect, it } from 'vitest';
import {
  contentionBetween,
  parseCoreTime,
  parseStat,
  readCoreTime,
  watchContention,
} from '../../../src/system/contention.js';

const STAT = 'cpu  100 5 50 800 10 1 4 30 20 0\ncpu0 50 5 25 400 5 1 2 15 10 0\nintr 5\n';

describe('what others take of the machine', () => {
  it('reads steal and the time of all CPUs, guest time not twice', () => {
    expect(parseStat(STAT)).toEqual({ steal: 30, total: 1000 });
  });

  it.each(['', 'cpu  1 2 3\n', 'cpu  a b c d e f g h\n'])('knows nothing from %j', (text) => {
    expect(parseStat(text)).toEqual({ steal: null, total: null });
  });

  it('tells the share of what has passed', () => {
    const before = { steal: 30, total: 1000 };
    expect(contentionBetween(before, { steal: 50, total: 1200 })).toEqual({ steal: 0.1 });
    expect(contentionBetween(before, before)).toEqual({ steal: null });
    expect(contentionBetween({ steal: null, total: null }, before)).toEqual({ steal: null });
  });

  it('gives a share from 0 to 1 on a machine that tells, else null', () => {
    const stop = watchContention();
    const from = performance.now();
    while (performance.now() - from < 60);
    const { steal } = stop();
    expect(steal === null || (steal >= 0 && steal <= 1)).toBe(true);
  });
});

describe('the time of some cores', () => {
  const cores = `${STAT}cpu1 1 2 3 400 5 1 2 4 0 0\ncpu11 9 9 9 9 9 9 9 9 9 9\n`;

  it('is all but idle time, waiting for disks, and interrupts', () => {
    expect(parseCoreTime(cores, [0])).toEqual({ busyUs: 950_000, stealUs: 150_000 });
    expect(parseCoreTime(cores, [0, 1])).toEqual({ busyUs: 1_050_000, stealUs: 190_000 });
  });

  it.each(['', 'cpu0 1 2\n', 'cpu0 a b c d e f g h\n'])('is not known from %j', (text) => {
    expect(parseCoreTime(text, [0])).toBeNull();
    expect(parseCoreTime(cores, [0, 7])).toBeNull();
  });

  it('grows on a machine that tells', () => {
    const before = readCoreTime([0]);
    const after = readCoreTime([0]);
    expect(before === null || (after?.busyUs ?? 0) >= before.busyUs).toBe(true);
  });
});
