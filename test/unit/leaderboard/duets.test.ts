import { describe, expect, it } from 'vitest';
import { makeLeaderboard } from '../../../src/leaderboard/board.js';
import { leaderboardCsv } from '../../../src/leaderboard/csv.js';
import { leaderboardPage } from '../../../src/leaderboard/page.js';
import { pictureOf } from '../../../src/leaderboard/picture.js';
import type { CellRecord, RunRecord } from '../../../src/model/record.js';
import { parseRecord } from '../../../src/record/parse.js';
import { serialiseRecord } from '../../../src/record/serialise.js';
import { readCsv } from '../../support/csv.js';
import { makeRecord } from '../../support/records.js';
import { configOf, duetCell, factsOf, soloCell } from './builders.js';

const NAMES = ['ref', 'fast', 'near', 'slow', 'small', 'broken'];
const cells: readonly CellRecord[] = [
  soloCell('ref', [1000, 1100, 950]),
  duetCell('fast', 'ref', [2, 2.02, 1.98, 2.01], [2100, 1900, 2050]),
  duetCell('near', 'ref', [0.95, 0.951, 0.949, 0.95], [900, 1000, 950]),
  duetCell('slow', 'ref', [0.948, 0.95, 0.949, 0.951], [1000, 900, 940]),
  duetCell('small', 'ref', [1, 1], [500, 510]),
  duetCell('broken', 'ref', [3, 3], [3000], {
    state: 'invalid',
    invalid: { code: 'wrong-body', message: 'it was wrong', side: 'candidate', log: [] },
  }),
];
const board = (own: readonly CellRecord[] = cells, record: Partial<RunRecord> = {}) =>
  makeLeaderboard(
    makeRecord({ cells: [...own], ...record }),
    configOf(NAMES, { small: ', caps: { cpus: 0.25 }' }),
    'c'.repeat(64),
    factsOf(...NAMES),
  );
const json = (own?: readonly CellRecord[]) => {
  const [scenario] = board(own).scenarios;
  if (scenario === undefined) throw new TypeError('no board');
  return scenario;
};

describe('a leaderboard of duets', () => {
  it('ranks by ratios what solo rounds could not tell apart, and leaves out what is invalid or has another quota', () => {
    const { reference, rows } = json();
    expect(reference).toBe('ref');
    expect(
      rows.map(({ target, state, rank }) => [target, state, rank && `${rank.best}–${rank.worst}`]),
    ).toEqual([
      ['fast', 'ranked', '1–1'],
      ['ref', 'ranked', '2–2'],
      ['near', 'ranked', '3–3'],
      ['slow', 'ranked', '3–3'],
      ['small', 'apart', null],
      ['broken', 'invalid', null],
    ]);
    expect(rows.map(({ next }) => next)).toEqual([
      'apart',
      'apart',
      'alike',
      undefined,
      undefined,
      undefined,
    ]);
    expect(rows[1]?.byDuets).toMatchObject({ ratio: 1, low: null });
    expect(rows[0]?.byDuets?.ratio).toBeCloseTo(2.0025, 3);
    expect(rows[4]?.byDuets).toBeUndefined();
  });

  it('shows requests/s at which the ratios fit the solo rounds of all, with an interval that holds both', () => {
    const { rows } = json();
    const ranked = rows.filter(({ state }) => state === 'ranked');
    const logs = (read: (row: (typeof ranked)[number]) => number) =>
      ranked.reduce((sum, row) => sum + Math.log(read(row)), 0);
    expect(logs(({ byDuets }) => byDuets?.rps ?? 0)).toBeCloseTo(
      logs(({ figures }) => figures?.rps.mean ?? 0),
      9,
    );
    for (const { byDuets } of ranked) {
      if (byDuets === undefined) throw new TypeError('no duets');
      const { rps, rpsLow, rpsHigh, ratio, low, high } = byDuets;
      expect((rpsHigh ?? 0) / (rpsLow ?? 1)).toBeGreaterThan((high ?? ratio) / (low ?? ratio));
      expect(rpsLow).toBeLessThan(rps);
    }
  });

  it('ranks CPU time per request by duets, too, of all whose CPU time is their own', () => {
    const ranks = json().rows.map(({ target, cpuRank }) => [target, cpuRank !== null]);
    expect(Object.fromEntries(ranks)).toMatchObject({ fast: true, small: true, broken: false });
  });

  it('ranks a target by its rounds alone that left its half of full cores to the other one', () => {
    // Beside it, the reference has 75 % of the core: its 480 requests/s in the duet are more than half of its own 600.
    const waiting = duetCell(
      'slow',
      'ref',
      [0.32, 0.321, 0.319, 0.32],
      [154, 155, 153],
      {},
      {
        own: { cpuUserUs: 1300, cpuSystemUs: 0, rps: 154 },
        other: { cpuUserUs: 1600, cpuSystemUs: 0, rps: 480 },
      },
    );
    const [base, fast] = cells;
    const own = [base, fast, waiting].filter((one) => one !== undefined);
    const record = makeRecord({ cells: own });
    const pinned = board(own, { runtime: { ...record.runtime, targetCores: [0] } });
    const row = pinned.scenarios[0]?.rows.find(({ target }) => target === 'slow');
    expect(row?.byDuets?.bySolo).toBe(true);
    // Of the solo rounds, 154 of 1,015; not 0.32.
    expect(row?.byDuets?.ratio).toBeCloseTo(154 / 1015, 2);
    expect((row?.byDuets?.high ?? 0) / (row?.byDuets?.low ?? 1)).toBeGreaterThan(1.1);
  });

  it('keeps ranking records of solo rounds as before', () => {
    const old = json(
      ['ref', 'fast'].map((name, at) =>
        soloCell(
          name,
          [1000, 1010, 990].map((rps) => rps * (at + 1)),
        ),
      ),
    );
    expect(old).not.toHaveProperty('reference');
    expect(old.rows.every((row) => !('byDuets' in row) && !('next' in row))).toBe(true);
  });

  it('survives being written and read', () => {
    const record = makeRecord({ cells: [...cells] });
    expect(
      parseRecord(serialiseRecord(record), 'a test').cells.map(({ generations }) => generations.length),
    ).toEqual(cells.map(({ generations }) => generations.length));
  });

  it('is on the page, in the CSV, and in the picture', () => {
    const shown = board();
    const page = leaderboardPage(shown, new Map(), 'loadgate leaderboard').replaceAll('\u00a0', ' ');
    expect(page).toContain('of 3 pairs of neighbours 2 told apart, 1 within 1 %, 0 open');
    expect(page).toMatch(/\| +1 \| fast .*faster: \+100 % \(/);
    expect(page).toMatch(/\| +3 \| near .*within 1 %: \+0\.1 % \(/);
    expect(page).toContain('Targets run in **duets**');
    const [header = [], ...lines] = readCsv(leaderboardCsv(shown));
    const column = (name: string) => lines.map((line) => line[header.indexOf(name)]);
    expect(column('next')).toEqual(['apart', 'apart', 'alike', '', '', '']);
    expect(column('reference')[0]).toBe('ref');
    expect(Number(column('ratio')[0])).toBeCloseTo(2.0025, 3);
    const bars = pictureOf(shown, json())?.bars ?? [];
    expect(bars[0]?.value).toBeCloseTo(json().rows[0]?.byDuets?.rps ?? 0, 6);
    expect((bars[0]?.high ?? 0) / (bars[0]?.low ?? 1)).toBeLessThan(1.1);
  });

  it('says that a pair is still open', () => {
    const ratios = Array.from({ length: 6 }, (_, at) => (at % 2 === 0 ? 1.03 : 0.985));
    const close = board([soloCell('ref', [1000, 1100, 950]), duetCell('near', 'ref', ratios, [1000])]);
    const page = leaderboardPage(close, new Map(), 'x').replaceAll('\u00a0', ' ');
    expect(page).toContain('open when the budget ended: +0.7 %');
    expect(page).toContain('of 1 pair of neighbours 0 told apart, 0 within 1 %, 1 open');
  });
});
