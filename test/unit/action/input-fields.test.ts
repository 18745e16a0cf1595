import { describe, expect, it } from 'vitest';
import * as field from '../../../src/action/input-fields.js';

const DAY = 24 * 3_600_000;

describe('baseline-keep', () => {
  it.each([
    ['', { kind: 'thin' }],
    ['thin', { kind: 'thin' }],
    ['all', { kind: 'all' }],
    ['90d', { kind: 'age', ms: 90 * DAY }],
    ['12w', { kind: 'age', ms: 84 * DAY }],
    ['7D', { kind: 'age', ms: 7 * DAY }],
  ])('%j', (text, rule) => {
    expect(field.keep.parse(text)).toEqual(rule);
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

describe('comment', () => {
  it.each([
    ['', 'always'],
    ['true', 'always'],
    ['on-change', 'on-change'],
    ['False', 'never'],
  ])('%j', (text, when) => {
    expect(field.comment.parse(text)).toBe(when);
  });

  it('refuses what it does not know', () => {
    expect(field.comment.safeParse('sometimes').success).toBe(false);
  });
});

describe('history', () => {
  it('has defaults, settings, and an end', () => {
    expect(field.history.parse('')).toMatchObject({ since: null });
    expect(field.history.parse('since=v1.4.0')).toMatchObject({ since: 'v1.4.0' });
    expect(field.history.parse('off')).toBeNull();
    expect(field.history.safeParse('window=2').error?.issues[0]?.message).toContain('window=2');
  });
});

describe('pages-url', () => {
  it('is an address without a slash at its end', () => {
    expect(field.pagesUrl.parse('')).toBeNull();
    expect(field.pagesUrl.parse('https://acme.github.io/shop/')).toBe('https://acme.github.io/shop');
  });

  it.each([
    'http://acme.example',
    'javascript:alert(1)',
    'https://a.example/?x=1',
    'https://a.example/)[x](',
    '//a',
  ])('refuses %s', (url) => {
    expect(field.pagesUrl.safeParse(url).success).toBe(false);
  });
});
