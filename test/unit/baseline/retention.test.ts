import { describe, expect, it } from 'vitest';
import { droppable, type StoredRecord } from '../../../src/baseline/retention.js';

const DAY = 24 * 3_600_000;
const NOW = 1000 * DAY;
const rule = { keepMs: 90 * DAY, nowMs: NOW, defaultBranch: 'main' };
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
