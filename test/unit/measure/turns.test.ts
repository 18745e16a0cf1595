import { describe, expect, it } from 'vitest';
import { RoundTurns, rowOf } from '../../../src/measure/turns.js';

describe('the turns of rounds', () => {
  it('begin with the first row, and go on behind what either side has used', () => {
    const turns = new RoundTurns();
    const first = turns.begin('candidate', 'duet');
    expect(rowOf(first)).toBe(0);
    expect(turns.begin('baseline', 'duet')).toBe(first);
    turns.end('candidate', first, 10);
    turns.end('baseline', first, 30);
    const second = turns.begin('baseline', 'solo');
    expect(rowOf(second)).toBe(30);
    turns.end('baseline', second, 5);
    expect(turns.begin('candidate', 'solo')).toBe(second);
  });

  it('are the same for both sides in a block of probes, A B B A', () => {
    const turns = new RoundTurns();
    const begins = (['candidate', 'baseline', 'baseline', 'candidate'] as const).map((side, at) => {
      const begin = turns.begin(side, 'probe');
      turns.end(side, begin, 10 + at);
      return rowOf(begin);
    });
    expect(begins).toEqual([0, 0, 11, 11]);
  });

  it('come to no side twice, where one of them repeats a round', () => {
    const turns = new RoundTurns();
    const one = turns.begin('candidate', 'solo');
    turns.end('candidate', one, 10);
    const again = turns.begin('candidate', 'solo');
    expect(rowOf(again)).toBe(10);
    turns.end('candidate', again, 10);
    const other = turns.begin('baseline', 'solo');
    expect(other).toBe(one);
    turns.end('baseline', other, 25);
    expect(rowOf(turns.begin('baseline', 'solo'))).toBe(25);
  });
});
