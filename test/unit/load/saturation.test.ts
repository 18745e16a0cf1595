import { describe, expect, it } from 'vitest';
import { isSaturated, MAX_CPU, MAX_LOOP, MAX_SHARED_CPU } from '../../../src/load/saturation.js';

const used = (generatorCpu: number, generatorLoop = generatorCpu) => ({ generatorCpu, generatorLoop });

/** Throughput of a closed network of two exponential stations with n customers (Buzen's convolution). */
function throughput(n: number, targetTime: number, generatorTime: number): number {
  const constants = [1];
  for (let k = 1; k <= n; k += 1) constants.push((constants[k - 1] ?? 0) * generatorTime + targetTime ** k);
  return (constants[n - 1] ?? 0) / (constants[n] ?? 1);
}

describe('isSaturated', () => {
  it('adds up the CPU shares of generators that run at once', () => {
    expect(isSaturated([used(0.5)], false)).toBe(false);
    expect(isSaturated([used(0.5), used(0.3)], false)).toBe(false);
    expect(isSaturated([used(0.5), used(0.4)], false)).toBe(true);
    expect(isSaturated([used(0.86)], false)).toBe(true);
    expect(isSaturated([], false)).toBe(false);
  });

  it('sees a generator that never waits, however little CPU time it got', () => {
    expect(isSaturated([used(0.3, 0.96)], false)).toBe(true);
    expect(isSaturated([used(0.3, 0.4), used(0.3, 0.97)], false)).toBe(true);
    expect(isSaturated([used(0.4, 0.74), used(0.4, 0.74)], false)).toBe(false);
  });

  it('looks at the CPU share alone where targets are on the same core', () => {
    expect(isSaturated([used(0.1, 1), used(0.1, 1)], true)).toBe(false);
    expect(isSaturated([used(0.2, 1), used(0.1, 1)], true)).toBe(true);
  });

  it('has limits below which a generator changes little of what is measured', () => {
    const target = 1;
    const before = throughput(32, target, MAX_CPU);
    expect(before * target).toBeGreaterThan(0.999);
    // A target that gets 3 % faster.
    const seen = throughput(32, target / 1.03, MAX_CPU) / before - 1;
    expect(seen).toBeGreaterThan(0.0285);
    const tooMuch = throughput(32, target / 1.03, MAX_LOOP) / throughput(32, target, MAX_LOOP) - 1;
    expect(tooMuch).toBeLessThan(0.022);
    // On one core, the target has what the generator leaves.
    expect(0.04 * (1 - MAX_SHARED_CPU)).toBeCloseTo(0.03, 12);
  });
});
