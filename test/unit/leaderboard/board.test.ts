import { describe, expect, it } from 'vitest';
import { makeLeaderboard } from '../../../src/leaderboard/board.js';
import type { CellRecord, InvalidReason } from '../../../src/model/record.js';
import { makeRecord } from '../../support/records.js';
import { boardOf, configOf, FIGURES, factsOf, soloCell } from './builders.js';

const invalid = (code: string): InvalidReason => ({
  code,
  message: `it was ${code}`,
  side: 'candidate',
  log: [],
});

function scenarioOf(cells: readonly CellRecord[], more: Readonly<Record<string, string>> = {}) {
  const names = [...new Set(cells.map(({ target }) => target))];
  const board = makeLeaderboard(makeRecord({ cells }), configOf(names, more), '', factsOf(...names));
  const [scenario] = board.scenarios;
  if (scenario === undefined) throw new TypeError('no scenario');
  return { board, scenario, row: (name: string) => scenario.rows.find(({ target }) => target === name) };
}

describe('a leaderboard', () => {
  it('ranks by requests/s of the solo rounds', () => {
    const [scenario] = boardOf().scenarios;
    expect(scenario?.rows.map(({ target, rank }) => [target, rank?.best, rank?.worst])).toEqual([
      ['a', 1, 2],
      ['b', 1, 2],
      ['c', 3, 3],
      ['d', 4, 4],
    ]);
    expect(scenario).toMatchObject({
      scenario: 'json',
      request: 'GET /json',
      connections: 64,
      upstream: null,
    });
    expect(scenario?.pairs).toHaveLength(6);
  });

  it('adds up requests and failures, and takes the worst of the generator', () => {
    const failures = { refused: 0, reset: 1, timeout: 2, non2xx: 0, wrongBody: 0, other: 0 };
    const { row } = scenarioOf([soloCell('a', [100, 110], {}, { failures, generatorCpu: 0.4 })]);
    expect(row('a')?.figures).toMatchObject({ requests: 420, failed: 6, generatorCpu: 0.4 });
  });

  it('adds up what the upstream counted in the rounds', () => {
    const round = { upstreamCalls: 210, upstreamConnections: 3 };
    const { row } = scenarioOf([soloCell('a', [100, 110], {}, round), soloCell('b', [100])]);
    expect(row('a')?.figures?.upstream).toEqual({ calls: 420, connections: 6 });
    expect(row('b')?.figures?.upstream).toBeNull();
  });

  it('lists invalid rows last with their reason, and never ranks them', () => {
    const { row, scenario } = scenarioOf([
      soloCell('a', [9000, 9100], { state: 'invalid', invalid: invalid('wrong-body') }),
      soloCell('b', FIGURES['b'] ?? []),
    ]);
    expect(scenario.rows.map(({ target }) => target)).toEqual(['b', 'a']);
    expect(row('a')).toMatchObject({
      state: 'invalid',
      reason: { code: 'wrong-body', message: 'it was wrong-body' },
      rank: null,
      cpuRank: null,
    });
    expect(row('b')?.rank).toEqual({ best: 1, worst: 1 });
    expect(scenario.pairs).toEqual([]);
  });

  it('says which were not measured', () => {
    const { row } = scenarioOf([soloCell('a', [], { state: 'not-measured' }), soloCell('b', [1, 2])]);
    expect(row('a')).toMatchObject({ state: 'not-measured', figures: null, reason: null, rank: null });
  });

  it('keeps a target under another quota out of the ranking, and in that by CPU time', () => {
    const cells = [
      soloCell('fast', [9000, 9050, 9010], {}, { cpuUserUs: 20, cpuSystemUs: 5 }),
      soloCell('a', FIGURES['a'] ?? []),
      soloCell('b', FIGURES['b'] ?? []),
    ];
    const { board, row, scenario } = scenarioOf(cells, { fast: ', caps: { cpus: 0.25 }' });
    expect(board.cpus).toBe(1);
    expect(row('fast')).toMatchObject({ state: 'apart', cpus: 0.25, rank: null, cpuRank: { best: 1 } });
    expect(scenario.rows.map(({ target }) => target)).toEqual(['a', 'b', 'fast']);
    expect(scenario.pairs.every(({ better, worse }) => better !== 'fast' && worse !== 'fast')).toBe(true);
  });

  it('ranks one that the generator could not saturate by its CPU time alone', () => {
    const saturated = { state: 'invalid', invalid: invalid('generator-saturated') } as const;
    const { row } = scenarioOf([
      soloCell('fast', [90_000, 91_000], saturated, { cpuUserUs: 5, cpuSystemUs: 1 }),
      soloCell('a', FIGURES['a'] ?? []),
    ]);
    expect(row('fast')).toMatchObject({ state: 'invalid', rank: null, cpuRank: { best: 1 } });
  });

  it('says nothing of CPU time where the runtime can not tell it', () => {
    const { row } = scenarioOf([soloCell('a', [1, 2], {}, { cpuUserUs: null, cpuSystemUs: null })]);
    expect(row('a')).toMatchObject({ figures: { cpuUs: null }, cpuRank: null, rank: { best: 1 } });
  });

  it('has the workers of the environment, and says when the configuration is another one', () => {
    const { board } = scenarioOf([soloCell('a', [1, 2]), soloCell('b', [1, 2])], {
      a: ', env: { WORKERS: "3" }',
    });
    expect(board.facts.map(({ target, workers }) => [target, workers])).toEqual([
      ['a', '3'],
      ['b', '1'],
    ]);
    expect(board.configChanged).toBe(true);
    expect(boardOf().configChanged).toBe(false);
  });

  it('leaves out what the configuration does not know any more', () => {
    const cells = [soloCell('a', [1, 2]), soloCell('gone', [1, 2])];
    const board = makeLeaderboard(makeRecord({ cells }), configOf(['a']), '', factsOf('a'));
    expect(board.scenarios.flatMap(({ rows }) => rows.map(({ target }) => target))).toEqual(['a']);
  });
});
