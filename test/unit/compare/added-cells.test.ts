import { describe, expect, it } from 'vitest';
import type { IsShared } from '../../../src/compare/claims.js';
import { stepsOf } from '../../../src/compare/company.js';
import { compareRecord } from '../../../src/compare/compare.js';
import { nextStep } from '../../../src/compare/sequential.js';
import { DEFAULT_GATE, DEFAULT_MEASURE } from '../../../src/config/defaults.js';
import type { CellRecord, Generation } from '../../../src/model/record.js';
import { seededRandom } from '../../../src/system/random.js';
import { type Noise, normalNoise } from '../../support/noise.js';
import { makeCell, makeRatioGeneration, makeRecord } from '../../support/records.js';

/** Reports with one cell that is 10 % slower, s.d. 2 %. */
const REPORTS = 60;
const SD = 0.02;
const SEED = 20_261_127;
const TIMEOUT_MS = 120_000;

type Truth = (made: number) => number;

function generation(
  made: number,
  phase: Generation['phase'],
  truth: Truth,
  noise: Noise,
  sd: number,
): Generation {
  const draw = (ratio: number) => ratio * Math.exp(sd * noise());
  const ratios = { throughput: draw(truth(made)), cpu: draw(1), latency: draw(1), memory: draw(1) };
  return makeRatioGeneration(made, ratios, { phase });
}

/** One cell after the other, as if each was alone in its run. */
function measured(scenario: string, truth: Truth, noise: Noise, sd = SD): CellRecord {
  const generations: Generation[] = [];
  const cell = makeCell({ scenario, generations });
  for (;;) {
    const step = nextStep(cell, DEFAULT_GATE, DEFAULT_MEASURE);
    if (step === 'done') return cell;
    generations.push(generation(generations.length, step, truth, noise, sd));
  }
}

/** Slow in the screen, fine in the confirmation. */
const onceSuspect: Truth = (made) => (made < DEFAULT_MEASURE.screenGenerations ? 0.9 : 1);
const slower: Truth = () => 0.9;

const isBase: IsShared = ({ scenario }) => !scenario.startsWith('added');

function redOf(added: number, isShared: IsShared): number {
  const noise = normalNoise(seededRandom(SEED));
  const others = normalNoise(seededRandom(SEED + 1));
  const reports = Array.from({ length: REPORTS }, () => {
    const cells = [
      measured('slow', slower, noise),
      ...Array.from({ length: added }, (_, at) => measured(`added-${at}`, onceSuspect, others)),
    ];
    return compareRecord(makeRecord({ cells }), DEFAULT_GATE, DEFAULT_MEASURE, isShared).cells[0];
  });
  return reports.filter((cell) => cell?.verdict === 'regression').length;
}

describe('a cell that became 10 % slower, with others that look slow in the screen', () => {
  it.each([0, 50, 150])(
    'is red in all of 60 reports with %i added cells',
    (added) => {
      expect(redOf(added, isBase)).toBe(REPORTS);
    },
    TIMEOUT_MS,
  );

  it(
    'is red as well where the base branch has all of them, and the run knows them',
    () => {
      const noise = normalNoise(seededRandom(SEED + 2));
      for (let report = 0; report < REPORTS / 6; report++) {
        const record = runOf(51, (at) => (at === 0 ? slower : onceSuspect), noise);
        const [slow, ...others] = compareRecord(record, DEFAULT_GATE, DEFAULT_MEASURE).cells;
        expect(slow?.verdict).toBe('regression');
        expect(others.filter(({ verdict }) => verdict === 'regression')).toEqual([]);
      }
    },
    TIMEOUT_MS,
  );
});

/** A run whose cells know of each other, as the schedule has it. */
function runOf(size: number, truthOf: (at: number) => Truth, noise: Noise, sd = SD) {
  const steps = stepsOf(DEFAULT_GATE, DEFAULT_MEASURE, () => true);
  const cells = Array.from({ length: size }, (_, at) => makeCell({ scenario: `s${at}`, generations: [] }));
  for (let open = true; open; ) {
    open = false;
    for (const [at, cell] of cells.entries()) {
      const step = steps.next(cell, cells);
      if (step === 'done') continue;
      open = true;
      const made = cell.generations.length;
      const next = generation(made, step, truthOf(at), noise, sd);
      cells[at] = { ...cell, state: 'measured', generations: [...cell.generations, next] };
    }
  }
  return makeRecord({ cells });
}

describe('added cells', () => {
  it('are compared too, among themselves', () => {
    const noise = normalNoise(seededRandom(SEED + 3));
    const cells = [measured('base', () => 1, noise, 0.005), measured('added', () => 0.8, noise, 0.005)];
    const compared = compareRecord(makeRecord({ cells }), DEFAULT_GATE, DEFAULT_MEASURE, isBase).cells;
    expect(compared.map(({ verdict }) => verdict)).toEqual(['no-change', 'regression']);
  });

  it('have all of the chance of a false claim where there are no others', () => {
    const noise = normalNoise(seededRandom(SEED + 4));
    const cells = [measured('added', () => 0.9, noise)];
    const compare = (isShared: IsShared) =>
      compareRecord(makeRecord({ cells }), DEFAULT_GATE, DEFAULT_MEASURE, isShared).cells;
    expect(compare(() => false)).toMatchObject([{ verdict: 'regression' }]);
  });
});
