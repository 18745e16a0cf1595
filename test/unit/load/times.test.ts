import { describe, expect, it } from 'vitest';
import { planTimes } from '../../../src/load/round.js';

describe('planTimes', () => {
  const job = { durationMs: 2000, trimMs: 250 };

  it('starts when it is told to', () => {
    expect(planTimes(job, 1000, 900)).toEqual({ start: 1000, window: { start: 1250, end: 2750 }, end: 3000 });
  });

  it('leaves the window where it is when the start is a little late', () => {
    expect(planTimes(job, 1000, 1100)).toEqual({
      start: 1100,
      window: { start: 1250, end: 2750 },
      end: 3000,
    });
  });

  it('moves everything when the start is so late that the trim would not be one', () => {
    expect(planTimes(job, 1000, 1126)).toEqual({
      start: 1126,
      window: { start: 1376, end: 2876 },
      end: 3126,
    });
    expect(planTimes({ durationMs: 500, trimMs: 0 }, 1000, 1001)).toMatchObject({ start: 1001, end: 1501 });
  });
});
