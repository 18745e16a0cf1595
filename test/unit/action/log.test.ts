import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { harmless } from '../../../src/action/log.js';

describe("a line of somebody else's in the Action's log", () => {
  it.each([
    '::error file=a::b',
    '  ::set-output name=x::y',
    '##[set-env name=PATH;]/tmp',
    'a\n::stop-commands::x',
    'a\r::add-mask::x',
    'a\u2028::debug::x',
    'step ##[error]x',
  ])('is no workflow command: %j', (line) => {
    expect(harmless(line)).not.toMatch(/[\r\n\u2028\u2029]|^\s*::|##\[/);
  });

  it('whatever it is', () => {
    const piece = fc.constantFrom('::', ':', '#', '##[', '[', '\n', '\r', ' ', '\t', '\u2028', 'error', 'x');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        expect(harmless(pieces.join(''))).not.toMatch(/[\r\n\u2028\u2029]|^\s*::|##\[/);
      }),
      { numRuns: 2000 },
    );
  });

  it('stays readable', () => {
    expect(harmless('std::vector<int> at 10:20 # 3')).toBe('std::vector<int> at 10:20 # 3');
  });
});
