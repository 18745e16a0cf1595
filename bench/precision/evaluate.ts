/**
 * What docs/precision.md says, from the raw data of collect.ts: false alarms and finds of loadgate and of four other
 * ways, by drawing whole generations into reports of 8 cells. Prints Markdown.
 *
 *   node scripts/run-ts.mjs bench/precision/evaluate.ts FILE.jsonl …
 */
import { markdownTable } from 'markdown-table';
import { pairedSamples, SAMPLED, type SampledMetric } from '../../src/compare/metrics.js';
import { confidenceInterval, estimateMean } from '../../src/stats/inference.js';
import { mean, sampleStdev } from '../../src/stats/summary.js';
import { seededRandom } from '../../src/system/random.js';
import type { Random } from '../../src/system/types.js';
import { makeRecord } from '../../test/support/records.js';
import { drawer, type Pool, readPools } from './pools.js';
import { abba, bestOfThree, loadgate, singleRun, type Way, window } from './ways.js';

const REPORTS = 1000;
const CELLS = 8;
const SEED = 20_261_121;

const WAYS: readonly Way[] = [
  loadgate('loadgate, 60 s', 60),
  loadgate('loadgate, 180 s, gate 1 %', 180, { slower: 0.01 }),
  singleRun,
  bestOfThree,
  abba(12),
  window,
];

const percent = (share: number): string => `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;

/** Draws reports whose first cell is of `planted` (null: of none), the others of pools in which nothing has changed. */
function reports(way: Way, planted: Pool | null, still: readonly Pool[], random: Random) {
  let [found, falseRed, generations] = [0, 0, 0];
  for (let report = 0; report < REPORTS; report++) {
    const rest = Array.from(
      { length: planted === null ? CELLS : CELLS - 1 },
      () => still[random.below(still.length)] as Pool,
    );
    const said = way.says(planted === null ? rest : [planted, ...rest], random);
    const others = planted === null ? said : said.slice(1);
    if (planted !== null && said[0]?.red) found++;
    if (others.some(({ red }) => red)) falseRed++;
    generations += mean(said.map((one) => one.generations));
  }
  return { found: found / REPORTS, falseRed: falseRed / REPORTS, generations: generations / REPORTS };
}

function waysTable(pools: readonly Pool[], noise: string): string {
  const own = pools.filter((pool) => pool.noise === noise);
  const still = own.filter(({ plant }) => plant.endsWith('A/A'));
  if (still.length === 0) return 'no A/A data';
  const planted = own.filter(({ plant }) => !plant.endsWith('A/A'));
  const rows = WAYS.map((way) => {
    const random = seededRandom(SEED);
    const alarms = reports(way, null, still, random);
    const finds = planted.map((pool) => percent(reports(way, pool, still, random).found));
    return [way.name, percent(alarms.falseRed), ...finds, alarms.generations.toFixed(1)];
  });
  const head = ['way', 'A/A reports red', ...planted.map(({ plant }) => plant), 'generations a cell (A/A)'];
  return markdownTable([head, ...rows]);
}

/** Values of a metric, one a generation. */
function valuesOf(pool: Pool, metric: SampledMetric): number[] {
  const [cell] = makeRecord().cells;
  if (cell === undefined) return [];
  return pairedSamples({ ...cell, generations: pool.generations }, metric).map(({ value }) => value);
}

/** Mean and s.d. of each metric by plant: which figure sees what. */
function metricsTable(pools: readonly Pool[]): string {
  const rows = pools.map((pool) => [
    pool.plant,
    pool.noise,
    `${pool.generations.length}`,
    ...SAMPLED.map((metric) => {
      const values = valuesOf(pool, metric);
      if (values.length < 2) return '—';
      return `${(mean(values) * 100).toFixed(2)} ± ${(sampleStdev(values) * 100).toFixed(2)}`;
    }),
    pool.invalid.join(', '),
  ]);
  return markdownTable([
    [
      'plant',
      'noise',
      'generations',
      ...SAMPLED.map((metric) => `${metric}, 100 ln ratio ± s.d.`),
      'invalid',
    ],
    ...rows,
  ]);
}

/** How often the 95 % interval of n generations covers the mean of all of them, for each metric. */
function coverageTable(pools: readonly Pool[]): string {
  const sizes = [4, 8, 12];
  const rows = pools
    .filter(({ generations }) => generations.length >= 24)
    .flatMap((pool) =>
      (['throughput', 'cpu'] as const).map((metric) => {
        const truth = mean(valuesOf(pool, metric));
        return [
          pool.plant,
          pool.noise,
          metric,
          ...sizes.map((size) => percent(coverage(pool, metric, size, truth))),
        ];
      }),
    );
  return markdownTable([
    ['plant', 'noise', 'metric', ...sizes.map((size) => `${size} generations`)],
    ...rows,
  ]);
}

function coverage(pool: Pool, metric: SampledMetric, size: number, truth: number): number {
  const random = seededRandom(SEED);
  let covered = 0;
  for (let time = 0; time < REPORTS; time++) {
    const draw = drawer(pool, random);
    const drawn = { ...pool, generations: Array.from({ length: size }, draw) };
    const { low, high } = confidenceInterval(estimateMean(valuesOf(drawn, metric)), 0.05);
    if (low <= truth && truth <= high) covered++;
  }
  return covered / REPORTS;
}

const pools = readPools(process.argv.slice(2));
for (const noise of ['quiet', 'noisy']) {
  if (!pools.some((pool) => pool.noise === noise)) continue;
  console.log(`\n## ${noise}: ${REPORTS} reports of ${CELLS} cells\n\n${waysTable(pools, noise)}`);
}
console.log(`\n## Figures\n\n${metricsTable(pools)}\n\n## Coverage\n\n${coverageTable(pools)}`);
