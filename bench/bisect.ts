/**
 * How often a search finds the commit that made a cell slower, how often it names a wrong one, and what it takes.
 *
 *   node scripts/run-ts.mjs bench/bisect.ts [HISTORIES]
 *
 * draws histories of 32 commits, whose values spread as generations on a quiet machine do.
 *
 *   node scripts/run-ts.mjs bench/bisect.ts services [--services node,python,go] [--histories one,two,broken,none]
 *     [--runs 20] [--first 1] [--commits 32] [--budget 30m]
 *
 * plants them in services (bench/bisect-services.ts), and searches with real commits, builds, and measurements. It prints a row
 * when a search ends, so that it can be stopped at any time and go on with `--first`. Needs a Docker engine and a quiet machine.
 */
import { parseArgs } from 'node:util';
import { quantile } from '../src/stats/summary.js';
import { seededRandom } from '../src/system/random.js';
import {
  type Drawn,
  historyOf,
  type Searched,
  shaOf,
  simulate,
  straightLine,
} from '../test/support/bisect-histories.js';
import { heavyNoise, normalNoise } from '../test/support/noise.js';
import { type World, worldOf } from '../test/support/simulate.js';
import { type Row, searchOnce } from './bisect-services.js';

const HISTORIES = Number(process.argv[2] ?? 200);
const LENGTH = 32;

/** Draws the changes of a history: by place, from 1. */
type Draw = (below: (bound: number) => number) => ReadonlyMap<number, Partial<Drawn>>;

const one =
  (loses: number): Draw =>
  (below) =>
    new Map([[1 + below(LENGTH), { loses }]]);

const CASES: readonly (readonly [name: string, draw: Draw])[] = [
  ['one of 5 %', one(0.05)],
  ['one of 10 %', one(0.1)],
  ['one of 50 %', one(0.5)],
  [
    'two, of 5 and 4 %',
    (below) =>
      new Map([
        [1 + below(16), { loses: 0.05 }],
        [17 + below(16), { loses: 0.04 }],
      ]),
  ],
  [
    'one of 5 %, a fifth of the others does not build',
    (below) => {
      const broken = Array.from({ length: LENGTH - 1 }, (_, at) => at + 1).filter(() => below(5) === 0);
      const culprit = 1 + below(LENGTH);
      return new Map<number, Partial<Drawn>>([
        ...broken.map((at) => [at, { isBroken: true }] as const),
        [culprit, { loses: 0.05 }],
      ]);
    },
  ],
  ['none', () => new Map()],
];

const WORLDS: readonly (readonly [name: string, make: (seed: number) => World])[] = [
  ['0.76 %', (seed) => worldOf(normalNoise(seededRandom(seed)), 0.0076)],
  ['1.5 %', (seed) => worldOf(normalNoise(seededRandom(seed)), 0.015)],
  ['1.5 %, heavy tails', (seed) => worldOf(heavyNoise(seededRandom(seed)), 0.015)],
];

interface Ended extends Searched {
  readonly culprits: ReadonlySet<string>;
}

function run([, draw]: (typeof CASES)[number], make: (seed: number) => World): readonly Ended[] {
  return Array.from({ length: HISTORIES }, (_, seed) => {
    const changes = draw(seededRandom(seed).below);
    const commits = straightLine(LENGTH, (place) => changes.get(place) ?? {});
    const culprits = [...changes].filter(([, { loses = 0 }]) => loses > 0).map(([place]) => shaOf(place));
    return { ...simulate(historyOf(commits), make(seed + 1_000_000)), culprits: new Set(culprits) };
  });
}

function tell(name: string, noise: string, ended: readonly Ended[]): void {
  const searched = ended.flatMap((one) => (one.found === null ? [] : [{ ...one, found: one.found }]));
  const named = searched.map(({ found }) => found.culprits.map(({ sha }) => sha));
  const right = searched.filter(({ culprits }, at) =>
    [...culprits].every((sha) => named[at]?.includes(sha)),
  ).length;
  const wrong = searched.flatMap(
    ({ culprits }, at) => named[at]?.filter((sha) => !culprits.has(sha)) ?? [],
  ).length;
  const ranges = searched.reduce((sum, { found }) => sum + found.ranges.length, 0);
  const spread = (values: readonly number[]): string =>
    values.length === 0 ? '-' : [0.1, 0.5, 0.9].map((p) => quantile(values, p).toFixed(0)).join(' / ');
  const columns = [
    name,
    noise,
    `${searched.length === 0 ? 0 : right} of ${ended.length}`,
    wrong,
    ranges,
    spread(searched.map(({ found }) => found.comparisons + 1)),
    spread(searched.map(({ found, wholeGenerations }) => found.generations + wholeGenerations)),
  ];
  process.stdout.write(`| ${columns.join(' | ')} |\n`);
}

function simulated(): void {
  process.stdout.write(
    '| history | s.d. of a generation | all named | wrong names | ranges | comparisons (10, 50, 90 %) | generations |\n',
  );
  process.stdout.write('|---|---|--:|--:|--:|--:|--:|\n');
  for (const entry of CASES) {
    for (const [noise, make] of WORLDS) tell(entry[0], noise, run(entry, make));
  }
}

async function onServices(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      services: { type: 'string', default: 'node,python,go' },
      histories: { type: 'string', default: 'one,two,broken,none' },
      runs: { type: 'string', default: '20' },
      first: { type: 'string', default: '1' },
      commits: { type: 'string', default: `${LENGTH}` },
      budget: { type: 'string', default: '30m' },
    },
  });
  const [first, runs, commits] = [Number(values.first), Number(values.runs), Number(values.commits)];
  process.stdout.write(
    '| service | history | run | planted | named | wrong | ranges | whole range | duets | generations | wall time |\n',
  );
  process.stdout.write('|---|---|--:|--:|--:|--:|---|---|--:|--:|--:|\n');
  for (const history of values.histories.split(',')) {
    // Service by service, so that a short window has some of each.
    for (let number = first; number < first + runs; number++) {
      for (const service of values.services.split(',')) {
        const asked = { service, history, commits, budget: values.budget, seed: number };
        tellRow([service, history, `${number}`], await searchOnce(asked).catch((error: unknown) => error));
      }
    }
  }
}

function tellRow(start: readonly string[], row: Row | unknown): void {
  process.stdout.write(
    `| ${[...start, ...(isRow(row) ? cellsOf(row) : [`failed: ${row}`])].join(' | ')} |\n`,
  );
}

const isRow = (row: unknown): row is Row => typeof row === 'object' && row !== null && 'planted' in row;

function cellsOf({ planted, named, ranges, outcome, duets, generations, wallMs }: Row): readonly string[] {
  const { whole, nothing } = outcome;
  const change = whole === null ? nothing : `${((whole.ratio - 1) * 100).toFixed(1)} % ${whole.metric}`;
  return [
    planted.join(', ') || '-',
    named.join(', ') || '-',
    `${named.filter((place) => !planted.includes(place)).length}`,
    ranges.map(([from, to]) => `${from}…${to}`).join(', ') || '-',
    `${change}`,
    `${duets}`,
    `${generations}`,
    `${Math.round(wallMs / 1000)} s`,
  ];
}

const [mode, ...rest] = process.argv.slice(2);
if (mode === 'services') await onServices(rest);
else simulated();
