import { mean } from '../../src/stats/summary.js';
import { seededRandom } from '../../src/system/random.js';
import type { Pool } from './pools.js';
import type { Way } from './ways.js';

export const REPORTS = 1000;
export const CELLS = 8;
const SEED = 20_261_121;

export interface Outcome {
  /** Reports whose planted cell is red, as a share; null: nothing was planted. */
  readonly found: number | null;
  /** Reports in which a cell is red that nothing was planted into, as a share. */
  readonly falseRed: number;
  /** Cells in which nothing was planted that end undecided, as a share. */
  readonly open: number;
  /** Generations of a cell, on average. */
  readonly generations: number;
  /** Time of rounds of a report, s, on average. */
  readonly seconds: number;
}

/**
 * Draws reports of 8 cells. The first is of `planted` (null: of none), the others of pools in
 * which nothing has changed. The same seed for every way: all of them see the same pools in the same order.
 */
export function drawReports(
  way: Way,
  planted: Pool | null,
  still: readonly Pool[],
  count = REPORTS,
): Outcome {
  const random = seededRandom(SEED);
  const first = planted === null ? [] : [planted];
  let [found, falseRed, open] = [0, 0, 0];
  const generations: number[] = [];
  const seconds: number[] = [];
  for (let report = 0; report < count; report++) {
    const rest = Array.from(
      { length: CELLS - first.length },
      () => still[random.below(still.length)] as Pool,
    );
    const said = way.says([...first, ...rest], random);
    const others = said.slice(first.length);
    if (said[0]?.red) found++;
    if (others.some(({ red }) => red)) falseRed++;
    open += others.filter((one) => one.open).length / others.length;
    generations.push(mean(said.map((one) => one.generations)));
    seconds.push(said.reduce((sum, one) => sum + one.seconds, 0));
  }
  return {
    found: planted === null ? null : found / count,
    falseRed: falseRed / count,
    open: open / count,
    generations: mean(generations),
    seconds: mean(seconds),
  };
}
