/**
 * How well a leaderboard ranks, by simulation: targets of known rates, a spread of their own in each container, and the noise
 * of a duet, through the code that ranks real ones and decides which two targets get the next generation. Prints, for tables
 * of each kind: the mean width of rank ranges (worst less best place), neighbours that are told apart or alike, false orders
 * and false ties, and how two runs of the same targets agree.
 *
 *   node scripts/run-ts.mjs bench/leaderboard-ranks.ts [--runs 20] [--targets 16] [--scenarios 6] [--minutes 26]
 *     [--generations 3] [--noise 1.5]
 */
import { parseArgs } from 'node:util';
import { markdownTable } from 'markdown-table';
import { mean } from '../src/stats/summary.js';
import { seededRandom } from '../src/system/random.js';
import {
  agreementOf,
  type SimulatedBoard,
  simulateBoard,
  truthOf,
  type World,
  worldOf,
} from '../test/support/simulate-board.js';

const { values: asked } = parseArgs({
  options: {
    runs: { type: 'string', default: '20' },
    targets: { type: 'string', default: '16' },
    scenarios: { type: 'string', default: '6' },
    minutes: { type: 'string', default: '26' },
    generations: { type: 'string', default: '3' },
    noise: { type: 'string', default: '1.5' },
  },
});
const number = (name: keyof typeof asked): number => {
  const value = Number(asked[name]);
  if (!(value > 0)) throw new Error(`--${name} is a positive number`);
  return value;
};
const SEED = 20_261_128;
const options = {
  generations: number('generations'),
  budgetMs: number('minutes') * 60_000,
};
const percent = (value: number, digits = 1): string => `${(100 * value).toFixed(digits)} %`;

interface Kind {
  readonly name: string;
  readonly make: (seed: number) => World;
}

const size = { targets: number('targets'), scenarios: number('scenarios'), sd: number('noise') / 100 };
const kinds: readonly Kind[] = [
  { name: 'spread', make: (seed) => worldOf({ ...size, twins: 0 }, seededRandom(seed)) },
  { name: 'with twins', make: (seed) => worldOf({ ...size, twins: 4 }, seededRandom(seed)) },
  { name: 'all the same', make: (seed) => worldOf({ ...size, twins: size.targets - 1 }, seededRandom(seed)) },
];

function rowOf({ name, make }: Kind): string[] {
  const pairs: { first: SimulatedBoard; second: SimulatedBoard; world: World }[] = [];
  for (let run = 0; run < number('runs'); run++) {
    const world = make(SEED + run);
    const [first, second] = [1, 2].map((time) =>
      simulateBoard(world, options, seededRandom(SEED * 2 + 7 * run + time)),
    );
    pairs.push({ world, first: first as SimulatedBoard, second: second as SimulatedBoard });
  }
  const truths = pairs.flatMap(({ world, first, second }) => [truthOf(world, first), truthOf(world, second)]);
  const agreements = pairs.flatMap(({ first, second }) => agreementOf(first, second));
  const sum = (read: (truth: (typeof truths)[number]) => number) =>
    truths.reduce((all, one) => all + read(one), 0);
  const correlations = agreements.map(({ correlation }) => correlation);
  return [
    name,
    mean(truths.map(({ width }) => width)).toFixed(2),
    percent(sum(({ neighboursApart }) => neighboursApart) / sum(({ neighbours }) => neighbours)),
    percent(sum(({ neighboursAlike }) => neighboursAlike) / sum(({ neighbours }) => neighbours)),
    percent(
      sum(({ wideOpen }) => wideOpen) /
        Math.max(
          1,
          sum(({ wide }) => wide),
        ),
      2,
    ),
    percent(sum(({ falseOrders }) => falseOrders) / sum(({ pairs: all }) => all), 3),
    percent(sum(({ falseTies }) => falseTies) / sum(({ pairs: all }) => all), 3),
    percent(truths.filter(({ falseTables }) => falseTables > 0).length / truths.length),
    percent(sum(({ falseTables }) => falseTables) / (truths.length * size.scenarios)),
    Math.min(...correlations).toFixed(3),
    mean(correlations).toFixed(4),
    String(agreements.reduce((all, { contradictions }) => all + contradictions, 0)),
    mean(pairs.flatMap(({ first, second }) => [first.generations, second.generations])).toFixed(0),
    (mean(pairs.flatMap(({ first, second }) => [first.spentMs, second.spentMs])) / 60_000).toFixed(1),
  ];
}

const header = [
  'Targets',
  'Mean width',
  'Neighbours apart',
  'Neighbours alike',
  'Of pairs ≥ 5 %, open',
  'False orders',
  'False ties',
  'Boards with a false claim',
  'Tables with one',
  'Least ρ of a scenario',
  'Mean ρ',
  'Contradictions',
  'Generations',
  'Minutes',
];
process.stdout.write(`${markdownTable([header, ...kinds.map(rowOf)])}\n`);
