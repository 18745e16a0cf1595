import { describe, expect, it } from 'vitest';
import { changePoints } from '../../../src/history/change-points.js';
import { bestDivision } from '../../../src/history/divisive.js';
import { DEFAULT_HISTORY } from '../../../src/history/settings.js';
import { seededRandom } from '../../../src/system/random.js';
import { normalNoise } from '../../support/noise.js';

const noisy = (levels: readonly number[], sd: number, seed = 1): number[] => {
  const noise = normalNoise(seededRandom(seed));
  return levels.map((level) => level + sd * noise());
};
const repeat = (times: number, level: number): number[] => new Array<number>(times).fill(level);

describe('bestDivision', () => {
  it('weighs the mean distances across and within by the sizes of both sides', () => {
    // 2 · mean|X − Y| − mean|X − X'| − mean|Y − Y'| = 2 · 10 − 4/3 − 4/3, times 3 · 3 / 6.
    const division = bestDivision([0, 1, 2, 10, 11, 12], 0, 6, 3);
    expect(division?.at).toBe(3);
    expect(division?.divergence).toBeCloseTo(1.5 * (20 - 8 / 3), 12);
  });

  it('looks at a part alone, and finds nothing in one that is too short', () => {
    const values = [90, 91, 92, 0, 1, 2, 10, 11, 12];
    expect(bestDivision(values, 3, 9, 3)?.at).toBe(6);
    expect(bestDivision(values, 0, 5, 3)).toBeNull();
  });
});

describe('changePoints', () => {
  const of = (values: readonly number[], changes: Partial<typeof DEFAULT_HISTORY> = {}) =>
    changePoints(values, { ...DEFAULT_HISTORY, ...changes }).map(({ at }) => at);

  it('finds steps up and down where they are', () => {
    const levels = [...repeat(20, 0), ...repeat(20, -0.05), ...repeat(20, 0.02)];
    expect(of(noisy(levels, 0.005))).toEqual([20, 40]);
  });

  it('finds them in a history that is longer than its window', () => {
    const levels = [100, 230, 310].flatMap((length, at) =>
      repeat(length - ([0, 100, 230][at] ?? 0), at * 0.04),
    );
    expect(of(noisy(levels, 0.006), { window: 30 })).toEqual([100, 230]);
  });

  it('takes single records beside all others for outliers', () => {
    const values = noisy(repeat(30, 0), 0.005);
    values[12] = 0.2;
    values[29] = -0.2;
    expect(of(values)).toEqual([]);
  });

  it('leaves out what is smaller than asked for, and finds it otherwise', () => {
    const values = noisy([...repeat(25, 0), ...repeat(25, 0.004)], 0.001);
    expect(of(values)).toEqual([]);
    expect(of(values, { least: 0.003 })).toEqual([25]);
  });

  it('gives nothing for series without spread, without a step, or without length', () => {
    expect(of(repeat(40, 0.1))).toEqual([]);
    expect(of(noisy(repeat(5, 0), 0.01))).toEqual([]);
    expect(of([])).toEqual([]);
  });
});
