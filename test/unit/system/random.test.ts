import { describe, expect, it } from 'vitest';
import { MAX_SEED, seededRandom } from '../../../src/system/random.js';

const draws = (seed: number) => Array.from({ length: 50 }, (_, at) => [at, seededRandom(seed).below(1000)]);

describe('random numbers', () => {
  it('repeat with their seed', () => {
    expect(draws(42)).toEqual(draws(42));
    expect(seededRandom(1).shuffle([1, 2, 3, 4, 5, 6, 7, 8])).toEqual(
      seededRandom(1).shuffle([1, 2, 3, 4, 5, 6, 7, 8]),
    );
  });

  it('differ between seeds, also between neighbours and at the upper end', () => {
    const first = (seed: number) => seededRandom(seed).below(2 ** 30);
    expect(new Set([0, 1, 2, MAX_SEED - 1, MAX_SEED].map(first)).size).toBe(5);
  });

  it('shuffle into every order about equally often', () => {
    const random = seededRandom(3);
    const counts = new Map<string, number>();
    for (let time = 0; time < 6000; time++) {
      const order = random.shuffle(['a', 'b', 'c']).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    // 6,000 draws, 1,000 expected each, s.d. 29: five of them on either side.
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(145);
  });

  it('keep the list that they shuffle', () => {
    const list = Object.freeze([1, 2, 3]);
    expect([...seededRandom(5).shuffle(list)].sort()).toEqual([1, 2, 3]);
  });
});
