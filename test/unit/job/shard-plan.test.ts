import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../src/config/parse.js';
import { sizeRemark, targetLoads } from '../../../src/job/shard-plan.js';
import { cellKey } from '../../../src/measure/schedule.js';
import type { CellRecord, RunRecord } from '../../../src/model/record.js';
import { planCells } from '../../../src/plan/cells.js';
import { planShards } from '../../../src/plan/shards.js';
import { makeCell, makeGeneration, makeRecord } from '../../support/records.js';

const config = parseConfig(
  `measure: { screen-generations: 4, confirm-generations: 5 }
targets: { a: { build: a, port: 80 }, b: { build: b, port: 80 }, c: { build: c, port: 80 } }
scenarios: { one: { request: GET /1 }, two: { request: GET /2 } }
`,
  'loadgate.yml',
);
const planned = planCells(config);
const GENERATIONS = 9;

const cells = (states: Readonly<Record<string, CellRecord['state']>> = {}) =>
  new Map(
    planned.map(({ target, scenario }) => {
      const key = cellKey(target.name, scenario.name);
      const state = states[key] ?? 'not-measured';
      return [
        key,
        makeCell({ target: target.name, scenario: scenario.name, state, generations: [] }),
      ] as const;
    }),
  );

/** Screening generations of the target that took so long, ms, and one for confirming that says nothing. */
const took = (target: string, scenarios: readonly string[], times: readonly number[]) =>
  scenarios.map((scenario) =>
    makeCell({
      target,
      scenario,
      generations: [
        ...times.map((durationMs, index) => makeGeneration({ index, durationMs })),
        makeGeneration({ index: 99, phase: 'confirm', durationMs: 1 }),
      ],
    }),
  );
const loadsWith = (stored: RunRecord | null, states?: Parameters<typeof cells>[0], times?: RunRecord) =>
  Object.fromEntries(
    targetLoads(planned, cells(states), { config, stored, ...(times === undefined ? {} : { times }) }).map(
      ({ target, loadMs }) => [target, loadMs],
    ),
  );

describe('targetLoads', () => {
  it('shares the time of a generation among the cells that it measured', () => {
    const stored = makeRecord({
      cells: [...took('a', ['one', 'two'], [8_000, 10_000, 90_000]), ...took('b', ['one'], [3_000])],
    });
    const loads = loadsWith(stored);
    expect(loads['a']).toBe(10_000 * GENERATIONS);
    // The other cell of b and those of c count as the mean of what is known: 5, 5 and 3 s.
    expect(loads['b']).toBe(Math.ceil((3_000 + 13_000 / 3) * GENERATIONS));
    expect(loads['c']).toBe(Math.ceil((26_000 / 3) * GENERATIONS));
  });

  it('counts only cells that are to be measured', () => {
    const stored = makeRecord({ cells: took('a', ['one', 'two'], [10_000]) });
    expect(
      loadsWith(stored, { 'a/one': 'unchanged', 'b/one': 'unchanged', 'b/two': 'unchanged' }),
    ).toMatchObject({
      a: 5_000 * GENERATIONS,
      b: 0,
    });
  });

  it('counts all cells the same where nothing is stored of them', () => {
    const loads = loadsWith(null);
    expect(new Set(Object.values(loads)).size).toBe(1);
    expect(loadsWith(makeRecord({ cells: took('gone', ['one'], [10_000]) }))).toEqual(loads);
  });

  it('takes the times of a record that was named before those of the stored one', () => {
    const stored = makeRecord({ cells: took('a', ['one', 'two'], [10_000]) });
    const times = makeRecord({ cells: took('a', ['one', 'two'], [20_000]) });
    expect(loadsWith(stored, {}, times)['a']).toBe(20_000 * GENERATIONS);
  });
});

describe('the plan of all shards', () => {
  it('is one plan for all shards, by the stored times', () => {
    const stored = makeRecord({
      cells: [
        ...took('a', ['one', 'two'], [4_000]),
        ...took('b', ['one', 'two'], [9_000]),
        ...took('c', ['one', 'two'], [4_500]),
      ],
    });
    expect(planShards(targetLoads(planned, cells(), { config, stored }), 2)).toEqual([
      { target: 'a', scenarios: ['one', 'two'], shard: 2 },
      { target: 'b', scenarios: ['one', 'two'], shard: 1 },
      { target: 'c', scenarios: ['one', 'two'], shard: 2 },
    ]);
  });
});

describe('sizeRemark', () => {
  const loads = (count: number, loadMs: number) =>
    Array.from({ length: count }, (_, at) => ({ target: `t${at}`, scenarios: ['a'], loadMs }));

  it('says nothing where every cell can be looked at once', () => {
    expect(sizeRemark(loads(9, 600_000), 9, 600_000, 9)).toBeNull();
    expect(sizeRemark([], 0, 600_000, 9)).toBeNull();
    expect(sizeRemark(loads(1000, 600_000), 1000, Number.POSITIVE_INFINITY, 9)).toBeNull();
  });

  it('says how many jobs, or which budget, would do', () => {
    expect(sizeRemark(loads(100, 60_000), 1000, 600_000, 9)).toBe(
      'The budget of 10 min is too short to look at each of 1000 cells once. To decide all of them takes about 10 jobs of 10 min (docs/scale.md), or a budget of 100 min.',
    );
  });

  it('says for a shard how many shards the whole run needs', () => {
    const own = loads(50, 60_000);
    const shards = { of: 2, loads: loads(100, 60_000) };
    expect(sizeRemark(own, 500, 300_000, 9, shards)).toBe(
      'The budget of 5 min is too short to look at each of 500 cells of this shard once. To decide all of them takes about 20 shards of 5 min (docs/scale.md), or a budget of 50 min.',
    );
    expect(sizeRemark(own, 500, 600_000, 9, shards)).toBeNull();
    // As many shards as there can be: a longer budget alone helps.
    expect(sizeRemark(loads(1, 6_000_000), 9, 600_000, 9, { of: 2, loads: loads(2, 6_000_000) })).toMatch(
      /takes about a budget of 100 min\.$/,
    );
  });

  it('proposes no shards for what is one target', () => {
    expect(sizeRemark(loads(1, 6_000_000), 100, 600_000, 9)).toMatch(/takes about a budget of 100 min\.$/);
  });
});
