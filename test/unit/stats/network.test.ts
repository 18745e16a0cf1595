import { describe, expect, it } from 'vitest';
import { networkOf } from '../../../src/stats/network.js';

const around = (centre: number, spread = 0.01): number[] => [centre - spread, centre, centre + spread];

describe('a network of comparisons', () => {
  it('has the difference of a pair that was compared, as its own values have it', () => {
    const one = networkOf(2, [{ a: 0, b: 1, values: [0.1, 0.2, 0.3] }]);
    const estimate = one.estimate(0, 1);
    expect(estimate?.mean).toBeCloseTo(0.2, 12);
    expect(estimate?.standardError).toBeCloseTo(0.1 / Math.sqrt(3), 12);
    expect(estimate?.degrees).toBeCloseTo(2, 12);
    expect(one.estimate(1, 0)?.mean).toBeCloseTo(-0.2, 12);
  });

  it('adds up along the way where two were not compared directly, and their variances, too', () => {
    const network = networkOf(3, [
      { a: 0, b: 1, values: around(0.3) },
      { a: 0, b: 2, values: around(0.1) },
    ]);
    expect(network.difference(2, 1)).toBeCloseTo(0.2, 12);
    const { standardError, degrees } = network.estimate(2, 1) ?? {};
    expect(standardError).toBeCloseTo(Math.sqrt(2 * 0.0001 * (1 / 3)), 12);
    expect(degrees).toBeGreaterThan(4);
  });

  it('weighs the direct way and the way round by what they are worth', () => {
    const network = networkOf(3, [
      { a: 0, b: 1, values: around(0.3) },
      { a: 0, b: 2, values: around(0.1) },
      { a: 2, b: 1, values: around(0.2003) },
    ]);
    // The way round has two steps, so that it counts half as much.
    expect(network.difference(2, 1)).toBeCloseTo(0.2 + (0.0003 * 2) / 3, 12);
    const direct = 0.0001 / 3;
    expect(network.estimate(2, 1)?.standardError).toBeCloseTo(
      Math.sqrt(1 / (1 / direct + 1 / (2 * direct))),
      10,
    );
  });

  it('trusts nothing more than pairs that contradict one another allow', () => {
    const pairs = (direct: number) => [
      { a: 0, b: 1, values: around(0.3) },
      { a: 0, b: 2, values: around(0.1) },
      { a: 2, b: 1, values: around(direct) },
    ];
    const [alike, torn] = [0.2, 0.3].map((direct) => networkOf(3, pairs(direct)).estimate(2, 1));
    expect((torn?.standardError ?? 0) / (alike?.standardError ?? 1)).toBeGreaterThan(5);
  });

  it('knows nothing of what was compared with none of the others', () => {
    const network = networkOf(4, [
      { a: 0, b: 1, values: around(0.3) },
      { a: 2, b: 3, values: around(0.1) },
    ]);
    expect([0, 1, 2, 3].map(network.isKnown)).toEqual([true, true, false, false]);
    expect(network.estimate(1, 2)).toBeNull();
  });

  it('has differences, and no spread, where each pair was compared once', () => {
    const network = networkOf(2, [{ a: 0, b: 1, values: [0.1] }]);
    expect(network.difference(0, 1)).toBeCloseTo(0.1, 12);
    expect(network.estimate(0, 1)).toBeNull();
  });

  it('says beforehand how much of a variance one more value takes away', () => {
    const before = [
      { a: 0, b: 1, values: around(0.3) },
      { a: 0, b: 2, values: around(0.1) },
    ];
    const network = networkOf(3, before);
    const variance = (network.estimate(1, 2)?.standardError ?? 0) ** 2;
    const direct = network.gain(1, 2, 1, 2);
    const one = network.gain(1, 2, 1, 0);
    // 2 σ²/3 beside another σ², or σ²/3 that becomes σ²/4.
    expect(direct).toBeCloseTo(variance - 1 / (1 / variance + 1 / 0.0001), 12);
    expect(one).toBeCloseTo(0.0001 / 3 - 0.0001 / 4, 12);
    expect(network.gain(0, 1, 0, 2)).toBeCloseTo(0, 15);
  });
});
