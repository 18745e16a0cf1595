import { markdownTable } from 'markdown-table';
import { compareRecord } from '../../src/compare/compare.js';
import { confidenceInterval, estimateMean } from '../../src/stats/inference.js';
import { mean } from '../../src/stats/summary.js';
import { seededRandom } from '../../src/system/random.js';
import { makeRecord } from '../../test/support/records.js';
import { askedBy, GATE_1, GATE_3, measureCell, type Spending } from './drawn-cells.js';
import { CPU_TIME, THROUGHPUT, valuesOf } from './estimators.js';
import type { Pool } from './pools.js';

/** Of fewer, a drawn report is made of the same few again. */
const LEAST_POOL = 12;
const SIZES = [4, 5, 8, 12] as const;
const DRAWN = 4000;

/** The figures that decide about a few per cent, and which way is worse: estimators are above 0 there. */
const FIGURES = [
  { metric: 'throughput', estimator: THROUGHPUT, worse: -1 },
  { metric: 'cpu', estimator: CPU_TIME, worse: 1 },
] as const;

const large = (pools: readonly Pool[]): readonly Pool[] =>
  pools.filter(({ generations }) => generations.length >= LEAST_POOL);

/** How often the 95 % interval of n generations, drawn with replacement, holds the mean of all of them. */
export function coverageTable(pools: readonly Pool[]): string {
  const rows = FIGURES.map(({ estimator }) => {
    const shares = large(pools).map((pool) => {
      const values = valuesOf(estimator, pool.generations);
      return SIZES.map((size) => coverage(values, size));
    });
    return [estimator.name, `${shares.length}`, ...summaries(shares, SIZES.length)];
  });
  return markdownTable([['figure', 'pools', ...SIZES.map((size) => `${size} generations`)], ...rows]);
}

function coverage(values: readonly number[], size: number): number {
  const random = seededRandom(1);
  const truth = mean(values);
  let covered = 0;
  for (let time = 0; time < DRAWN; time++) {
    const drawn = Array.from({ length: size }, () => values[random.below(values.length)] as number);
    const { low, high } = confidenceInterval(estimateMean(drawn), 0.05);
    if (low <= truth && truth <= high) covered++;
  }
  return covered / DRAWN;
}

const REPORTED = [GATE_3, GATE_1];
const REPORTED_CELLS = 1000;

/**
 * How often the interval that a report shows holds the effect: of as many generations as the rule asked for, and of the
 * confirming ones alone where something was suspect.
 */
export function reportedTable(pools: readonly Pool[]): string {
  const of = large(pools);
  const byPool = of.map((pool) => REPORTED.map(({ spending }) => reportedCoverage(pool, spending)));
  const rows = FIGURES.map(({ estimator }, figure) => {
    const shares = byPool.map((spendings) => spendings.map((covered) => covered[figure] ?? 0));
    return [estimator.name, `${of.length}`, ...summaries(shares, REPORTED.length)];
  });
  return markdownTable([['figure', 'pools', ...REPORTED.map(({ name }) => name)], ...rows]);
}

/** In the order of {@link FIGURES}. */
function reportedCoverage(pool: Pool, spending: Spending): number[] {
  const { gate, settings } = askedBy(spending);
  const covered = FIGURES.map(() => 0);
  const truths = FIGURES.map(({ estimator, worse }) =>
    Math.exp(worse * mean(valuesOf(estimator, pool.generations))),
  );
  for (let seed = 0; seed < REPORTED_CELLS; seed++) {
    const { cell } = measureCell(pool, spending, seed);
    const [comparison] = compareRecord(makeRecord({ cells: [cell] }), gate, settings).cells;
    for (const [at, { metric }] of FIGURES.entries()) {
      const interval = comparison?.metrics.find((row) => row.metric === metric)?.interval;
      const truth = truths[at] ?? 1;
      if (interval != null && interval.low <= truth && truth <= interval.high)
        covered[at] = (covered[at] ?? 0) + 1;
    }
  }
  return covered.map((count) => count / REPORTED_CELLS);
}

/** By column: the mean over the pools, and the worst and best of them, %. */
function summaries(shares: readonly (readonly number[])[], columns: number): string[] {
  return Array.from({ length: columns }, (_, at) => {
    const column = shares.map((row) => 100 * (row[at] ?? 0));
    const [worst, best] = [Math.min(...column), Math.max(...column)].map((share) => share.toFixed(0));
    return `${mean(column).toFixed(1)} (${worst} … ${best})`;
  });
}
