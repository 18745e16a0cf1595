import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { structureOf } from '../../../src/record/structure.js';

/** What it must never be below of, counted on the parsed value. */
function valuesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce<number>((sum, member) => sum + valuesIn(member), 1);
}
function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

describe('structureOf', () => {
  it('counts every value of any JSON, and at most twice', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => {
        const value: unknown = JSON.parse(text);
        const { values, depth } = structureOf(text);
        expect(values).toBeGreaterThanOrEqual(valuesIn(value));
        expect(values).toBeLessThanOrEqual(2 * valuesIn(value));
        // A key written twice hides what its first value holds.
        expect(depth).toBeGreaterThanOrEqual(depthOf(value));
      }),
      { seed: 20_260_102, numRuns: 500 },
    );
  });

  it.each([
    ['{}', 2, 1],
    ['[{},{},{}]', 7, 2],
    ['{"a":[1,2,3]}', 5, 2],
    ['"[[[{,,,"', 1, 0],
    [String.raw`"\"[[[\\"`, 1, 0],
    [String.raw`["\\",[1]]`, 4, 2],
    ['"never ends [[[', 1, 0],
    ['[[[[', 5, 4],
    [']]]]', 1, 0],
  ])('%s: %i values, %i deep', (text, values, depth) => {
    expect(structureOf(text)).toEqual({ values, depth });
  });
});
