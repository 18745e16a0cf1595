import { compareRecord } from '../../src/compare/compare.js';
import {
  absolute,
  higherIsBetter,
  pairedSamples,
  SAMPLED,
  sides,
  thresholdOf,
} from '../../src/compare/metrics.js';
import { neededRounds } from '../../src/compare/needed.js';
import { RULE } from '../../src/compare/rule.js';
import { nextStep } from '../../src/compare/sequential.js';
import { DEFAULT_GATE, DEFAULT_MEASURE } from '../../src/config/defaults.js';
import type { Gate } from '../../src/model/config.js';
import type { CellRecord, Generation } from '../../src/model/record.js';
import { ALL_KINDS } from '../../src/model/round.js';
import { holmAdjust } from '../../src/stats/holm.js';
import { estimateMean, twoSidedP } from '../../src/stats/inference.js';
import { seededRandom } from '../../src/system/random.js';
import type { Random } from '../../src/system/types.js';
import { makeRecord } from '../../test/support/records.js';
import { drawer, type Pool } from './pools.js';
import { asSpent, roundSeconds } from './spending.js';

/** What one way says of one cell. */
export interface Said {
  readonly red: boolean;
  /** Neither shown nor ruled out. */
  readonly open: boolean;
  readonly generations: number;
  /** Time of its rounds, s. */
  readonly seconds: number;
}

/** A way of telling slower code, given the same raw data as the others: a pool a cell. */
export interface Way {
  readonly name: string;
  readonly says: (pools: readonly Pool[], random: Random) => readonly Said[];
}

/** How loadgate spends a cell's time. */
export interface Spending {
  /** Of rounds that a cell may take, s. */
  readonly seconds: number;
  readonly duets: 1 | 2;
  /** Rounds of the later generations: those that the rule needs, or all. */
  readonly later: 'needed' | 'all';
  readonly gate?: Partial<Gate>;
}

/** As the defaults are. */
export const AS_SHIPPED = { duets: 1, later: 'needed' } as const;

/** Whole generations for the screen, and the shortest that there are from then on. */
function mostGenerations({ seconds, duets, later }: Spending): number {
  const whole = roundSeconds(ALL_KINDS, duets);
  if (later === 'all') return Math.floor(seconds / whole);
  const { screenGenerations: screen } = DEFAULT_MEASURE;
  return screen + Math.floor((seconds - screen * whole) / roundSeconds(['duet'], duets));
}

function cellOf(pool: Pool, index: number, generations: readonly Generation[]): CellRecord {
  const [empty] = makeRecord().cells;
  if (empty === undefined) throw new Error('the sample record has no cell');
  const [target = '', scenario = ''] = pool.plant.split(' ');
  return { ...empty, target: `${target}-${index}`, scenario, generations };
}

/** Cells that a pool is measured as; reports are made of these, so that none is worked out for each report anew. */
const BANK = 400;

interface Measured {
  readonly cell: CellRecord;
  readonly seconds: number;
}

/** loadgate's own rule, on the code that decides real runs. */
export function loadgate(name: string, spending: Spending): Way {
  const settings = { ...DEFAULT_MEASURE, maxGenerations: mostGenerations(spending) };
  const asked = { ...DEFAULT_GATE, ...spending.gate };
  const measured = (pool: Pool, seed: number): Measured => {
    const draw = drawer(pool, seededRandom(seed));
    const generations: Generation[] = [];
    const cell = cellOf(pool, 0, generations);
    let seconds = 0;
    for (;;) {
      const phase = nextStep(cell, asked, settings);
      const kinds = spending.later === 'needed' ? neededRounds(cell, asked, settings) : ALL_KINDS;
      const takes = roundSeconds(kinds, spending.duets);
      if (phase === 'done' || seconds + takes > spending.seconds) return { cell, seconds };
      seconds += takes;
      generations.push({ ...asSpent(draw(), kinds, spending.duets), index: generations.length, phase });
    }
  };
  const banks = new Map<Pool, Map<number, Measured>>();
  const anyOf = (pool: Pool, random: Random): Measured => {
    const bank = banks.get(pool) ?? new Map<number, Measured>();
    banks.set(pool, bank);
    const at = random.below(BANK);
    const known = bank.get(at) ?? measured(pool, at);
    bank.set(at, known);
    return known;
  };
  return {
    name,
    says: (pools, random) => {
      const drawn = pools.map((pool) => anyOf(pool, random));
      const cells = drawn.map(({ cell }, at) => ({ ...cell, target: `${cell.target}-${at}` }));
      return compareRecord(makeRecord({ cells }), asked, settings).cells.map(({ verdict }, at) => ({
        red: verdict === 'regression',
        open: verdict === 'inconclusive',
        generations: cells[at]?.generations.length ?? 0,
        seconds: drawn[at]?.seconds ?? 0,
      }));
    },
  };
}

/**
 * The same metrics and thresholds after a number of generations that was fixed before: Holm over all cells × metrics, no
 * screening, no stopping. Its rounds are spent as well as loadgate's own: whole generations first, then duets alone.
 */
export function fixedNumber(size: number, { duets, gate: changes }: Spending): Way {
  const gate = { ...DEFAULT_GATE, ...changes };
  const kindsOf = (at: number) => (at < DEFAULT_MEASURE.screenGenerations ? ALL_KINDS : (['duet'] as const));
  const places = Array.from({ length: size }, (_, at) => at);
  const seconds = places.reduce((sum, at) => sum + roundSeconds(kindsOf(at), duets), 0);
  return {
    name: `${size} generations, fixed`,
    says: (pools, random) => {
      const tests = pools.flatMap((pool, index) => {
        const draw = drawer(pool, random);
        const drawn = places.map((at) => asSpent(draw(), kindsOf(at), duets));
        return testsOf(cellOf(pool, index, drawn), index, gate);
      });
      const adjusted = holmAdjust(tests.map(({ p }) => p));
      const red = new Set(
        tests.flatMap(({ index, worse }, at) =>
          worse && (adjusted[at] ?? 1) <= RULE.reportAlpha ? index : [],
        ),
      );
      return pools.map((_, index) => ({ red: red.has(index), open: false, generations: size, seconds }));
    },
  };
}

function testsOf(cell: CellRecord, index: number, gate: Gate) {
  return SAMPLED.flatMap((metric) => {
    const values = pairedSamples(cell, metric).map(({ value }) => value);
    const baseline = absolute(sides(cell.generations, 'baseline'), metric);
    if (values.length < 2 || baseline === null) return [];
    const estimate = estimateMean(values);
    const threshold = thresholdOf(metric, gate, baseline);
    const worse = higherIsBetter(metric) ? estimate.mean < 0 : estimate.mean > 0;
    return {
      index,
      p: twoSidedP(estimate),
      worse: worse && Math.abs(Math.expm1(estimate.mean)) >= threshold,
    };
  });
}
