import { markdownTable } from 'markdown-table';
import { ALL_KINDS } from '../../src/model/round.js';
import { GATE_1, GATE_3, type Spending } from './drawn-cells.js';
import { fixedNumber } from './fixed-number.js';
import { PLANTED_REPORTS, percent } from './outcomes.js';
import { alikeIn, type Pool } from './pools.js';
import { CELLS, drawReports, type Outcome } from './reports.js';
import { roundSeconds } from './spending.js';
import { loadgate } from './ways.js';

/** Generations of more than any of these needs. */
const MOST_FIXED = 160;

const ASKED = [
  ['cpu-5', GATE_3.spending],
  ['cpu-2', GATE_1.spending],
] as const;

const HEAD = ['planted', 'gate', 'found', 'others undecided', 's a report'];
const FIXED_HEAD = ['light, s', 'of it', 'whole, s', 'of it'];

/**
 * Time of rounds of a report against that of a number of generations, fixed before: the least that finds as much, and
 * the least that leaves no more of the other cells undecided, too. Each as loadgate spends a cell's time (light), and
 * with all rounds in all generations (whole).
 */
export function timeTable(pools: readonly Pool[]): string {
  const still = alikeIn(pools);
  const rows = ASKED.flatMap(([name, spending]) =>
    pools.filter(({ plant }) => plant.endsWith(` ${name}`)).map((pool) => row(pool, still, spending)),
  );
  return markdownTable([
    [...HEAD, 'finds as much', ...FIXED_HEAD, 'and decides as much', ...FIXED_HEAD],
    ...rows,
  ]);
}

function row(pool: Pool, still: readonly Pool[], spending: Spending): string[] {
  const ours = drawReports(loadgate('', spending), pool, still, PLANTED_REPORTS);
  const known = new Map<number, Outcome>();
  const fixed = (size: number): Outcome => {
    const outcome = known.get(size) ?? drawReports(fixedNumber(size, spending), pool, still, PLANTED_REPORTS);
    known.set(size, outcome);
    return outcome;
  };
  const finds = (size: number): boolean => (fixed(size).found ?? 0) >= (ours.found ?? 0);
  const sizes = [
    leastNumber(finds),
    leastNumber((size) => finds(size) && fixed(size).open <= ours.open),
  ] as const;
  const figures = sizes.flatMap((size) => {
    const light = fixed(size).seconds;
    const whole = CELLS * size * roundSeconds(ALL_KINDS, spending.duets);
    const against = [light, whole].flatMap((s) => [s.toFixed(0), percent(ours.seconds / s)]);
    return [size === MOST_FIXED ? `> ${size}` : `${size} generations`, ...against];
  });
  const gate = percent(spending.gate?.slower ?? 0);
  return [
    pool.plant,
    gate,
    percent(ours.found ?? 0),
    percent(ours.open),
    ours.seconds.toFixed(0),
    ...figures,
  ];
}

/** By halving: more generations find more. */
function leastNumber(isEnough: (size: number) => boolean): number {
  let [low, high] = [2, MOST_FIXED];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isEnough(middle)) high = middle;
    else low = middle;
  }
  return high;
}
