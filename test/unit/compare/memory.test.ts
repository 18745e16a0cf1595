import { describe, expect, it } from 'vitest';
import { compareRecord } from '../../../src/compare/compare.js';
import { nextStep } from '../../../src/compare/sequential.js';
import { compareStored } from '../../../src/compare/stored.js';
import { DEFAULT_GATE, DEFAULT_MEASURE } from '../../../src/config/defaults.js';
import type { Generation, SideFigures } from '../../../src/model/record.js';
import { makeCell, makeGeneration, makeRecord, makeSide } from '../../support/records.js';

const MiB = 2 ** 20;

/** A side of a service: answers per second, and memory at its peak and at the same work as the other side's. */
function side(rps: number, peakMiB: number, sameWorkMiB?: number): SideFigures {
  const cell = { idleBytes: 15 * MiB, memoryBytes: peakMiB * MiB };
  const made = makeSide({ rps, cell, keptBytes: 0 });
  return sameWorkMiB === undefined ? made : { ...made, sameWorkMemoryBytes: sameWorkMiB * MiB };
}

const WOBBLE = [0.97, 1.02, 1.04, 0.99, 1, 1.03, 0.98, 1.01, 0.96];

const generations = (make: (wobble: number) => { candidate: SideFigures; baseline: SideFigures | null }) =>
  WOBBLE.map(
    (wobble, index): Generation => ({
      ...makeGeneration({ index, phase: index < 4 ? 'screen' : 'confirm' }),
      ...make(wobble),
    }),
  );

const comparedOf = (all: Generation[]) =>
  compareRecord(makeRecord({ cells: [makeCell({ generations: all })] }), DEFAULT_GATE, DEFAULT_MEASURE)
    .cells[0];

const rowOf = (cell: ReturnType<typeof comparedOf>) =>
  cell?.metrics.find(({ metric }) => metric === 'memory');

describe('peak memory', () => {
  it('is no regression of a service that is three times as fast, at the same work', () => {
    const all = generations((wobble) => ({
      candidate: side(3000 * wobble, 23.8, 21.3 * wobble),
      baseline: side(1000, 21.2, 21.2),
    }));
    expect(comparedOf(all)).toMatchObject({ verdict: 'improvement', decidedBy: 'throughput' });
  });

  it('may grow by as much as the rate does, since V8 lets its heap grow by that', () => {
    const faster = (times: number, grown: number) =>
      generations((wobble) => ({
        candidate: side(1000 * times, 52 * grown, 52 * grown * wobble ** 0.3),
        baseline: side(1000, 52, 52),
      }));
    expect(comparedOf(faster(3, 1.13))).toMatchObject({ verdict: 'improvement', decidedBy: 'throughput' });
    expect(rowOf(comparedOf(faster(3, 1.13)))?.threshold).toBeCloseTo(0.3, 2);
    expect(comparedOf(faster(3, 1.5))).toMatchObject({ verdict: 'regression', decidedBy: 'memory' });
    expect(comparedOf(faster(1.1, 1.2))).toMatchObject({ verdict: 'regression', decidedBy: 'memory' });
  });

  it('does not keep a service that is much faster from being an improvement while it is undecided', () => {
    const open = (times: number) =>
      generations((wobble) => ({
        candidate: side(1000 * times, 52, 52 * 1.15 * wobble ** 4),
        baseline: side(1000, 52, 52),
      }));
    expect(rowOf(comparedOf(open(2)))?.verdict).toBe('inconclusive');
    expect(comparedOf(open(2))).toMatchObject({ verdict: 'improvement', decidedBy: 'throughput' });
    expect(comparedOf(open(1.2))).toMatchObject({ verdict: 'inconclusive', decidedBy: 'memory' });
  });

  it('is none for less than 3 MiB, which no cap is decided by', () => {
    const all = generations((wobble) => ({
      candidate: side(1000, 23.8, 23.8 * wobble ** 0.1),
      baseline: side(1000, 21.2, 21.2),
    }));
    expect(comparedOf(all)?.verdict).toBe('no-change');
    expect(rowOf(comparedOf(all))?.threshold).toBeCloseTo(3 / 21.2, 3);
  });

  it('is found where it grows by a fifth at the same speed', () => {
    for (const base of [25, 45, 200]) {
      const all = generations((wobble) => ({
        candidate: side(1000, base * 1.2, base * 1.2 * wobble ** 0.3),
        baseline: side(1000, base, base),
      }));
      expect(comparedOf(all)).toMatchObject({ verdict: 'regression', decidedBy: 'memory' });
    }
  });

  it('does not keep a cell going that nothing points at, however far it spreads', () => {
    const spread = [0.7, 1.4, 0.75, 1.3];
    const all = generations(() => ({ candidate: side(1000, 40, 40), baseline: side(1000, 40, 40) }));
    const noisy = all.slice(0, 4).map((one, at) => ({
      ...one,
      candidate: { ...one.candidate, sameWorkMemoryBytes: 40 * MiB * (spread[at] ?? 1) },
    }));
    expect(nextStep(makeCell({ generations: noisy }), DEFAULT_GATE, DEFAULT_MEASURE)).toBe('done');
    const suspect = noisy.map((one, at) => ({
      ...one,
      candidate: { ...one.candidate, sameWorkMemoryBytes: 60 * MiB * (1 + at / 50) },
    }));
    expect(nextStep(makeCell({ generations: suspect }), DEFAULT_GATE, DEFAULT_MEASURE)).toBe('confirm');
  });
});

describe('memory of runs of two days', () => {
  const run = (rps: number, peakMiB: number) =>
    makeRecord({
      cells: [
        makeCell({
          generations: generations((wobble) => ({
            candidate: side(rps * wobble, peakMiB * wobble ** 0.2),
            baseline: null,
          })),
        }),
      ],
    });
  const compare = (now: ReturnType<typeof run>, then: ReturnType<typeof run>) =>
    compareStored(now, then, DEFAULT_GATE, DEFAULT_MEASURE).cells[0];

  it('is compared at about the same speed', () => {
    expect(rowOf(compare(run(1000, 60), run(1000, 40)))?.verdict).toBe('regression');
  });

  it('is not compared where one answered many more requests, whichever it is', () => {
    const faster = compare(run(3000, 60), run(1000, 40));
    expect(faster).toMatchObject({ verdict: 'improvement', decidedBy: 'throughput' });
    expect(rowOf(faster)).toBeUndefined();
    expect(rowOf(compare(run(500, 40), run(1000, 40)))).toBeUndefined();
  });
});
