import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawInt, drawUuid, shuffled } from '../../../src/load/draw.js';

describe('drawn values', () => {
  it('are the same for the same seed and place, and others elsewhere', () => {
    const draw = (seed: number, index: number, slot: number) => drawUuid({ seed, index, slot });
    expect(draw(7, 3, 1)).toBe(draw(7, 3, 1));
    const all = [7, 8].flatMap((seed) =>
      [0, 1, 2].flatMap((slot) => Array.from({ length: 5_000 }, (_, index) => draw(seed, index, slot))),
    );
    expect(new Set(all).size).toBe(all.length);
    for (const uuid of all.slice(0, 500)) {
      expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }
  });

  it('lie between the ends, which belong to them, each as often as the others', () => {
    const counts = new Map<number, number>();
    for (let index = 0; index < 60_000; index += 1) {
      const value = drawInt({ seed: 1, index, slot: 0 }, -1, 4);
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    expect([...counts.keys()].toSorted((a, b) => a - b)).toEqual([-1, 0, 1, 2, 3, 4]);
    // Pearson's χ² with 5 degrees of freedom: above 20.5 once in a thousand times.
    const chi = [...counts.values()].reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    expect(chi).toBeLessThan(20.5);
    expect(drawInt({ seed: 1, index: 5, slot: 0 }, 9, 9)).toBe(9);
  });

  it('put each number in one place of an order', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(), (count, seed) => {
        expect([...shuffled(count, seed)].toSorted((a, b) => a - b)).toEqual([...Array(count).keys()]);
      }),
    );
    expect([...shuffled(50, 1)]).toEqual([...shuffled(50, 1)]);
    expect([...shuffled(50, 1)]).not.toEqual([...shuffled(50, 2)]);
    const firsts = Array.from({ length: 4_000 }, (_, seed) => shuffled(4, seed)[0] ?? -1);
    for (const first of [0, 1, 2, 3]) {
      const share = firsts.filter((one) => one === first).length / firsts.length;
      expect(share).toBeGreaterThan(0.22);
      expect(share).toBeLessThan(0.28);
    }
  });
});
