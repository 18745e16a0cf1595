import { afterEach, describe, expect, it } from 'vitest';
import { parseConfig } from '../../../src/config/parse.js';
import { directorySide } from '../../../src/job/directory-side.js';
import { runRanking, SOLO_ROUNDS } from '../../../src/job/rank.js';
import type { CellRecord, Generation, RunRecord } from '../../../src/model/record.js';
import { parseRecord } from '../../../src/record/parse.js';
import { serialiseRecord } from '../../../src/record/serialise.js';
import { CALLER } from '../../support/caller.js';
import { withJobDeps } from '../../support/job.js';
import { replaced } from '../../support/pull-requests.js';
import { checkout, newRunId } from '../runtime/support.js';

const CONFIG = `
measure: { warm-up: 100ms, trim: 30ms }
targets:
  one: { build: one, command: node server.mjs, port: 8080 }
  two: { build: two, command: node server.mjs, port: 8080 }
  wrong: { build: wrong, command: node server.mjs, port: 8080 }
  gone: { build: gone, command: node server.mjs, port: 8080 }
scenarios:
  text: { request: GET /text, connections: 4, expect: { body: 'Hello, World!' } }
  call: { request: GET /upstream, upstream: { delay: 10ms, calls: 1 }, connections: 4 }
`;

const remove: (() => void)[] = [];
afterEach(() => {
  for (const one of remove.splice(0)) one();
});

/** Works for 1 ms a request: with less to do, it could ask for all that the load generator has. */
const WORKING = replaced(
  'return response.end(text);',
  '{\n    for (const end = performance.now() + 1; performance.now() < end; );\n    return response.end(text);\n  }',
)(CALLER);

function rank(filter: readonly string[], budgetMs: number | null, generations = 2): Promise<RunRecord> {
  const { dir, remove: removeDir } = checkout({
    'one/server.mjs': WORKING,
    'two/server.mjs': WORKING,
    'wrong/server.mjs': replaced('Hello, World!', 'Hello, World?')(WORKING),
    'gone/server.mjs': "console.log('no database'); process.exit(7);",
  });
  remove.push(removeDir);
  const id = newRunId();
  const request = {
    id,
    config: parseConfig(CONFIG, 'loadgate.yml'),
    filter,
    candidate: directorySide(dir, 'here'),
    generations,
    budgetMs,
    soloMs: 200,
    seed: 7,
  };
  return withJobDeps(id, (deps) => runRanking(request, deps));
}

const cellOf = (record: RunRecord, name: string): CellRecord | undefined =>
  record.cells.find(({ target, scenario }) => `${target}/${scenario}` === name);

function expectSolo({ candidate, baseline }: Generation): void {
  expect(baseline).toBeNull();
  expect([candidate.duet, candidate.probe]).toEqual([[], []]);
  expect(candidate.solo).toHaveLength(SOLO_ROUNDS);
  for (const round of candidate.solo) expect(round.rps).toBeGreaterThan(0);
}

describe('a ranking', () => {
  it('measures every cell alone, as often as it was told, and goes on where a target fails', async () => {
    const record = await rank([], null);
    expect(record).toMatchObject({ baseline: null, baselineFigures: 'none' });
    for (const name of ['one/text', 'one/call', 'two/text', 'two/call', 'wrong/call']) {
      const cell = cellOf(record, name);
      expect(cell, name).toMatchObject({ state: 'measured', invalid: null });
      expect(cell?.generations, name).toHaveLength(2);
      cell?.generations.forEach(expectSolo);
    }
    expect(cellOf(record, 'wrong/text')?.invalid?.code).toBe('wrong-answer');
    for (const name of ['gone/text', 'gone/call']) {
      expect(cellOf(record, name)).toMatchObject({ state: 'invalid', invalid: { code: 'target-exited' } });
    }
    expect(record.problems.map(({ code }) => code).sort()).toEqual(['target-exited', 'wrong-answer']);
    expect(record.images?.map(({ target, side, sizeBytes }) => [target, side, sizeBytes])).toEqual(
      ['one', 'two', 'wrong', 'gone'].map((name) => [name, 'candidate', null]),
    );
    // One generation serves both scenarios, and no target is through before another has begun.
    const indexes = (name: string) => cellOf(record, name)?.generations.map(({ index }) => index) ?? [];
    expect(indexes('one/text')).toEqual(indexes('one/call'));
    expect(Math.max(indexes('one/text')[0] ?? 9, indexes('two/text')[0] ?? 9)).toBeLessThan(
      Math.min(indexes('one/text')[1] ?? 0, indexes('two/text')[1] ?? 0),
    );
    expect(parseRecord(serialiseRecord(record), 'a test')).toMatchObject({ id: record.id });
  });

  it('measures what is named only, and stops where its budget is spent', async () => {
    const record = await rank(['one/text', 'two'], 1, 50);
    expect(record.cells.map(({ target, scenario }) => `${target}/${scenario}`)).toEqual([
      'one/text',
      'two/text',
      'two/call',
    ]);
    expect(record.problems).toEqual([]);
    const amounts = record.cells.map(({ generations }) => generations.length);
    expect(Math.max(...amounts)).toBeLessThanOrEqual(1);
    expect(record.cells.some(({ state }) => state === 'not-measured')).toBe(true);
  });

  it('says what is wrong with what was asked for, in a record like any other', async () => {
    const record = await rank(['three'], null);
    expect(record.problems).toMatchObject([{ kind: 'usage', code: 'unknown-cell' }]);
    expect(record.cells).toEqual([]);
  });
});
