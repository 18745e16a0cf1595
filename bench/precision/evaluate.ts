/**
 * What docs/internals/precision.md says, from the raw data of collect.ts: false alarms and finds of loadgate and of four other
 * ways, by drawing generations into reports of 8 cells. Prints Markdown.
 *
 *   node scripts/run-ts.mjs bench/precision/evaluate.ts all|stolen|estimators|coverage|reported|ways|spending|time FILE.jsonl[.gz] …
 */
import { markdownTable } from 'markdown-table';
import { mean, sampleStdev } from '../../src/stats/summary.js';
import { SPENDINGS, WAYS } from './all-ways.js';
import { coverageTable, reportedTable } from './coverage.js';
import { ESTIMATORS, type Estimator, generationsFor, valuesOf } from './estimators.js';
import { exactly } from './exact-plants.js';
import { outcomeRows, outcomesOf } from './outcomes.js';
import { alikeIn, besidePlantsIn, isStill, keptOf, NOISES, type Pool, poolsIn, readAll } from './pools.js';
import { stolenTable } from './stolen.js';
import { timeTable } from './time.js';
import type { Way } from './ways.js';

/**
 * Mean ± s.d. of each estimator by plant, in 100 ln ratio, and the generations that find it: which figure sees what, and how
 * soon.
 */
function estimatorsTable(pools: readonly Pool[]): string {
  const rows = pools.map((pool) => [
    pool.plant,
    `${pool.generations.length}`,
    ...ESTIMATORS.map((estimator) => summaryOf(estimator, pool)),
  ]);
  return markdownTable([['planted', 'n', ...ESTIMATORS.map(({ name }) => name)], ...rows]);
}

function summaryOf(estimator: Estimator, { plant, generations }: Pool): string {
  const values = valuesOf(estimator, generations);
  if (values.length < 3) return '—';
  const [effect, stdev] = [mean(values), sampleStdev(values)];
  const summary = `${(100 * effect).toFixed(1).replace('-0.0', '0.0').replace('-', '−')} ± ${(100 * stdev).toFixed(1)}`;
  if (isStill(plant)) return summary;
  const needed = generationsFor(effect, stdev, 0.002, 0.95);
  return `${summary} (${Number.isFinite(needed) ? needed : '∞'})`;
}

const planted = (pools: readonly Pool[]): readonly Pool[] => pools.filter(({ plant }) => !isStill(plant));

const waysTable = (pools: readonly Pool[]): string => tableOf(WAYS, alikeIn(pools), planted(pools));

/** Needs two duets in each generation, which those of the same code on both sides have not: unchanged routes stand in. */
const spendingTable = (pools: readonly Pool[]): string =>
  tableOf(SPENDINGS, besidePlantsIn(pools), planted(pools));

const tableOf = (ways: readonly Way[], still: readonly Pool[], plants: readonly Pool[]): string =>
  markdownTable(outcomeRows(outcomesOf(ways, still, plants), plants));

const sizeOf = (pools: readonly Pool[]): number =>
  pools.reduce((sum, { generations }) => sum + generations.length, 0);

const PARTS = [
  ['estimators', estimatorsTable],
  ['coverage', coverageTable],
  ['reported', (pools: readonly Pool[]) => reportedTable(pools.map(exactly))],
  ['ways', (pools: readonly Pool[]) => waysTable(pools.map(exactly))],
  ['spending', (pools: readonly Pool[]) => spendingTable(pools.map(exactly))],
  ['time', (pools: readonly Pool[]) => timeTable(pools.map(exactly))],
] as const;

const [only, ...files] = process.argv.slice(2);
const measured = readAll(files);
const all = keptOf(measured);
for (const noise of NOISES) {
  const pools = poolsIn(noise, all);
  if (pools.length === 0) continue;
  console.log(`\n## ${noise}`);
  const before = poolsIn(noise, measured);
  console.log(`\n${sizeOf(pools)} generations of ${sizeOf(before)}; the others were spoilt by the machine.`);
  if (only === 'all' || only === 'stolen') console.log(`\n### stolen\n\n${stolenTable(before)}`);
  for (const [part, table] of PARTS) {
    if (only === 'all' || only === part) console.log(`\n### ${part}\n\n${table(pools)}`);
  }
}
