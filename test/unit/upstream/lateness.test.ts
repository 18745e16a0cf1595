import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LatenessMeter } from '../../../src/upstream/lateness.js';

describe('the lateness meter', () => {
  it('has zeros for no calls, and after a reset', () => {
    const meter = new LatenessMeter();
    const nothing = { calls: 0, p50: 0, p99: 0, max: 0 };
    expect(meter.read()).toEqual(nothing);
    meter.add(3);
    meter.reset();
    expect(meter.read()).toEqual(nothing);
  });

  it('has quantiles that are right to 0.01 ms, and the exact maximum', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 499, noNaN: true }), { minLength: 1, maxLength: 300 }),
        (values) => {
          const meter = new LatenessMeter();
          for (const value of values) meter.add(value);
          const sorted = values.toSorted((a, b) => a - b);
          const { calls, p50, p99, max } = meter.read();
          expect({ calls, max }).toEqual({ calls: values.length, max: sorted.at(-1) });
          expect(Math.abs(p50 - (sorted[Math.ceil(values.length * 0.5) - 1] ?? 0))).toBeLessThanOrEqual(
            0.0101,
          );
          expect(Math.abs(p99 - (sorted[Math.ceil(values.length * 0.99) - 1] ?? 0))).toBeLessThanOrEqual(
            0.0101,
          );
        },
      ),
    );
  });

  it('counts what is beyond its range', () => {
    const meter = new LatenessMeter();
    meter.add(12_345);
    expect(meter.read()).toMatchObject({ calls: 1, max: 12_345 });
  });
});
