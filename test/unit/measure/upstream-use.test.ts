import { describe, expect, it } from 'vitest';
import { isReuseRight, judgeCalls, judgeLoadedReuse, judgeReuse } from '../../../src/measure/upstream-use.js';
import type { UpstreamUse } from '../../../src/model/config.js';

const use = (reuse: UpstreamUse['reuse'], pool: number | null = null): UpstreamUse => ({
  delayMs: 100,
  calls: null,
  reuse,
  pool,
});
/** Over ten requests, as they are counted before the load. */
const counted = (calls: number, connections: number) => ({
  requests: 10,
  upstreamCalls: calls / 10,
  upstreamConnections: connections / 10,
});

describe('connections to the upstream, one request after the other', () => {
  it.each([
    ['off', 10, 10, true],
    ['off', 40, 40, true],
    ['off', 10, 9, false],
    ['off', 10, 0, false],
    // A connection that no call came over is opened by a target that is not what it says.
    ['off', 10, 11, false],
    ['on', 10, 0, true],
    ['on', 10, 1, true],
    ['on', 40, 4, true],
    ['on', 40, 5, false],
    ['on', 10, 2, false],
    ['on', 10, 10, false],
  ] as const)('with reuse %s, %i calls over %i connections: %s', (reuse, calls, connections, right) => {
    expect(isReuseRight(use(reuse), counted(calls, connections))).toBe(right);
  });

  it.each([
    ['the scenario says nothing', use(null), counted(10, 10)],
    ['there is no upstream', null, counted(10, 10)],
    ['no call was made', use('off'), counted(0, 0)],
    ['nothing was counted', use('on'), null],
    [
      'the upstream was not there to count',
      use('on'),
      { requests: 10, upstreamCalls: null, upstreamConnections: null },
    ],
  ])('are not judged where %s', (_, asked, counts) => {
    expect(isReuseRight(asked, counts)).toBeNull();
    expect(judgeReuse(asked, counts, null)).toBeNull();
  });

  it.each([
    ['there is no baseline', null],
    ['both sides differ from it', counted(10, 10)],
    ['the baseline made no call', counted(0, 0)],
  ])('that differ from what the scenario says are an error where %s', (_, baseline) => {
    expect(judgeReuse(use('on'), counted(10, 10), baseline)).toEqual({
      side: 'candidate',
      code: 'wrong-upstream-reuse',
      message: '10 requests made 10 upstream calls over 10 new connections, and the scenario says reuse: on',
      log: [],
    });
    expect(judgeReuse(use('off'), counted(10, 1), baseline && counted(10, 0))?.message).toMatch(
      /10 upstream calls over 1 new connections, and the scenario says reuse: off$/,
    );
  });

  it.each([
    ['the candidate lost it: that is compared, not refused', counted(10, 10), counted(10, 0)],
    ['the candidate repairs it', counted(10, 0), counted(10, 10)],
  ])('are no error where %s', (_, candidate, baseline) => {
    expect(judgeReuse(use('on'), candidate, baseline)).toBeNull();
  });
});

describe('connections to the upstream under load', () => {
  const round = (upstreamCalls: number | null, upstreamConnections: number | null) => ({
    upstreamCalls,
    upstreamConnections,
  });
  const judge = (
    asked: UpstreamUse,
    verified: ReturnType<typeof counted>,
    ...rounds: ReturnType<typeof round>[]
  ) => judgeLoadedReuse({ side: 'candidate', use: asked, verified, rounds, loadConnections: 8 });

  it('are as many as calls with reuse off, but for calls that were under way when the round began', () => {
    const off = (calls: number, connections: number) =>
      judge(use('off'), counted(10, 10), round(calls, connections));
    expect(off(1000, 1000)).toBeNull();
    expect(off(1000, 1003)).toBeNull();
    expect(off(1000, 992)).toBeNull();
    expect(off(1000, 991)).toEqual({
      side: 'candidate',
      code: 'wrong-upstream-reuse',
      message:
        'under load, 1000 upstream calls came over 991 new connections, and the scenario says reuse: off',
    });
    // Each of the 8 requests that may be under way has four calls.
    expect(judge(use('off'), counted(40, 40), round(1000, 968))).toBeNull();
    expect(judge(use('off'), counted(40, 40), round(1000, 967))).not.toBeNull();
  });

  it('are judged in the last round; those before it were judged in their turn', () => {
    expect(judge(use('off'), counted(10, 10), round(1000, 0), round(1000, 1000))).toBeNull();
    expect(judge(use('off'), counted(10, 10), round(1000, 1000), round(1000, 0))).not.toBeNull();
  });

  it('are at most the pool with reuse on, over all rounds together', () => {
    const on = (...rounds: ReturnType<typeof round>[]) => judge(use('on', 16), counted(10, 0), ...rounds);
    expect(on(round(1000, 8), round(1000, 8))).toBeNull();
    expect(on(round(1000, 8), round(1000, 9))).toEqual({
      side: 'candidate',
      code: 'wrong-upstream-reuse',
      message: 'under load, 17 connections to the upstream were opened, and the scenario says a pool of 16',
    });
    expect(judge(use('on'), counted(10, 0), round(1000, 900))).toBeNull();
  });

  it.each([
    ['differed before the load: it is compared', use('off'), counted(10, 0), round(1000, 0)],
    ['makes no calls', use('on', 1), counted(0, 0), round(0, 9)],
    ['was not counted', use('off'), counted(10, 10), round(null, null)],
  ])('of a side that %s are not judged', (_, asked, verified, one) => {
    expect(judge(asked, verified, one)).toBeNull();
  });
});

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
