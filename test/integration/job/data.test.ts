import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseConfig } from '../../../src/config/parse.js';
import { directorySide } from '../../../src/job/directory-side.js';
import { runJob } from '../../../src/job/job.js';
import { withJobDeps } from '../../support/job.js';
import { checkout, newRunId } from '../runtime/support.js';

const ROWS = 50;
const CSV = `name,exists\n${Array.from({ length: ROWS }, (_, at) => `n+&ä ${at},${at % 3 === 0}\n`).join('')}`;

/** Knows every third name, and writes down what it was asked for, in order, and where a connection began. */
const server = (log: string, wrongFrom = Number.POSITIVE_INFINITY) => `
import { appendFileSync } from 'node:fs';
import { createServer } from 'node:http';
createServer((request, response) => {
  const url = new URL(request.url, 'http://x');
  const name = url.searchParams.get('name');
  appendFileSync(${JSON.stringify(log)}, name + '\\n');
  const at = Number(name.split(' ')[1]);
  const exists = at % 3 === 0 && at < ${wrongFrom};
  response.setHeader('Content-Type', 'application/json');
  response.end(JSON.stringify({ exists }));
}).on('connection', () => appendFileSync(${JSON.stringify(log)}, '--\\n')).listen(process.env.PORT, '127.0.0.1');
`;

const CONFIG = `
measure: { screen-generations: 2, max-generations: 2, warm-up: 100ms, duet: 300ms, solo: 200ms, probe: 100ms, trim: 20ms }
budget: 20s
targets: { app: { build: ., command: node server.mjs, port: 8080 } }
scenarios:
  look:
    request: GET /db?name={{names.name}}
    data: { names: { file: names.csv } }
    connections: 1
    expect: { body: '{"exists":{{names.exists}}}' }
`;

const logs = checkout({ candidate: '', baseline: '' });
afterAll(() => logs.remove());

/** Measures a candidate beside a baseline that is right. */
async function measure(wrongFrom?: number, csv = CSV) {
  const sides = (['candidate', 'baseline'] as const).map((side) =>
    checkout({
      'server.mjs': server(join(logs.dir, side), side === 'candidate' ? wrongFrom : undefined),
      'names.csv': side === 'candidate' ? csv : 'name,exists\nother 1,false\n',
    }),
  );
  const [candidate, baseline] = sides.map(({ dir }, at) => directorySide(dir, at === 0 ? 'new' : 'old'));
  if (candidate === undefined || baseline === undefined) throw new Error('two sides');
  const config = parseConfig(CONFIG, 'loadgate.yml');
  const id = newRunId();
  const run = { id, config, filter: [], baselineConfig: null, noBaseline: null, stored: null, seed: 5 };
  try {
    return (await withJobDeps(id, (deps) => runJob({ ...run, candidate, baseline }, deps))).record;
  } finally {
    for (const { remove } of sides) remove();
  }
}

type Firsts = readonly (number | undefined)[];
const NONE: Readonly<Record<'all' | 'long', Firsts>> = { all: [], long: [] };

/** Whether some are among all, in their order. */
function inOrder(some: Firsts, all: Firsts): boolean {
  let found = 0;
  for (const one of all) if (found < some.length && one === some[found]) found += 1;
  return found === some.length;
}

describe('a scenario with data', () => {
  let record: Awaited<ReturnType<typeof measure>>;
  const asked = new Map<string, string[]>();

  beforeAll(async () => {
    record = await measure();
    for (const side of ['candidate', 'baseline']) {
      asked.set(side, readFileSync(join(logs.dir, side), 'utf8').trimEnd().split('\n'));
    }
  }, 60_000);

  it('is measured with right answers alone, hits and misses', () => {
    expect(record.problems).toEqual([]);
    const [cell] = record.cells;
    expect(cell).toMatchObject({ state: 'measured', invalid: null });
    const rounds = cell?.generations.flatMap(({ candidate, baseline }) => [
      ...candidate.duet,
      ...(baseline?.duet ?? []),
    ]);
    expect(rounds?.length).toBeGreaterThan(0);
    for (const round of rounds ?? []) {
      expect(round.requests).toBeGreaterThan(0);
      expect(Object.values(round.failures).every((count) => count === 0)).toBe(true);
    }
  });

  it("sends both sides the candidate's rows in the same order, from the first on, and goes on from round to round", () => {
    const all = Array.from({ length: ROWS }, (_, at) => `n+&ä ${at}`);
    const loads = [...asked.values()].map((lines) => {
      const connections = lines
        .join('\n')
        .split(/^--$/m)
        .map((part) =>
          part
            .trim()
            .split('\n')
            .map((name) => all.indexOf(name)),
        );
      for (const rows of connections)
        for (const [at, row] of rows.entries()) expect(row).toBe(((rows[0] ?? 0) + at) % ROWS);
      return connections;
    });
    // A short connection has the requests before the load, or a round in which a busy machine answered few.
    const [ours = NONE, theirs = NONE] = loads.map((connections) => ({
      all: connections.map(([first]) => first).filter((first) => first !== -1),
      long: connections.filter(({ length }) => length > 13).map(([first]) => first),
    }));
    expect(ours.long.length).toBeGreaterThan(6);
    // Each round begins with the same row on both sides, behind what the earlier ones have used.
    expect(inOrder(ours.long, theirs.all)).toBe(true);
    expect(inOrder(theirs.long, ours.all)).toBe(true);
    expect(ours.all[0]).toBe(0);
    expect(new Set(ours.long).size).toBeGreaterThan(3);
    for (const names of asked.values())
      expect([...new Set(names)].filter((name) => name !== '--').sort()).toEqual([...all].sort());
  });

  it('has an answer that is right for another row called wrong, before the load', async () => {
    const [cell] = (await measure(3)).cells;
    expect(cell?.invalid).toMatchObject({ side: 'candidate', code: 'wrong-answer' });
    expect(cell?.invalid?.message).toContain(
      'GET /db?name=n%2B%26%C3%A4%203 (row 4 of the data): expected the body',
    );
  }, 60_000);

  it('has a wrong answer found under the load where the rows before it were right', async () => {
    const [cell] = (await measure(40)).cells;
    expect(cell?.invalid).toMatchObject({ side: 'candidate' });
    expect(cell?.invalid?.message).toContain('a wrong body');
  }, 60_000);

  it('is not measured where the file is wrong', async () => {
    const { problems, cells } = await measure(undefined, 'nam,exists\na 1,false\n');
    expect(problems).toMatchObject([{ code: 'data-invalid', kind: 'usage' }]);
    expect(cells.map(({ state }) => state)).toEqual(['not-measured']);
  }, 60_000);
});
