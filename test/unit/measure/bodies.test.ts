import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  type CellBodies,
  type Differing,
  expectedBodies,
  isInDoubt,
  judgeDiffering,
  leavesBodyOpen,
  newBodies,
  noteSeen,
  noteUnderLoad,
  seenBodies,
} from '../../../src/measure/bodies.js';
import type { Expectation, Scenario } from '../../../src/model/config.js';
import type { Failures, RoundFigures, SideName } from '../../../src/model/record.js';
import { NO_FAILURES } from '../../support/load.js';
import { aScenario } from '../../support/targets.js';

const EXPECT: Expectation = { status: null, headers: {}, body: null };
const scenario = (expected: Partial<Expectation> = {}): Scenario => ({
  ...aScenario('page'),
  expect: { ...EXPECT, ...expected },
});

const answer = (text: string) => ({ body: Buffer.from(text), content: Buffer.from(text) });

/** What is known of a cell after these bodies came before the load. */
function knownFrom(
  bodies: Partial<Record<SideName, readonly string[]>>,
  expected: Partial<Expectation> = {},
): CellBodies {
  const known = newBodies(null);
  for (const [side, texts] of Object.entries(bodies)) {
    const seen = texts.map(answer);
    known.seen.set(side as SideName, [seenBodies(seen, { ...EXPECT, ...expected }, null, 5)]);
  }
  noteSeen(known);
  return known;
}
const expectedBody = (one: Scenario, known: CellBodies, side: SideName) => {
  const [body] = expectedBodies(one, known, side);
  if (body === undefined) throw new Error('one step');
  return body;
};
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('bodies that were seen before the load', () => {
  it('are compared with the first one of their side where all are the same', () => {
    const known = knownFrom({ candidate: ['new', 'new'], baseline: ['old', 'old'] });
    expect(known.unstable).toBeNull();
    expect(expectedBody(scenario(), known, 'candidate')).toEqual({
      expectBody: base64('new'),
      expectSize: null,
      rule: null,
    });
    expect(expectedBody(scenario(), known, 'baseline').expectBody).toBe(base64('old'));
  });

  it.each([
    ['candidate', { candidate: ['1', '2'], baseline: ['x', 'x'] }],
    ['baseline', { candidate: ['x', 'x'], baseline: ['1', '2'] }],
    ['both', { candidate: ['1', '2'], baseline: ['3', '4'] }],
  ] as const)('are compared on neither side where they differ on one: %s', (sides, bodies) => {
    const known = knownFrom(bodies);
    expect(known.unstable).toEqual({ sides, found: 'before-load' });
    const there = { expectBody: null, expectSize: { from: 1, to: null }, rule: null };
    expect(expectedBody(scenario(), known, 'candidate')).toEqual(there);
    expect(expectedBody(scenario(), known, 'baseline')).toEqual(there);
  });

  it('differ on a side from the time on at which they are seen to', () => {
    const known = knownFrom({ candidate: ['1', '2'], baseline: ['x', 'x'] });
    const first = known.seen.get('baseline');
    known.seen.set('baseline', [seenBodies([answer('y')], EXPECT, first?.[0] ?? null, 9)]);
    noteSeen(known);
    expect(known.unstable).toEqual({ sides: 'both', found: 'before-load' });
    const later = newBodies({ sides: 'both', found: 'under-load' });
    noteSeen(later);
    expect(later.unstable).toEqual({ sides: 'both', found: 'under-load' });
  });

  it.each([
    ['a side alone, which has always had them', { candidate: ['1', '2'] }, true],
    ['a side alone, and one was empty', { candidate: ['1', ''] }, false],
    ['one became empty on the candidate', { candidate: ['1', ''], baseline: ['3', '4'] }, true],
    ['one became empty on the baseline', { candidate: ['1', '2'], baseline: ['3', ''] }, true],
    ['some were empty on both', { candidate: ['1', ''], baseline: ['3', ''] }, false],
    ['the first one of the baseline was empty', { candidate: ['1', '2'], baseline: ['', '4'] }, false],
    ['all of the baseline were empty', { candidate: ['1', '2'], baseline: [''] }, false],
  ])('have to be there on both sides, or on neither: %s', (_, bodies, isWanted) => {
    const known = knownFrom(bodies);
    for (const side of known.seen.keys()) {
      expect(expectedBody(scenario(), known, side)).toEqual({
        expectBody: null,
        expectSize: isWanted ? { from: 1, to: null } : null,
        rule: null,
      });
    }
  });

  it('are as large as the scenario says, compared or not', () => {
    const size = { from: 3, to: 9 };
    expect(
      expectedBody(scenario({ size }), knownFrom({ candidate: ['abc'] }), 'candidate').expectSize,
    ).toEqual(size);
    expect(expectedBody(scenario({ size }), knownFrom({ candidate: ['abc', 'abd'] }), 'candidate')).toEqual({
      expectBody: null,
      expectSize: size,
      rule: null,
    });
    const most = { from: 0, to: 9 };
    expect(
      expectedBody(scenario({ size: most }), knownFrom({ candidate: ['a', 'b'] }), 'candidate').expectSize,
    ).toEqual({
      from: 1,
      to: 9,
    });
  });

  it('are not compared where any will do', () => {
    const known = knownFrom({ candidate: ['a', 'a'] });
    const anyBody = { anyBody: true } as const;
    expect(expectedBody(scenario(anyBody), known, 'candidate')).toEqual({
      expectBody: null,
      expectSize: null,
      rule: null,
    });
  });

  it.each<[string, Partial<Expectation>]>([
    ['json', { json: { user: 'ada' }, ignore: ['$.exp'] }],
    ['matches', { matches: '^port \\d+$' }],
    ['any, with matches', { matches: 'x', anyBody: true }],
    ['a text', { body: 'x' }],
  ])('are held to what the scenario says of them, whatever they were before the load: %s', (_, expected) => {
    const known = knownFrom({ candidate: ['a', 'b'], baseline: ['c', 'c'] }, expected);
    expect(known.unstable).toBeNull();
    const { anyBody, ...said } = expected;
    for (const [side, first] of [
      ['candidate', 'a'],
      ['baseline', 'c'],
    ] as const) {
      expect(expectedBody(scenario(expected), known, side)).toEqual({
        // What was right before the load is right under it, without a look.
        expectBody: anyBody === true ? null : base64(first),
        expectSize: null,
        rule: { expect: { body: null, ...said }, part: null },
      });
    }
  });

  it('are held to what a scenario says of them where nobody knows one', () => {
    const one = scenario({ matches: 'x', size: { from: 1, to: 2 } });
    expect(expectedBody(one, newBodies(null), 'candidate')).toEqual({
      expectBody: null,
      expectSize: { from: 1, to: 2 },
      rule: { expect: { body: null, matches: 'x' }, part: null },
    });
  });

  it('are compared in all but what is ignored, whether that has differed or not', () => {
    const ignore = ['$.exp'];
    const [first, later] = ['{"a":1,"exp":1}', '{"a":1,"exp":2}'];
    const rule = { expect: { body: null, ignore }, part: '[{"a":1}]' };
    const expected = { expectBody: base64(first), expectSize: null, rule };
    for (const bodies of [
      [first, first],
      [first, later],
    ]) {
      const known = knownFrom({ candidate: bodies, baseline: [later, later] }, { ignore });
      expect(known.unstable).toBeNull();
      expect(expectedBody(scenario({ ignore }), known, 'candidate')).toEqual(expected);
      expect(expectedBody(scenario({ ignore }), known, 'baseline').rule).toEqual(rule);
    }
  });

  it('are compared on neither side where they differ in more than what is ignored', () => {
    const ignore = ['$.exp'];
    const other = knownFrom({ candidate: ['{"a":1,"exp":1}', '{"a":2,"exp":2}'] }, { ignore });
    expect(other.unstable).toEqual({ sides: 'candidate', found: 'before-load' });
    expect(expectedBody(scenario({ ignore }), other, 'candidate').rule).toBeNull();
  });

  it('are compared without their compression where it differs', () => {
    const known = newBodies(null);
    const packed = [1, 9].map((level) => ({
      body: gzipSync('x'.repeat(99), { level }),
      content: Buffer.from('x'.repeat(99)),
    }));
    known.seen.set('candidate', [seenBodies(packed, EXPECT, null, 5)]);
    noteSeen(known);
    expect(known.unstable).toBeNull();
    expect(expectedBody(scenario(), known, 'candidate')).toEqual({
      expectBody: packed[0]?.body.toString('base64'),
      expectSize: null,
      rule: { expect: { body: null }, part: 'x'.repeat(99) },
    });
  });

  it('are remembered with what is seen later', () => {
    const first = seenBodies([answer('a')], EXPECT, null, 10);
    expect(first).toMatchObject({ differ: false, someEmpty: false, sinceMs: 10 });
    const same = seenBodies([answer('a')], EXPECT, first, 20);
    expect(same).toMatchObject({ differ: false, sinceMs: 10 });
    expect(seenBodies([answer('b')], EXPECT, same, 30)).toMatchObject({
      differ: true,
      differInParts: true,
    });
    expect(seenBodies([answer('')], EXPECT, same, 30)).toMatchObject({ differ: true, someEmpty: true });
  });

  it('are left to loadgate only where a scenario neither says them nor wants none', () => {
    expect(leavesBodyOpen(scenario())).toBe(true);
    expect(leavesBodyOpen(scenario({ size: { from: 1, to: 2 }, ignore: ['$.exp'] }))).toBe(true);
    expect(leavesBodyOpen(scenario({ json: {} }))).toBe(false);
    expect(leavesBodyOpen(scenario({ matches: 'x' }))).toBe(false);
    expect(leavesBodyOpen(scenario({ body: 'x' }))).toBe(false);
    expect(leavesBodyOpen(scenario({ anyBody: true }))).toBe(false);
    expect(leavesBodyOpen({ ...scenario(), data: { a: { file: 'a.csv' } } })).toBe(false);
  });
});

describe('bodies that differ under load', () => {
  it('are not compared any more, and then need not be there', () => {
    const known = knownFrom({ candidate: ['a', 'a'], baseline: ['b', 'b'] });
    noteUnderLoad(known, ['candidate', 'baseline'], true);
    expect(known.unstable).toEqual({ sides: 'both', found: 'under-load' });
    expect(expectedBody(scenario(), known, 'baseline')).toEqual({
      expectBody: null,
      expectSize: { from: 1, to: null },
      rule: null,
    });
    noteUnderLoad(known, ['candidate'], false);
    expect(known.unstable).toEqual({ sides: 'both', found: 'under-load' });
    expect(expectedBody(scenario(), known, 'baseline').expectSize).toBeNull();
  });

  const figures = (failures: Partial<Failures>, requests = 1_000) =>
    ({ requests, failures: { ...NO_FAILURES, ...failures } }) as RoundFigures;

  it('are in doubt where they, and they alone, are more than the failures that any round may have', () => {
    expect(isInDoubt(figures({ wrongBody: 2 }))).toBe(true);
    expect(isInDoubt(figures({ wrongBody: 1 }))).toBe(false);
    expect(isInDoubt(figures({ wrongBody: 50, reset: 2 }))).toBe(false);
    expect(isInDoubt(figures({ wrongBody: 5 }, 0))).toBe(true);
    expect(isInDoubt(figures({ non2xx: 5 }))).toBe(false);
  });

  const of = (differing: number, answers: number): Differing => ({ differing, answers });
  it.each<[ReturnType<typeof judgeDiffering>, string, Differing, Differing]>([
    ['both', 'a coin of 1 %', of(52, 5_000), of(41, 4_600)],
    ['both', 'a turn of the clock, and one side is twice as fast', of(2_000, 10_000), of(1_100, 5_000)],
    ['both', 'all bodies of both', of(5_000, 5_000), of(4_000, 4_000)],
    ['candidate', 'one in a hundred, and none of the other', of(50, 5_000), of(0, 5_000)],
    ['candidate', 'all, and a coin of 1 % on the other', of(5_000, 5_000), of(50, 5_000)],
    ['candidate', 'ten, the fewest that say so', of(10, 5_000), of(0, 5_000)],
    ['baseline', 'one in a hundred', of(0, 5_000), of(50, 5_000)],
    ['few', 'less than one in a thousand', of(5, 5_300), of(0, 5_000)],
    ['few', 'none any more', of(0, 5_000), of(0, 5_000)],
    ['open', 'three of a slow target, and none of the other', of(3, 300), of(0, 300)],
    ['open', 'six of one, one of the other', of(6, 300), of(1, 300)],
    ['open', 'the other one answered nothing', of(30, 300), of(0, 0)],
  ])('are the way or the fault of %s: %s', (whose, _, candidate, baseline) => {
    expect(judgeDiffering(candidate, baseline)).toBe(whose);
  });
});
