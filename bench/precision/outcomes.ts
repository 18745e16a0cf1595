import { centred } from './exact-plants.js';
import type { Pool } from './pools.js';
import { CELLS, drawReports, type Outcome, REPORTS } from './reports.js';
import type { Way } from './ways.js';

/** Reports in which something is planted; of those without, there are more, since less is to be seen in them. */
export const PLANTED_REPORTS = 300;

/** What a way does with pools of one kind of noise. */
export interface WayOutcomes {
  readonly way: Way;
  /** Of reports in which nothing has changed. */
  readonly still: Outcome;
  /** The same, of generations that are moved to be no change on average. */
  readonly centred: Outcome;
  /** Share of reports in which it was found, by pool. */
  readonly found: ReadonlyMap<string, number>;
}

/**
 * Draws reports of `still` alone, in which nothing has changed, and reports with each of `planted`.
 * @throws Error where there is no A/A data
 */
export function outcomesOf(
  ways: readonly Way[],
  still: readonly Pool[],
  planted: readonly Pool[],
): readonly WayOutcomes[] {
  if (still.length === 0) throw new Error('no generations in which nothing has changed');
  const moved = still.map(centred);
  return ways.map((way) => ({
    way,
    still: drawReports(way, null, still, REPORTS),
    centred: drawReports(way, null, moved, REPORTS),
    found: new Map(
      planted.map((pool) => [pool.plant, drawReports(way, pool, still, PLANTED_REPORTS).found ?? 0]),
    ),
  }));
}

export const percent = (share: number): string => `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;

/** A column a way, a row a figure. */
export function outcomeRows(outcomes: readonly WayOutcomes[], planted: readonly Pool[]): string[][] {
  const row = (head: string, figure: (outcome: WayOutcomes) => string): string[] => [
    head,
    ...outcomes.map(figure),
  ];
  return [
    row('', ({ way }) => way.name),
    row(`A/A reports red, of ${REPORTS}`, ({ still }) => percent(still.falseRed)),
    row('A/A reports red, centred', (outcome) => percent(outcome.centred.falseRed)),
    row('A/A cells undecided', ({ still }) => percent(still.open)),
    ...planted.map(({ plant }) => row(plant, ({ found }) => percent(found.get(plant) ?? 0))),
    row('generations a cell, A/A', ({ still }) => still.generations.toFixed(1)),
    row('s of rounds a cell, A/A', ({ still }) => (still.seconds / CELLS).toFixed(0)),
  ];
}
