import { describe, expect, test } from 'vitest';
import { judgeReplicas, readShares } from '../../../src/measure/replica-shares.js';
import { makeInstance } from '../../support/fake-measuring.js';

const MB = 1_000_000;

describe('shares of replicas', () => {
  test.each([
    ['equal', [1000, 1000, 1000]],
    ['within 5 % of the mean', [1050, 1000, 950]],
    ['too few to tell', [10, 90, 20]],
    ['none', []],
  ])('%s: nothing is wrong', (_case, requests) => {
    expect(judgeReplicas('candidate', { kind: 'requests', requests })).toBeNull();
  });

  test.each([
    ['one has more', [1110, 1000, 1000], '1110, 1000, 1000'],
    ['one has none', [1500, 1500, 0], '1500, 1500, 0'],
  ])('%s', (_case, requests, counts) => {
    expect(judgeReplicas('baseline', { kind: 'requests', requests })).toEqual({
      side: 'baseline',
      code: 'replicas-uneven',
      message: `the replicas were not sent equal shares of the requests (${counts})`,
    });
  });

  test.each([
    ['equal', [MB, MB], [9 * MB, 9 * MB]],
    ['answers of many sizes', [MB, MB], [9 * MB, 11 * MB]],
    ['acknowledgements as they come', [MB, 1.2 * MB], [9 * MB, 9.1 * MB]],
    ['too few to tell', [20_000, 0], [40_000, 0]],
  ])('bytes, %s: nothing is wrong', (_case, received, sent) => {
    expect(judgeReplicas('candidate', { kind: 'bytes', received, sent })).toBeNull();
  });

  test('bytes that are uneven both ways', () => {
    const shares = { kind: 'bytes', received: [MB, 1.2 * MB], sent: [9 * MB, 10.8 * MB] } as const;
    expect(judgeReplicas('candidate', shares)).toEqual({
      side: 'candidate',
      code: 'replicas-uneven',
      message:
        'the replicas did not get equal shares of the load (1000, 1200 kB received, 9000, 10800 kB sent)',
    });
  });

  test('are judged of sides that run: an end has a reason of its own', async () => {
    const shares = async () => ({ kind: 'requests', requests: [900, 100] }) as const;
    const side = (running: boolean) => ({
      instance: {
        ...makeInstance(0),
        shares,
        state: async () => ({ running, exitCode: running ? null : 137, oomKilled: false }),
      },
    });
    const found = await readShares(
      new Map([['candidate', side(false)] as const, ['baseline', side(true)] as const]),
    );
    expect(found.uneven).toEqual([expect.objectContaining({ side: 'baseline', code: 'replicas-uneven' })]);
    expect([...found.shares]).toEqual([['baseline', { kind: 'requests', requests: [900, 100] }]]);
  });
});
