import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { longestOf, planShards, shardsNeeded, type TargetLoad } from '../../../src/plan/shards.js';

const target = (name: string, loadMs: number, scenarios = 1): TargetLoad => ({
  target: name,
  scenarios: Array.from({ length: scenarios }, (_, at) => `s${at}`),
  loadMs,
});

const targets = (maxLength: number) =>
  fc
    .uniqueArray(
      fc.record({
        name: fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/),
        loadMs: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 600_000 })),
        scenarios: fc.integer({ min: 1, max: 4 }),
      }),
      { minLength: 1, maxLength, selector: ({ name }) => name },
    )
    .map((all) => all.map(({ name, loadMs, scenarios }) => target(name, loadMs, scenarios)));
const counts = fc.integer({ min: 1, max: 12 });
const RUNS = { seed: 22, numRuns: 300 };

/** The shortest longest job of all ways to split. */
function optimum(loads: readonly number[], count: number): number {
  let best = Number.POSITIVE_INFINITY;
  const bins = Array.from({ length: count }, () => 0);
  const place = (at: number): void => {
    if (at === loads.length) {
      best = Math.min(best, Math.max(...bins));
      return;
    }
    for (let bin = 0; bin < count; bin++) {
      bins[bin] = (bins[bin] ?? 0) + (loads[at] ?? 0);
      if ((bins[bin] ?? 0) < best) place(at + 1);
      bins[bin] = (bins[bin] ?? 0) - (loads[at] ?? 0);
    }
  };
  place(0);
  return best;
}

describe('planShards', () => {
  it('gives every cell to exactly one shard, all of a target to the same, in the order of the configuration', () => {
    fc.assert(
      fc.property(targets(40), counts, (all, count) => {
        const plan = planShards(all, count);
        expect(plan.map(({ target: name, scenarios }) => [name, scenarios])).toEqual(
          all.map(({ target: name, scenarios }) => [name, scenarios]),
        );
        for (const { shard } of plan) {
          expect(shard).toBeGreaterThanOrEqual(1);
          expect(shard).toBeLessThanOrEqual(count);
        }
      }),
      RUNS,
    );
  });

  it('is the same wherever it is made, whatever the order of the targets', () => {
    fc.assert(
      fc.property(targets(40), counts, fc.infiniteStream(fc.nat()), (all, count, random) => {
        const shuffled = all
          .map((one) => ({ one, at: random.next().value as number }))
          .sort((a, b) => a.at - b.at)
          .map(({ one }) => one);
        const byName = (plan: ReturnType<typeof planShards>) =>
          Object.fromEntries(plan.map(({ target: name, shard }) => [name, shard]));
        expect(planShards(all, count)).toEqual(planShards(structuredClone(all), count));
        expect(byName(planShards(shuffled, count))).toEqual(byName(planShards(all, count)));
      }),
      RUNS,
    );
  });

  it('leaves no job more to do than the mean and one target', () => {
    fc.assert(
      fc.property(targets(60), counts, (all, count) => {
        const loads = all.map(({ loadMs }) => loadMs);
        const mean = loads.reduce((sum, ms) => sum + ms, 0) / count;
        expect(longestOf(planShards(all, count), all)).toBeLessThanOrEqual(mean + Math.max(...loads));
      }),
      RUNS,
    );
  });

  it('takes at most 4/3 of the shortest time possible', () => {
    fc.assert(
      fc.property(targets(7), fc.integer({ min: 2, max: 3 }), (all, count) => {
        const best = optimum(
          all.map(({ loadMs }) => loadMs),
          count,
        );
        expect(longestOf(planShards(all, count), all)).toBeLessThanOrEqual(
          best * (4 / 3 - 1 / (3 * count)) + 1e-6,
        );
      }),
      { seed: 22, numRuns: 150 },
    );
  });

  it('spreads targets of equal loads evenly, and those without any by their cells', () => {
    const equal = planShards(
      Array.from({ length: 10 }, (_, at) => target(`t${at}`, 1000)),
      4,
    );
    const of = (shard: number) => equal.filter((unit) => unit.shard === shard).length;
    expect([1, 2, 3, 4].map(of).sort()).toEqual([2, 2, 3, 3]);
    const idle = planShards([target('a', 0, 4), target('b', 0, 2), target('c', 0, 2)], 2);
    expect(idle.map(({ shard }) => shard)).toEqual([1, 2, 2]);
  });
});

describe('shardsNeeded', () => {
  it('is none where nothing is open', () => {
    expect(shardsNeeded([], 1000)).toBe(0);
    expect(shardsNeeded([target('a', 0), target('b', 0)], 1000)).toBe(0);
  });

  it('is one where one job is enough, and never more than there are open targets', () => {
    expect(shardsNeeded([target('a', 300), target('b', 300), target('c', 0)], 600)).toBe(1);
    expect(shardsNeeded([target('a', 5000), target('b', 10), target('c', 0)], 600)).toBe(2);
    expect(shardsNeeded([target('a', 5000)], 600)).toBe(1);
  });

  it('is no more than what a matrix holds', () => {
    const many = Array.from({ length: 1000 }, (_, at) => target(`t${at}`, 600));
    expect(shardsNeeded(many, 600)).toBe(256);
  });

  it('lets every job be done within the budget, unless one target alone takes longer, and needs each of them', () => {
    fc.assert(
      fc.property(targets(30), fc.integer({ min: 1000, max: 900_000 }), (all, budgetMs) => {
        const count = shardsNeeded(all, budgetMs);
        const open = all.filter(({ loadMs }) => loadMs > 0);
        if (open.length === 0) return void expect(count).toBe(0);
        const longest = Math.max(budgetMs, ...open.map(({ loadMs }) => loadMs));
        expect(longestOf(planShards(open, count), open)).toBeLessThanOrEqual(longest);
        const total = open.reduce((sum, { loadMs }) => sum + loadMs, 0);
        expect(count).toBeGreaterThanOrEqual(Math.ceil(total / longest));
        if (count > Math.ceil(total / longest))
          expect(longestOf(planShards(open, count - 1), open)).toBeGreaterThan(longest);
      }),
      RUNS,
    );
  });
});
