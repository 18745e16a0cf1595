/**
 * The simulated tables of docs/internals/statistics.md: false alarms and finds under noise of known size, through the code that
 * decides real runs.
 *
 *   node scripts/run-ts.mjs bench/simulated.ts [REPORTS]
 */
import { markdownTable } from 'markdown-table';
import { seededRandom } from '../src/system/random.js';
import { heavyNoise, type Noise, normalNoise } from '../test/support/noise.js';
import { simulateReports, worldOf } from '../test/support/simulate.js';

const SEED = 20_261_121;
const SPREADS = [0.0076, 0.015, 0.03];
const CHANGES = [0.1, 0.05, 0.04, 0.03];

const reports = Number(process.argv[2] ?? 2_000);
if (!Number.isInteger(reports) || reports < 1) throw new Error('simulated.ts [REPORTS]');

const kinds: readonly (readonly [string, () => Noise])[] = [
  ['normal', () => normalNoise(seededRandom(SEED))],
  ['t₃', () => heavyNoise(seededRandom(SEED))],
];
const noises = SPREADS.flatMap((sd) =>
  kinds.map(([name, make]) => ({ name: `${name}, ${sd * 100} %`, make, sd })),
);
const percent = (count: number): string => `${((100 * count) / reports).toFixed(1)} %`;

const still = noises.map(({ name, make, sd }) => {
  const { falseRed, falseGreen, generations } = simulateReports(reports, worldOf(make(), sd), null);
  return [name, String(falseRed), String(falseGreen), generations.toFixed(2)];
});
console.log(`Nothing has changed, ${reports} reports\n`);
console.log(markdownTable([['noise', 'red reports', 'green reports', 'generations a cell'], ...still]));

const changed = CHANGES.map((change) => [
  `+ ${change * 100} %`,
  ...noises.map(({ make, sd }) => {
    const truth = { throughput: 1 / (1 + change), cpu: 1 + change };
    const tally = simulateReports(reports, worldOf(make(), sd), truth).changed;
    return `${percent(tally.regression)}, ${percent(tally['no-change'])}`;
  }),
]);
console.log('\nFound, and called no change\n');
console.log(markdownTable([['change', ...noises.map(({ name }) => name)], ...changed]));
