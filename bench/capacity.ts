/**
 * How far a comparison of capacities can be trusted: a Node.js service against the same code, and against a copy that
 * does 10 % more CPU work for a request, on a quiet machine and beside one busy process on each core. Prints a Markdown
 * table: how often each verdict came, whether the ratio's interval holds 1, and the wall time.
 *
 *   node scripts/run-ts.mjs bench/capacity.ts [--runs 1] [--changes same,slower] [--busy no,yes] [--of connections]
 *     [--budget 12m] [--hold 2s] [--turns 250000]
 *
 * Needs a Docker engine with node:24-slim.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { markdownTable } from 'markdown-table';
import type { Outcome } from '../src/compare/judge.js';
import type { JobDeps } from '../src/job/types.js';
import type { SideCapacity } from '../src/model/capacity.js';
import type { SideName } from '../src/model/record.js';
import { levelText, stopsOf } from '../src/report/capacity.js';
import { mean, sampleStdev } from '../src/stats/summary.js';
import {
  bundleLoad,
  changeText,
  compareFolders,
  keepBusy,
  percent,
  whyOf,
  writeFolder,
} from './compare-folders.js';

const { values: asked } = parseArgs({
  options: {
    runs: { type: 'string', default: '1' },
    changes: { type: 'string', default: 'same,slower' },
    busy: { type: 'string', default: 'no,yes' },
    of: { type: 'string', default: 'connections' },
    budget: { type: 'string', default: '12m' },
    hold: { type: 'string', default: '2s' },
    turns: { type: 'string', default: '250000' },
  },
});

/** A service that turns a loop so often for each request. */
const service = (turns: number): Readonly<Record<string, string>> => ({
  Dockerfile: 'FROM node:24-slim\nCOPY server.js /app/\nCMD ["node", "/app/server.js"]\n',
  'server.js': `require('node:http').createServer((request, response) => {
  let x = 1;
  for (let i = 0; i < ${turns}; i++) x = (x * 31 + i) | 0;
  response.setHeader('Content-Type', 'text/plain');
  response.end(x === 0 ? 'Hello, World' : 'Hello, World!');
}).listen(8080, '0.0.0.0', 4096);
`,
});

/** Turns that cost as much CPU time as a request does besides them: an HTTP server's own work. */
const OWN_TURNS = 50_000;
const BEFORE = Number(asked.turns);
const TURNS: Readonly<Record<string, number>> = {
  // The same code with another number: equal images would not be measured.
  same: BEFORE + 1,
  slower: Math.round(BEFORE + 0.1 * (BEFORE + OWN_TURNS)),
};
const WANTED: Readonly<Record<string, string>> = { same: 'no-change', slower: 'regression' };

const CONFIG = `budget: ${asked.budget}
targets: { service: { build: ., port: 8080 } }
scenarios:
  carry:
    request: GET /
    capacity: { of: ${asked.of}, from: 32, to: 10000, until: { p99: 250ms }, hold: ${asked.hold} }
`;

interface Found {
  readonly verdict: string;
  /** Change in percent with its interval. */
  readonly change: string;
  /** The interval holds no change. */
  readonly holdsOne: boolean;
  /** CPU time of a request at the last levels, candidate over baseline, in percent: what was planted. */
  readonly planted: string;
  readonly carries: string;
  /** S.d. of the log ratio of one generation, in percent. */
  readonly spread: string;
  readonly generations: number;
  readonly seconds: number;
  readonly why: string;
}

async function compare(baseline: string, candidate: string, bundles: JobDeps['bundles']): Promise<Found> {
  const outcome = await compareFolders(CONFIG, { baseline, candidate }, bundles);
  const { record, comparison } = outcome;
  const [cell] = comparison.cells;
  const metric = cell?.metrics.find((one) => one.metric.startsWith('capacity'));
  const interval = metric?.interval ?? null;
  const [ours, theirs] = [capacities(outcome, 'candidate'), capacities(outcome, 'baseline')];
  const logs = ours.map(({ level }, at) => Math.log(level / (theirs[at]?.level ?? Number.NaN)));
  return {
    verdict: cell?.verdict ?? 'none',
    change: changeText(metric),
    holdsOne: interval !== null && interval.low <= 1 && interval.high >= 1,
    planted: percent(cpuOf(ours) / cpuOf(theirs)),
    carries: `${theirs.map(levelText).join(' ')} → ${ours.map(levelText).join(' ')} (${stopsOf([...theirs, ...ours])})`,
    spread: logs.length < 2 ? '–' : (100 * sampleStdev(logs)).toFixed(1),
    generations: ours.length,
    seconds: Math.round(record.durationMs / 1000),
    why: whyOf(outcome),
  };
}

const capacities = ({ record }: Outcome, side: SideName): readonly SideCapacity[] =>
  record.cells.flatMap((cell) => cell.generations.flatMap((one) => one[side]?.capacity ?? []));

/** CPU share by requests/s on the plateaus that held: proportional to the CPU time of a request. */
const cpuOf = (found: readonly SideCapacity[]): number =>
  mean(
    found.flatMap(({ plateaus }) =>
      plateaus.flatMap(({ cpu, rps }) => (cpu === null || rps === 0 ? [] : [cpu / rps])),
    ),
  );

const root = await mkdtemp(join(tmpdir(), 'loadgate-capacity-'));
const { bundles, remove } = await bundleLoad();
try {
  const rows: string[][] = [];
  const before = await writeFolder(join(root, 'before'), service(BEFORE));
  for (const change of asked.changes.split(',')) {
    const turns = TURNS[change];
    if (turns === undefined) throw new Error(`there is no change ${change}`);
    const after = await writeFolder(join(root, change), service(turns));
    for (const busy of asked.busy.split(',')) {
      const neighbours = busy === 'yes' ? keepBusy() : [];
      const found: Found[] = [];
      try {
        for (let run = 0; run < Number(asked.runs); run++) {
          const one = await compare(before, after, bundles);
          process.stderr.write(`${change} busy=${busy}: ${JSON.stringify(one)}\n`);
          found.push(one);
        }
      } finally {
        for (const neighbour of neighbours) neighbour.kill('SIGKILL');
      }
      const wanted = WANTED[change] ?? 'none';
      const right = found.filter(({ verdict }) => verdict === wanted).length;
      const holding = found.filter(({ holdsOne }) => holdsOne).length;
      rows.push([
        ...[change, busy],
        `${right} of ${found.length} ${wanted}`,
        `${holding} of ${found.length}`,
        ...[found.map((one) => one.change).join('; '), found.map(({ planted }) => planted).join(', ')],
        ...[found.map(({ spread }) => spread).join(', '), found.map((one) => one.generations).join(', ')],
        found.map(({ seconds }) => seconds).join(', '),
      ]);
    }
  }
  const head = ['change', 'busy', 'right', 'interval holds 1', 'capacity, %', 'CPU time a request, %'];
  console.log(markdownTable([[...head, 's.d. of a generation, %', 'generations', 's'], ...rows]));
} finally {
  remove();
  await rm(root, { recursive: true });
}
