import { describe, expect, it } from 'vitest';
import { judgeCalls } from '../../../src/measure/upstream-calls.js';

describe('the number of upstream calls that a scenario names', () => {
  it.each([
    ['nothing is named', null, 3, 3],
    ['nothing was counted', 1, null, null],
    ['both sides make it', 1, 1, 1],
    ['a retry came in between', 1, 1.1, 1],
    ['the candidate changed it: that is compared, not refused', 1, 2, 1],
    ['the candidate repairs it', 1, 1, 2],
  ])('is no error where %s', (_, expected, candidate, baseline) => {
    expect(judgeCalls(expected, candidate, baseline)).toBeNull();
  });

  it.each([
    ['both sides make another', 1, 2, 2],
    ['there is no baseline', 2, 1, null],
    ['no call is made at all', 1, 0, 0],
  ])('is an error where %s', (_, expected, candidate, baseline) => {
    const reason = judgeCalls(expected, candidate, baseline);
    expect(reason).toMatchObject({ side: 'candidate', code: 'wrong-upstream-calls' });
    expect(reason?.message).toBe(
      `a request makes ${candidate} upstream calls, and the scenario says ${expected}`,
    );
  });
});
