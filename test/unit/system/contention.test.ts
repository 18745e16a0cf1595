import { describe, expect, it } from 'vitest';
import { contentionBetween, parseStat, watchContention } from '../../../src/system/contention.js';

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
