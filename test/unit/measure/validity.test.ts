import { describe, expect, it } from 'vitest';
import { judgeRound, MAX_FAILED_SHARE } from '../../../src/measure/validity.js';
import type { Failures, RoundFigures } from '../../../src/model/record.js';

const NONE: Failures = { refused: 0, reset: 0, timeout: 0, non2xx: 0, wrongBody: 0, other: 0 };
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

  it('without an answer is invalid, not infinitely slow', () => {
    expect(judgeRound('candidate', figures({}, 0), ALIVE)?.code).toBe('no-answer');
  });
});
