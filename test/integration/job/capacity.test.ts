import { afterEach, describe, expect, it } from 'vitest';
import { parseConfig } from '../../../src/config/parse.js';
import { directorySide } from '../../../src/job/directory-side.js';
import { runRanking } from '../../../src/job/rank.js';
import type { SideCapacity } from '../../../src/model/capacity.js';
import type { SideName } from '../../../src/model/record.js';
import { parseRecord } from '../../../src/record/parse.js';
import { serialiseRecord } from '../../../src/record/serialise.js';
import { compareCheckout, withJobDeps } from '../../support/job.js';
import { checkout, newRunId } from '../runtime/support.js';

/** Answers in 20 ms over so many connections, and in 300 ms over more. */
const server = (limit: number): string => `
import { createServer } from 'node:http';
let open = 0;
const server = createServer((request, response) => {
  setTimeout(() => response.end('x'), open > ${limit} ? 300 : 20);
});
server.on('connection', (socket) => {
  open += 1;
  socket.on('close', () => { open -= 1; });
});
server.listen(process.env.PORT, '127.0.0.1');
`;

const config = (capacity: string): string => `
measure: { screen-generations: 2, max-generations: 2, warm-up: 100ms }
budget: 3m
targets: { app: { build: ., command: node server.mjs, port: 8080 } }
scenarios: { carry: { request: GET /, connections: 4, capacity: ${capacity} } }
`;

const remove: (() => void)[] = [];
afterEach(() => {
  for (const one of remove.splice(0)) one();
});

function folder(files: Readonly<Record<string, string>>): string {
  const made = checkout(files);
  remove.push(made.remove);
  return made.dir;
}

describe('a search for a capacity, of real services', () => {
  it('finds the limit of both sides, and goes on from there in the next generation', async () => {
    const dir = folder({ 'base/server.mjs': server(40), 'change/server.mjs': `${server(40)}// the same` });
    const search = '{ of: connections, from: 30, to: 120, until: { p99: 150ms }, hold: 500ms }';
    const { record } = await compareCheckout(dir, config(search), newRunId());
    expect(record.problems).toEqual([]);
    const generations = parseRecord(serialiseRecord(record), 'x').cells[0]?.generations ?? [];
    const found = (side: SideName) =>
      generations.flatMap((one): readonly SideCapacity[] => {
        const figures = one[side];
        expect([figures?.duet, figures?.solo, figures?.probe]).toEqual([[], [], []]);
        return figures?.capacity === undefined ? [] : [figures.capacity];
      });
    for (const side of ['candidate', 'baseline'] as const) {
      expect(found(side).length).toBeGreaterThanOrEqual(2);
      for (const { low, high, stop, plateaus } of found(side)) {
        expect(stop).toBe('latency');
        expect(low).toBeLessThanOrEqual(40);
        expect(high).toBeGreaterThan(40);
        expect(plateaus.every(({ generatorMemoryBytes }) => generatorMemoryBytes > 1e7)).toBe(true);
      }
      const [first, second] = found(side);
      expect(second?.plateaus.length).toBeLessThan(first?.plateaus.length ?? 0);
      expect(second?.plateaus[0]?.level).toBeGreaterThan(30);
    }
  }, 240_000);

  it('says in a ranking that a bound is one', async () => {
    const search = '{ of: connections, from: 30, to: 30, until: { p99: 150ms }, hold: 500ms }';
    const request = {
      id: newRunId(),
      config: parseConfig(config(search), 'loadgate.yml'),
      filter: [],
      candidate: directorySide(folder({ 'server.mjs': server(40) }), 'here'),
      generations: 1,
      budgetMs: null,
      soloMs: 200,
      seed: 7,
    };
    const record = await withJobDeps(request.id, (deps) => runRanking(request, deps));
    expect(record.problems).toEqual([]);
    const capacity = record.cells[0]?.generations[0]?.candidate.capacity;
    expect(capacity).toMatchObject({ low: 30, high: null, level: 30, stop: 'to' });
    expect(capacity?.plateaus).toMatchObject([{ level: 30, stop: null, connectionsOpened: 30 }]);
  });
});
