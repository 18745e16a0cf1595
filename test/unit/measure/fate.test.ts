import { describe, expect, it } from 'vitest';
import {
  asInvalid,
  baselineFault,
  type CellEvent,
  type CellResult,
  type Fate,
  fateOf,
  foldResult,
  isGivenUp,
  MOST_DROPPED,
  machineEvent,
  SATURATED,
  takesPart,
} from '../../../src/measure/fate.js';
import { LoadgateError } from '../../../src/model/error.js';
import type { InvalidReason, SideName } from '../../../src/model/record.js';
import { makeCapacityCell, makePlateau, nearby } from '../../support/capacities.js';
import { makeCell, makeGeneration } from '../../support/records.js';

const reason = (side: SideName, code: string): InvalidReason => ({
  side,
  code,
  message: `${code} it is`,
  log: ['a line'],
});
const wrongAtFirst = (side: SideName, code = 'not-ready'): CellEvent => ({
  kind: 'side-failed',
  reason: reason(side, code),
});
const underLoad = (side: SideName, code = 'wrong-body'): CellEvent => ({
  kind: 'side-failed-under-load',
  reason: reason(side, code),
});
const machine = (code: string): CellEvent =>
  machineEvent(new LoadgateError(`${code} it is`, { kind: 'machine', code, hint: '' }));
const saturated = (ends: boolean): CellEvent => ({ kind: 'saturated', ends });
const spoilt: CellEvent = {
  kind: 'spoilt',
  spoilt: { code: 'starved', side: 'baseline', message: 'others had the core' },
};
const cutShort: CellEvent = { kind: 'cut-short', by: 'baseline' };

/** All events, the one that counts most first. */
const RANKS: readonly [string, CellEvent, Partial<Fate>][] = [
  ['a failure of the machine', machine('engine-unreachable'), { kind: 'machine-failed' }],
  ['the candidate failing', underLoad('candidate'), { kind: 'failed' }],
  ['the baseline failing under load', underLoad('baseline'), { kind: 'failed' }],
  ['a generator at its limit that ends the cell', saturated(true), { kind: 'saturated', ends: true }],
  ['a generation that the machine has spoilt', spoilt, { kind: 'spoilt' }],
  ['a generation that was cut short', cutShort, { kind: 'cut-short', by: 'baseline' }],
  ['a generator at its limit', saturated(false), { kind: 'saturated', ends: false }],
];

describe('the fate of a cell', () => {
  it('is to be measured where nothing happened, or only the baseline was wrong before the load', () => {
    expect(fateOf([])).toEqual({ kind: 'measured' });
    expect(fateOf([wrongAtFirst('baseline')])).toEqual({ kind: 'measured' });
  });

  it.each(RANKS)('is decided by %s, whatever counts less comes before or after it', (_, event, fate) => {
    const at = RANKS.findIndex(([, one]) => one === event);
    const less = RANKS.slice(at + 1).map(([, one]) => one);
    expect(fateOf([event])).toMatchObject(fate);
    expect(fateOf([event, ...less])).toEqual(fateOf([event]));
    expect(fateOf([...less, event])).toEqual(fateOf([event]));
  });

  it('is decided by the first of two events of one rank', () => {
    expect(
      fateOf([underLoad('candidate', 'oom-killed'), wrongAtFirst('candidate', 'wrong-upstream-reuse')]),
    ).toEqual({
      kind: 'failed',
      reason: reason('candidate', 'oom-killed'),
    });
  });

  it('says of a baseline that fails under load that it had answered rightly, and of a candidate only what it did', () => {
    expect(fateOf([underLoad('baseline')])).toMatchObject({
      reason: {
        side: 'baseline',
        message: 'the baseline had answered rightly, and then failed: wrong-body it is',
      },
    });
    expect(fateOf([underLoad('candidate')])).toMatchObject({ reason: { message: 'wrong-body it is' } });
  });

  it('is over the candidate where the machine failed, but for a baseline that was killed', () => {
    expect(fateOf([machine('engine-unreachable')])).toMatchObject({ reason: { side: 'candidate' } });
    expect(fateOf([machine('baseline-killed')])).toMatchObject({ reason: { side: 'baseline' } });
  });
});

describe('a side', () => {
  it.each([
    ['nothing has happened', [], true, true],
    ['the baseline was wrong before the load', [wrongAtFirst('baseline')], true, false],
    ['the candidate was wrong before the load', [wrongAtFirst('candidate')], false, false],
    ['the baseline failed under load', [underLoad('baseline')], false, false],
    ['the generator is at its limit, and that ends the cell', [saturated(true)], false, false],
    ['the generator is at its limit', [saturated(false)], true, true],
    ['the machine has spoilt the generation', [spoilt], false, false],
    ['the machine failed', [machine('child-died')], false, false],
  ] as const)('after %s', (_, events, candidate, baseline) => {
    expect(takesPart(events, 'candidate')).toBe(candidate);
    expect(takesPart(events, 'baseline')).toBe(baseline);
  });

  it('keeps the first reason why the baseline takes no part', () => {
    expect(
      baselineFault([
        wrongAtFirst('candidate'),
        wrongAtFirst('baseline', 'one'),
        wrongAtFirst('baseline', 'two'),
      ]),
    ).toEqual(reason('baseline', 'one'));
    expect(baselineFault([underLoad('baseline')])).toBeNull();
  });
});

const result = (fate: Fate, changes: Partial<CellResult> = {}): CellResult => ({
  generation: null,
  fate,
  baselineFault: null,
  ...changes,
});
const MEASURED: Fate = { kind: 'measured' };
const open = () => makeCell({ state: 'not-measured', generations: [] });
const generation = makeGeneration({});

describe('the record of a cell', () => {
  it('gets the generation, and is measured then', () => {
    const cell = foldResult(open(), result(MEASURED, { generation }), null, 0);
    expect(cell).toMatchObject({ state: 'measured', invalid: null, noBaseline: null });
    expect(cell.generations).toEqual([generation]);
  });

  it('says why there is no baseline: what it did wrong, else what the run says', () => {
    const wrong = result(MEASURED, { generation, baselineFault: reason('baseline', 'not-ready') });
    expect(foldResult(open(), wrong, null, 0).noBaseline).toBe(
      'the baseline failed (not-ready): not-ready it is',
    );
    expect(foldResult(open(), result(MEASURED, { generation }), 'new target', 0).noBaseline).toBe(
      'new target',
    );
  });

  it('is invalid where the baseline ran in a generation before and fails to start in this one', () => {
    const cell = makeCell({ state: 'measured', generations: [generation] });
    const late = foldResult(
      cell,
      result(MEASURED, { generation, baselineFault: reason('baseline', 'x') }),
      null,
      0,
    );
    expect(late).toMatchObject({ state: 'invalid', invalid: { side: 'baseline', code: 'x' } });
    expect(late.invalid?.message).toContain('had answered rightly');
  });

  it('stays as it was where the generation was cut short, until that happened too often', () => {
    const lost = result({ kind: 'cut-short', by: 'baseline' });
    expect(foldResult(open(), lost, null, 2)).toMatchObject({ state: 'not-measured', invalid: null });
    expect(foldResult(open(), lost, null, 3)).toMatchObject({
      state: 'invalid',
      invalid: { code: 'target-exited', side: 'baseline' },
    });
  });

  it('counts a generation that the machine has spoilt, and gives up at the third', () => {
    const bad = result(spoilt as Fate);
    let cell = open();
    for (let time = 1; time < MOST_DROPPED; time++) cell = foldResult(cell, bad, null, 0);
    expect(cell).toMatchObject({
      state: 'not-measured',
      invalid: null,
      dropped: { starved: 2, throttled: 0 },
    });
    cell = foldResult(cell, bad, null, 0);
    expect(cell).toMatchObject({ state: 'invalid', invalid: { code: 'starved', side: 'baseline' } });
    expect(cell.invalid?.message).toBe(
      '3 of 3 generations were spoilt by the machine; in the last one, others had the core',
    );
  });

  it('counts a late generator by itself, and gives up at the third spoilt generation of any kind', () => {
    const late: Fate = {
      kind: 'spoilt',
      spoilt: { code: 'generator-late', side: 'candidate', message: 'it sent too late' },
    };
    const two = foldResult(foldResult(open(), result(late), null, 0), result(spoilt as Fate), null, 0);
    expect(two).toMatchObject({ invalid: null, dropped: { starved: 1, throttled: 0, 'generator-late': 1 } });
    expect(foldResult(two, result(late), null, 0)).toMatchObject({
      state: 'invalid',
      invalid: { code: 'generator-late' },
    });
  });

  it('begins anew where its load was reduced, once', () => {
    const reduced = { rate: 1000, seen: 2000 };
    const cell = makeCell({ state: 'measured', generations: [generation, generation] });
    const first = foldResult(cell, result(MEASURED, { generation, reduced }), null, 0);
    expect(first).toMatchObject({ state: 'measured', reduced });
    expect(first.generations).toHaveLength(1);
    const next = foldResult(first, result(MEASURED, { generation, reduced: { rate: 9, seen: 18 } }), null, 0);
    expect(next).toMatchObject({ reduced });
    expect(next.generations).toHaveLength(2);
  });

  it('keeps its first reason, but for a generator at its limit', () => {
    const bad = result({ kind: 'failed', reason: reason('candidate', 'wrong-body') });
    expect(foldResult(asInvalid(open(), SATURATED), bad, null, 0).invalid?.code).toBe('wrong-body');
    const earlier = asInvalid(open(), reason('candidate', 'oom-killed'));
    expect(foldResult(earlier, bad, null, 0).invalid?.code).toBe('oom-killed');
  });

  it('is given up when more of its generations were dropped than kept, three or more', () => {
    expect(isGivenUp(MOST_DROPPED - 1, 0)).toBe(false);
    expect(isGivenUp(MOST_DROPPED, 0)).toBe(true);
    expect(isGivenUp(MOST_DROPPED, MOST_DROPPED)).toBe(false);
    expect(isGivenUp(MOST_DROPPED + 1, MOST_DROPPED)).toBe(true);
  });
});

describe('a search that was cut off', () => {
  const cutOff = {
    candidate: { of: 'connections', plateaus: [makePlateau(64, null)] },
    baseline: null,
  } as const;
  const [ended = null] = makeCapacityCell(nearby(1_000, 1), { screen: 1, confirm: 0 }).generations;

  it('is kept until a later one comes to its end', () => {
    const before = { ...open(), cutOff };
    expect(foldResult(before, result({ kind: 'cut-short', by: null }), null, 1).cutOff).toEqual(cutOff);
    expect(foldResult(before, result(MEASURED, { generation: ended }), null, 0)).not.toHaveProperty('cutOff');
  });
});
