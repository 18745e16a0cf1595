import { compareRecord } from '../../src/compare/compare.js';
import {
  absolute,
  higherIsBetter,
  pairedSamples,
  SAMPLED,
  sides,
  thresholdOf,
} from '../../src/compare/metrics.js';
import { RULE } from '../../src/compare/rule.js';
import { nextStep } from '../../src/compare/sequential.js';
import { DEFAULT_GATE, DEFAULT_MEASURE } from '../../src/config/defaults.js';
import type { Gate } from '../../src/model/config.js';
import type { CellRecord, Generation, SideFigures } from '../../src/model/record.js';
import { holmAdjust } from '../../src/stats/holm.js';
import { estimateMean, twoSidedP } from '../../src/stats/inference.js';
import type { Random } from '../../src/system/types.js';
import { makeRecord } from '../../test/support/records.js';
import { drawer, type Pool } from './pools.js';

/** What one way says of one cell. */
export interface Said {
  readonly red: boolean;
  /** Neither shown nor ruled out. */
  readonly open: boolean;
  readonly generations: number;
}

/** A way of telling slower code, given the same raw data as the others: a pool a cell. */
export interface Way {
  readonly name: string;
  /** Time of rounds that a cell took with so many generations, s. */
  readonly seconds: (generations: number) => number;
  readonly says: (pools: readonly Pool[], random: Random) => readonly Said[];
}

/** How loadgate spends a cell's time. */
export interface Spending {
  /** Of rounds that a cell may take, s. */
  readonly seconds: number;
  readonly duets: 1 | 2;
  /** Generations with solo rounds, of which the table's absolute figures come. */
  readonly solos: number;
  readonly gate?: Partial<Gate>;
}

/** As the defaults are: a duet and a solo block in every generation. */
export const AS_SHIPPED = { duets: 1, solos: Number.POSITIVE_INFINITY } as const;

/** Time of rounds of one generation, the solo rounds left out, s. */
const pairSeconds = (duets: number): number =>
  (duets * DEFAULT_MEASURE.duetMs + 4 * DEFAULT_MEASURE.probeMs) / 1000;
/** Of one solo round a side. */
export const SOLO_SECONDS = (2 * DEFAULT_MEASURE.soloMs) / 1000;

/** Time of rounds that `generations` generations of a cell take, s. */
function roundSeconds(generations: number, { duets, solos }: Pick<Spending, 'duets' | 'solos'>): number {
  return generations * pairSeconds(duets) + Math.min(generations, solos) * SOLO_SECONDS;
}

function mostGenerations(spending: Spending): number {
  let most = 0;
  while (roundSeconds(most + 1, spending) <= spending.seconds) most++;
  return most;
}

const withDuets = (side: SideFigures, duets: number): SideFigures => ({
  ...side,
  duet: side.duet.slice(0, duets),
});

const onlyDuets = (generation: Generation, duets: number): Generation => ({
  ...generation,
  candidate: withDuets(generation.candidate, duets),
  baseline: generation.baseline === null ? null : withDuets(generation.baseline, duets),
});

function cellOf(pool: Pool, index: number, generations: readonly Generation[]): CellRecord {
  const [empty] = makeRecord().cells;
  if (empty === undefined) throw new Error('the sample record has no cell');
  const [target = '', scenario = ''] = pool.plant.split(' ');
  return { ...empty, target: `${target}-${index}`, scenario, generations };
}

/** loadgate's own rule, on the code that decides real runs. */
export function loadgate(name: string, spending: Spending): Way {
  const settings = { ...DEFAULT_MEASURE, maxGenerations: mostGenerations(spending) };
  const asked = { ...DEFAULT_GATE, ...spending.gate };
  const measured = (pool: Pool, index: number, random: Random): CellRecord => {
    const draw = drawer(pool, random);
    const generations: Generation[] = [];
    const cell = cellOf(pool, index, generations);
    for (
      let step = nextStep(cell, asked, settings);
      step !== 'done';
      step = nextStep(cell, asked, settings)
    ) {
      generations.push({
        ...onlyDuets(draw(), spending.duets),
        index: generations.length,
        phase: step,
      });
    }
    return cell;
  };
  return {
    name,
    seconds: (generations) => roundSeconds(generations, spending),
    says: (pools, random) => {
      const cells = pools.map((pool, index) => measured(pool, index, random));
      const compared = compareRecord(makeRecord({ cells }), asked, settings).cells;
      return compared.map(({ verdict }, at) => ({
        red: verdict === 'regression',
        open: verdict === 'inconclusive',
        generations: cells[at]?.generations.length ?? 0,
      }));
    },
  };
}

/**
 * The same metrics and thresholds after a number of generations that was fixed before: Holm over all cells × metrics, no
 * screening, no stopping.
 */
export function fixedNumber(generations: number, spending: Spending): Way {
  const gate = { ...DEFAULT_GATE, ...spending.gate };
  return {
    name: `${generations} generations, fixed`,
    seconds: (count) => roundSeconds(count, spending),
    says: (pools, random) => {
      const tests = pools.flatMap((pool, index) => {
        const draw = drawer(pool, random);
        const drawn = Array.from({ length: generations }, () => onlyDuets(draw(), spending.duets));
        return testsOf(cellOf(pool, index, drawn), index, gate);
      });
      const adjusted = holmAdjust(tests.map(({ p }) => p));
      const red = new Set(
        tests.flatMap(({ index, worse }, at) =>
          worse && (adjusted[at] ?? 1) <= RULE.reportAlpha ? index : [],
        ),
      );
      return pools.map((_, index) => ({ red: red.has(index), open: false, generations }));
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
