/**
 * The simulated table of docs/scale.md: what reports of many cells cost and how often they are red although nothing has
 * changed. Cells are drawn from measured generations (bench/precision/data) by the code that decides real runs, each on its
 * own as in a shard, and judged together as in a merge. Prints Markdown.
 *
 *   node scripts/run-ts.mjs bench/scale.ts [REPORTS of 100 cells = 400]
 */
import { join } from 'node:path';
import { markdownTable } from 'markdown-table';
import { DEFAULT_MEASURE } from '../src/config/defaults.js';
import { seededRandom } from '../src/system/random.js';
import { GATE_3 } from './precision/drawn-cells.js';
import { centred } from './precision/exact-plants.js';
import { alikeIn, keptOf, NOISES, type Pool, poolsIn, readAll } from './precision/pools.js';
import { ROOT } from './precision/run.js';
import { loadgate } from './precision/ways.js';

const CELLS = [100, 1_000, 10_000] as const;
const SEED = 20_261_128;
/** GitHub's list price of a minute of a Linux runner with two cores since January 2026, US dollars. Public repositories pay nothing. */
const PRICE = 0.006;
/** Starting, verifying, and stopping in a generation of a cell, s: as the plan of shards guesses it. */
const AROUND = 2;
const BUDGET_MINUTES = 10;
/** Checkout, builds, and uploads of a job, as a guess, minutes; GitHub bills whole minutes of each job. */
const JOB_MINUTES = 2;

const reports = Number(process.argv[2] ?? 400);
if (!Number.isInteger(reports) || reports < 1) throw new Error('scale.ts [REPORTS]');

const all = keptOf(readAll([join(ROOT, 'bench/precision/data/generations.jsonl.gz')]));
const rows = NOISES.flatMap((noise) => {
  const still = alikeIn(poolsIn(noise, all)).map(centred);
  const way = loadgate('as shipped', GATE_3.spending);
  return CELLS.map((cells) => {
    const random = seededRandom(SEED);
    // The same number of cells for each size, and two reports at least.
    const count = Math.max(2, Math.round((reports * 100) / cells));
    let [red, open, seconds] = [0, 0, 0];
    for (let report = 0; report < count; report++) {
      const pools = Array.from({ length: cells }, () => still[random.below(still.length)] as Pool);
      const said = way.says(pools, random);
      if (said.some((one) => one.red)) red++;
      open += said.filter((one) => one.open).length;
      for (const one of said)
        seconds += one.seconds + one.generations * (AROUND + DEFAULT_MEASURE.warmupMs / 1000);
    }
    const minutes = seconds / count / 60;
    const jobs = Math.ceil(minutes / BUDGET_MINUTES);
    const billed = jobs * JOB_MINUTES + minutes;
    const row = [
      noise,
      cells.toLocaleString('en'),
      `${Math.round(minutes)}`,
      `${jobs}`,
      `$${(billed * PRICE).toFixed(2)}`,
      `${red} of ${count}`,
      `${((100 * open) / count / cells).toFixed(1)} %`,
    ];
    // A report of 10,000 cells takes a while.
    console.error(row.join(' | '));
    return row;
  });
});
const head = ['noise', 'cells', 'minutes of measuring', 'jobs', 'price', 'reports red', 'cells undecided'];
console.log(markdownTable([head, ...rows], { align: ['l', 'r', 'r', 'r', 'r', 'r', 'r'] }));
