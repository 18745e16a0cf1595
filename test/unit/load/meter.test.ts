import { describe, expect, it } from 'vitest';
import { createMeter } from '../../../src/load/meter.js';
import { NO_FAILURES } from '../../support/load.js';

describe('the meter of a round', () => {
  it('counts right answers that came inside the window, and only those', () => {
    const meter = createMeter({ start: 100, end: 1100 });
    meter.answered(90, 99.9);
    meter.answered(90, 100);
    meter.answered(500, 500.25);
    meter.answered(1090, 1099.9);
    meter.answered(1090, 1100);
    const figures = meter.figures();
    expect(figures).toMatchObject({ requests: 3, answers: 5, failures: NO_FAILURES, connectionsOpened: 0 });
    expect(figures.latencyUs).toMatchObject({ min: 250, max: 10_000 });
  });

  it('counts failures whenever they happen, by kind, and never as throughput', () => {
    const meter = createMeter({ start: 100, end: 1100 });
    for (const kind of ['refused', 'reset', 'reset', 'timeout', 'non2xx', 'wrongBody', 'other'] as const) {
      meter.failed(kind);
    }
    meter.opened();
    expect(meter.figures()).toMatchObject({
      ...{ requests: 0, rps: 0, connectionsOpened: 1 },
      failures: { refused: 1, reset: 2, timeout: 1, non2xx: 1, wrongBody: 1, other: 1 },
    });
  });

  it('has the rate of an even stream', () => {
    const meter = createMeter({ start: 0, end: 1000 });
    for (let at = 0.5; at < 1000; at += 1) meter.answered(at - 0.5, at);
    expect(meter.figures().rps / 1000).toBeCloseTo(1, 2);
  });

  it('says when all answers came, those outside of the window too', () => {
    const meter = createMeter({ start: 100, end: 1100 }, 50);
    for (const at of [50, 99.9, 100, 260, 1150]) meter.answered(at - 1, at);
    const { progress, answers } = meter.figures();
    expect(progress.slice(0, 5)).toEqual([2, 1, 0, 0, 1]);
    expect(progress).toHaveLength(23);
    expect(progress.reduce((sum, count) => sum + count, 0)).toBe(answers);
  });
});
