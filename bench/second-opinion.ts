/**
 * What a second opinion does to false red and to finds, where each machine is off by itself: reports of 8 cells drawn from
 * the generations that bench/precision/collect.ts measured, moved by an offset of the machine, and judged by the code that
 * judges real runs. Red cells are measured again with new generations and the offset of another machine. Prints Markdown.
 *
 *   node scripts/run-ts.mjs bench/second-opinion.ts [REPORTS = 200] [OFFSET = 0.02]
 */
import { join } from 'node:path';
import { markdownTable } from 'markdown-table';
import { judge, NOTHING_ELSE, type Outcome } from '../src/compare/judge.js';
import { redCells } from '../src/compare/second.js';
import type { CellRecord, RunRecord } from '../src/model/record.js';
import { withSecond } from '../src/record/second.js';
import { type Random, seededRandom } from '../src/system/random.js';
import { normalNoise } from '../test/support/noise.js';
import { makeRecord } from '../test/support/records.js';
import { type Asked, askedBy, GATE_1, GATE_3, measureCell } from './precision/drawn-cells.js';
import { centred, moved } from './precision/exact-plants.js';
import { alikeIn, keptOf, NOISES, type Noise, type Pool, poolsIn, readAll } from './precision/pools.js';
import { ROOT } from './precision/run.js';

const CELLS = 8;
const SEED = 20_261_128;
const PLANTED = 0.03;

const reports = Number(process.argv[2] ?? 200);
const offset = Number(process.argv[3] ?? 0.02);
if (!Number.isInteger(reports) || reports < 1 || !(offset >= 0))
  throw new Error('second-opinion.ts [REPORTS] [OFFSET]');

/** The candidate of a pool, slower by the natural logarithm of a factor. */
const slowedBy = (pool: Pool, log: number): Pool =>
  moved(pool, { rps: Math.exp(-log), cpu: Math.exp(log), latency: Math.exp(log) });

/** A machine: by how much it makes each cell of a report slower, ln. */
type Machine = readonly number[];

/** How the offsets of a machine are drawn: each cell has its own, or all have the same. */
const OFFSETS: readonly (readonly [string, (draw: () => number) => Machine])[] = [
  ['each cell its own', (draw) => Array.from({ length: CELLS }, draw)],
  [
    'one for all cells',
    (draw) => {
      const one = draw();
      return Array.from({ length: CELLS }, () => one);
    },
  ],
];

interface Report {
  readonly pools: readonly Pool[];
  /** ln of what is planted into the first cell; 0: nothing. */
  readonly planted: number;
}

function measured(
  { pools, planted }: Report,
  machine: Machine,
  { spending }: Asked,
  random: Random,
  only: (at: number) => boolean,
): readonly CellRecord[] {
  return pools.flatMap((pool, at) => {
    const seed = random.below(2 ** 31);
    if (!only(at)) return [];
    const slower = (machine[at] ?? 0) + (at === 0 ? planted : 0);
    const { cell } = measureCell(slowedBy(pool, slower), spending, seed);
    return [{ ...cell, target: `cell-${at}`, scenario: 'same' }];
  });
}

interface Tally {
  falseRed: number;
  found: number;
  /** Red cells that a second machine refuted: those with the plant, and all others. */
  refutedFinds: number;
  refutedOthers: number;
}

const NOTHING: Tally = { falseRed: 0, found: 0, refutedFinds: 0, refutedOthers: 0 };

function count(tally: Tally, { comparison }: Outcome, planted: boolean): void {
  const isRed = (at: number): boolean => comparison.cells[at]?.verdict === 'regression';
  const isRefuted = (at: number): boolean => comparison.cells[at]?.second?.opinion === 'disagrees';
  const others = Array.from({ length: CELLS }, (_, at) => at).filter((at) => at > 0 || !planted);
  if (planted && isRed(0)) tally.found++;
  if (planted && isRefuted(0)) tally.refutedFinds++;
  if (others.some(isRed)) tally.falseRed++;
  tally.refutedOthers += others.filter(isRefuted).length;
}

function simulate(noise: Noise, asked: Asked, machineOf: (draw: () => number) => Machine, planted: number) {
  const still = alikeIn(poolsIn(noise, ALL)).map(centred);
  const random = seededRandom(SEED);
  const draw = normalNoise(seededRandom(SEED + 1));
  const { gate, settings } = askedBy(asked.spending);
  const grounds = { ...NOTHING_ELSE, gate, measure: settings };
  const [without, with_] = [{ ...NOTHING }, { ...NOTHING }];
  for (let at = 0; at < reports; at++) {
    const pools = Array.from({ length: CELLS }, () => still[random.below(still.length)] as Pool);
    const report = { pools, planted };
    const [here, there] = [0, 1].map(() => machineOf(() => offset * draw())) as [Machine, Machine];
    const first: RunRecord = makeRecord({ cells: measured(report, here, asked, random, () => true) });
    const outcome = judge(first, grounds);
    count(without, outcome, planted > 0);
    const red = new Set(redCells(outcome.comparison).map(({ target }) => target));
    const cells = measured(report, there, asked, random, (cell) => red.has(`cell-${cell}`));
    const second = { ...first, id: 'run-0002', cells, confirms: first.id };
    count(with_, red.size === 0 ? outcome : judge(withSecond(first, [second]), grounds), planted > 0);
  }
  return { without, with: with_ };
}

const ALL = keptOf(readAll([join(ROOT, 'bench/precision/data/generations.jsonl.gz')]));
const percent = (some: number): string => `${((100 * some) / reports).toFixed(1)} %`;
const rows: string[][] = [];
for (const noise of NOISES) {
  for (const [name, machineOf] of OFFSETS) {
    for (const asked of [GATE_3, GATE_1]) {
      const same = simulate(noise, asked, machineOf, 0);
      const changed = simulate(noise, asked, machineOf, Math.log1p(PLANTED));
      rows.push([
        `${noise}, ${name}, gate ${(asked.spending.gate?.slower ?? 0) * 100} %`,
        `${percent(same.without.falseRed)} → ${percent(same.with.falseRed)}`,
        `${percent(changed.without.found)} → ${percent(changed.with.found)}`,
        `${percent(changed.without.falseRed)} → ${percent(changed.with.falseRed)}`,
        `${changed.with.refutedFinds}`,
      ]);
      console.error(rows.at(-1)?.join(' | '));
    }
  }
}
console.log(
  `${reports} reports of ${CELLS} cells, a machine's offset of ${offset * 100} % (s.d.), without → with a second opinion\n`,
);
const head = [
  '',
  'A/A reports red',
  `${PLANTED * 100} % in one cell: found`,
  'the same: another cell red',
  'finds that became undecided',
];
console.log(markdownTable([head, ...rows], { align: ['l', 'r', 'r', 'r', 'r'] }));
