import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../src/config/parse.js';
import { makeLeaderboard } from '../../../src/leaderboard/board.js';
import { leaderboardCsv } from '../../../src/leaderboard/csv.js';
import { leaderboardPage } from '../../../src/leaderboard/page.js';
import type { SideCapacity } from '../../../src/model/capacity.js';
import type { CellRecord } from '../../../src/model/record.js';
import { makeCapacity, makeCapacityCell } from '../../support/capacities.js';
import { makeRecord } from '../../support/records.js';
import { factsOf } from './builders.js';

const CONFIG = `targets: { a: { build: a, port: 80 }, b: { build: b, port: 80 }, c: { build: c, port: 80 }, d: { build: d, port: 80 }, e: { build: e, port: 80 } }
scenarios:
  carry: { request: GET /json, capacity: { of: connections, to: 10000, until: { p99: 500ms, cpu: 80% } } }
`;

function cell(target: string, found: readonly SideCapacity[], more: Partial<CellRecord> = {}): CellRecord {
  const one = (at: number) => found[at] as SideCapacity;
  const searches = (at: number) => ({ candidate: one(at), baseline: one(at) });
  return makeCapacityCell(
    searches,
    { screen: found.length, confirm: 0 },
    { target, scenario: 'carry', ...more },
  );
}

const bound = makeCapacity(10_000, { stop: 'to', low: 10_000, high: null, level: 10_000 });
const none = makeCapacity(32, { low: 0, high: 32, level: 32, stop: 'errors' });
const cells = [
  cell('a', [makeCapacity(500), makeCapacity(700)]),
  cell('b', [makeCapacity(1_000), makeCapacity(1_010)]),
  cell('c', [bound, bound]),
  cell('d', [none, none]),
  cell('e', [makeCapacity(3_000, { stop: 'generator', low: 2_900 })], {
    state: 'invalid',
    invalid: { side: 'candidate', code: 'generator-saturated', message: 'its own limit', log: [] },
  }),
];
const names = ['a', 'b', 'c', 'd', 'e'];
const board = makeLeaderboard(
  makeRecord({ cells }),
  parseConfig(CONFIG, 'loadgate.yml'),
  '',
  factsOf(...names),
);
const [scenario] = board.scenarios;
const row = (name: string) => scenario?.rows.find(({ target }) => target === name);

describe('a leaderboard of capacities', () => {
  it('ranks by what each carries, between those that hold everything and those that hold nothing', () => {
    expect(scenario?.rows.map(({ target, state }) => `${target} ${state}`)).toEqual([
      'c ranked',
      'b ranked',
      'a ranked',
      'd ranked',
      'e invalid',
    ]);
    expect(row('b')).toMatchObject({ rank: { best: 1 }, figures: null });
    expect(row('b')?.capacity?.level?.mean).toBeCloseTo(1_005, 0);
    expect(row('c')).toMatchObject({ rank: null, capacity: { level: null } });
    expect(scenario?.search).toMatchObject({ of: 'connections', to: 10_000 });
  });

  it('says whether all generations found the same', () => {
    expect(names.map((name) => row(name)?.capacity?.agrees)).toEqual([false, true, true, true, null]);
  });

  it('shows the last level that held and the first that broke, with what failed by kind', () => {
    expect(row('a')?.capacity).toMatchObject({
      held: { level: 672 },
      broke: { level: 735, stop: 'latency' },
    });
    expect(row('d')?.capacity).toMatchObject({ held: null, broke: { level: 32 } });
    const page = leaderboardPage(board, new Map(), 'loadgate leaderboard').replaceAll(/[\u00a0\u202f]/g, ' ');
    expect(page).toContain(
      '32 to 10,000 connections, each level for 3 s, until a p99 of 500 ms, 1 % of failed requests and 80 % of its CPU.',
    );
    expect(page).toMatch(
      /\| +1–2 \| b +\| +1,005 \| +943 … 1,071 \| 960, 1,050; 970, 1,061 +\| yes +\| latency/,
    );
    expect(page).toContain('≥ 10,000');
    expect(page).toContain('&lt; 32');
    expect(page).toContain('12 reset');
    expect(page).toContain('the load generator');
    expect(page).not.toContain('Nothing could be ranked');
  });

  it('has its figures in the CSV', () => {
    const [head, ...lines] = leaderboardCsv(board)
      .trim()
      .split('\n')
      .map((line) => line.split(','));
    const value = (target: string, column: string) =>
      lines.find((line) => line.includes(target))?.[head?.indexOf(column) ?? -1];
    expect(value('b', 'carries')).toBe('1004.99');
    expect(value('c', 'carries')).toBe('');
    expect(value('c', 'carries_held')).toBe('10000');
    expect(value('d', 'stopped_by')).toBe('errors');
  });
});
