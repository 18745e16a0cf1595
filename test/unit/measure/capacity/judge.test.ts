import { describe, expect, it } from 'vitest';
import type { LoadResult } from '../../../../src/load/job.js';
import { isSteady, judgePlateau, type Measured } from '../../../../src/measure/capacity/judge.js';
import { settleMs } from '../../../../src/measure/capacity/plateau.js';
import { makeLoadResult } from '../../../support/fake-measuring.js';
import { loadJob, NO_FAILURES } from '../../../support/load.js';
import { makeLatency } from '../../../support/records.js';

const until = { p99Ms: 500, errors: 0.01, cpu: 0.95 };
const latency = (p99: number) => ({ ...makeLatency(), p99 });

function judge(
  load: Partial<LoadResult> = {},
  rest: Partial<Measured> = {},
  of: 'connections' | 'rate' = 'connections',
) {
  const result = makeLoadResult(loadJob('http://127.0.0.1/'), { latencyUs: latency(250_000), ...load });
  return judgePlateau({ load: result, cpu: 0.475, hasEnded: false, ...rest }, { of, until }, false);
}

describe('what a plateau shows', () => {
  it('holds where no limit is reached, and says how much of each is', () => {
    expect(judge()).toEqual({ stop: null, reached: { errors: 0, latency: 0.5, cpu: 0.5 } });
  });

  it('breaks where p99, failures, or CPU go beyond their limits', () => {
    expect(judge({ latencyUs: latency(600_000) })).toMatchObject({
      stop: 'latency',
      reached: { latency: 1.2 },
    });
    expect(judge({ answers: 980, failures: { ...NO_FAILURES, reset: 20 } })).toMatchObject({
      stop: 'errors',
      reached: { errors: 2 },
    });
    expect(judge({ answers: 995, failures: { ...NO_FAILURES, timeout: 5 } }).stop).toBeNull();
    expect(judge({}, { cpu: 0.95 })).toMatchObject({ stop: 'cpu', reached: { cpu: 1 } });
  });

  it('breaks where nothing is answered', () => {
    const none = { requests: 0, answers: 0, rps: 0, latencyUs: latency(0) };
    expect(judge(none)).toEqual({ stop: 'errors', reached: { errors: 100, cpu: 0.5 } });
  });

  it('says how much of the CPU only where the runtime can tell', () => {
    expect(judge({}, { cpu: null }).reached).not.toHaveProperty('cpu');
  });

  it('breaks where a rate is not answered', () => {
    const arrivals = { rate: 1_000, count: 3_000, unsent: 0, lateUs: 100 };
    expect(judge({ rps: 940, arrivals }, {}, 'rate').stop).toBe('answers');
    expect(judge({ rps: 960, arrivals }, {}, 'rate').stop).toBeNull();
  });

  it.each([
    ['of a sequence, all its requests', {}, 1_890, 1_920],
    ['of a mix, one request', { mixed: true }, 940, 960],
  ] as const)('counts what an arrival is: %s', (_, mixed, tooFew, enough) => {
    const arrivals = { rate: 1_000, count: 3_000, unsent: 0, lateUs: 100 };
    const step = { requests: 9, failed: 0, latencyUs: { mean: 1, p50: 1, p95: 1, p99: 1 } };
    const load = { arrivals, steps: [step, step], ...mixed };
    expect(judge({ ...load, rps: tooFew }, {}, 'rate').stop).toBe('answers');
    expect(judge({ ...load, rps: enough }, {}, 'rate').stop).toBeNull();
  });

  it('believes nothing where the generator, the machine, or the target was at its end', () => {
    const slow = { latencyUs: latency(600_000), failures: { ...NO_FAILURES, other: 90 } };
    expect(judge({ ...slow, generatorCpu: 0.9 }).stop).toBe('generator');
    expect(judge({ ...slow, generatorCpu: 0.9, exhausted: 3 }).stop).toBe('ports');
    expect(judge({ ...slow, exhausted: 3 }, { hasEnded: true }).stop).toBe('exited');
    const arrivals = { rate: 1_000, count: 3_000, unsent: 0, lateUs: 30_000 };
    expect(judge({ arrivals }, {}, 'rate').stop).toBe('generator');
  });
});

describe('a steady plateau', () => {
  // 1 s of settling and a window of 2 s, in steps of 50 ms.
  const progressOf = (
    settling: number,
    first: number,
    second: number,
  ): Pick<LoadResult, 'progress' | 'windowMs'> => ({
    windowMs: 2_000,
    progress: [...Array(20).fill(settling), ...Array(20).fill(first), ...Array(20).fill(second)],
  });

  it('has two halves of one rate, whatever came before', () => {
    expect(isSteady(progressOf(3, 100, 100), 1_000)).toBe(true);
    expect(isSteady(progressOf(900, 100, 104), 1_000)).toBe(true);
    expect(isSteady(progressOf(100, 100, 130), 1_000)).toBe(false);
    expect(isSteady(progressOf(100, 130, 100), 1_000)).toBe(false);
  });

  it('may differ by chance where answers are few', () => {
    expect(isSteady(progressOf(1, 1, 1.3), 1_000)).toBe(true);
    expect(isSteady(progressOf(1, 1, 4), 1_000)).toBe(false);
    expect(isSteady(progressOf(0, 0, 0), 1_000)).toBe(true);
  });
});

describe('the time to settle', () => {
  const search = { of: 'connections', from: 32, to: 10_000, until, holdMs: 3_000 } as const;
  const plateau = (rps: number) => ({ rps }) as Parameters<typeof settleMs>[2];

  it('is a second at least, two latencies where they are longer, and ten seconds at most', () => {
    const open = { ...search, until: { ...until, p99Ms: null } };
    expect(settleMs(32, search, null)).toBe(1_000);
    expect(settleMs(10_000, open, null)).toBe(10_000);
    expect(settleMs(100, open, plateau(1_000))).toBe(1_000);
    expect(settleMs(4_000, open, plateau(2_000))).toBe(4_000);
    expect(settleMs(10_000, open, plateau(500))).toBe(10_000);
  });

  it('does not wait for latencies that break the limit anyway, nor for those of an open loop', () => {
    expect(settleMs(10_000, { ...search, until: { ...until, p99Ms: 1_500 } }, plateau(500))).toBe(3_000);
    expect(settleMs(10_000, { ...search, of: 'rate' }, plateau(500))).toBe(1_000);
  });
});
