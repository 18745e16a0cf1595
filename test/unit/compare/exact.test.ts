import { describe, expect, it } from 'vitest';
import { compareExact } from '../../../src/compare/exact.js';
import { DEFAULT_GATE } from '../../../src/config/defaults.js';
import type { ExactCounts, SideFigures } from '../../../src/model/record.js';
import { words } from '../../support/reasons.js';
import { makeSide } from '../../support/records.js';

const compare = (baseline: SideFigures[], candidate: SideFigures[]) =>
  compareExact({ baseline, candidate }, DEFAULT_GATE);

function counted(...all: Partial<ExactCounts>[]): SideFigures[] {
  return all.map((counts) => makeSide({ counts }));
}

const calls = (...all: number[]) => counted(...all.map((upstreamCalls) => ({ upstreamCalls })));

function verdict(metric: string, baseline: SideFigures[], candidate: SideFigures[]): string | undefined {
  return compare(baseline, candidate).metrics.find((row) => row.metric === metric)?.verdict;
}

describe('upstream calls', () => {
  it('are decided by a single generation', () => {
    expect(verdict('upstream-calls', calls(1), calls(2))).toBe('regression');
    expect(verdict('upstream-calls', calls(2), calls(1))).toBe('improvement');
    expect(verdict('upstream-calls', calls(1), calls(1))).toBe('no-change');
  });

  it('count half a call per request, whatever the number of calls', () => {
    expect(verdict('upstream-calls', calls(1), calls(1.5))).toBe('regression');
    expect(verdict('upstream-calls', calls(200), calls(201))).toBe('regression');
    expect(verdict('upstream-calls', calls(1), calls(1.45))).toBe('no-change');
  });

  it('do not take one odd generation for a change', () => {
    expect(verdict('upstream-calls', calls(1, 1, 1), calls(1, 1, 1.4))).toBe('no-change');
    expect(verdict('upstream-calls', calls(1, 1, 1), calls(1, 2, 1))).toBe('no-change');
  });

  it('are undecided where generations of the same code differ', () => {
    expect(verdict('upstream-calls', calls(1, 1, 1), calls(1, 2, 2))).toBe('inconclusive');
  });

  it('say both counts and a finite ratio, from nothing too', () => {
    const [row] = compare(calls(0), calls(1)).metrics;
    expect(row).toMatchObject({
      kind: 'exact',
      baseline: 0,
      candidate: 1,
      ratio: 2,
      interval: null,
      couldSee: 0,
      threshold: 0,
      verdict: 'regression',
    });
    expect(compare(calls(0), calls(0)).metrics[0]?.ratio).toBe(1);
    expect(compare(calls(1), calls(2)).metrics[0]?.ratio).toBe(2);
  });

  it('are left out where there is no upstream', () => {
    expect(verdict('upstream-calls', counted({ upstreamCalls: null }), calls(1))).toBeUndefined();
    expect(verdict('upstream-calls', [makeSide({ counts: null })], calls(1))).toBeUndefined();
  });
});

describe('connections', () => {
  it('tell a lost keep-alive with the client', () => {
    const { metrics, remark } = compare(counted({ newConnections: 0 }), counted({ newConnections: 1 }));
    expect(metrics[0]).toMatchObject({
      metric: 'connections',
      baseline: 0,
      candidate: 1,
      verdict: 'regression',
    });
    expect(words(remark)).toBe('keep-alive with the client was lost: 0 → 1 new connections per request');
  });

  it('tell a lost keep-alive with the upstream', () => {
    const { metrics, remark } = compare(
      counted({ upstreamCalls: 1, upstreamConnections: 0.05 }),
      counted({ upstreamCalls: 1, upstreamConnections: 1 }),
    );
    expect(metrics.map((row) => row.metric)).toEqual(['upstream-calls', 'connections', 'response-bytes']);
    expect(metrics[1]).toMatchObject({ baseline: 0.05, candidate: 1, verdict: 'regression' });
    expect(words(remark)).toBe('keep-alive with the upstream was lost: 0.05 → 1 new connections per request');
  });

  it('tell both, and show the worse', () => {
    const { metrics, remark } = compare(
      counted({ newConnections: 0, upstreamConnections: 0 }),
      counted({ newConnections: 1, upstreamConnections: 3 }),
    );
    expect(metrics[0]).toMatchObject({ candidate: 3, verdict: 'regression' });
    expect(words(remark)).toContain('the client');
    expect(words(remark)).toContain('the upstream');
  });

  it('never hide a loss on one side behind a win on the other', () => {
    const { metrics } = compare(
      counted({ newConnections: 1, upstreamConnections: 0 }),
      counted({ newConnections: 0, upstreamConnections: 1 }),
    );
    expect(metrics[0]).toMatchObject({ baseline: 0, candidate: 1, verdict: 'regression' });
  });

  it('tell a keep-alive that was won back', () => {
    const { metrics, remark } = compare(
      counted({ newConnections: 0, upstreamConnections: 1 }),
      counted({ newConnections: 0, upstreamConnections: 0 }),
    );
    expect(metrics[0]?.verdict).toBe('improvement');
    expect(words(remark)).toBe('keep-alive with the upstream holds now: 1 → 0 new connections per request');
  });

  it('do not call it a lost keep-alive where there are simply more calls', () => {
    const { metrics, remark } = compare(
      counted({ upstreamCalls: 1, upstreamConnections: 1 }),
      counted({ upstreamCalls: 2, upstreamConnections: 2 }),
    );
    expect(metrics.map((row) => row.verdict)).toEqual(['regression', 'regression', 'no-change']);
    expect(remark).toBeNull();
  });
});

describe('response bytes', () => {
  const verdictOf = (baseline: number, candidate: number) =>
    compare(counted({ responseBytes: baseline }), counted({ responseBytes: candidate })).metrics.at(-1);

  it('are a regression where there are as many more as the gate says', () => {
    expect(verdictOf(10_000, 15_000)).toMatchObject({
      metric: 'response-bytes',
      ratio: 1.5,
      threshold: 0.5,
      verdict: 'regression',
    });
    expect(verdictOf(10_000, 14_999)?.verdict).toBe('no-change');
  });

  it('are not judged for what fits into a packet that is sent anyway', () => {
    expect(verdictOf(100, 1_123)).toMatchObject({ threshold: 10.24, verdict: 'no-change' });
    expect(verdictOf(100, 1_124)?.verdict).toBe('regression');
  });

  it('are told where they got fewer', () => {
    expect(verdictOf(10_000, 1_000)).toMatchObject({ ratio: 0.1, verdict: 'no-change' });
  });

  it('are judged by every generation', () => {
    const both = (bytes: number[]) => bytes.flatMap((one) => counted({ responseBytes: one }));
    const { metrics } = compare(both([10_000, 16_000]), both([15_000, 25_000]));
    expect(metrics.at(-1)?.verdict).toBe('no-change');
  });
});
