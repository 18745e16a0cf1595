import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonErrorOffset, positionAt } from '../../../src/record/json-position.js';

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe('jsonErrorOffset', () => {
  it('agrees with JSON.parse on what is JSON', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(jsonErrorOffset(text)).toBeNull();
      }),
    );
  });

  it('agrees with JSON.parse on damaged JSON', () => {
    const damaged = fc
      .tuple(
        fc.json(),
        fc.nat(),
        fc.nat(2),
        fc.constantFrom('', '"', '{', ']', ',', '\\', '0', '\n', 'x', '-'),
      )
      .map(([text, at, drop, put]) => {
        const where = at % (text.length + 1);
        return text.slice(0, where) + put + text.slice(where + drop);
      });
    fc.assert(
      fc.property(damaged, (text) => {
        expect(jsonErrorOffset(text) === null).toBe(isJson(text));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['', 0],
    ['{', 1],
    ['{"a":1,}', 7],
    ['{"a" 1}', 5],
    ['[1 2]', 3],
    ['[1]]', 3],
    ['{"a":nul}', 5],
    ['["\\x"]', 1],
    ["{'a':1}", 1],
    ['[01]', 1],
    ['{"a":1]', 6],
  ])('%s breaks at %i', (text, offset) => {
    expect(jsonErrorOffset(text)).toBe(offset);
  });

  it('takes no stack for deep nesting', () => {
    expect(jsonErrorOffset('['.repeat(300_000))).toBe(300_000);
  });
});

describe('positionAt', () => {
  it('counts lines and columns from 1', () => {
    expect(positionAt('ab\ncd', 0)).toEqual({ line: 1, column: 1 });
    expect(positionAt('ab\ncd', 3)).toEqual({ line: 2, column: 1 });
    expect(positionAt('ab\ncd', 4)).toEqual({ line: 2, column: 2 });
  });
});
