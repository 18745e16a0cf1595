import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compareRecord } from '../../../src/compare/compare.js';
import { DEFAULT_GATE, DEFAULT_MEASURE } from '../../../src/config/defaults.js';
import { parseAccepted, withAccepted } from '../../../src/record/accepted-file.js';
import { parseRecord } from '../../../src/record/parse.js';
import { parseRequest, serialiseRequest } from '../../../src/record/request.js';
import { serialiseRecord } from '../../../src/record/serialise.js';

/**
 * Files as version 0.1.0 wrote them. `full.json` is a run of the demo with every optional member and a cell of every
 * state, `plain.json` the same run without any optional member.
 */
const stored = (name: string): string =>
  readFileSync(new URL(`stored-0.1.0/${name}.json`, import.meta.url), 'utf8');

/** Cell, verdict, and the ratios of three metrics, as 0.1.0 compared it. */
const measured = [
  ['shop/prices', 'no-change', 1.00493, 0.999635, 0.967509],
  ['shop/report', 'regression', 0.682713, 1.7447, 1.22543],
] as const;
const none = [undefined, undefined, undefined] as const;

describe('a record of 0.1.0', () => {
  it.each(['full', 'plain'])('is read whole and written as it was: %s', (name) => {
    const text = stored(name);
    const record = parseRecord(text, name);
    expect(record).toEqual(JSON.parse(text));
    expect(serialiseRecord(record)).toBe(text);
  });

  it.each([
    ['plain', measured],
    [
      'full',
      [
        ...measured,
        ['old/prices', 'invalid', ...none],
        ['same/prices', 'unchanged', ...none],
        ['late/prices', 'inconclusive', ...none],
        ['fresh/prices', 'new', ...none],
      ],
    ],
  ])('is compared with the same result: %s', (name, expected) => {
    const { cells } = compareRecord(parseRecord(stored(name), name), DEFAULT_GATE, DEFAULT_MEASURE);
    expect(
      cells.map(({ target, scenario, verdict, metrics }) => [
        `${target}/${scenario}`,
        verdict,
        ...(['throughput', 'cpu', 'latency'] as const).map((wanted) => {
          const ratio = metrics.find(({ metric }) => metric === wanted)?.ratio;
          return ratio === undefined ? undefined : Number(ratio.toPrecision(6));
        }),
      ]),
    ).toEqual(expected);
  });
});

describe('what 0.1.0 kept of a pull request', () => {
  it('is read and written as it was: what was accepted', () => {
    const text = stored('accepted');
    const file = parseAccepted(text, 7, 'accepted.json');
    expect(file).toEqual(JSON.parse(text));
    const [entry] = file.regressions;
    expect(entry && withAccepted(null, 7, entry)).toBe(text);
  });

  it('is read and written as it was: what was asked for', () => {
    const text = stored('request');
    const request = parseRequest(text, 7, 'request.json');
    expect(request).toEqual(JSON.parse(text));
    expect(serialiseRequest(request)).toBe(text);
  });
});
