import { describe, expect, it } from 'vitest';
import { judgeRound } from '../../../src/measure/validity.js';
import type { Failures, RoundFigures } from '../../../src/model/record.js';
import { MAX_FAILED_SHARE } from '../../../src/model/round.js';

const NONE: Failures = { refused: 0, reset: 0, timeout: 0, non2xx: 0, wrongBody: 0, other: 0 };
const UNKNOWN = {
  throttledPeriods: null,
  readyMs: null,
  waitedMs: null,
  othersCpu: null,
  stealCpu: null,
};
const ALIVE = { running: true, exitCode: null, oomKilled: false };

const figures = (failures: Partial<Failures>, requests = 1000): RoundFigures => ({
  windowMs: 1000,
  requests,
  rps: requests,
  latencyUs: { mean: 1, stdev: 1, min: 1, p50: 1, p75: 1, p90: 1, p99: 1, max: 1 },
  failures: { ...NONE, ...failures },
  connectionsOpened: 1,
  cpuUserUs: null,
  cpuSystemUs: null,
  throttledMs: null,
  generatorCpu: 0,
  generatorLoop: 0,
});

describe('a round', () => {
  it('is valid without failures, and with no more than the allowed share', () => {
    expect(judgeRound('candidate', figures({}), null)).toBeNull();
    expect(judgeRound('candidate', figures({ reset: 1 }, 1 / MAX_FAILED_SHARE), ALIVE)).toBeNull();
  });

  it('is valid whose failed requests are judged by a limit, unless most of it failed', () => {
    expect(judgeRound('candidate', figures({ non2xx: 400 }), ALIVE, true)).toBeNull();
    expect(judgeRound('candidate', figures({ non2xx: 1001 }), ALIVE, true)?.code).toBe('wrong-status');
    expect(judgeRound('candidate', figures({ non2xx: 9 }, 0), ALIVE, true)?.code).toBe('wrong-status');
  });

  it.each([
    ['wrongBody', 'wrong-body'],
    ['non2xx', 'wrong-status'],
    ['timeout', 'request-timeout'],
    ['reset', 'connection-reset'],
    ['refused', 'connection-refused'],
    ['other', 'request-failed'],
  ] as const)('with too many %s is %s, with the count in its message', (kind, code) => {
    const reason = judgeRound('baseline', figures({ [kind]: 17 }), ALIVE);
    expect(reason).toMatchObject({ side: 'baseline', code });
    expect(reason?.message).toContain('17 of 1017 requests');
  });

  it('names a wrong answer before a dropped connection, which may only follow from it', () => {
    expect(judgeRound('candidate', figures({ reset: 900, wrongBody: 5 }), ALIVE)?.code).toBe('wrong-body');
  });

  it('of a target that ran out of memory or ended says so, not how its requests failed', () => {
    const failed = figures({ reset: 500 });
    expect(judgeRound('candidate', failed, { running: false, exitCode: 137, oomKilled: true })?.code).toBe(
      'oom-killed',
    );
    const exited = judgeRound('candidate', failed, { running: false, exitCode: 3, oomKilled: false });
    expect(exited).toMatchObject({ code: 'target-exited', message: 'the target exited with 3 under load' });
  });

  it('in which a process of the target was replaced is invalid with a single failure, and says so', () => {
    const replaced = (count: number, failures: Partial<Failures>): RoundFigures => ({
      ...figures(failures, 100_000),
      shares: { ...UNKNOWN, replaced: count },
    });
    expect(judgeRound('candidate', replaced(1, { reset: 1 }), ALIVE)).toEqual({
      side: 'candidate',
      code: 'target-restarted',
      message: 'a process of the target ended and was replaced in a round, and 1 of 100001 requests failed',
    });
    expect(judgeRound('baseline', replaced(3, { reset: 2, refused: 1 }), ALIVE)?.message).toMatch(
      /^3 processes of the target ended and were replaced in a round, and 3 of/,
    );
    // A pool that renews its workers without dropping a request.
    expect(judgeRound('candidate', replaced(2, {}), null)).toBeNull();
    expect(judgeRound('candidate', replaced(0, { reset: 1 }), ALIVE)).toBeNull();
  });

  it('of a container that somebody started again says so, unless it had used up its memory', () => {
    const state = { running: false, exitCode: null, oomKilled: false, restarted: true };
    expect(judgeRound('candidate', figures({ refused: 9 }), state)?.code).toBe('target-restarted');
    expect(judgeRound('candidate', figures({ refused: 9 }), { ...state, oomKilled: true })?.code).toBe(
      'oom-killed',
    );
  });

  it('without an answer is invalid, not infinitely slow', () => {
    expect(judgeRound('candidate', figures({}, 0), ALIVE)?.code).toBe('no-answer');
  });
});
