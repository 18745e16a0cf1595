import { describe, expect, it } from 'vitest';
import { cellsOf } from '../../../src/action/measure/part.js';
import { isMeantFor, partNote, partOfRequest } from '../../../src/action/part.js';
import { type PartialRequest, REQUEST_SCHEMA } from '../../../src/model/request.js';
import { parseRequest, serialiseRequest } from '../../../src/record/request.js';
import { makeRecord } from '../../support/records.js';
import { compared, makeComparison, makeGate } from '../report/builders.js';

const HEAD = 'a'.repeat(40);
const MERGE = 'c'.repeat(40);
const kept = (target: string, scenario: string) =>
  ({ target, scenario, verdict: 'no-change', invalid: null, effects: [] }) as const;
const request = (changes: Partial<PartialRequest> = {}): PartialRequest => ({
  schema: REQUEST_SCHEMA,
  pullRequest: 7,
  key: 'default',
  run: 77,
  attempt: 2,
  head: HEAD,
  base: 'main',
  sha: MERGE,
  targets: ['flask/json'],
  by: 'olga',
  at: '2026-11-01T10:00:00Z',
  comment: 9,
  cells: [kept('flask', 'json'), kept('flask', 'text'), kept('shop', 'text')],
  ...changes,
});
const planned = (...names: readonly string[]) =>
  names.map((name) => {
    const [target, scenario] = name.split('/');
    return { target: { name: target }, scenario: { name: scenario } };
  }) as unknown as Parameters<typeof cellsOf>[1];
const ALL = planned('flask/json', 'flask/text', 'shop/text');

describe('a request', () => {
  it('is for one attempt of one run, of one commit and key', () => {
    const place = { run: 77, attempt: 2, key: 'default', head: HEAD, base: 'main', sha: MERGE };
    expect(isMeantFor(request(), place)).toBe(true);
    const others = [
      { run: 78 },
      { attempt: 3 },
      { key: 'arm' },
      { head: MERGE },
      { base: 'old' },
      { sha: HEAD },
    ];
    for (const other of others) expect(isMeantFor(request(), { ...place, ...other })).toBe(false);
  });

  it('names cells by target and by cell', () => {
    expect(cellsOf(request(), ALL)).toEqual(['flask/json']);
    expect(cellsOf(request({ targets: ['flask'] }), ALL)).toEqual(['flask/json', 'flask/text']);
  });

  it('names none where another cell has no verdict to keep, or where it is not planned', () => {
    expect(cellsOf(request({ cells: [kept('flask', 'json')] }), ALL)).toEqual([]);
    expect(cellsOf(request(), planned('flask/text'))).toEqual([]);
    expect(cellsOf(request({ cells: [kept('flask', 'text'), kept('shop', 'text')] }), ALL)).toEqual([
      'flask/json',
    ]);
  });

  it('is told where a cell was kept', () => {
    const cells = [compared('flask', 'json', 'no-change'), compared('flask', 'text', 'no-change')];
    const outcome = (kept: boolean) => ({
      record: makeRecord(),
      comparison: makeComparison(
        cells.map((cell, at) => (kept && at === 1 ? { ...cell, kept: true } : cell)),
      ),
      gate: makeGate(0),
    });
    expect(partNote(partOfRequest(request()), outcome(true))).toMatch(
      /^Only flask\/json was measured, as olga asked: the other/,
    );
    expect(partNote(partOfRequest(request()), outcome(false))).toBeNull();
  });

  it('is read again as it was written, and of its own pull request alone', () => {
    const text = serialiseRequest(request());
    expect(parseRequest(text, 7, 'here')).toEqual(request());
    const wrong = [
      '{',
      '',
      text.replace('"run": 77', '"run": "77"'),
      text.replace('flask/json', 'flask/json/x'),
      text.replace('{', '{"more":1,'),
    ];
    for (const one of wrong) {
      expect(() => parseRequest(one, 7, 'here')).toThrow(
        expect.objectContaining({ code: 'request-invalid' }),
      );
    }
    expect(() => parseRequest(text, 8, 'here')).toThrow(/of pull request #7, its name says #8/);
  });
});
