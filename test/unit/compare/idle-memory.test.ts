import { describe, expect, it } from 'vitest';
import { compareRecord } from '../../../src/compare/compare.js';
import { idleMemory } from '../../../src/compare/metrics/idle-memory.js';
import { pairedSamples } from '../../../src/compare/samples.js';
import { DEFAULT_GATE, DEFAULT_MEASURE } from '../../../src/config/defaults.js';
import type { Generation } from '../../../src/model/record.js';
import { plainProse } from '../../../src/report/prose.js';
import { whyOf } from '../../../src/report/why.js';
import { makeCell, makeGeneration, makeRecord } from '../../support/records.js';

const MiB = 2 ** 20;

/** @param ours what each side holds before any load, MiB; null: not known */
const generation = (index: number, ours: number | null, theirs: number | null): Generation => {
  const side = (idle: number | null) => ({
    cell: {
      idleBytes: idle === null ? null : (idle + (index % 3) * 0.1) * MiB,
      memoryBytes: ((idle ?? 48) + 8) * MiB,
    },
  });
  const phase = index < 4 ? 'screen' : 'confirm';
  return makeGeneration({ index, phase, candidate: side(ours), baseline: side(theirs) });
};

const generations = (ours: number | null, theirs: number | null) =>
  Array.from({ length: 9 }, (_, index) => generation(index, ours, theirs));

const compared = (all: Generation[]) => {
  const { cells } = compareRecord(
    makeRecord({ cells: [makeCell({ generations: all })] }),
    DEFAULT_GATE,
    DEFAULT_MEASURE,
  );
  return cells[0];
};

const rowOf = (all: Generation[]) => compared(all)?.metrics.find(({ metric }) => metric === 'idle-memory');

describe('memory before any load', () => {
  it('is a regression where an import takes 30 MiB', () => {
    const row = rowOf(generations(78, 48));
    expect(row).toMatchObject({ kind: 'sampled', verdict: 'regression', generations: 5, threshold: 0.1 });
    expect(row?.baseline).toBeCloseTo(48.1 * MiB, -5);
  });

  it('explains more memory at the peak', () => {
    const cell = compared(generations(78, 48));
    if (cell === undefined) throw new Error('the cell is gone');
    const [why] = whyOf({ ...cell, decidedBy: 'memory' }, null, plainProse);
    expect(why).toMatchObject({ metric: 'idle-memory', short: 'idle memory 48.1 → 78.1 MiB' });
    expect(why?.long).toBe('Before any load, it holds 48.1 → 78.1 MiB.');
  });

  it('is not judged below 3 MiB', () => {
    expect(rowOf(generations(12.5, 10))).toMatchObject({ verdict: 'no-change' });
    expect(idleMemory.threshold(DEFAULT_GATE, 10 * MiB)).toBeCloseTo(0.3, 12);
  });

  it('does not make a cell better that answers nobody sooner', () => {
    const all = generations(30, 48);
    expect(rowOf(all)?.verdict).toBe('improvement');
    expect(compared(all)?.verdict).toBe('no-change');
  });

  it('has no value where a side does not know it', () => {
    expect(pairedSamples(makeCell({ generations: generations(48, null) }), idleMemory)).toEqual([]);
    expect(rowOf(generations(null, null))).toBeUndefined();
  });
});
