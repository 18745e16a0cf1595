import type { CellComparison, CellVerdict, MetricComparison } from '../model/comparison.js';
import type { CellRecord, SideFigures } from '../model/record.js';
import type { Evidence } from './evidence.js';
import { couldSee, sampledVerdict } from './evidence.js';
import type { ExactResult } from './exact.js';
import type { SampledMetric } from './metrics.js';
import { higherIsBetter, isMemory, soloRps } from './metrics.js';
import { effectWords, METRIC_WORDS, percent } from './words.js';

/** A sampled metric before Holm: `p` is adjusted over the whole report. */
export interface SampledDraft {
  readonly metric: SampledMetric;
  readonly baseline: number;
  readonly candidate: number;
  readonly threshold: number;
  /** null: flagged, and nothing confirms it yet. */
  readonly evidence: Evidence | null;
  /** Why it was suspected; null: it was not. */
  readonly suspicion: Evidence | null;
  /** null: not tested. */
  readonly p: number | null;
}

/** A cell before Holm: decided without figures, or with metrics whose p values wait for the other cells'. */
export interface CellDraft {
  readonly cell: CellRecord;
  readonly baselineSides: readonly SideFigures[];
  /** What stored requests per second are multiplied by to be this machine's; 1 where it is left out. */
  readonly speed?: number;
  readonly candidateSides: readonly SideFigures[];
  /** null: the figures decide. */
  readonly decided: {
    readonly verdict: CellVerdict;
    readonly reason: string | null;
    readonly invalid?: CellComparison['invalid'];
  } | null;
  /** Why its figures are left out and its counts decide alone. Absent: they are not. */
  readonly leftOut?: string | null;
  readonly sampled: readonly SampledDraft[];
  readonly exact: ExactResult;
}

interface Judged {
  readonly draft: SampledDraft;
  readonly row: MetricComparison;
  readonly p: number | null;
}

/**
 * The verdict of a cell.
 * - A regression of any metric makes it a regression, whatever else improved: each threshold of the gate is a
 *   promise of its own, and trading memory for speed is a person's decision (the rows show both).
 * - A suspicion that could not be settled makes it inconclusive, unless it hints at an improvement beside one
 *   that is shown.
 * - Else an improvement of throughput, CPU time, service time or an exact count makes it an improvement. Less
 *   memory, or memory that grows less, alone does not: nobody's request is answered sooner; the row tells it.
 * - Else throughput, the primary metric, decides between `no-change` and `inconclusive`. The other metrics have
 *   shown nothing suspicious by then; their rows say how much they could have seen.
 * @param adjusted the p values of `draft.sampled` after Holm, in its order; null where not tested.
 */
export function judgeCell(draft: CellDraft, adjusted: readonly (number | null)[]): CellComparison {
  const { cell, decided, speed = 1 } = draft;
  const baselineRps = soloRps(draft.baselineSides);
  const figures = {
    target: cell.target,
    scenario: cell.scenario,
    baselineRps: baselineRps === null ? null : baselineRps * speed,
    candidateRps: soloRps(draft.candidateSides),
  };
  if (decided !== null) {
    const { verdict, reason, invalid } = decided;
    const believed = verdict === 'invalid' ? NO_FIGURES : {};
    const why = invalid === undefined ? {} : { invalid };
    return { ...figures, ...believed, verdict, decidedBy: null, reason, metrics: [], ...why };
  }
  const judged = draft.sampled.map((sampled, index) => judgeSampled(sampled, adjusted[index] ?? null));
  const metrics = [...judged.map(({ row }) => row), ...draft.exact.metrics];
  const decision = decide(judged, draft.exact);
  if (draft.leftOut == null) return { ...figures, metrics, ...decision };
  const reason = [decision.reason, `only counts were compared: ${draft.leftOut}`].filter(Boolean).join('; ');
  return { ...figures, ...NO_FIGURES, metrics, ...decision, reason };
}

const NO_FIGURES = { baselineRps: null, candidateRps: null } as const;

function judgeSampled(draft: SampledDraft, p: number | null): Judged {
  const { metric, baseline, candidate, threshold } = draft;
  const shown = draft.evidence ?? draft.suspicion;
  if (shown === null) throw new RangeError(`${metric} has no value at all`);
  const verdict =
    draft.evidence === null
      ? 'inconclusive'
      : sampledVerdict(draft.evidence, p, threshold, higherIsBetter(metric));
  const row: MetricComparison = {
    metric,
    kind: 'sampled',
    baseline,
    candidate,
    ratio: Math.exp(shown.mean),
    interval: shown.interval,
    couldSee: couldSee(shown, higherIsBetter(metric)),
    generations: shown.generations,
    threshold,
    verdict,
  };
  return { draft, row, p };
}

type Decision = Pick<CellComparison, 'verdict' | 'decidedBy' | 'reason'>;

function decide(judged: readonly Judged[], exact: ExactResult): Decision {
  const regressed = strongest('regression', judged, exact);
  if (regressed !== null) return { verdict: 'regression', decidedBy: regressed, reason: exact.connections };
  const improved = strongest('improvement', judged, exact);
  const open = unsettled(judged, exact, improved !== null);
  if (open !== null) return { verdict: 'inconclusive', decidedBy: open.metric, reason: open.reason };
  if (improved !== null) return { verdict: 'improvement', decidedBy: improved, reason: exact.connections };
  const primary = judged.find(({ row }) => row.metric === 'throughput');
  if (primary === undefined) {
    return { verdict: 'inconclusive', decidedBy: null, reason: 'no generation ran both sides at once' };
  }
  if (primary.row.verdict === 'no-change')
    return { verdict: 'no-change', decidedBy: 'throughput', reason: null };
  return { verdict: 'inconclusive', decidedBy: 'throughput', reason: noiseReason(primary.row) };
}

/** Throughput is what people ask for; exact counts are certain; then the smallest p value. */
function strongest(
  verdict: 'regression' | 'improvement',
  judged: readonly Judged[],
  exact: ExactResult,
): MetricComparison['metric'] | null {
  const sampled = judged
    .filter(({ row }) => row.verdict === verdict && !(verdict === 'improvement' && isMemory(row.metric)))
    .sort((a, b) => (a.p ?? 1) - (b.p ?? 1));
  if (sampled.some(({ row }) => row.metric === 'throughput')) return 'throughput';
  const counted = exact.metrics.find((row) => row.verdict === verdict);
  return counted?.metric ?? sampled[0]?.row.metric ?? null;
}

/** The first metric that something was seen in and nothing settled. */
function unsettled(
  judged: readonly Judged[],
  exact: ExactResult,
  improved: boolean,
): { metric: MetricComparison['metric']; reason: string } | null {
  for (const { draft, row } of judged) {
    if (draft.suspicion === null || row.verdict !== 'inconclusive') continue;
    const hopeful = row.ratio > 1 === higherIsBetter(row.metric);
    if (improved && hopeful) continue;
    return { metric: row.metric, reason: suspicionReason(draft, draft.suspicion) };
  }
  const counted = exact.metrics.find((row) => row.verdict === 'inconclusive');
  if (counted === undefined) return null;
  const metric = METRIC_WORDS[counted.metric];
  return { metric: counted.metric, reason: `${metric} differ between generations of the same code` };
}

function suspicionReason(draft: SampledDraft, suspicion: Evidence): string {
  if (draft.evidence === null || draft.p === null) {
    return `${effectWords(draft.metric, suspicion)}: not confirmed, the run ended before new generations could be made`;
  }
  return `${effectWords(draft.metric, draft.evidence)}: neither surely within ±${percent(draft.threshold)} nor surely beyond`;
}

function noiseReason(row: MetricComparison): string {
  const asked = `±${percent(row.threshold ?? 0)}`;
  if (row.couldSee === null) return `one generation does not tell how noisy it was; ${asked} was asked for`;
  return `too noisy: this run could have seen a change of ${percent(row.couldSee)} or more, ${asked} was asked for`;
}
