import { describe, expect, it } from 'vitest';
import { openPaced } from '../../../src/load/opening.js';

const never = new AbortController().signal;

describe('opening connections', () => {
  it('opens all of them, 50 at a time and 5,000 a second at most', async () => {
    const times: number[] = [];
    const crew = { count: 230, open: () => times.push(performance.now()), settled: () => times.length };
    const began = performance.now();
    await openPaced(crew, true, never);
    expect(times).toHaveLength(230);
    // Timers may be early by a part of a millisecond.
    expect(performance.now() - began).toBeGreaterThan(4 * 9);
    for (const [at, time] of times.entries()) {
      if (at >= 50) expect(time - (times[at - 50] ?? 0)).toBeGreaterThan(8);
    }
  });

  it('has 100 on their way at most, and none when it ends', async () => {
    let [begun, settled, most] = [0, 0, 0];
    const open = () => {
      begun += 1;
      most = Math.max(most, begun - settled);
      setTimeout(() => {
        settled += 1;
      }, 60);
    };
    await openPaced({ count: 300, open, settled: () => settled }, true, never);
    expect(most).toBeGreaterThan(50);
    expect(most).toBeLessThanOrEqual(100);
    expect(settled).toBe(300);
  });

  it('waits for none where nobody asks', async () => {
    let begun = 0;
    const open = () => {
      begun += 1;
    };
    await openPaced({ count: 120, open, settled: () => 0 }, false, never);
    expect(begun).toBe(120);
  });

  it('ends at once when it is given up', async () => {
    const controller = new AbortController();
    const reason = new Error('given up');
    let begun = 0;
    const open = () => {
      begun += 1;
      if (begun === 100) controller.abort(reason);
    };
    const opening = openPaced({ count: 1_000, open, settled: () => begun }, true, controller.signal);
    await expect(opening).rejects.toBe(reason);
    expect(begun).toBe(100);
  });
});
