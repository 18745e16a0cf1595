import { describe, expect, it } from 'vitest';
import { compareExact } from '../../../src/compare/exact.js';
import type { ExactCounts, SideFigures } from '../../../src/model/record.js';
import { makeSide } from '../../support/records.js';

function counted(...all: Partial<ExactCounts>[]): SideFigures[] {
  return all.map((counts) => makeSide({ counts }));
}

const calls = (...all: number[]) => counted(...all.map((upstreamCalls) => ({ upstreamCalls })));

function verdict(metric: string, baseline: SideFigures[], candidate: SideFigures[]): string | undefined {
  return compareExact(baseline, candidate).metrics.find((row) => row.metric === metric)?.verdict;
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
    const [row] = compareExact(calls(0), calls(1)).metrics;
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
    expect(compareExact(calls(0), calls(0)).metrics[0]?.ratio).toBe(1);
    expect(compareExact(calls(1), calls(2)).metrics[0]?.ratio).toBe(2);
  });

  it('are left out where there is no upstream', () => {
    expect(verdict('upstream-calls', counted({ upstreamCalls: null }), calls(1))).toBeUndefined();
    expect(verdict('upstream-calls', [makeSide({ counts: null })], calls(1))).toBeUndefined();
  });
});

describe('connections', () => {
  it('tell a lost keep-alive with the client', () => {
    const { metrics, connections } = compareExact(
      counted({ newConnections: 0 }),
      counted({ newConnections: 1 }),
    );
    expect(metrics[0]).toMatchObject({
      metric: 'connections',
      baseline: 0,
      candidate: 1,
      verdict: 'regression',
    });
    expect(connections).toBe('keep-alive with the client was lost: 0 → 1 new connections per request');
  });

  it('tell a lost keep-alive with the upstream', () => {
    const { metrics, connections } = compareExact(
      counted({ upstreamCalls: 1, upstreamConnections: 0.05 }),
      counted({ upstreamCalls: 1, upstreamConnections: 1 }),
    );
    expect(metrics.map((row) => row.metric)).toEqual(['upstream-calls', 'connections', 'response-bytes']);
    expect(metrics[1]).toMatchObject({ baseline: 0.05, candidate: 1, verdict: 'regression' });
    expect(connections).toBe('keep-alive with the upstream was lost: 0.05 → 1 new connections per request');
  });

  it('tell both, and show the worse', () => {
    const { metrics, connections } = compareExact(
      counted({ newConnections: 0, upstreamConnections: 0 }),
      counted({ newConnections: 1, upstreamConnections: 3 }),
    );
    expect(metrics[0]).toMatchObject({ candidate: 3, verdict: 'regression' });
    expect(connections).toContain('the client');
    expect(connections).toContain('the upstream');
  });

  it('never hide a loss on one side behind a win on the other', () => {
    const { metrics } = compareExact(
      counted({ newConnections: 1, upstreamConnections: 0 }),
      counted({ newConnections: 0, upstreamConnections: 1 }),
    );
    expect(metrics[0]).toMatchObject({ baseline: 0, candidate: 1, verdict: 'regression' });
  });

  it('tell a keep-alive that was won back', () => {
    const { metrics, connections } = compareExact(
      counted({ newConnections: 0, upstreamConnections: 1 }),
      counted({ newConnections: 0, upstreamConnections: 0 }),
    );
    expect(metrics[0]?.verdict).toBe('improvement');
    expect(connections).toBe('keep-alive with the upstream holds now: 1 → 0 new connections per request');
  });

  it('do not call it a lost keep-alive where there are simply more calls', () => {
    const { metrics, connections } = compareExact(
      counted({ upstreamCalls: 1, upstreamConnections: 1 }),
      counted({ upstreamCalls: 2, upstreamConnections: 2 }),
    );
    expect(metrics.map((row) => row.verdict)).toEqual(['regression', 'regression', 'no-change']);
    expect(connections).toBeNull();
  });
});

it('tells response bytes and never judges them', () => {
  const { metrics } = compareExact(counted({ responseBytes: 100 }), counted({ responseBytes: 400 }));
  expect(metrics.at(-1)).toMatchObject({
    metric: 'response-bytes',
    baseline: 100,
    candidate: 400,
    ratio: 4,
    threshold: null,
    verdict: 'no-change',
  });
});
