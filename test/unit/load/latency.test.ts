import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLatencyMeter } from '../../../src/load/latency.js';

function summaryOf(values: readonly number[]) {
  const meter = createLatencyMeter();
  for (const value of values) meter.add(value);
  return meter.summary();
}

describe('the latency meter', () => {
  it('sums up nothing as zeros', () => {
    const quantiles = { p50: 0, p75: 0, p90: 0, p95: 0, p99: 0, p999: 0 };
    expect(summaryOf([])).toEqual({ mean: 0, stdev: 0, min: 0, ...quantiles, max: 0 });
  });

  it('has no spread of one value, and keeps its fraction', () => {
    expect(summaryOf([137.25])).toMatchObject({
      mean: 137.25,
      stdev: 0,
      min: 137.25,
      max: 137.25,
      p50: 137.25,
    });
  });

  it('knows microseconds, not milliseconds', () => {
    const summary = summaryOf([101, 102, 103, 104, 105]);
    expect(summary).toMatchObject({ min: 101, p50: 103, max: 105, mean: 103 });
    expect(summary.stdev).toBeCloseTo(Math.sqrt(2.5), 12);
  });

  it('has quantiles that are right to 0.1 %, from below a microsecond to beyond its first range', () => {
    const latency = fc.double({ min: 0.01, max: 3e8, noNaN: true });
    fc.assert(
      fc.property(fc.array(latency, { minLength: 1, maxLength: 200 }), (values) => {
        const sorted = values.toSorted((a, b) => a - b);
        const summary = summaryOf(values);
        for (const [name, share] of [
          ['p50', 0.5],
          ['p75', 0.75],
          ['p90', 0.9],
          ['p99', 0.99],
        ] as const) {
          const exact = sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
          // Whole microseconds, and three digits of them.
          expect(Math.abs(summary[name] - exact)).toBeLessThanOrEqual(1 + exact * 0.001);
        }
      }),
    );
  });

  it('keeps its figures in order', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0.01, max: 1e7, noNaN: true }), { minLength: 1 }), (values) => {
        const { min, p50, p75, p90, p99, max, mean } = summaryOf(values);
        const order = [min, p50, p75, p90, p99, max];
        expect(order).toEqual(order.toSorted((a, b) => a - b));
        expect(mean).toBeGreaterThanOrEqual(min * (1 - 1e-12));
        expect(mean).toBeLessThanOrEqual(max * (1 + 1e-12));
      }),
    );
  });

  it('computes mean and spread as the textbook does', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 1, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 50 }),
        (values) => {
          const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
          const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
          const summary = summaryOf(values);
          expect(summary.mean / mean).toBeCloseTo(1, 9);
          expect(summary.stdev).toBeCloseTo(Math.sqrt(variance), 3);
        },
      ),
    );
  });
});
