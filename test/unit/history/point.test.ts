import { describe, expect, it } from 'vitest';
import { judgeHistory } from '../../../src/history/judge.js';
import { pointOf } from '../../../src/history/point.js';
import { DEFAULT_HISTORY, historyChoice } from '../../../src/history/settings.js';
import type { RunRecord } from '../../../src/model/record.js';
import { parsePoint, serialisePoint } from '../../../src/record/point-file.js';
import { serialiseRecord } from '../../../src/record/serialise.js';
import { shaAt } from '../../support/histories.js';
import { makeCell, makeGenerations, makeRecord } from '../../support/records.js';

/** The record of a commit beside the one before it. */
function recordAt(place: number, throughput: number, changes: Partial<RunRecord> = {}): RunRecord {
  return makeRecord({
    candidate: { sha: shaAt(place), label: 'main' },
    baseline: { sha: shaAt(place - 1), label: 'main' },
    cells: [makeCell({ generations: makeGenerations({ throughput, cpu: 1 / throughput }, { screen: 8 }) })],
    ...changes,
  });
}

describe('pointOf', () => {
  it('keeps the ratio of the duets, its spread, and the own figure', () => {
    const { cells, baseline } = pointOf(recordAt(1, 0.9));
    expect(baseline).toBe(shaAt(0));
    const figure = cells[0]?.figures.throughput;
    expect(figure?.duet?.count).toBe(8);
    expect(figure?.duet?.mean).toBeCloseTo(Math.log(0.9), 4);
    expect(figure?.duet?.sd).toBeGreaterThan(0.003);
    expect(figure?.divided).toBeUndefined();
  });

  it('has no baseline where stored figures were compared, and no figures of cells without', () => {
    const record = recordAt(1, 1, { baselineFigures: 'stored' });
    const [cell] = record.cells;
    const cells = [
      makeCell({ ...cell, scenario: 'a', state: 'unchanged' }),
      makeCell({ scenario: 'b', state: 'not-measured', generations: [] }),
    ];
    const point = pointOf({ ...record, cells });
    expect(point.baseline).toBeNull();
    expect(point.cells).toEqual([{ target: 'flask', scenario: 'a', state: 'unchanged', figures: {} }]);
  });

  it('is read as it was written, in a twentieth of the record', () => {
    const record = recordAt(1, 0.9);
    const text = serialisePoint(pointOf(record));
    expect(serialisePoint(parsePoint(text, 'a test'))).toBe(text);
    expect(text.length).toBeLessThan(serialiseRecord(record).length / 20);
  });

  it('is refused by name if anything in it is another', () => {
    const point = pointOf(recordAt(1, 0.9));
    const read = (changes: object): unknown =>
      parsePoint(JSON.stringify({ ...point, ...changes }), 'history/x.json');
    expect(() => read({ extra: 1 })).toThrow(/history\/x\.json is not of the shape loadgate\.point\/v1/);
    expect(() => read({ sha: 'main' })).toThrow(/sha/);
    expect(() => read({ cells: [{ ...point.cells[0], target: '<b>' }] })).toThrow(/cells\[0\]\.target/);
  });
});

describe('judgeHistory of records beside the one before each', () => {
  const ratios = [1, 1, 0.95, 1, 1, 1];
  const points = ratios.map((ratio, place) => pointOf(recordAt(place, ratio)));
  const line = [shaAt(-1), ...points.map(({ sha }) => sha)];
  const judge = (changes: Partial<Parameters<typeof judgeHistory>[0]> = {}) =>
    judgeHistory({
      points,
      line,
      releases: [],
      since: { name: 'v1', sha: shaAt(0) },
      settings: DEFAULT_HISTORY,
      ...changes,
    });

  it('adds up what each changed since the pinned commit, and names the commit that did', () => {
    const [cell] = judge().cells;
    expect(cell?.series.basis).toBe('previous');
    expect(cell?.drifts[0]).toMatchObject({ isShown: true, isWorse: true });
    expect(cell?.drifts[0]?.ratio).toBeCloseTo(0.95, 3);
    expect(cell?.steps.map(({ before, after, range }) => [before, after, range])).toEqual([
      [shaAt(1), shaAt(2), { good: shaAt(1), bad: shaAt(2) }],
    ]);
  });

  it('counts a cell whose inputs are those of its baseline as exactly the same', () => {
    const unchanged = pointOf(
      recordAt(4, 0.5, { cells: [makeCell({ state: 'unchanged', generations: [] })] }),
    );
    const [cell] = judge({ points: points.map((point, at) => (at === 4 ? unchanged : point)) }).cells;
    expect(cell?.drifts[0]?.ratio).toBeCloseTo(0.95, 3);
  });

  it('leaves out records of commits that are not on the line, in whatever order they come', () => {
    const other = { ...pointOf(recordAt(90, 0.1)) };
    expect(judge({ points: [other, ...[...points].reverse()] }).cells).toEqual(judge().cells);
  });

  it('says nothing of a pinned commit that its records do not reach', () => {
    const [cell] = judge({ points: points.slice(3), since: { name: 'v1', sha: shaAt(0) } }).cells;
    expect(cell?.drifts).toEqual([]);
  });

  it('judges against the last release before the newest record, once', () => {
    const releases = [0, 1, 5].map((place) => ({ name: `v${place}`, sha: shaAt(place) }));
    const { pins } = judge({ releases, since: { name: 'pinned', sha: shaAt(1) } });
    expect(pins).toEqual([{ name: 'pinned', sha: shaAt(1) }]);
  });
});

describe('historyChoice', () => {
  it('reads what is given, and the defaults for the rest', () => {
    expect(historyChoice.parse('')).toEqual({ settings: DEFAULT_HISTORY, since: null });
    expect(historyChoice.parse('since=v1.4.0, least=2% window=30')).toEqual({
      settings: { ...DEFAULT_HISTORY, least: 0.02, window: 30 },
      since: 'v1.4.0',
    });
  });

  it.each(['p=2', 'window=3', 'least=2', 'since=--upload-pack=x', 'x=1', 'p', 'constructor=1'])(
    'refuses %s',
    (text) => {
      expect(historyChoice.safeParse(text).error?.issues[0]?.message).toContain(JSON.stringify(text));
    },
  );
});
