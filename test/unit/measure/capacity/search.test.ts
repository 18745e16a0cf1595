import { describe, expect, it } from 'vitest';
import {
  type Attempt,
  type Found,
  nextStep,
  type SearchSpace,
} from '../../../../src/measure/capacity/search.js';
import { seededRandom } from '../../../../src/system/random.js';

/** What a level does to a service. */
type Service = (level: number, attempt: number) => Omit<Attempt, 'level'>;

interface Run {
  readonly found: Found;
  readonly levels: readonly number[];
}

/** Searches to the end. */
function search(service: Service, changes: Partial<SearchSpace> = {}): Run {
  const space = { from: 32, to: 10_000, guess: null, ...changes };
  const attempts: Attempt[] = [];
  for (;;) {
    const step = nextStep(space, attempts);
    if (step.kind === 'found') return { found: step.found, levels: attempts.map(({ level }) => level) };
    expect(step.level).toBeGreaterThanOrEqual(space.from);
    expect(step.level).toBeLessThanOrEqual(space.to);
    expect(Number.isInteger(step.level)).toBe(true);
    attempts.push({ level: step.level, ...service(step.level, attempts.length) });
    expect(attempts.length).toBeLessThan(100);
  }
}

const held = (latency: number): Omit<Attempt, 'level'> => ({
  stop: null,
  reached: { latency },
  steady: true,
});
const slow = (latency: number): Omit<Attempt, 'level'> => ({
  stop: 'latency',
  reached: { latency },
  steady: true,
});

/** p99 grows with the connections, as in a closed loop (Little's law), and meets its limit at `limit`. */
const growing =
  (limit: number, noise: () => number = () => 1): Service =>
  (level) => {
    const reached = (level / limit) * noise();
    return reached > 1 ? slow(reached) : held(reached);
  };

/** All is well up to `limit`, and nothing can be measured of what breaks beyond it. */
const cliff =
  (limit: number): Service =>
  (level) =>
    level <= limit
      ? { stop: null, reached: {}, steady: true }
      : { stop: 'errors', reached: {}, steady: true };

describe('a search for a capacity', () => {
  it('goes up by two, then halves the bracket, and tries twice what breaks', () => {
    const { levels, found } = search(growing(300));
    expect(levels).toEqual([32, 64, 128, 256, 512, 512, 362, 362, 304, 304, 279]);
    expect(found).toMatchObject({ low: 279, high: 304, stop: 'latency' });
    expect(found.level).toBeCloseTo(300, 5);
  });

  it.each([33, 47, 100, 512, 513, 3_000, 9_999])(
    'interpolates the limit of %d between both ends',
    (limit) => {
      const { found } = search(growing(limit));
      expect(found.level).toBeCloseTo(limit, 6);
      expect(found.low).toBeLessThanOrEqual(limit);
      expect(found.high).toBeGreaterThan(limit);
      expect((found.high ?? 0) / found.low).toBeLessThanOrEqual(1.1);
    },
  );

  it('takes the middle of the bracket where what breaks has no measure', () => {
    const { found } = search(cliff(700));
    expect(found.stop).toBe('errors');
    expect(found.low).toBeLessThanOrEqual(700);
    expect(found.high).toBeGreaterThan(700);
    expect(found.level).toBeCloseTo(Math.sqrt(found.low * (found.high ?? 0)), 6);
  });

  it('finds the last connection where there are few', () => {
    for (const limit of [1, 2, 3, 5, 8, 13]) {
      const { found } = search(cliff(limit), { from: 1 });
      expect(found).toMatchObject({ low: limit, high: limit + 1 });
    }
  });

  it('ends at its highest level where nothing breaks: a bound', () => {
    const { found, levels } = search(growing(1e9));
    expect(found).toEqual({ low: 10_000, high: null, level: 10_000, stop: 'to' });
    expect(levels).toEqual([32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 10_000]);
  });

  it('ends at once where the first level breaks twice: a bound from above', () => {
    const { found, levels } = search(growing(20));
    expect(found).toEqual({ low: 0, high: 32, level: 32, stop: 'latency' });
    expect(levels).toEqual([32, 32]);
  });

  it('holds one level where from and to are the same', () => {
    const same = { from: 4_000, to: 4_000 };
    expect(search(cliff(5_000), same)).toMatchObject({ levels: [4_000], found: { low: 4_000, stop: 'to' } });
    expect(search(cliff(3_000), same)).toMatchObject({
      levels: [4_000, 4_000],
      found: { low: 0, high: 4_000 },
    });
  });

  it('lets one bad moment pass', () => {
    const service: Service = (level, attempt) => (attempt === 2 ? slow(9) : growing(300)(level, attempt));
    const { found, levels } = search(service);
    expect(levels.slice(0, 5)).toEqual([32, 64, 128, 128, 256]);
    expect(found).toMatchObject({ low: 279, high: 304 });
  });

  it('tries again what is not steady, three times at most', () => {
    const restless: Service = (level, attempt) => ({ ...growing(300)(level, attempt), steady: level !== 64 });
    const { levels, found } = search(restless);
    expect(levels.slice(0, 5)).toEqual([32, 64, 64, 64, 128]);
    expect(found.level).toBeCloseTo(300, 5);
    const never: Service = (level, attempt) => ({ ...growing(300)(level, attempt), steady: false });
    const worst = search(never);
    expect(worst.found).toMatchObject({ low: 279, high: 304 });
    for (const level of worst.levels) {
      expect(worst.levels.filter((one) => one === level).length).toBeLessThanOrEqual(4);
    }
  });

  it('does not believe a level that was not steady where another attempt was', () => {
    const service: Service = (level, attempt) =>
      attempt === 3 ? { ...slow(9), steady: false } : growing(300)(level, attempt);
    expect(search(service).levels.slice(0, 6)).toEqual([32, 64, 128, 256, 256, 512]);
  });

  it('ends where the service does, without another attempt', () => {
    const service: Service = (level) =>
      level < 500 ? held(0.1) : { stop: 'exited', reached: {}, steady: false };
    const { found, levels } = search(service);
    expect(levels).toEqual([32, 64, 128, 256, 512]);
    expect(found).toMatchObject({ low: 256, high: 512, stop: 'exited' });
    expect(search(service, { from: 600 }).found).toMatchObject({ low: 0, high: 600, stop: 'exited' });
  });

  it('says what stopped it where the generator did', () => {
    const service: Service = (level) =>
      level <= 300 ? held(0.1) : { stop: 'generator', reached: {}, steady: true };
    expect(search(service).found.stop).toBe('generator');
  });

  it('begins at a guess, and needs few levels where it is near', () => {
    for (const limit of [270, 300, 330]) {
      const { found, levels } = search(growing(limit), { guess: 300 });
      expect(found.level).toBeCloseTo(limit, 6);
      expect(new Set(levels).size).toBeLessThanOrEqual(4);
    }
    expect(search(growing(40), { guess: 300 }).found.level).toBeCloseTo(40, 6);
    expect(search(growing(9_000), { guess: 300 }).found.level).toBeCloseTo(9_000, 6);
    expect(search(growing(1e9), { guess: 20_000 }).found).toMatchObject({ low: 10_000, stop: 'to' });
    expect(search(growing(20), { guess: 50 }).found).toMatchObject({ low: 0, high: 32 });
  });

  it('ends for every service, also for those that do as they like', () => {
    const random = seededRandom(5);
    for (let time = 0; time < 500; time++) {
      const chaos: Service = () => {
        const reached = random.below(1_000) / 500;
        const steady = random.below(3) > 0;
        return { ...(reached > 1 ? slow(reached) : held(reached)), steady };
      };
      const guess = time % 2 === 0 ? null : 1 + random.below(10_000);
      const { found } = search(chaos, { from: 1 + random.below(64), to: 64 + random.below(10_000), guess });
      expect(found.level).toBeGreaterThanOrEqual(found.low);
      if (found.high !== null) expect(found.level).toBeLessThanOrEqual(found.high);
    }
  });

  it('is right within the noise: no bias, and a spread no larger than that of one plateau', () => {
    const random = seededRandom(11);
    const noise = () => Math.exp((random.below(2_001) - 1_000) / 20_000);
    const logs = Array.from({ length: 300 }, () => {
      const guess = Math.round(900 * (0.85 + random.below(1_000) / 3_000));
      return Math.log(search(growing(1_000, noise), { guess }).found.level / 1_000);
    });
    const mean = logs.reduce((sum, one) => sum + one, 0) / logs.length;
    const spread = Math.sqrt(logs.reduce((sum, one) => sum + (one - mean) ** 2, 0) / logs.length);
    // The noise is ±5 %, evenly: its s.d. is 2.9 %.
    expect(Math.abs(mean)).toBeLessThan(0.015);
    expect(spread).toBeLessThan(0.029);
  });
});
