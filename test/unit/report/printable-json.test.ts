import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printableJson } from '../../../src/report/printable-json.js';

describe('JSON for a terminal', () => {
  it('is the same value, with nothing in it that acts', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        const text = printableJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(text).not.toMatch(
          /(?!\n)\p{Cc}|[\p{Cf}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|\p{M}{5}/u,
        );
      }),
    );
  });

  it('writes what acts as JSON can, and leaves the rest as it is', () => {
    expect(printableJson(['\u001b[31m', '\u009b31m', 'a\u202eb', '\u{e0041}', 'é 🔴 日本'])).toBe(
      String.raw`[
  "\u001b[31m",
  "\u009b31m",
  "a\u202eb",
  "\udb40\udc41",
  "é 🔴 日本"
]`,
    );
  });
});
