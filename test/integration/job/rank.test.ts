import { afterEach, describe, expect, it } from 'vitest';
import { parseConfig } from '../../../src/config/parse.js';
import { directorySide } from '../../../src/job/directory-side.js';
import { type RankingRequest, runRanking } from '../../../src/job/rank.js';
import type { CellRecord, Generation, RunRecord } from '../../../src/model/record.js';
import { parseRecord } from '../../../src/record/parse.js';
import { serialiseRecord } from '../../../src/record/serialise.js';
import { CALLER } from '../../support/caller.js';
import { withJobDeps } from '../../support/job.js';
import { replaced } from '../../support/pull-requests.js';
import { checkout, newRunId } from '../runtime/support.js';

const CONFIG = `
measure: { warm-up: 100ms, trim: 30ms, duet: 200ms }
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

function rank(
  filter: readonly string[],
  budgetMs: number | null,
  generations = 2,
  more: Partial<RankingRequest> = {},
): Promise<RunRecord> {
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
    most: generations,
    budgetMs,
    soloMs: 200,
    seed: 7,
    ...more,
  };
  return withJobDeps(id, (deps) => runRanking(request, deps));
}

const cellOf = (record: RunRecord, name: string): CellRecord | undefined =>
  record.cells.find(({ target, scenario }) => `${target}/${scenario}` === name);

/** Duets with the target beside it, and its own solo round in its first generations. */
function expectDuet({ candidate, baseline, beside }: Generation, other: string): void {
  expect(baseline).toBeNull();
  expect(candidate.probe).toEqual([]);
  expect(candidate.solo).toHaveLength(1);
  expect(beside?.target).toBe(other);
  const rounds = [...candidate.solo, ...candidate.duet, ...(beside?.figures.duet ?? [])];
  expect(rounds).toHaveLength(3);
  for (const round of rounds) expect(round.rps).toBeGreaterThan(0);
  expect(beside?.figures.solo).toEqual([]);
}

describe('a ranking', () => {
  it('measures every target beside the first that can be, and goes on where a target fails', async () => {
    const record = await rank([], null, 1);
    expect(record).toMatchObject({ baseline: null, baselineFigures: 'none' });
    for (const name of ['one/text', 'one/call', 'two/text', 'two/call', 'wrong/call']) {
      expect(cellOf(record, name), name).toMatchObject({ state: 'measured', invalid: null });
    }
    for (const name of ['two/text', 'two/call', 'wrong/call']) {
      cellOf(record, name)
        ?.generations.slice(0, 2)
        .forEach((generation) => {
          expectDuet(generation, 'one');
        });
    }
    for (const { candidate, beside } of cellOf(record, 'one/text')?.generations.slice(0, 2) ?? []) {
      expect([beside, candidate.duet, candidate.solo.length]).toEqual([undefined, [], 1]);
    }
    expect(cellOf(record, 'wrong/text')?.invalid).toMatchObject({ code: 'wrong-answer', side: 'candidate' });
    for (const name of ['gone/text', 'gone/call']) {
      expect(cellOf(record, name)).toMatchObject({ state: 'invalid', invalid: { code: 'target-exited' } });
    }
    expect(record.problems.map(({ code }) => code).sort()).toEqual(['target-exited', 'wrong-answer']);
    expect(record.images?.map(({ target, side, sizeBytes }) => [target, side, sizeBytes])).toEqual(
      ['one', 'two', 'wrong', 'gone'].map((name) => [name, 'candidate', null]),
    );
    // One generation serves both scenarios.
    const indexes = (name: string) => cellOf(record, name)?.generations.map(({ index }) => index) ?? [];
    expect(indexes('one/text').slice(0, 2)).toEqual(indexes('one/call').slice(0, 2));
    expect(parseRecord(serialiseRecord(record), 'a test')).toMatchObject({ id: record.id });
  });

  it('takes another reference where the first target fails, and measures on from an earlier record', async () => {
    const first = await rank(['gone/text', 'two/text', 'one/text'], null, 2, { reference: 'gone' });
    expect(cellOf(first, 'gone/text')?.invalid?.code).toBe('target-exited');
    const besides = (record: RunRecord) =>
      ['one/text', 'two/text'].flatMap((name) =>
        (cellOf(record, name)?.generations ?? []).flatMap(({ beside }) => beside?.target ?? []),
      );
    expect(besides(first).length).toBeGreaterThan(0);
    const again = await rank(['two/text', 'one/text'], 1, 1, { from: first });
    expect(again.durationMs).toBeGreaterThan(first.durationMs);
    for (const name of ['one/text', 'two/text', 'gone/text']) {
      expect(cellOf(again, name)?.generations).toEqual(cellOf(first, name)?.generations);
    }
    const [one] = first.cells;
    const other = {
      ...first,
      cells: one === undefined ? [] : [{ ...one, target: 'two', inputs: 'f'.repeat(64) }],
    };
    const refused = await rank(['two/text'], 1, 1, { from: other });
    expect(refused.problems).toMatchObject([{ kind: 'usage', code: 'record-other' }]);
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
