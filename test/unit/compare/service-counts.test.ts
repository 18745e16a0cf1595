import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyAccepted } from '../../../src/compare/acceptance-rule.js';
import { compareRecord } from '../../../src/compare/compare.js';
import { compareExact } from '../../../src/compare/exact.js';
import { metricNamed } from '../../../src/compare/metrics/all.js';
import { nextStep } from '../../../src/compare/sequential.js';
import { DEFAULT_GATE, DEFAULT_MEASURE } from '../../../src/config/defaults.js';
import type { AcceptedRegression } from '../../../src/model/accepted.js';
import type { CellComparison } from '../../../src/model/comparison.js';
import type { ExactCounts, Generation, SideFigures } from '../../../src/model/record.js';
import {
  makeCell,
  makeGenerations,
  makeRatioGeneration,
  makeRecord,
  makeSide,
} from '../../support/records.js';

type Services = NonNullable<ExactCounts['services']>;

const counted = (services?: Services, unsteady?: readonly string[]): SideFigures =>
  makeSide({ counts: { ...(services && { services }), ...(unsteady && { unsteady }) } });
const db = (counts: Readonly<Record<string, number>>, unsteady?: readonly string[]) =>
  counted({ db: counts }, unsteady);

const rows = (baseline: SideFigures[], candidate: SideFigures[]) =>
  compareExact({ baseline, candidate }, DEFAULT_GATE).metrics.filter(({ metric }) => metric.includes('/'));
const verdict = (metric: string, baseline: SideFigures[], candidate: SideFigures[]) =>
  rows(baseline, candidate).find((row) => row.metric === metric)?.verdict;

/** Generations of a cell whose sides differ by nothing but these counts. */
const cellWith = (baseline: Services, candidate: Services, generations = 1) =>
  makeCell({
    generations: makeGenerations(
      {},
      { screen: generations },
      { baseline: { counts: { services: baseline } }, candidate: { counts: { services: candidate } } },
    ),
  });

function compared(baseline: Services, candidate: Services, generations = 1): CellComparison {
  const record = makeRecord({ cells: [cellWith(baseline, candidate, generations)] });
  const [cell] = compareRecord(record, DEFAULT_GATE, DEFAULT_MEASURE).cells;
  if (cell === undefined) throw new Error('the cell is missing');
  return cell;
}

describe('queries of a service', () => {
  it('are one metric, decided by a single generation', () => {
    expect(rows([db({ queries: 1 })], [db({ queries: 51 })])).toEqual([
      {
        metric: 'db/queries',
        kind: 'exact',
        baseline: 1,
        candidate: 51,
        ratio: 51,
        interval: null,
        couldSee: 0,
        generations: 1,
        threshold: 0,
        verdict: 'regression',
      },
    ]);
    expect(verdict('db/queries', [db({ queries: 51 })], [db({ queries: 1 })])).toBe('improvement');
    expect(verdict('db/queries', [db({ queries: 51 })], [db({ queries: 51 })])).toBe('no-change');
  });

  it('count one more, whatever their number', () => {
    expect(verdict('db/queries', [db({ queries: 200 })], [db({ queries: 201 })])).toBe('regression');
    expect(verdict('db/queries', [db({ queries: 200 })], [db({ queries: 200.4 })])).toBe('no-change');
  });

  it('are compared where both sides counted them alone', () => {
    expect(rows([counted()], [db({ queries: 1 })])).toEqual([]);
    expect(rows([makeSide({ counts: null })], [db({ queries: 1 })])).toEqual([]);
    expect(rows([counted({ cache: { commands: 1 } })], [db({ queries: 1 })])).toEqual([]);
  });

  it('are taken from the generations that counted them', () => {
    const some = [db({ queries: 1 }), counted(), counted()];
    expect(verdict('db/queries', some, [db({ queries: 2 }), counted(), counted()])).toBe('regression');
  });
});

describe('rows of a service', () => {
  it.each([
    [1, 1_000_000, 'regression'],
    [1_000_000, 1, 'improvement'],
    [1000, 1001, 'no-change'],
    [1000, 1099, 'no-change'],
    [1000, 1101, 'regression'],
    [1, 2, 'no-change'],
    [1, 3, 'regression'],
    [0, 1, 'no-change'],
  ])('from %i to %i are: %s', (from, to, expected) => {
    for (const name of ['rows-read', 'rows-written', 'rows', 'blocks', 'scans']) {
      expect(verdict(`db/${name}`, [db({ [name]: from })], [db({ [name]: to })])).toBe(expected);
    }
  });
});

describe("connections, and counts of one's own", () => {
  it.each([
    [0, 1, 'regression'],
    [1, 0, 'improvement'],
    [0, 0.2, 'no-change'],
    [20, 21, 'no-change'],
    [20, 22, 'regression'],
  ])('from %f to %f are: %s', (from, to, expected) => {
    for (const name of ['connections', 'cache-misses']) {
      expect(verdict(`db/${name}`, [db({ [name]: from })], [db({ [name]: to })])).toBe(expected);
    }
  });
});

describe('unsteady counts', () => {
  it('are reported, and decide nothing', () => {
    const unsteady = ['db/queries'];
    for (const [baseline, candidate] of [
      [db({ queries: 1 }, unsteady), db({ queries: 51 })],
      [db({ queries: 1 }), db({ queries: 51 }, unsteady)],
    ] as const) {
      expect(rows([baseline], [candidate])[0]).toMatchObject({
        baseline: 1,
        candidate: 51,
        threshold: null,
        verdict: 'no-change',
      });
    }
  });

  it('are those that differ between generations of one side, too', () => {
    const differ = [db({ queries: 1 }), db({ queries: 3 })];
    const steady = [db({ queries: 51 }), db({ queries: 51 })];
    expect(rows(differ, steady)[0]).toMatchObject({ threshold: null, verdict: 'no-change' });
  });

  it('take nothing from the others', () => {
    const sides = [db({ queries: 1, 'rows-read': 1 }), db({ queries: 2, 'rows-read': 900 }, ['db/queries'])];
    expect(verdict('db/rows-read', [sides[0] as SideFigures], [sides[1] as SideFigures])).toBe('regression');
  });
});

describe('a cell', () => {
  it('is a regression by one query more in one generation', () => {
    expect(compared({ db: { queries: 1 } }, { db: { queries: 2 } })).toMatchObject({
      verdict: 'regression',
      decidedBy: 'db/queries',
    });
  });

  it('whose index was lost is decided by the rows read', () => {
    const cell = compared(
      { db: { queries: 1, 'rows-read': 1 } },
      { db: { queries: 1, 'rows-read': 50_000 } },
    );
    expect(cell).toMatchObject({ verdict: 'regression', decidedBy: 'db/rows-read' });
  });

  it('whose cache was removed is a regression by what the database does instead', () => {
    const cell = compared(
      { cache: { commands: 1 }, db: { queries: 0, 'rows-read': 0 } },
      { cache: { commands: 0 }, db: { queries: 1, 'rows-read': 20 } },
    );
    expect(cell).toMatchObject({ verdict: 'regression', decidedBy: 'db/queries' });
    expect(cell.metrics.find(({ metric }) => metric === 'cache/commands')?.verdict).toBe('improvement');
  });

  it('leads with the count where throughput fell as well', () => {
    const counts = (queries: number) => ({ counts: { services: { db: { queries } } } });
    const slow = (index: number, phase: Generation['phase']) =>
      makeRatioGeneration(
        index,
        { throughput: 0.6 + (index % 2) / 100 },
        { phase, baseline: counts(1), candidate: counts(51) },
      );
    const generations = Array.from({ length: 8 }, (_, at) => slow(at, at < 4 ? 'screen' : 'confirm'));
    const record = makeRecord({ cells: [makeCell({ generations })] });
    const [cell] = compareRecord(record, DEFAULT_GATE, DEFAULT_MEASURE).cells;
    expect(cell?.decidedBy).toBe('db/queries');
    expect(cell?.metrics.find(({ metric }) => metric === 'throughput')?.verdict).toBe('regression');
  });

  it('is not measured on once a count has decided it, as with upstream calls', () => {
    const noisy = [0.05, -0.05, 0.05, -0.04].map((log, index) =>
      makeRatioGeneration(
        index,
        { throughput: Math.exp(log) },
        {
          baseline: { counts: { services: { db: { queries: 1 } } } },
          candidate: { counts: { services: { db: { queries: 2 } } } },
        },
      ),
    );
    expect(nextStep(makeCell({ generations: noisy }), DEFAULT_GATE, DEFAULT_MEASURE)).toBe('done');
  });

  it('that is red stays red, whatever counts a record adds', () => {
    const count = fc.record({
      name: fc.constantFrom('queries', 'rows-read', 'connections', 'own'),
      baseline: fc.nat(1000),
      candidate: fc.nat(1000),
      unsteady: fc.boolean(),
    });
    const red = { baseline: { upstreamCalls: 1 }, candidate: { upstreamCalls: 2 } };
    fc.assert(
      fc.property(fc.array(count, { maxLength: 4 }), (added) => {
        const side = (name: 'baseline' | 'candidate') => ({
          counts: {
            ...red[name],
            services: { db: Object.fromEntries(added.map((one) => [one.name, one[name]])) },
            unsteady: added.filter(({ unsteady }) => unsteady).map((one) => `db/${one.name}`),
          },
        });
        const generations = makeGenerations(
          {},
          { screen: 2 },
          { baseline: side('baseline'), candidate: side('candidate') },
        );
        const record = makeRecord({ cells: [makeCell({ generations })] });
        expect(compareRecord(record, DEFAULT_GATE, DEFAULT_MEASURE).cells[0]?.verdict).toBe('regression');
      }),
    );
  });
});

describe('accepting', () => {
  const effect = (metric: string, baseline: number, candidate: number) =>
    ({ metric, kind: 'exact', baseline, candidate, ratio: candidate / baseline, worse: true }) as const;
  const accepted = (...effects: AcceptedRegression['effects'][number][]): AcceptedRegression => ({
    target: 'flask',
    scenario: 'json',
    effects,
    by: 'olga',
    reason: 'it checks more',
    at: '2026-12-01T10:00:00Z',
    until: null,
    sha: 'c'.repeat(40),
    comment: 9,
  });
  const stateOf = (before: Services, now: Services, entry: AcceptedRegression) => {
    const record = makeRecord({ cells: [cellWith(before, now)] });
    const comparison = compareRecord(record, DEFAULT_GATE, DEFAULT_MEASURE);
    return applyAccepted(comparison, [entry], Date.parse('2026-12-24T12:00:00Z')).cells[0]?.accepted;
  };

  it('holds for the count that was accepted, as long as it does not grow', () => {
    const entry = accepted(effect('db/queries', 1, 3));
    expect(stateOf({ db: { queries: 1 } }, { db: { queries: 3 } }, entry)?.state).toBe('holds');
    expect(stateOf({ db: { queries: 1 } }, { db: { queries: 4 } }, entry)).toMatchObject({
      state: 'grown',
      metric: 'db/queries',
    });
  });

  it('allows no other count, nor the same one of another service', () => {
    const entry = accepted(effect('db/queries', 1, 3));
    const more = { state: 'more', metric: 'db/rows-read' };
    expect(
      stateOf({ db: { queries: 1, 'rows-read': 1 } }, { db: { queries: 3, 'rows-read': 99 } }, entry),
    ).toMatchObject(more);
    expect(stateOf({ cache: { queries: 1 } }, { cache: { queries: 3 } }, entry)?.state).toBe('more');
  });

  it('lets rows that were accepted grow by their own step', () => {
    const entry = accepted(effect('db/rows-read', 1, 1000));
    expect(stateOf({ db: { 'rows-read': 1 } }, { db: { 'rows-read': 1050 } }, entry)?.state).toBe('holds');
    expect(stateOf({ db: { 'rows-read': 1 } }, { db: { 'rows-read': 1200 } }, entry)?.state).toBe('grown');
  });

  it('knows every such metric by its name', () => {
    expect(metricNamed('db/queries')).toMatchObject({ kind: 'exact', better: 'smaller' });
    expect(metricNamed('no-such-metric')).toBeNull();
  });
});
