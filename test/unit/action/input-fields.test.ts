import { describe, expect, it } from 'vitest';
import * as field from '../../../src/action/input-fields.js';

const DAY = 24 * 3_600_000;

describe('baseline-keep', () => {
  it.each([
    ['', null],
    ['90d', 90 * DAY],
    ['12w', 84 * DAY],
    ['7D', 7 * DAY],
  ])('%j', (text, ms) => {
    expect(field.keep.parse(text)).toBe(ms);
  });

  it.each(['90', '3mo', '6d', '0d', '-90d', 'forever', '1e9d', '999999d'])('refuses %j', (text) => {
    expect(field.keep.safeParse(text).error?.issues).toHaveLength(1);
  });
});

describe('release', () => {
  it('is a tag or latest, or none', () => {
    expect(field.release.parse('')).toBeNull();
    expect(field.release.parse('latest')).toBe('latest');
    expect(field.release.parse('api/v1.4.0')).toBe('api/v1.4.0');
  });

  it.each(['refs/../x', 'v1 2', '-v1', '$(x)', 'v1\n::set-output'])('refuses %j', (text) => {
    expect(field.release.safeParse(text).error?.issues).toHaveLength(1);
  });
});

describe('check', () => {
  it('is off, on, or on with a name', () => {
    expect(field.check.parse('')).toEqual({ on: false });
    expect(field.check.parse('false')).toEqual({ on: false });
    expect(field.check.parse('true')).toEqual({ on: true, name: null });
    expect(field.check.parse('performance / api (nightly)')).toEqual({
      ...{ on: true, name: 'performance / api (nightly)' },
    });
  });

  it.each([' x', 'x ', 'a\nb', '<b>', 'x'.repeat(101), '::error::'])('refuses %j', (text) => {
    expect(field.check.safeParse(text).error?.issues).toHaveLength(1);
  });
});
