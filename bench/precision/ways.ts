import { compareRecord } from '../../src/compare/compare.js';
import { nextStep } from '../../src/compare/sequential.js';
import { DEFAULT_GATE, DEFAULT_MEASURE } from '../../src/config/defaults.js';
import type { Gate } from '../../src/model/config.js';
import type { CellRecord, Generation, RoundFigures } from '../../src/model/record.js';
import { confidenceInterval, estimateDifference } from '../../src/stats/inference.js';
import { mean, sampleStdev } from '../../src/stats/summary.js';
import type { Random } from '../../src/system/types.js';
import { makeRecord } from '../../test/support/records.js';
import { drawer, type Pool } from './pools.js';

/** What one way says of one cell. */
export interface Said {
  readonly red: boolean;
  readonly generations: number;
}

/** A way of telling slower code, given the same raw data as the others: a pool a cell. */
export interface Way {
  readonly name: string;
  readonly says: (pools: readonly Pool[], random: Random) => readonly Said[];
}

/** Time of rounds that loadgate spends on a cell's generation with the defaults, s. */
const ROUND_SECONDS =
  (DEFAULT_MEASURE.duetMs + 2 * DEFAULT_MEASURE.soloMs + 4 * DEFAULT_MEASURE.probeMs) / 1000;

/**
 * loadgate's own rule, on the code that decides real runs.
 * @param seconds of rounds that a cell may take
 */
export function loadgate(name: string, seconds: number, gate: Partial<Gate> = {}): Way {
  const settings = { ...DEFAULT_MEASURE, maxGenerations: Math.floor(seconds / ROUND_SECONDS) };
  const asked = { ...DEFAULT_GATE, ...gate };
  const cellOf = (pool: Pool, index: number, random: Random): CellRecord => {
    const draw = drawer(pool, random);
    const generations: Generation[] = [];
    const [empty] = makeRecord().cells;
    const cell = { ...empty, scenario: `s${index}`, generations } as CellRecord;
    for (
      let step = nextStep(cell, asked, settings);
      step !== 'done';
      step = nextStep(cell, asked, settings)
    ) {
      generations.push({ ...draw(), index: generations.length, phase: step });
    }
    return cell;
  };
  return {
    name,
    says: (pools, random) => {
      const cells = pools.map((pool, index) => cellOf(pool, index, random));
      const compared = compareRecord(makeRecord({ cells }), asked, settings).cells;
      return compared.map(({ verdict }, at) => ({
        red: verdict === 'regression',
        generations: cells[at]?.generations.length ?? 0,
      }));
    },
  };
}

function rps(rounds: readonly RoundFigures[] | undefined): number {
  const [first] = rounds ?? [];
  if (first === undefined) throw new Error('a generation without a solo round');
  return first.rps;
}

const eachCell =
  (decide: (draw: () => Generation) => Said): Way['says'] =>
  (pools, random) =>
    pools.map((pool) => decide(drawer(pool, random)));

/** The baseline's stored number and the candidate's new one, each of one solo run. */
export const singleRun: Way = {
  name: 'single run, 10 %',
  says: eachCell((draw) => {
    const stored = rps(draw().baseline?.solo);
    return { red: rps(draw().candidate.solo) < 0.9 * stored, generations: 1 };
  }),
};

export const bestOfThree: Way = {
  name: 'best of 3, stored, 5 %',
  says: eachCell((draw) => {
    const best = (side: 'baseline' | 'candidate') =>
      Math.max(...[draw(), draw(), draw()].map((generation) => rps(generation[side]?.solo)));
    const stored = best('baseline');
    return { red: best('candidate') < 0.95 * stored, generations: 3 };
  }),
};

/** Solo rounds in the order A B B A, and Welch's 95 % interval as if the two sides knew nothing of each other. */
export function abba(generations: number): Way {
  return {
    name: `ABBA × ${generations}, unpaired interval`,
    says: eachCell((draw) => {
      const drawn = Array.from({ length: generations }, draw);
      const logs = (side: 'baseline' | 'candidate') =>
        drawn.flatMap((generation) => generation[side]?.solo.map((round) => Math.log(round.rps)) ?? []);
      const { high } = confidenceInterval(estimateDifference(logs('candidate'), logs('baseline')), 0.05);
      return { red: high < 0, generations };
    }),
  };
}

/** The newest number against the mean of the last ten stored ones, two standard deviations wide. */
export const window: Way = {
  name: 'window of the last 10 runs, 2 s.d.',
  says: eachCell((draw) => {
    const stored = Array.from({ length: 10 }, () => rps(draw().baseline?.solo));
    return { red: rps(draw().candidate.solo) < mean(stored) - 2 * sampleStdev(stored), generations: 1 };
  }),
};
