import { describe, expect, test } from 'vitest';
import { judgeReplicas } from '../../../src/measure/replica-shares.js';

describe('shares of replicas', () => {
  test.each([
    ['equal', [1000, 1000, 1000]],
    ['within 5 % of the mean', [1050, 1000, 950]],
    ['too few to tell', [10, 90, 20]],
    ['none', []],
  ])('%s: nothing is wrong', (_case, requests) => {
    expect(judgeReplicas('candidate', requests)).toBeNull();
  });

  test.each([
    ['one has more', [1110, 1000, 1000], '1110, 1000, 1000'],
    ['one has none', [1500, 1500, 0], '1500, 1500, 0'],
  ])('%s', (_case, requests, counts) => {
    expect(judgeReplicas('baseline', requests)).toEqual({
      side: 'baseline',
      code: 'replicas-uneven',
      message: `the replicas were not sent equal shares of the requests (${counts})`,
    });
  });
});
