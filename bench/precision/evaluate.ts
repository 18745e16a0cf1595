/**
 * What docs/precision.md says, from the raw data of collect.ts: false alarms and finds of loadgate and of four other
 * ways, by drawing whole generations into reports of 8 cells. Prints Markdown.
 *
 *   node scripts/run-ts.mjs bench/precision/evaluate.ts all|estimators|coverage|ways|time FILE.jsonl[.gz] …
 */
import { markdownTable } from 'markdown-table';
import { confidenceInterval, estimateMean } from '../../src/stats/inference.js';
import { mean, sampleStdev } from '../../src/stats/summary.js';
import { seededRandom } from '../../src/system/random.js';
import { ESTIMATORS, generationsFor, robustStdev, valuesOf } from './estimators.js';
import { abba, bestOfThree, singleRun, window } from './other-ways.js';
import { type Pool, readPools } from './pools.js';
import { drawReports } from './reports.js';
import { AS_SHIPPED, fixedNumber, loadgate, type Spending, type Way } from './ways.js';

const WAYS: readonly Way[] = [
  loadgate('loadgate, defaults, 60 s', { ...AS_SHIPPED, seconds: 60 }),
  ...[0.02, 0.015, 0.01].map((slower) =>
    loadgate(`loadgate, gate ${slower * 100} %, 60 s`, { ...AS_SHIPPED, seconds: 60, gate: { slower } }),
  ),
  loadgate('loadgate, gate 1 %, 60 s, solos 4', { duets: 1, solos: 4, seconds: 60, gate: { slower: 0.01 } }),
  loadgate('loadgate, gate 1 %, 60 s, 2 duets, solos 4', {
    duets: 2,
    solos: 4,
    seconds: 60,
    gate: { slower: 0.01 },
  }),
  loadgate('loadgate, gate 0.5 %, 180 s', { ...AS_SHIPPED, seconds: 180, gate: { slower: 0.005 } }),
  singleRun,
  bestOfThree,
  abba(6),
  window,
];

const percent = (share: number): string => `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;

function waysTable(pools: readonly Pool[]): string {
  const still = pools.filter(({ plant }) => isStill(plant));
  if (still.length === 0) return 'no A/A data';
  const planted = pools.filter(({ plant }) => !isStill(plant));
  const rows = WAYS.map((way) => {
    const alarms = drawReports(way, null, still);
    const finds = planted.map((pool) => percent(drawReports(way, pool, still).found ?? 0));
    return [
      way.name,
      percent(alarms.falseRed),
      percent(alarms.open),
      ...finds,
      alarms.generations.toFixed(1),
      alarms.seconds.toFixed(0),
    ];
  });
  const head = [
    'way',
    'A/A reports red',
    'A/A cells open',
    ...planted.map(({ plant }) => plant),
    'generations a cell (A/A)',
    'rounds a report (A/A), s',
  ];
  return markdownTable([head, ...rows]);
}

const isStill = (plant: string): boolean => plant.endsWith('-same');

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

/** Time of rounds of a report against that of a number of generations, fixed before, that finds as much. */
function fixedTable(pools: readonly Pool[]): string {
  const still = pools.filter(({ plant }) => isStill(plant));
  const spending: Spending = { ...AS_SHIPPED, seconds: 60, gate: { slower: 0.01 } };
  const sequential = loadgate('', spending);
  const rows = pools
    .filter(({ plant }) => /cpu-[25]$/.test(plant))
    .map((pool) => {
      const ours = drawReports(sequential, pool, still);
      for (let size = 4; size <= 40; size++) {
        const theirs = drawReports(fixedNumber(size, spending), pool, still, 300);
        if ((theirs.found ?? 0) < (ours.found ?? 0) && size < 40) continue;
        return [
          pool.plant,
          percent(ours.found ?? 0),
          ours.seconds.toFixed(0),
          percent(theirs.found ?? 0),
          `${size}`,
          theirs.seconds.toFixed(0),
          percent(ours.seconds / theirs.seconds),
        ];
      }
      return [];
    });
  return markdownTable([
    ['planted', 'found', 's a report', 'found, fixed', 'generations', 's a report', 'of it'],
    ...rows,
  ]);
}

const PARTS = [
  ['estimators', estimatorsTable],
  ['coverage', coverageTable],
  ['ways', waysTable],
  ['time', fixedTable],
] as const;

const [only, ...files] = process.argv.slice(2);
const all = readPools(files);
for (const noise of ['quiet', 'noisy']) {
  const pools = all
    .filter((pool) => pool.noise === noise && pool.generations.length > 0)
    .sort((a, b) => a.plant.localeCompare(b.plant));
  if (pools.length === 0) continue;
  console.log(`\n## ${noise}`);
  for (const [part, table] of PARTS) {
    if (only === 'all' || only === part) console.log(`\n### ${part}\n\n${table(pools)}`);
  }
}
