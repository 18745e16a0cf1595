import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RATE_BINS, taperedRate } from '../../../src/load/rate.js';
import { seededRandom } from '../../../src/system/random.js';
import { binned, deviation, queueAnswers, simulate } from './rate-simulation.js';

describe('taperedRate', () => {
  it('is 0 without answers', () => {
    expect(taperedRate(new Uint32Array(8), 1000, 10)).toBe(0);
    expect(taperedRate(new Uint32Array(8), 1000, 0)).toBe(0);
  });

  it('is answers divided by time where the latency is next to nothing', () => {
    const bins = new Uint32Array(100).fill(3);
    expect(taperedRate(bins, 1500, 0)).toBeCloseTo(200, 9);
  });

  it('gives an even stream its rate whatever the taper', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.double({ min: 0, max: 5000, noNaN: true }),
        (count, latency) => {
          const bins = new Uint32Array(4000).fill(count);
          // A taper of less than half a bin changes no weight.
          expect(taperedRate(bins, 2000, latency) / (count * 2000)).toBeCloseTo(1, 3);
        },
      ),
    );
  });

  it('gives batches that come every latency their rate whatever their phase, where counting is wrong', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 20, max: 700, noNaN: true }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        fc.integer({ min: 1, max: 5 }),
        (latency, phase, batchesALatency) => {
          const period = latency / batchesALatency;
          const times: number[] = [];
          for (let at = phase * period; at < 1500; at += period)
            for (let one = 0; one < 64; one += 1) times.push(at);
          const truth = 64_000 / period;
          expect(taperedRate(binned(times, 1500), 1500, latency) / truth).toBeCloseTo(1, 2);
        },
      ),
    );
  });

  it('grows with every answer and with their number in proportion', () => {
    const counts = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 10, maxLength: 60 });
    fc.assert(
      fc.property(counts, fc.double({ min: 0, max: 800, noNaN: true }), (bins, latency) => {
        const rate = taperedRate(bins, 1000, latency);
        expect(
          taperedRate(
            bins.map((count) => count * 3),
            1000,
            latency,
          ),
        ).toBeCloseTo(rate * 3, 6);
        expect(
          taperedRate(
            bins.map((count) => count + 1),
            1000,
            latency,
          ),
        ).toBeGreaterThan(rate);
      }),
    );
  });

  it('reads the same backwards', () => {
    const counts = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 10, maxLength: 60 });
    fc.assert(
      fc.property(counts, fc.double({ min: 0, max: 800, noNaN: true }), (bins, latency) => {
        expect(taperedRate(bins.toReversed(), 1000, latency)).toBeCloseTo(
          taperedRate(bins, 1000, latency),
          6,
        );
      }),
    );
  });

  it('has bins that are small against any taper that matters', () => {
    expect(1500 / RATE_BINS).toBeLessThan(0.1);
  });
});

// Each is a closed loop of 64 connections that start together: trim 250 ms, window 1,500 ms, 300 rounds.
describe('the rate estimators in a simulated round', () => {
  const random = () => seededRandom(20_240_601);
  const about = (mean: number, spread: number) => (at: () => number) => mean + spread * (at() - 0.5);

  it.each([
    { name: 'a delay that differs by round', workers: 64, mean: about(100, 10), spread: 0 },
    { name: 'a delay of 700 ms', workers: 64, mean: about(700, 200), spread: 0 },
    { name: 'four workers that wait', workers: 4, mean: about(100, 10), spread: 0 },
    { name: 'four workers with a spread', workers: 4, mean: about(100, 0), spread: 0.1 },
    { name: 'latencies with a spread', workers: 64, mean: about(100, 0), spread: 0.3 },
    { name: 'one fast worker', workers: 1, mean: about(2, 0), spread: 0.3 },
  ])('is unbiased, and no worse than counting, for $name', ({ workers, mean, spread }) => {
    const { tapered, counted } = simulate(300, random(), (at) =>
      queueAnswers({ connections: 64, workers, mean: mean(at), spread, random: at }),
    );
    expect(Math.abs(deviation(tapered).bias)).toBeLessThan(0.003 + 4 * deviation(tapered).standardError);
    expect(deviation(tapered).rms).toBeLessThan(deviation(counted).rms * 1.1 + 1e-4);
  });

  it('takes the jitter of a whole batch out, which counting leaves in', () => {
    const { tapered, counted } = simulate(300, random(), (at) =>
      queueAnswers({ connections: 64, workers: 64, mean: 95 + 10 * at(), spread: 0, random: at }),
    );
    expect(deviation(counted).rms).toBeGreaterThan(0.015);
    expect(deviation(tapered).rms).toBeLessThan(0.0005);
  });

  it('is better than renewals by connection, which are too high where latencies are random', () => {
    const { tapered, renewal } = simulate(300, random(), (at) =>
      queueAnswers({ connections: 64, workers: 64, mean: 100, spread: 'exponential', random: at }),
    );
    expect(deviation(renewal).bias).toBeGreaterThan(0.06);
    expect(Math.abs(deviation(tapered).bias)).toBeLessThan(0.01);
  });

  it('is better than sharing answers out over their latency, which is too high while a queue fills', () => {
    const { tapered, shared } = simulate(100, random(), (at) =>
      queueAnswers({ connections: 64, workers: 4, mean: 100, spread: 0, random: at }),
    );
    expect(deviation(shared).bias).toBeGreaterThan(0.15);
    expect(Math.abs(deviation(tapered).bias)).toBeLessThan(0.005);
  });
});
