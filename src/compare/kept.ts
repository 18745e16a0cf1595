import type { AcceptedEffect } from '../model/accepted.js';
import type { CellComparison, Comparison, MetricComparison } from '../model/comparison.js';
import type { Gate } from '../model/config.js';
import type { Problem } from '../model/record.js';
import type { KeptCell } from '../model/request.js';
import { metricNamed } from './metrics/all.js';
import { countVerdicts, runVerdict } from './overall.js';

/**
 * A run that measured some of the cells says nothing of the others: they keep the verdict that the report before had of
 * them, at the same commit, so that what was red stays red. So does a cell of which no generation was measured.
 * Judged anew, never advisory: with figures of another machine nothing is kept in the first place.
 * @param former all cells of the run before
 */
export function keepFormer(
  comparison: Comparison,
  former: readonly KeptCell[],
  gate: Gate,
  problems: readonly Problem[],
): Comparison {
  const measured = new Map(comparison.cells.filter(isMeasured).map((cell) => [nameOf(cell), cell]));
  const known = new Set(former.map(nameOf));
  if (former.every((cell) => measured.has(nameOf(cell)))) return comparison;
  const cells = [
    ...former.map((cell) => measured.get(nameOf(cell)) ?? keptCell(cell, gate)),
    ...comparison.cells.filter((cell) => !known.has(nameOf(cell))),
  ];
  const counts = countVerdicts(cells);
  return { cells, counts, verdict: runVerdict(counts, problems), advisory: false };
}

/** A cell's verdict is its run's own where it came to any figure, or where its inputs decided it. */
const isMeasured = ({ verdict, metrics, limits }: CellComparison): boolean =>
  verdict !== 'inconclusive' || metrics.length > 0 || limits !== undefined;

const nameOf = ({ target, scenario }: Pick<KeptCell, 'target' | 'scenario'>): string =>
  `${target}/${scenario}`;

function keptCell({ target, scenario, verdict, invalid, effects }: KeptCell, gate: Gate): CellComparison {
  const metrics = effects.map((effect) => metricOf(effect, gate));
  const bad = metrics.find((metric) => metric.verdict === 'regression');
  return {
    target,
    scenario,
    verdict,
    decidedBy: bad?.metric ?? null,
    reason: { code: 'kept' },
    ...(invalid === null ? {} : { invalid }),
    metrics,
    kept: true,
    baselineRps: null,
    candidateRps: null,
  };
}

/** What the report remembers of a metric: its figures, and no interval. */
function metricOf(effect: AcceptedEffect, gate: Gate): MetricComparison {
  const { metric, kind, baseline, candidate, ratio, worse } = effect;
  const known = metricNamed(metric);
  return {
    metric,
    kind,
    baseline,
    candidate,
    ratio,
    interval: null,
    couldSee: kind === 'exact' ? 0 : null,
    generations: 0,
    threshold: known?.kind === 'sampled' ? known.threshold(gate, baseline) : 0,
    verdict: worse ? 'regression' : 'inconclusive',
  };
}
