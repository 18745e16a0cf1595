import type { Relation } from '../rank/places.js';
import { escapeText } from '../report/escape.js';
import { number } from '../report/format.js';
import type { Column } from '../report/markdown.js';
import { figure, name, type Shown, words } from './columns.js';
import type { ByDuets, Leaderboard, Pair, Row, ScenarioBoard } from './types.js';
import { factsOf, nameOf, places, quota, rps, shownRps } from './words.js';

/** The columns of a ranking by duets. */
export function duetColumns(board: Leaderboard, scenario: ScenarioBoard): readonly Column<Shown>[] {
  const reference = scenario.reference === undefined ? '' : nameOf(scenario.reference, board);
  return [
    figure('Rank', ({ rank }) => rank && places(rank)),
    name(board),
    words('Server', ({ target }) => factsOf(target, board)?.server ?? null),
    figure('Requests/s', (row) => rps(shownRps(row))),
    figure(
      'approx.',
      ofDuets((one) => between(one.rpsLow, one.rpsHigh, rps)),
    ),
    figure(
      `× ${escapeText(reference)}`,
      ofDuets(({ ratio }) => factor(ratio)),
    ),
    figure(
      '95 % interval',
      ofDuets(({ low, high }) => between(low, high, factor)),
    ),
    figure('Duets', ofDuets(duetsText)),
    words('Than the next', (row) => nextText(row, scenario)),
    figure('Alone', ({ figures }) => rps(figures.rps.mean)),
    figure('Median ms', ({ figures }) => number(figures.latencyUs.p50 / 1000, 2)),
    figure('Failed', ({ figures }) => number(figures.failed)),
    words('CPU quota', ({ state, cpus }) => (state === 'apart' ? quota(cpus) : null)),
  ];
}

const ofDuets =
  (write: (duets: ByDuets) => string | null) =>
  ({ byDuets }: Shown): string | null =>
    byDuets === undefined ? null : write(byDuets);

const between = (low: number | null, high: number | null, write: (value: number) => string): string | null =>
  low === null || high === null ? null : `${write(low)} … ${write(high)}`;

/** `0.482`, `1.07`, `12.4`. */
const factor = (value: number): string => number(value, value < 1 ? 3 : value < 10 ? 2 : 1);

const duetsText = ({ generations, bySolo }: ByDuets): string =>
  bySolo === undefined ? number(generations) : `${number(generations)} (ranked alone)`;

/** How a row stands to the next in the ranking, and why nothing more is known; null: it is the last, or not ranked. */
function nextText({ target, next }: Row, { rows, pairs }: ScenarioBoard): string | null {
  const ranked = rows.filter(({ rank }) => rank !== null);
  const below = ranked[ranked.findIndex((row) => row.target === target) + 1];
  const pair = pairs.find(({ better, worse }) => better === target && worse === below?.target);
  return next === undefined || pair === undefined ? null : `${RELATION[next]}: ${differenceText(pair)}`;
}

const RELATION: Readonly<Record<Relation, string>> = {
  apart: 'faster',
  alike: 'within 1 %',
  open: 'open when the budget ended',
};

/** `+5.1 % (4.2 … 6.0)`. */
function differenceText({ ratio, low, high }: Pair): string {
  const percent = (value: number): string => number(100 * (value - 1), Math.abs(value - 1) < 0.2 ? 1 : 0);
  const interval = low === null || high === null ? '' : ` (${percent(low)} … ${percent(high)})`;
  return `+${percent(ratio)} %${interval}`;
}
