import {
  brokenLimits,
  type CellComparison,
  type Comparison,
  type LimitComparison,
  type MetricComparison,
  type Opinion,
  type SecondOpinion,
} from '../model/comparison.js';
import type { Seen } from '../model/reason.js';
import type { Problem } from '../model/record.js';
import { countVerdicts, runVerdict } from './overall.js';

/**
 * The cells that a second runner is asked about: those that are red by what this run has measured. Figures that are
 * compared with stored ones have no two sides that another machine could run beside each other.
 */
export function redCells({ cells, advisory, stored }: Comparison): readonly CellComparison[] {
  if (advisory || stored !== undefined) return [];
  return cells.filter(({ verdict, kept }) => verdict === 'regression' && kept !== true);
}

/**
 * What a second runner says of a red cell, registered before any run like the rest of the rule:
 * 1. It is red there, too, by whatever metric or limit: the runner agrees. Red stays red.
 * 2. All that made it red is refuted there: the runner disagrees, and nobody knows which of the two is right. A sampled
 *    metric is refuted where it is within its threshold or better, or its whole 95 % interval is better than what the first
 *    runner has measured; a count where it is no worse; a limit where it holds.
 * 3. Anything else rules nothing out, and red stays red: a runner that is too noisy, out of time, or could not measure the
 *    cell. A failed second opinion must not open a gate.
 * @param second null: the second runner did not report the cell
 */
export function opinionOn(first: CellComparison, second: CellComparison | null): Opinion {
  if (second === null || second.metrics.length + (second.limits ?? []).length === 0) return 'none';
  if (second.verdict === 'invalid') return 'none';
  if (second.verdict === 'regression') return 'agrees';
  const { metrics, limits } = grounds(first, second);
  const refuted = [
    ...metrics.map((one) => one.second !== null && refutesMetric(one.first, one.second)),
    ...limits.map((one) => one.second?.verdict === 'holds'),
  ];
  return refuted.length > 0 && refuted.every(Boolean) ? 'disagrees' : 'undecided';
}

/** What made a cell red, and the same of the second runner. */
function grounds(
  first: CellComparison,
  second: CellComparison | null,
): Pick<SecondOpinion, 'metrics' | 'limits'> {
  return {
    metrics: first.metrics
      .filter(({ verdict }) => verdict === 'regression')
      // The one that decided comes first.
      .toSorted((a, b) => Number(b.metric === first.decidedBy) - Number(a.metric === first.decidedBy))
      .map((row) => ({ first: row, second: sameMetric(row, second) })),
    limits: brokenLimits(first).map((row) => ({ first: row, second: sameLimit(row, second) })),
  };
}

const sameMetric = (row: MetricComparison, cell: CellComparison | null): MetricComparison | null =>
  cell?.metrics.find(({ metric, kind }) => metric === row.metric && kind === row.kind) ?? null;

const sameLimit = (row: LimitComparison, cell: CellComparison | null): LimitComparison | null =>
  cell?.limits?.find(({ limit }) => limit === row.limit) ?? null;

function refutesMetric(first: MetricComparison, second: MetricComparison): boolean {
  if (second.verdict === 'no-change' || second.verdict === 'improvement') return true;
  if (second.verdict !== 'inconclusive' || second.interval === null) return false;
  const { low, high } = second.interval;
  return first.ratio < 1 ? low > first.ratio : high < first.ratio;
}

/**
 * Holds every red cell to what a second runner says of it: where it disagrees, the cell is undecided, with both figures.
 * Nothing turns red by it, and nothing green.
 * @param second what the second runner's figures come to, by the same rules
 */
export function holdToSecond(
  comparison: Comparison,
  second: Comparison,
  problems: readonly Problem[],
): Comparison {
  const asked = new Set(redCells(comparison));
  const theirs = new Map(second.cells.map((cell) => [nameOf(cell), cell]));
  const cells = comparison.cells.map((cell) =>
    asked.has(cell) ? holdCell(cell, theirs.get(nameOf(cell)) ?? null) : cell,
  );
  const counts = countVerdicts(cells);
  return { ...comparison, cells, counts, verdict: runVerdict(counts, problems) };
}

const seen = (row: MetricComparison | null | undefined): Seen | null =>
  row == null ? null : { metric: row.metric, ratio: row.ratio, interval: row.interval };

const nameOf = ({ target, scenario }: CellComparison): string => `${target}/${scenario}`;

function holdCell(cell: CellComparison, theirs: CellComparison | null): CellComparison {
  const opinion = opinionOn(cell, theirs);
  const both = grounds(cell, theirs);
  const missing = opinion === 'none' ? (theirs?.reason ?? null) : null;
  const second: SecondOpinion = { opinion, ...both, missing };
  if (opinion !== 'disagrees') return { ...cell, second };
  const [deciding] = both.metrics;
  const { step: _, noStep: __, ...others } = cell;
  return {
    ...others,
    verdict: 'inconclusive',
    reason: { code: 'second-disagrees', first: seen(deciding?.first), second: seen(deciding?.second) },
    metrics: cell.metrics.map((row) =>
      row.verdict === 'regression' ? { ...row, verdict: 'inconclusive' } : row,
    ),
    ...(cell.limits === undefined
      ? {}
      : {
          limits: cell.limits.map((row) =>
            row.verdict === 'broken' ? { ...row, verdict: 'undecided' } : row,
          ),
        }),
    second,
  };
}
