/**
 * What docs/precision.md says, from the raw data of collect.ts: false alarms and finds of loadgate and of four other
 * ways, by drawing whole generations into reports of 8 cells. Prints Markdown.
 *
 *   node scripts/run-ts.mjs bench/precision/evaluate.ts all|estimators|coverage|ways|spending|time FILE.jsonl[.gz] …
 */
import { markdownTable } from 'markdown-table';
import { confidenceInterval, estimateMean } from '../../src/stats/inference.js';
import { mean, sampleStdev } from '../../src/stats/summary.js';
import { seededRandom } from '../../src/system/random.js';
import { SPENDINGS, WAYS } from './all-ways.js';
import { ESTIMATORS, generationsFor, robustStdev, valuesOf } from './estimators.js';
import { exactly } from './exact-plants.js';
import { outcomeRows, outcomesOf, PLANTED_REPORTS, percent } from './outcomes.js';
import { isStill, NOISES, type Pool, poolsIn, readPools } from './pools.js';
import { drawReports } from './reports.js';
import { AS_SHIPPED, fixedNumber, loadgate, type Spending, type Way } from './ways.js';

/** Mean and spread of each estimator by plant, in 100 ln ratio: which figure sees what, and how soon. */
function estimatorsTable(pools: readonly Pool[]): string {
  const rows = pools.map((pool) => [
    pool.plant,
    `${pool.generations.length}`,
    ...ESTIMATORS.map((estimator) => {
      const values = valuesOf(estimator, pool.generations);
      if (values.length < 3) return '—';
      const effect = mean(values);
      const stdev = sampleStdev(values);
      const needed = isStill(pool.plant) ? '' : `, ${generationsFor(effect, stdev, 0.002, 0.95)}`;
      return `${(100 * effect).toFixed(2)} ± ${(100 * stdev).toFixed(2)} (${(100 * robustStdev(values)).toFixed(2)})${needed}`;
    }),
    pool.invalid.join(', '),
  ]);
  return markdownTable([['plant', 'n', ...ESTIMATORS.map(({ name }) => name), 'invalid'], ...rows]);
}

/** How often the 95 % interval of n generations, drawn with replacement, covers the mean of all of them. */
function coverageTable(pools: readonly Pool[]): string {
  const sizes = [4, 5, 8, 12];
  const chosen = ESTIMATORS.filter(({ name }) => name === 'throughput, 1 duet' || name === 'CPU, 1 duet');
  const rows = pools
    .filter(({ generations }) => generations.length >= 12)
    .flatMap((pool) =>
      chosen.map((estimator) => {
        const values = valuesOf(estimator, pool.generations);
        return [pool.plant, estimator.name, ...sizes.map((size) => percent(coverage(values, size)))];
      }),
    );
  return markdownTable([['plant', 'estimator', ...sizes.map((size) => `${size} generations`)], ...rows]);
}

function coverage(values: readonly number[], size: number): number {
  const random = seededRandom(1);
  const truth = mean(values);
  const times = 4000;
  let covered = 0;
  for (let time = 0; time < times; time++) {
    const drawn = Array.from({ length: size }, () => values[random.below(values.length)] as number);
    const { low, high } = confidenceInterval(estimateMean(drawn), 0.05);
    if (low <= truth && truth <= high) covered++;
  }
  return covered / times;
}

const MOST_FIXED = 160;

/** Time of rounds of a report against that of a number of generations, fixed before, that finds as much. */
function fixedTable(pools: readonly Pool[]): string {
  const still = pools.filter(({ plant }) => isStill(plant));
  const asked = [
    ['cpu-5', { ...AS_SHIPPED, seconds: 60, gate: { slower: 0.03 } }],
    ['cpu-2', { ...AS_SHIPPED, seconds: 60, gate: { slower: 0.01 } }],
  ] as const;
  const rows = asked.flatMap(([name, spending]) =>
    pools.filter(({ plant }) => plant.endsWith(` ${name}`)).map((pool) => fixedRow(pool, still, spending)),
  );
  return markdownTable([
    ['planted', 'gate', 'found', 's a report', 'found, fixed', 'generations', 's a report', 'of it'],
    ...rows,
  ]);
}

function fixedRow(pool: Pool, still: readonly Pool[], spending: Spending): string[] {
  const ours = drawReports(loadgate('', spending), pool, still, PLANTED_REPORTS);
  const fixed = (size: number) => drawReports(fixedNumber(size, spending), pool, still, PLANTED_REPORTS);
  // The least number that finds as much, by halving: more generations find more.
  let [low, high] = [3, MOST_FIXED];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if ((fixed(middle).found ?? 0) >= (ours.found ?? 0)) high = middle;
    else low = middle;
  }
  const theirs = fixed(high);
  return [
    pool.plant,
    percent(spending.gate?.slower ?? 0),
    percent(ours.found ?? 0),
    ours.seconds.toFixed(0),
    percent(theirs.found ?? 0),
    `${high}`,
    theirs.seconds.toFixed(0),
    percent(ours.seconds / theirs.seconds),
  ];
}

function waysTable(ways: readonly Way[], pools: readonly Pool[]): string {
  const planted = pools.filter(({ plant }) => !isStill(plant));
  return markdownTable(outcomeRows(outcomesOf(ways, pools, planted), planted));
}

const PARTS = [
  ['estimators', estimatorsTable],
  ['coverage', coverageTable],
  ['ways', (pools: readonly Pool[]) => waysTable(WAYS, pools.map(exactly))],
  ['spending', (pools: readonly Pool[]) => waysTable(SPENDINGS, pools.map(exactly))],
  ['time', (pools: readonly Pool[]) => fixedTable(pools.map(exactly))],
] as const;

const [only, ...files] = process.argv.slice(2);
const all = readPools(files);
for (const noise of NOISES) {
  const pools = poolsIn(noise, all);
  if (pools.length === 0) continue;
  console.log(`\n## ${noise}`);
  for (const [part, table] of PARTS) {
    if (only === 'all' || only === part) console.log(`\n### ${part}\n\n${table(pools)}`);
  }
}
