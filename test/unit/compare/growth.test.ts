import { describe, expect, it } from 'vitest';
import { compareRecord } from '../../../src/compare/compare.js';
import { projectionOf } from '../../../src/compare/metrics/growth.js';
import { memory as memoryMetric } from '../../../src/compare/metrics/memory.js';
import { pairedSamples } from '../../../src/compare/samples.js';
import { nextStep } from '../../../src/compare/sequential.js';
import { compareStored } from '../../../src/compare/stored.js';
import { DEFAULT_GATE, DEFAULT_MEASURE } from '../../../src/config/defaults.js';
import { bytesAnAnswer } from '../../../src/model/growth.js';
import type { Generation, SideFigures } from '../../../src/model/record.js';
import { seededRandom } from '../../../src/system/random.js';
import {
  growing,
  makeCell,
  makeGeneration,
  makeGenerations,
  makeRatioGeneration,
  makeRecord,
  makeRound,
  makeSide,
} from '../../support/records.js';

const MiB = 2 ** 20;
/** What CPython takes for `bytearray(1024)`. */
const LEAK = 1081;

type Grow = (round: number) => number;

/** A service of so many MiB, with the answers of a duet and a solo round. */
interface Service {
  readonly idleMiB: number;
  readonly answers: readonly [duet: number, solo: number];
}
/** As measured on two cores: duet and solo rounds of the default length. */
const FLASK: Service = { idleMiB: 48, answers: [2800, 4800] };
const STARLETTE: Service = { idleMiB: 42, answers: [4600, 12_000] };
const BEHIND_UPSTREAM: Service = { idleMiB: 48, answers: [360, 300] };
const SERVICES = [
  ['flask', FLASK],
  ['starlette', STARLETTE],
  ['a service behind a slow upstream', BEHIND_UPSTREAM],
] as const;

/** @param grow bytes that memory grows by in each loaded round */
function sideOf({ idleMiB, answers: [duet, solo] }: Service, grow: (round: number) => number): SideFigures {
  const memory = { idleBytes: idleMiB * MiB, memoryBytes: (idleMiB + 6) * MiB };
  const made = makeSide({ cell: memory, memoryBytes: (idleMiB + 9) * MiB });
  const side = {
    ...made,
    duet: [makeRound({ requests: duet })],
    solo: [makeRound({ requests: solo })],
  };
  return growing(side, (_, at) => grow(at));
}

/** Nothing but memory differs between the sides, and between generations. */
const generation = (index: number, service: Service, candidate: Grow, baseline: Grow): Generation => ({
  ...makeGeneration({ index, phase: index < 4 ? 'screen' : 'confirm' }),
  candidate: sideOf(service, candidate),
  baseline: sideOf(service, baseline),
});

const generations = (service: Service, candidate: Grow, baseline: Grow = () => 0): Generation[] =>
  Array.from({ length: 9 }, (_, index) => generation(index, service, candidate, baseline));

const compared = (all: Generation[]) =>
  compareRecord(makeRecord({ cells: [makeCell({ generations: all })] }), DEFAULT_GATE, DEFAULT_MEASURE)
    .cells[0];
const rowOf = (all: Generation[]) => compared(all)?.metrics.find(({ metric }) => metric === 'growth');
const leakOf =
  (service: Service, bytes: number): Grow =>
  (round) =>
    (service.answers[round] ?? 0) * bytes;

describe('memory growth', () => {
  it.each([
    ['flask', FLASK],
    ['starlette', STARLETTE],
    ['flask at half of its speed', { ...FLASK, answers: [1400, 2400] }],
  ] as const)('sees a leak of 1 KB a request in %s', (_, service) => {
    const cell = compared(generations(service, leakOf(service, LEAK)));
    expect(cell).toMatchObject({ verdict: 'regression', decidedBy: 'growth' });
  });

  it('does not call a leak new that was there before', () => {
    const leak = leakOf(FLASK, LEAK);
    expect(rowOf(generations(FLASK, leak, leak))?.verdict).toBe('no-change');
  });

  it('tells a repaired leak, which alone is no improvement', () => {
    const all = generations(FLASK, () => 0, leakOf(FLASK, LEAK));
    expect(rowOf(all)?.verdict).toBe('improvement');
    expect(compared(all)?.verdict).toBe('no-change');
  });

  it.each(SERVICES)('takes no arena of 1 MiB for a leak, in every generation of %s', (_, service) => {
    const [duet, solo] = [(round: number) => (round === 0 ? MiB : 0), (round: number) => round * MiB];
    for (const grow of [duet, solo, () => MiB]) {
      expect(rowOf(generations(service, grow))?.verdict).toBe('no-change');
    }
  });

  it.each(SERVICES)('takes no number of arenas in one round for a leak, in %s', (_, service) => {
    expect(rowOf(generations(service, (round) => (round === 0 ? 20 * MiB : 0)))?.verdict).toBe('no-change');
  });

  it('takes no import of 30 MiB for a leak: memory tells that', () => {
    const all = generations(FLASK, () => 0).map(({ candidate, ...rest }) => ({
      ...rest,
      candidate: {
        ...candidate,
        idleMemoryBytes: (candidate.idleMemoryBytes ?? 0) + 30 * MiB,
        cellMemoryBytes: (candidate.cellMemoryBytes ?? 0) + 30 * MiB,
      },
    }));
    expect(rowOf(all)).toMatchObject({ verdict: 'no-change', ratio: 1 });
    expect(compared(all)).toMatchObject({ verdict: 'regression', decidedBy: 'memory' });
  });

  it('is of the least round, and never below 0', () => {
    const side = (...bytes: number[]) => sideOf(FLASK, (round) => bytes[round] ?? 0);
    expect(bytesAnAnswer(side(2800, 9600))).toBe(1);
    expect(bytesAnAnswer(side(-MiB, MiB))).toBe(0);
    expect(bytesAnAnswer(makeSide())).toBeNull();
    expect(bytesAnAnswer({ ...side(1, 1), duet: [], solo: [] })).toBeNull();
    const silent = side(1, 1);
    expect(bytesAnAnswer({ ...silent, solo: silent.solo.map((one) => ({ ...one, answers: 0 })) })).toBeNull();
    expect(
      bytesAnAnswer({ ...silent, solo: silent.solo.map((one) => ({ ...one, grownBytes: null })) }),
    ).toBeNull();
  });

  it('is projected to 10,000 requests, and to twice the answers of the side that gave fewer', () => {
    const requests = (...answers: Service['answers'][]) =>
      projectionOf(answers.map((each) => sideOf({ idleMiB: 40, answers: each }, () => 0)))?.requests;
    expect(requests([2800, 4800], [4600, 12_000])).toBe(10_000);
    expect(requests([360, 300], [4600, 12_000])).toBe(1320);
  });

  it('is not there in records of 0.1, nor where a side can not tell', () => {
    expect(rowOf(makeGenerations())).toBeUndefined();
    const all = generations(FLASK, () => 0);
    const blind = all.map((one) => ({ ...one, candidate: { ...one.candidate, idleMemoryBytes: null } }));
    expect(rowOf(blind)).toBeUndefined();
  });

  it('is told by the other generations where one reading failed', () => {
    const all = generations(FLASK, leakOf(FLASK, LEAK));
    const blink = all.map((one, index) =>
      index === 6 ? { ...one, candidate: { ...one.candidate, idleMemoryBytes: null } } : one,
    );
    expect(rowOf(blink)).toMatchObject({ verdict: 'regression', generations: 4 });
  });
});

describe('memory', () => {
  const memories = (all: Generation[]) =>
    pairedSamples(makeCell({ generations: all }), memoryMetric).map(({ value }) => Math.exp(value));
  const memory = (bytes: number) => ({ idleBytes: MiB, memoryBytes: bytes });

  it('is that of the cell where both sides know it, else the peak of the generation', () => {
    const peaks = { candidate: { memoryBytes: 30 * MiB }, baseline: { memoryBytes: 10 * MiB } };
    const of = (ours: boolean, theirs: boolean) =>
      makeRatioGeneration(
        0,
        {},
        {
          candidate: { ...peaks.candidate, ...(ours && { cell: memory(8 * MiB) }) },
          baseline: { ...peaks.baseline, ...(theirs && { cell: memory(4 * MiB) }) },
        },
      );
    expect(memories([of(true, true)])[0]).toBeCloseTo(2, 9);
    for (const [ours, theirs] of [
      [true, false],
      [false, true],
      [false, false],
    ] as const) {
      expect(memories([of(ours, theirs)])[0]).toBeCloseTo(3, 9);
    }
  });

  it('is compared by peaks with a stored record of 0.1', () => {
    const solo = (cell: boolean) =>
      makeRecord({
        cells: [
          makeCell({
            generations: Array.from({ length: 6 }, (_, index) => ({
              ...makeRatioGeneration(
                index,
                {},
                cell ? { candidate: { cell: { idleBytes: MiB, memoryBytes: 400 * MiB } } } : {},
              ),
              baseline: null,
            })),
          }),
        ],
      });
    const verdictOf = (ours: boolean, theirs: boolean) =>
      compareStored(solo(ours), solo(theirs), DEFAULT_GATE, DEFAULT_MEASURE).cells[0]?.metrics.find(
        ({ metric }) => metric === 'memory',
      )?.ratio;
    expect(verdictOf(true, false)).toBeCloseTo(1, 9);
    expect(verdictOf(false, true)).toBeCloseTo(1, 9);
    expect(verdictOf(true, true)).toBeCloseTo(1, 9);
  });
});

describe('a clean cell', () => {
  /** Generations that a cell takes whose two sides grow by an arena or two now and then. */
  function generationsTaken(service: Service, share: number, seed: number): number {
    const random = seededRandom(seed);
    const grow: Grow = () => (random.below(100) < share * 100 ? (1 + random.below(2)) * MiB : 0);
    const done: Generation[] = [];
    for (;;) {
      const step = nextStep(makeCell({ generations: done }), DEFAULT_GATE, DEFAULT_MEASURE);
      if (step === 'done') return done.length;
      done.push({ ...generation(done.length, service, grow, grow), phase: step });
    }
  }

  it.each(SERVICES)('costs no generation more for arenas that come now and then, in %s', (_, service) => {
    const taken = Array.from({ length: 100 }, (__, seed) => generationsTaken(service, 0.3, seed));
    expect(taken.filter((count) => count > DEFAULT_MEASURE.screenGenerations).length).toBeLessThanOrEqual(3);
  });

  it('is held up by memory only where it is suspect', () => {
    const step = (...logs: number[]) =>
      nextStep(
        makeCell({
          generations: logs.map((log, index) => makeRatioGeneration(index, { memory: Math.exp(log) })),
        }),
        DEFAULT_GATE,
        DEFAULT_MEASURE,
      );
    // ±16 %: too wide to say "no change" within 10 %, and nothing to wait for.
    expect(step(0.08, -0.08, 0.09, -0.09)).toBe('done');
    // ±28 %: so is this.
    expect(step(0.15, -0.14, 0.15, -0.13)).toBe('done');
    // As wide as the first, and suspect.
    expect(step(0.16, 0.06, 0.15, 0.05)).toBe('confirm');
  });
});
