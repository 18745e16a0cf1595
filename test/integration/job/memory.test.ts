import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src/compare/judge.js';
import { parseConfig } from '../../../src/config/parse.js';
import { directorySide } from '../../../src/job/directory-side.js';
import { runJob } from '../../../src/job/job.js';
import type { CellComparison, MetricName } from '../../../src/model/comparison.js';
import type { CellRecord, SideFigures, SideName } from '../../../src/model/record.js';
import { withJobDeps } from '../../support/job.js';
import { replaced } from '../../support/pull-requests.js';
import { checkout } from '../runtime/support.js';

const MiB = 2 ** 20;
/** Enough to be seen in the few hundred answers that a very busy machine gives; what 1 KB takes is in growth.test.ts. */
const KEPT = 8 * 1024;
const SERVER = readFileSync(join(process.cwd(), 'fixtures/demo/baseline/server.mjs'), 'utf8');
/** Every answer to `/report` keeps 8 KB for ever; `/prices` is as it was. */
const LEAKING = replaced(
  "['/report', report]",
  `['/report', () => (leaked.push(Buffer.alloc(${KEPT}, 1)), report())]`,
)(SERVER.replace('const routes', 'const leaked = [];\nconst routes'));

/** A small young generation, so that garbage comes and goes in small steps. The gate asks for nothing but memory. */
const CONFIG = `
budget: 90s
gate: { slower: 90%, latency: 1000%, memory: 10% }
measure:
  screen-generations: 3
  confirm-generations: 3
  max-generations: 6
  warm-up: 200ms
  duet: 500ms
  solo: 400ms
  probe: 100ms
  trim: 30ms
targets:
  shop: { build: ., command: node --max-semi-space-size=1 server.mjs, port: 8080 }
scenarios:
  leaking: { request: GET /report, connections: 16 }
  neighbour: { request: GET /prices, connections: 16 }
`;

let outcome: Outcome;

async function compared(server: string, configText: string): Promise<Outcome> {
  const sides = { before: checkout({ 'server.mjs': SERVER }), after: checkout({ 'server.mjs': server }) };
  const id = 'memory-test';
  const config = parseConfig(configText, 'loadgate.yml');
  try {
    return await withJobDeps(id, (deps) =>
      runJob(
        {
          ...{ id, config, filter: [], seed: 5 },
          candidate: directorySide(sides.after.dir, 'after'),
          baseline: directorySide(sides.before.dir, 'before'),
          ...{ baselineConfig: null, noBaseline: null, stored: null },
        },
        deps,
      ),
    );
  } finally {
    sides.before.remove();
    sides.after.remove();
  }
}

beforeAll(async () => {
  outcome = await compared(LEAKING, CONFIG);
}, 180_000);

function cellOf(scenario: string): CellComparison & { record: CellRecord } {
  const cell = outcome.comparison.cells.find((one) => one.scenario === scenario);
  const record = outcome.record.cells.find((one) => one.scenario === scenario);
  if (cell === undefined || record === undefined) throw new Error(`no cell ${scenario}`);
  return { ...cell, record };
}
const metric = (scenario: string, name: MetricName) =>
  cellOf(scenario).metrics.find((one) => one.metric === name);
const sidesOf = (scenario: string, side: SideName): SideFigures[] =>
  cellOf(scenario).record.generations.flatMap((generation) => generation[side] ?? []);

describe('a leak of 8 KB a request in one of two scenarios of a service', () => {
  it('makes its cell red', () => {
    expect(outcome.record.problems).toEqual([]);
    expect(metric('leaking', 'growth')).toMatchObject({ verdict: 'regression' });
    expect(cellOf('leaking').verdict).toBe('regression');
    expect(['growth', 'memory']).toContain(cellOf('leaking').decidedBy);
  });

  it('is told in bytes of each round', () => {
    for (const { duet, solo } of sidesOf('leaking', 'candidate')) {
      for (const { answers, grownBytes } of [...duet, ...solo]) {
        expect(answers).toBeGreaterThan(100);
        expect(grownBytes).toBeGreaterThan(0.5 * KEPT * (answers ?? Number.NaN));
      }
    }
  });

  it('leaves its neighbour alone, although the container grew as much under it', () => {
    expect(cellOf('neighbour').verdict).not.toBe('regression');
    for (const name of ['memory', 'growth'] as const) {
      expect(metric('neighbour', name)?.verdict).not.toBe('regression');
    }
    const first = (side: SideName) => sidesOf('neighbour', side)[0]?.peakMemoryBytes ?? Number.NaN;
    expect(first('candidate') - first('baseline')).toBeGreaterThan(3 * MiB);
  });

  it('is in no idle memory, and what the cells need is at least that', () => {
    for (const scenario of ['leaking', 'neighbour']) {
      for (const side of ['candidate', 'baseline'] as const) {
        for (const { idleMemoryBytes, cellMemoryBytes } of sidesOf(scenario, side)) {
          expect(idleMemoryBytes).toBeGreaterThan(MiB);
          expect(cellMemoryBytes).toBeGreaterThanOrEqual(idleMemoryBytes ?? Number.NaN);
        }
      }
      const idle = (side: SideName) => sidesOf(scenario, side)[0]?.idleMemoryBytes ?? Number.NaN;
      expect(Math.abs(idle('candidate') - idle('baseline'))).toBeLessThan(3 * MiB);
    }
  });
});

describe('a scenario whose first dozen requests leave 1 MiB each', () => {
  /** As many as are verified and counted before the load. */
  const FILLING = replaced(
    "['/report', report]",
    `['/report', () => (kept.length < 12 && kept.push(Buffer.alloc(${MiB}, 1)), report())]`,
  )(SERVER.replace('const routes', 'const kept = [];\nconst routes'));

  it('does not fill the idle memory that its neighbour shares', async () => {
    const { record } = await compared(FILLING, CONFIG.replace('budget: 90s', 'budget: 20s'));
    expect(record.problems).toEqual([]);
    const [first] = record.cells.find(({ scenario }) => scenario === 'neighbour')?.generations ?? [];
    const idle = (side: SideName) => first?.[side]?.idleMemoryBytes ?? Number.NaN;
    expect(idle('candidate') - idle('baseline')).toBeLessThan(5 * MiB);
  }, 60_000);
});
