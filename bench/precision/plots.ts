/**
 * The pictures of docs/internals/precision.md, from the raw data of collect.ts.
 *
 *   node scripts/run-ts.mjs bench/precision/plots.ts FOLDER FILE.jsonl[.gz] …
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawBars } from '../../src/chart/main.js';
import type { Bar } from '../../src/chart/types.js';
import { mean } from '../../src/stats/summary.js';
import { OURS, QUICK_WAYS } from './all-ways.js';
import { exactly } from './exact-plants.js';
import { outcomesOf, percent, type WayOutcomes } from './outcomes.js';
import { alikeIn, keptOf, NOISES, poolsIn, readAll } from './pools.js';

const [folder, ...files] = process.argv.slice(2);
if (folder === undefined || files.length === 0) throw new Error('plots.ts FOLDER FILE.jsonl[.gz] …');
const all = keptOf(readAll(files)).map(exactly);

const outcomes = NOISES.map((noise) => {
  const pools = poolsIn(noise, all);
  const planted = pools.filter(({ plant }) => plant.endsWith(' cpu-5'));
  return { noise, ways: outcomesOf(QUICK_WAYS, alikeIn(pools), planted) };
});

function bars(figure: (way: WayOutcomes) => number): Bar[] {
  return QUICK_WAYS.flatMap(({ name }, at) =>
    outcomes.flatMap(({ noise, ways }) => {
      const way = ways[at];
      if (way === undefined) return [];
      const value = figure(way);
      const ours = OURS.includes(way.way);
      const known = { low: null, high: null, muted: !ours };
      return {
        label: `${ours ? 'loadgate, ' : ''}${name}, ${noise}`,
        value: value * 100,
        text: percent(value),
        ...known,
      };
    }),
  );
}

writeFileSync(
  join(folder, 'precision-false-alarms.svg'),
  drawBars({
    title: 'Red reports of 8 cells in which nothing has changed',
    subtitle: 'Drawn from the same generations for all ways. Less is better.',
    axis: '% of reports',
    bars: bars(({ still }) => still.falseRed),
  }),
);
writeFileSync(
  join(folder, 'precision-found.svg'),
  drawBars({
    title: 'Reports that find 5 % more CPU time in one of 8 cells',
    subtitle: 'Mean of both services. More is better, where nothing is red above.',
    axis: '% of reports',
    bars: bars(({ found }) => mean([...found.values()])),
  }),
);
