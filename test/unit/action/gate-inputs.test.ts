import { describe, expect, it } from 'vitest';
import { readCheck, readKeep, readRelease } from '../../../src/action/gate-inputs.js';

const DAY = 24 * 3_600_000;

/** @returns what was complained of, by input */
function complaints<T>(
  read: (complain: (input: string, message: string, hint: string) => void) => T,
): string[] {
  const all: string[] = [];
  read((input, message) => void all.push(`${input}: ${message}`));
  return all;
}
const never = (): never => {
  throw new Error('complained');
};

describe('baseline-keep', () => {
  it.each([
    ['', null],
    ['90d', 90 * DAY],
    ['12w', 84 * DAY],
    ['7D', 7 * DAY],
  ])('%j', (text, ms) => {
    expect(readKeep(text, never)).toBe(ms);
  });

  it.each(['90', '3mo', '6d', '0d', '-90d', 'forever', '1e9d', '999999d'])('refuses %j', (text) => {
    expect(complaints((complain) => readKeep(text, complain))).toHaveLength(1);
  });
});

describe('release', () => {
  it('is a tag or latest, or none', () => {
    expect(readRelease('', never)).toBeNull();
    expect(readRelease('latest', never)).toBe('latest');
    expect(readRelease('api/v1.4.0', never)).toBe('api/v1.4.0');
  });

  it.each(['refs/../x', 'v1 2', '-v1', '$(x)', 'v1\n::set-output'])('refuses %j', (text) => {
    expect(complaints((complain) => readRelease(text, complain))).toHaveLength(1);
  });
});

describe('check', () => {
  it('is off, on, or on with a name', () => {
    expect(readCheck('', never)).toEqual({ on: false });
    expect(readCheck('false', never)).toEqual({ on: false });
    expect(readCheck('true', never)).toEqual({ on: true, name: null });
    expect(readCheck('performance / api (nightly)', never)).toEqual({
      ...{ on: true, name: 'performance / api (nightly)' },
    });
  });

  it.each([' x', 'x ', 'a\nb', '<b>', 'x'.repeat(101), '::error::'])('refuses %j', (text) => {
    expect(complaints((complain) => readCheck(text, complain))).toHaveLength(1);
  });
});
