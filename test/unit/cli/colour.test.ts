import { describe, expect, it } from 'vitest';
import { hasColour } from '../../../src/cli/colour.js';

describe('colours', () => {
  it.each<[string, boolean, Record<string, string>, boolean]>([
    ['a terminal has them', true, {}, true],
    ['a file or a pipe has none', false, {}, false],
    ['NO_COLOR', true, { NO_COLOR: '1' }, false],
    ['an empty NO_COLOR says nothing', true, { NO_COLOR: '' }, true],
    ['a terminal without any', true, { TERM: 'dumb' }, false],
    ['FORCE_COLOR without a terminal, as in a job', false, { FORCE_COLOR: '1' }, true],
    ['FORCE_COLOR without a value', false, { FORCE_COLOR: '' }, true],
    ['FORCE_COLOR before NO_COLOR', true, { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
    ['FORCE_COLOR=0', true, { FORCE_COLOR: '0' }, false],
  ])('%s', (_, isTerminal, env, expected) => {
    expect(hasColour(isTerminal, env)).toBe(expected);
  });
});
