import { describe, expect, it } from 'vitest';
import {
  between,
  bytes,
  bytesPair,
  change,
  duration,
  list,
  number,
  percent,
  perRequest,
  plural,
  range,
  rate,
  share,
  size,
  time,
  timePair,
  unbreakable,
} from '../../../src/report/format.js';

describe('number', () => {
  it.each([
    [4812.4, 0, '4,812'],
    [1_234_567.891, 2, '1,234,567.89'],
    [999, 0, '999'],
    [-6.24, 1, '−6.2'],
    [-0.04, 1, '0.0'],
    [-0, 0, '0'],
    [Number.NaN, 0, '—'],
    [Number.POSITIVE_INFINITY, 1, '—'],
  ])('writes %d with %d decimals as %s', (value, decimals, text) => {
    expect(number(value, decimals)).toBe(text);
  });
});

describe('figures', () => {
  it('writes rates with three significant digits', () => {
    expect([4812.4, 61.34, 6.918, 0.5].map(rate)).toEqual([
      '4,812 req/s',
      '61.3 req/s',
      '6.92 req/s',
      '0.50 req/s',
    ]);
  });

  it('writes times in the unit that suits them', () => {
    expect([5.44, 13, 208.4, 999, 1000, 5523, 65_210, 1_204_000].map(time)).toEqual([
      '5.4 µs',
      '13 µs',
      '208 µs',
      '999 µs',
      '1.00 ms',
      '5.52 ms',
      '65.2 ms',
      '1.20 s',
    ]);
  });

  it('writes both of a pair in one unit', () => {
    expect(timePair(208, 221)).toBe('208 → 221 µs');
    expect(timePair(408, 5523)).toBe('0.41 → 5.52 ms');
    expect(bytesPair(48.2 * 2 ** 20, 107 * 2 ** 20)).toBe('48 → 107 MiB');
    expect(bytesPair(152, 312)).toBe('152 → 312 B');
  });

  it('writes sizes in binary units', () => {
    expect([152, 2048, 86_402_662, 1.2 * 2 ** 30, 16 * 2 ** 30].map(bytes)).toEqual([
      '152 B',
      '2 KiB',
      '82.4 MiB',
      '1.2 GiB',
      '16 GiB',
    ]);
  });

  it('writes wall time as people say it', () => {
    expect([40, 480, 42_000, 59_600, 60_000, 552_000, 3_600_000, 3_780_000].map(duration)).toEqual([
      '40 ms',
      '0.5 s',
      '42 s',
      '1 min',
      '1 min',
      '9 min 12 s',
      '1 h',
      '1 h 3 min',
    ]);
  });

  it('writes counts, shares and lists', () => {
    expect([2, 1.5, 0.03, 100].map(perRequest)).toEqual(['2', '1.5', '0.03', '100']);
    expect([plural(1, 'cell'), plural(1024, 'cell'), plural(2, 'was', 'were')]).toEqual([
      '1 cell',
      '1,024 cells',
      '2 were',
    ]);
    expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(list)).toEqual(['', 'a', 'a and b', 'a, b and c']);
    expect([0.03, 0.014, 0.0025, 0.4, 1].map(percent)).toEqual(['3 %', '1.4 %', '0.25 %', '40 %', '100 %']);
    expect(share(0.374)).toBe('37 %');
  });
});

describe('changes', () => {
  const about = (ratio: number, half: number) => ({ low: ratio - half / 100, high: ratio + half / 100 });

  it.each([
    // ratio, half width in percentage points, change, range
    [0.938, 0.9, '−6.2 %', '−7.1 … −5.3 %'],
    [1.944, 1.5, '+94 %', '+93 … +96 %'],
    [0.938, 0.09, '−6.20 %', '−6.29 … −6.11 %'],
    [0.938, 4, '−6 %', '−10 … −2 %'],
    [1, 0.4, '0.0 %', '−0.4 … +0.4 %'],
    [13.53, 40, '×13.5', '×13.1 … ×13.9'],
    [1.0051, 0.5, '+0.51 %', '+0.01 … +1.01 %'],
  ])('shows of %d ± %d what its interval supports', (ratio, half, changed, interval) => {
    expect(change(ratio, about(ratio, half))).toBe(changed);
    expect(range(ratio, about(ratio, half))).toBe(interval);
  });

  it('shows a change without an interval with one decimal, none where it is large', () => {
    expect([0.938, 2, 1.31, 3, 250].map((ratio) => change(ratio, null))).toEqual([
      '−6.2 %',
      '+100 %',
      '+31 %',
      '×3.0',
      '×250',
    ]);
    expect(change(Number.POSITIVE_INFINITY, null)).toBe('—');
  });

  it('tells the size and the interval in a sentence', () => {
    expect(size(0.938, about(0.938, 0.9))).toBe('6.2 %');
    expect(between(0.938, about(0.938, 0.9))).toBe('between 5.3 and 7.1 %');
    expect(between(1.02, about(1.02, 3))).toBe('between −1 and +5 %');
    expect(between(13.53, about(13.53, 40))).toBe('between 13.1 and 13.9 times');
  });
});

describe('unbreakable', () => {
  it('glues figures to their units and both sides of an arrow, and nothing else', () => {
    expect(unbreakable('CPU/req 208 → 221 µs (user)').split(' ')).toEqual([
      'CPU/req',
      '208\u00a0→\u00a0221\u00a0µs',
      '(user)',
    ]);
    expect(unbreakable('is 4.2 % or more')).toBe('is 4.2\u00a0% or more');
    expect(unbreakable('a second')).toBe('a second');
  });
});
