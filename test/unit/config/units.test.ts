import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatDuration,
  formatFraction,
  formatRate,
  formatSize,
  parseDuration,
  parseFraction,
  parseRate,
  parseSize,
} from '../../../src/config/units.js';
import { quote } from '../../../src/model/issues.js';
import { problemOf, readWith, resultOf } from './helpers.js';

describe('parseRate', () => {
  it.each([
    ['500/s', 500],
    [' 0.5 / s ', 0.5],
    ['90/min', 1.5],
    ['90/m', 1.5],
  ])('reads %s as %d arrivals/s', (text, rate) => {
    expect(resultOf(parseRate, text)).toBe(rate);
  });

  it.each(['', '/s', '5/h', '5/2s', '-5/s', '1e3/s', '5 rps'])('refuses %j', (text) => {
    expect(problemOf(parseRate, text)).toBe(
      `${JSON.stringify(text)} is no rate: write it like 500/s or 90/min`,
    );
  });

  it('reads back what it writes', () => {
    for (const rate of [0.1, 1, 33.3, 500, 100_000]) {
      expect(resultOf(parseRate, formatRate(rate))).toBe(rate);
    }
  });
});

describe('parseDuration', () => {
  it.each([
    ['100ms', 100],
    ['1.5s', 1_500],
    ['.5s', 500],
    ['10m', 600_000],
    ['10 min', 600_000],
    ['1h', 3_600_000],
    ['1h30m', 5_400_000],
    ['1m 30s', 90_000],
    [' 2S ', 2_000],
    ['0.5ms', 0.5],
    ['0.0001ms', 0],
    ['0', 0],
    [0, 0],
  ])('reads %s as %d ms', (text, ms) => {
    expect(resultOf(parseDuration, text)).toBe(ms);
  });

  it.each([
    '100 parsecs',
    '',
    'ms',
    '1e3ms',
    '1s2s',
    '5s1h',
    '1m2min',
    '10ms!',
    'Infinity',
    '1,5s',
    '0x10ms',
  ])('refuses %j', (text) => {
    expect(problemOf(parseDuration, text)).toBe(
      `${JSON.stringify(text)} is no duration: write it like 100ms, 2s or 10m`,
    );
  });

  it('refuses a number without a unit, and says what it may have meant', () => {
    expect(problemOf(parseDuration, 10)).toBe('10 has no unit: write 10ms, 10s or 10m');
    expect(problemOf(parseDuration, '10')).toBe('"10" has no unit: write 10ms, 10s or 10m');
  });

  it('refuses what is negative', () => {
    expect(problemOf(parseDuration, '-1s')).toBe('"-1s" is negative: a duration is not');
  });

  it('reads back what it writes', () => {
    fc.assert(
      fc.property(fc.nat({ max: 10 ** 10 }), (ms) => {
        expect(resultOf(parseDuration, formatDuration(ms))).toBe(ms);
      }),
    );
  });

  it('adds up the parts of a compound duration', () => {
    fc.assert(
      fc.property(fc.nat(99), fc.nat(999), fc.nat(999), fc.nat(9_999), (h, m, s, ms) => {
        expect(resultOf(parseDuration, `${h}h${m}m${s}s${ms}ms`)).toBe(
          h * 3_600_000 + m * 60_000 + s * 1_000 + ms,
        );
      }),
    );
  });
});

describe('parseSize', () => {
  it.each([
    ['512m', 512 * 1024 ** 2],
    ['1g', 1024 ** 3],
    ['1GiB', 1024 ** 3],
    ['1Gi', 1024 ** 3],
    ['1GB', 1024 ** 3],
    ['1.5 gib', 1.5 * 1024 ** 3],
    ['64kb', 65_536],
    ['2t', 2 * 1024 ** 4],
    ['1000', 1_000],
    ['1000b', 1_000],
    ['1000 bytes', 1_000],
    [1_073_741_824, 1_073_741_824],
  ])('reads %s as %d bytes', (text, bytes) => {
    expect(resultOf(parseSize, text)).toBe(bytes);
  });

  it.each(['100 parsecs', '', 'g', '1i', '-1g', '1e9', '1p', '1 g b', '3%'])('refuses %j', (text) => {
    expect(problemOf(parseSize, text)).toBe(
      `${JSON.stringify(text)} is no size: write it like 512m, 1g or 1GiB`,
    );
  });

  it('reads back what it writes', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 31 - 1), fc.constantFrom(1, 1024, 1024 ** 2), (number, factor) => {
        expect(resultOf(parseSize, formatSize(number * factor))).toBe(number * factor);
      }),
    );
  });
});

describe('parseFraction', () => {
  it.each([
    ['3%', 0.03],
    ['3 %', 0.03],
    ['7%', 0.07],
    ['0.5%', 0.005],
    ['150%', 1.5],
    [0.03, 0.03],
    ['0.03', 0.03],
    [0, 0],
  ])('reads %s as %d', (text, fraction) => {
    expect(resultOf(parseFraction, text)).toBe(fraction);
  });

  it('refuses a bare number of 1 or more: nobody means 300 %', () => {
    expect(problemOf(parseFraction, 3)).toBe('3 would be 300 %: write 3% or 0.03');
    expect(problemOf(parseFraction, '1')).toBe('"1" would be 100 %: write 1% or 0.01');
  });

  it.each(['three', '', '%', '-3%', '3%%', '3 percent', '3.%'])('refuses %j', (text) => {
    expect(problemOf(parseFraction, text)).toBe(
      `${JSON.stringify(text)} is no share: write it like 3% or 0.03`,
    );
  });

  it('reads back what it writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), (thousandths) => {
        const fraction = thousandths / 100_000;
        expect(resultOf(parseFraction, formatFraction(fraction))).toBeCloseTo(fraction, 14);
      }),
    );
  });
});

describe('any text or number', () => {
  it('is read as a finite value that is not negative, or refused in one line', () => {
    const written = fc.oneof(
      fc.string(),
      fc.string({ unit: 'grapheme' }),
      fc.double(),
      fc.stringMatching(/^[0-9.]{0,6} ?(ms|s|m|h|g|GiB|%|)$/),
    );
    fc.assert(
      fc.property(written, fc.constantFrom(parseDuration, parseSize, parseFraction), (text, parse) => {
        const reading = readWith(parse, text);
        if (reading.ok) {
          expect(Number.isFinite(reading.value)).toBe(true);
          expect(reading.value).toBeGreaterThanOrEqual(0);
        } else {
          expect(reading.problem).not.toMatch(/[\n\r]/);
          expect(reading.problem.length).toBeLessThan(250);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('quote', () => {
  it('keeps errors on one line of bounded length', () => {
    expect(quote('a\nb')).toBe('"a\\nb"');
    expect(quote('x'.repeat(1_000))).toBe(`"${'x'.repeat(57)}..."`);
    expect(quote(3)).toBe('3');
  });
});
