import type { BarChart } from '../chart/types.js';
import { plain } from '../report/escape.js';
import { cutToWidth } from '../report/width.js';
import type { Figures, Leaderboard, Row, ScenarioBoard } from './types.js';
import { labelOf, rps, shownRps } from './words.js';

/** Limit of a label, in characters, so that the bars keep most of the width. */
const LABEL = 40;

/**
 * Requests/s of a scenario as bars with intervals, ranked rows first. Invalid rows have no bar.
 * @returns null if there is nothing to draw
 */
export function pictureOf(board: Leaderboard, scenario: ScenarioBoard): BarChart | null {
  const rows = scenario.rows.filter(
    (row): row is Row & { figures: Figures } =>
      row.figures !== null && (row.state === 'ranked' || row.state === 'apart'),
  );
  if (rows.length === 0) return null;
  const apart = rows.some(({ state }) => state === 'apart');
  return {
    title: `${plain(scenario.scenario)}: requests per second`,
    subtitle: `${scenario.reference === undefined ? 'Mean over generations' : 'By duets'} with its 95 % interval, ${scenario.connections} connections${apart ? '; grey: under another CPU quota, not ranked' : ''}`,
    axis: 'requests/s',
    bars: rows.map((row) => ({
      label: cutToWidth(plain(labelOf(row, board)), LABEL),
      ...barOf(row),
      text: rps(shownRps(row)),
      muted: row.state === 'apart',
    })),
  };
}

/** Of duets, the interval of the ratio: what the bars are compared by. */
function barOf(row: Row & { readonly figures: Figures }) {
  const { byDuets, figures } = row;
  if (byDuets === undefined) return { value: figures.rps.mean, low: figures.rps.low, high: figures.rps.high };
  const { ratio, low, high, rps: value } = byDuets;
  const scaled = (end: number | null): number | null => end && (value * end) / ratio;
  return { value, low: scaled(low), high: scaled(high) };
}
