import { describe, expect, it } from 'vitest';
import { splitDuet } from '../../../src/measure/duets.js';
import { type CellResult, SATURATED } from '../../../src/measure/fate.js';
import type { InvalidReason, SideName } from '../../../src/model/record.js';
import { makeGeneration } from '../../support/records.js';

const reason = (side: SideName): InvalidReason => ({ side, code: 'wrong-answer', message: 'no', log: [] });
const generation = (own: number, other: number) =>
  makeGeneration({ candidate: { rps: own }, baseline: { rps: other } });
const result = (more: Partial<CellResult>): CellResult => ({
  generation: generation(1000, 2000),
  fate: { kind: 'measured' },
  baselineFault: null,
  ...more,
});

describe('what a duet says of both targets', () => {
  it('is the figures of both, with the other one by its name and not as a baseline', () => {
    const { own, ofOther } = splitDuet(result({}), 'flask');
    expect(ofOther).toBeNull();
    expect(own.generation?.baseline).toBeNull();
    expect(own.generation?.beside?.target).toBe('flask');
    expect(own.generation?.beside?.figures.duet.map(({ rps }) => rps)).toEqual([2000, 2000]);
  });

  it('is as it is where no other one ran', () => {
    const alone = result({ generation: makeGeneration({ baseline: null }) });
    expect(splitDuet(alone, null)).toEqual({ own: alone, ofOther: null });
  });

  it("leaves a target's failure with it", () => {
    const { own, ofOther } = splitDuet(
      result({ fate: { kind: 'failed', reason: reason('candidate') } }),
      'b',
    );
    expect(own.fate).toEqual({ kind: 'failed', reason: reason('candidate') });
    expect(ofOther).toBeNull();
  });

  it('is the fault of the other one where that failed under load, and no generation of its own', () => {
    const { own, ofOther } = splitDuet(result({ fate: { kind: 'failed', reason: reason('baseline') } }), 'b');
    expect([own.fate.kind, own.generation]).toEqual(['measured', null]);
    expect(ofOther).toEqual(reason('candidate'));
  });

  it('keeps its own rounds where the other one failed before the load', () => {
    const failed = result({
      generation: makeGeneration({ baseline: null }),
      baselineFault: reason('baseline'),
    });
    const { own, ofOther } = splitDuet(failed, 'b');
    expect(own.baselineFault).toBeNull();
    expect(own.generation?.candidate.solo).toHaveLength(1);
    expect(own.generation).not.toHaveProperty('beside');
    expect(ofOther).toEqual(reason('candidate'));
  });

  it('is invalid of the faster one where the generator was at its limit, and the other goes on', () => {
    const fate = { kind: 'saturated', reason: SATURATED, ends: false } as const;
    const faster = splitDuet(result({ fate }), 'b');
    expect(faster.ofOther).toEqual(SATURATED);
    expect([faster.own.fate.kind, faster.own.generation?.candidate.duet]).toEqual(['measured', []]);
    expect(faster.own.generation).not.toHaveProperty('beside');
    const slower = splitDuet(result({ fate, generation: generation(2000, 1000) }), 'b');
    expect([slower.ofOther, slower.own.fate]).toEqual([null, fate]);
  });
});
