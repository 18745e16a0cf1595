import type { AcceptedEffect, AcceptedRegression } from '../model/accepted.js';
import {
  type Acceptance,
  breaksLimit,
  type CellComparison,
  type Comparison,
  type MetricComparison,
} from '../model/comparison.js';
import { metricNamed } from './metrics/all.js';

/**
 * What accepting a regression means, registered before any run like the rest of the rule. An accepted cell passes the
 * gate while all of this is so:
 * 0. it breaks no limit: a limit holds whatever the baseline does, and is changed where it is written;
 * 1. its last day, in UTC, has not passed;
 * 2. every metric that is worse was worse when the cell was accepted: what nobody saw, nobody accepted;
 * 3. none of them has grown. A sampled metric has grown where its whole 95 % interval lies beyond what was measured
 *    then and the gate's threshold on top: two runs of the same code differ, and must not turn the gate red by that
 *    alone. An exact count has grown by `RULE.exactStep` more, bytes by their threshold, as for any regression.
 * The verdict stays `regression`: accepted is not gone.
 */
export function applyAccepted(
  comparison: Comparison,
  accepted: readonly AcceptedRegression[],
  nowMs: number,
): Comparison {
  if (accepted.length === 0) return comparison;
  return { ...comparison, cells: comparison.cells.map((cell) => withAcceptance(cell, accepted, nowMs)) };
}

/** Whether a day (`YYYY-MM-DD`, UTC) has passed. */
function isOver(day: string | null, nowMs: number): boolean {
  return day !== null && nowMs > Date.parse(`${day}T23:59:59.999Z`);
}

/** The newest word on a cell counts. Where several cells' worth were accepted, one that holds goes first. */
function withAcceptance(
  cell: CellComparison,
  accepted: readonly AcceptedRegression[],
  nowMs: number,
): CellComparison {
  if (cell.verdict !== 'regression') return cell;
  const judged = accepted
    .filter(({ target, scenario }) => target === cell.target && scenario === cell.scenario)
    .toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at))
    .map((one) => judge(cell, one, nowMs));
  const best = judged.find(({ state }) => state === 'holds') ?? judged[0];
  return best === undefined ? cell : { ...cell, accepted: best };
}

function judge(cell: CellComparison, accepted: AcceptedRegression, nowMs: number): Acceptance {
  const { by, reason, until, effects } = accepted;
  const said = { by, reason, until };
  if (breaksLimit(cell)) return { ...said, state: 'limit', metric: null };
  if (isOver(until, nowMs)) return { ...said, state: 'over', metric: null };
  const rows = cell.metrics.filter(({ verdict }) => verdict === 'regression');
  for (const row of rows) {
    const effect = effects.find(
      ({ metric, kind, worse }) => worse && metric === row.metric && kind === row.kind,
    );
    if (effect === undefined) return { ...said, state: 'more', metric: row.metric };
    if (hasGrown(row, effect)) return { ...said, state: 'grown', metric: row.metric };
  }
  // A regression without a row that says so can't be held against anything.
  if (rows.length === 0) return { ...said, state: 'more', metric: cell.decidedBy };
  return { ...said, state: 'holds', metric: null };
}

function hasGrown(row: MetricComparison, effect: AcceptedEffect): boolean {
  const known = metricNamed(row.metric);
  if (row.kind === 'exact') {
    const accepted = Math.max(0, effect.candidate - effect.baseline);
    const step = known?.kind === 'exact' ? known.step(row) : 0;
    return row.candidate - row.baseline - accepted >= step;
  }
  const { low, high } = row.interval ?? { low: row.ratio, high: row.ratio };
  const threshold = row.threshold ?? 0;
  return known?.better === 'larger'
    ? high < Math.min(1, effect.ratio) * (1 - threshold)
    : low > Math.max(1, effect.ratio) * (1 + threshold);
}
