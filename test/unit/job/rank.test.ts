import { describe, expect, it } from 'vitest';
import { nextOf } from '../../../src/job/rank.js';
import type { InvalidReason } from '../../../src/model/record.js';
import { makeCell, makeGenerations } from '../../support/records.js';

const invalid = (code: string): InvalidReason => ({ code, message: code, side: 'candidate', log: [] });
const cell = (generations: number, code: string | null = null) =>
  makeCell({
    state: code === null ? 'measured' : 'invalid',
    invalid: code === null ? null : invalid(code),
    generations: makeGenerations({}, { screen: generations }),
  });

describe('a cell of a ranking', () => {
  it('gets the number of generations that was given, whatever its figures are', () => {
    expect([0, 1, 2, 3].map((done) => nextOf(cell(done), 3))).toEqual(['screen', 'screen', 'screen', 'done']);
  });

  it('gets no more once its target failed', () => {
    expect(nextOf(cell(1, 'wrong-answer'), 3)).toBe('done');
    expect(nextOf(cell(0, 'build-failed'), 3)).toBe('done');
  });

  it('gets all of them where only the generator was at its limit', () => {
    expect(nextOf(cell(1, 'generator-saturated'), 3)).toBe('screen');
    expect(nextOf(cell(3, 'generator-saturated'), 3)).toBe('done');
  });
});
