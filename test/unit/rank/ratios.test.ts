import { describe, expect, it } from 'vitest';
import { rangesOf } from '../../../src/rank/places.js';
import { type DuetValues, rankRatios } from '../../../src/rank/ratios.js';

/** Duets with a reference, each so many ln ratios with an s.d. of 1 %. */
function duets(ratios: Readonly<Record<string, number>>, count = 6, sd = 0.01): DuetValues[] {
  const wave = (at: number): number => (at % 2 === 0 ? 1 : -1) * Math.sqrt((count - 1) / count);
  return Object.entries(ratios).map(([target, ratio]) => ({
    target,
    beside: 'ref',
    values: Array.from({ length: count }, (_, at) => Math.log(ratio) + sd * wave(at)),
  }));
}
const told = (ranking: ReturnType<typeof rankRatios>) =>
  ranking.pairs.map(({ better, worse, relation }) => `${better} ${worse}: ${relation}`);
const placesOf = (ranking: ReturnType<typeof rankRatios>) =>
  [...ranking.ranks].map(([target, { best, worst }]) => `${target} ${best}–${worst}`);

describe('a ranking by duets', () => {
  it('tells two apart that differ by 5 % after a few generations, and not those that are close', () => {
    const ranking = rankRatios('ref', duets({ fast: 2, near: 1.005, slow: 0.95 }), 'high');
    expect(ranking.order).toEqual(['fast', 'near', 'ref', 'slow']);
    expect(told(ranking)).toEqual([
      'fast near: apart',
      'fast ref: apart',
      'fast slow: apart',
      'near ref: open',
      'near slow: apart',
      'ref slow: apart',
    ]);
    expect(placesOf(ranking)).toEqual(['fast 1–1', 'near 2–3', 'ref 2–3', 'slow 4–4']);
    expect(ranking.ratios.get('fast')?.mean).toBeCloseTo(Math.log(2), 12);
    expect(ranking.ratios.get('ref')).toEqual({ mean: 0, low: null, high: null });
  });

  it('lets those share a place that are shown to differ by less than 1 %', () => {
    const ranking = rankRatios('ref', duets({ same: 1.0001, slow: 0.9 }, 20, 0.002), 'high');
    expect(told(ranking)).toEqual(['same ref: alike', 'same slow: apart', 'ref slow: apart']);
    expect(placesOf(ranking)).toEqual(['same 1–1', 'ref 1–1', 'slow 3–3']);
  });

  it('knows the order of what it tells apart, although it is within 1 %', () => {
    const ranking = rankRatios('ref', duets({ near: 1.006 }, 20, 0.001), 'high');
    expect(told(ranking)).toEqual(['near ref: apart']);
  });

  it('ranks low values first where these are good', () => {
    const ranking = rankRatios('ref', duets({ cheap: 0.5, dear: 2 }), 'low');
    expect(ranking.order).toEqual(['cheap', 'ref', 'dear']);
    expect(ranking.pairs.every(({ estimate }) => (estimate?.mean ?? 0) > 0)).toBe(true);
  });

  it('counts a duet of two others for both ways round', () => {
    const direct = {
      target: 'b',
      beside: 'a',
      values: [-0.011, -0.01, -0.009, -0.01, -0.011, -0.009, -0.01],
    };
    const apart = rankRatios('ref', [...duets({ a: 1, b: 0.99 }), direct], 'high');
    const alone = rankRatios('ref', duets({ a: 1, b: 0.99 }), 'high');
    const relation = (ranking: typeof apart) =>
      ranking.pairs.find(({ worse, better }) => better === 'a' && worse === 'b');
    expect([relation(alone)?.relation, relation(apart)?.relation]).toEqual(['open', 'apart']);
  });

  it('tells nothing of single values, and ranks by them all the same', () => {
    const ranking = rankRatios('ref', duets({ fast: 2, slow: 0.5 }, 1), 'high');
    expect(ranking.order).toEqual(['fast', 'ref', 'slow']);
    expect(placesOf(ranking)).toEqual(['fast 1–3', 'ref 1–3', 'slow 1–3']);
  });

  it('draws conclusions: what is above another is above all that is below it', () => {
    // A noisy pair in the middle: a to c is known by a to b and b to c only.
    const steady = duets({ b: 1.04 }, 12, 0.002);
    const noisy = duets({ a: 1.09 }, 12, 0.008);
    const ranking = rankRatios('ref', [...steady, ...noisy], 'high');
    for (const { better, worse, relation } of ranking.pairs) {
      const above = ranking.pairs.filter((pair) => pair.worse === better && pair.relation === 'apart');
      if (relation !== 'apart') continue;
      for (const pair of above) {
        expect(ranking.pairs.find((one) => one.better === pair.better && one.worse === worse)?.relation).toBe(
          'apart',
        );
      }
    }
    expect(placesOf(ranking)).toEqual(['a 1–1', 'b 2–2', 'ref 3–3']);
  });
});

describe('places', () => {
  it('are of those above, and of those of which nothing is known', () => {
    const pair = (better: string, worse: string, relation: 'apart' | 'alike' | 'open') => ({
      better,
      worse,
      relation,
    });
    const pairs = [pair('a', 'b', 'alike'), pair('a', 'c', 'apart'), pair('b', 'c', 'open')];
    expect([...rangesOf(['a', 'b', 'c'], pairs)]).toEqual([
      ['a', { best: 1, worst: 1 }],
      ['b', { best: 1, worst: 2 }],
      ['c', { best: 2, worst: 3 }],
    ]);
  });
});
