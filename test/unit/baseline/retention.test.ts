import { describe, expect, it } from 'vitest';
import { droppable, type StoredRecord } from '../../../src/baseline/keep-rule.js';

const DAY = 24 * 3_600_000;
const NOW = 1000 * DAY;
const rule = { keep: { kind: 'age', ms: 90 * DAY }, nowMs: NOW, defaultBranch: 'main' } as const;
const aged = (sha: string, days: number, label = 'main'): StoredRecord => ({
  sha,
  label,
  startedMs: NOW - days * DAY,
});

describe('droppable', () => {
  it('is what is older than the rule keeps, once one is a tenth over its time', () => {
    expect(droppable([aged('a', 98), aged('b', 91), aged('c', 1)], rule)).toEqual([]);
    expect(droppable([aged('a', 100), aged('b', 91), aged('c', 90), aged('d', 1)], rule)).toEqual(['a', 'b']);
  });

  it('is never the newest of all, nor the newest of the default branch', () => {
    expect(droppable([aged('a', 400)], rule)).toEqual([]);
    expect(droppable([aged('a', 400), aged('b', 300), aged('c', 200, 'x')], rule)).toEqual(['a']);
    expect(
      droppable([aged('a', 400), aged('b', 300), aged('c', 200, 'x')], { ...rule, defaultBranch: null }),
    ).toEqual(['a', 'b']);
    expect(droppable([], rule)).toEqual([]);
  });
});

describe('droppable, thin', () => {
  const thin = { ...rule, keep: { kind: 'thin' } } as const;
  /** So many a day, over so many days; the last one is of today. */
  const daily = (days: number, aDay: number): StoredRecord[] =>
    Array.from({ length: days * aDay }, (_, at) => aged(`r${at}`, days - (at + 1) / aDay));
  const keptOf = (records: readonly StoredRecord[], question: Parameters<typeof droppable>[1]) => {
    const dropped = new Set(droppable(records, question));
    return records.filter(({ sha }) => !dropped.has(sha));
  };
  const ages = (records: readonly StoredRecord[]): number[] =>
    records.map(({ startedMs }) => (NOW - startedMs) / DAY);

  it('keeps all of 30 days, one a week of a year, and one a month before', () => {
    const kept = ages(keptOf(daily(900, 2), thin));
    expect(kept.filter((age) => age <= 30)).toHaveLength(61);
    expect(kept.filter((age) => age > 30 && age <= 365).length).toBeGreaterThanOrEqual(47);
    expect(kept.filter((age) => age > 30 && age <= 365).length).toBeLessThanOrEqual(50);
    expect(kept.filter((age) => age > 365).length).toBeLessThanOrEqual(20);
    expect(kept.filter((age) => age > 365).length).toBeGreaterThanOrEqual(17);
  });

  it('keeps 500 of the last days at most', () => {
    const kept = ages(keptOf(daily(60, 60), thin));
    expect(kept.length).toBeLessThan(500 + 12);
    expect(kept.filter((age) => age < 8)).toHaveLength(480);
  });

  it('takes no record that it kept before for another of the same week, as time goes on', () => {
    const records = daily(200, 3);
    const first = keptOf(records, thin);
    const later = keptOf(first, { ...thin, nowMs: NOW + 3 * DAY });
    expect(later.filter((record) => !first.includes(record))).toEqual([]);
    expect(first.length - later.length).toBeLessThan(10);
  });

  it('waits for 25 records, and never takes the newest of the default branch', () => {
    expect(droppable(daily(54, 1), thin)).toEqual([]);
    const old = [...daily(100, 1).map((record) => ({ ...record, label: 'x' })), aged('main', 99.5)];
    const dropped = droppable(old, thin);
    expect(dropped.length).toBeGreaterThan(25);
    expect(dropped).not.toContain('main');
  });

  it('is nothing where all are kept', () => {
    expect(droppable(daily(900, 2), { ...rule, keep: { kind: 'all' } })).toEqual([]);
  });
});
