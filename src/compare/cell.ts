import type { CellComparison, CellVerdict, MetricComparison } from '../model/comparison.js';
import { partsOfServiceMetric } from '../model/counts.js';
import type { Reason } from '../model/reason.js';
import type { CellRecord } from '../model/record.js';
import { type Turn, turnOf } from '../model/turn.js';
import type { Corrected } from './claims.js';
import type { Evidence } from './evidence.js';
import { couldSee, directionOf, isBeyondSurely, isClear, isShown } from './evidence.js';
import type { ExactResult } from './exact.js';
import type { Look } from './looks.js';
import { carriedConnections, carriedRate, carriesAll } from './metrics/capacity.js';
import { cpu } from './metrics/cpu.js';
import { latency } from './metrics/latency.js';
import type { BothSides, SampledMetric } from './metrics/metric.js';
import { p95, p99 } from './metrics/tail.js';
import { answered, throughput } from './metrics/throughput.js';
import { RULE } from './rule.js';
import { soloRps } from './samples.js';
import { changedStep, type StoredSteps, storedSteps } from './steps.js';

/** A sampled metric before its p values are corrected over the whole report. */
export interface SampledDraft {
  readonly metric: SampledMetric;
  readonly baseline: number;
  readonly candidate: number;
  readonly threshold: number;
  /** null: flagged, and nothing confirms it yet. */
  readonly evidence: Evidence | null;
  /** Why it was suspected; null: it was not. */
  readonly suspicion: Evidence | null;
  /** P value of `evidence`; null: not tested. */
  readonly p: number | null;
  /** What all generations together show; null: not tested so. */
  readonly atOnce: Look | null;
}

/** A cell before Holm: decided without figures, or with metrics whose p values wait for the other cells'. */
export interface CellDraft {
  readonly cell: CellRecord;
  readonly sides: BothSides;
  /** What stored requests per second are multiplied by to be this machine's; 1 where it is left out. */
  readonly speed?: number;
  /** What a stored record has of its steps. Absent: the baseline ran beside it. */
  readonly stored?: StoredSteps;
  /** null: the figures decide. */
  readonly decided: {
    readonly verdict: CellVerdict;
    readonly reason: Reason | null;
    readonly invalid?: CellComparison['invalid'];
  } | null;
  /** Why its figures are left out and its counts decide alone. Absent: they are not. */
  readonly leftOut?: Reason | null;
  readonly sampled: readonly SampledDraft[];
  readonly exact: ExactResult;
}

/** What people ask for: where nothing else decides a cell, the first of these that it has does. */
const PRIMARY: readonly string[] = [
  ...[throughput.name, cpu.name, p95.name],
  ...[carriedConnections.name, carriedRate.name],
];

/** What decides a cell where nothing else does that got worse, or better. */
const LAST: ReadonlySet<string> = new Set([carriedConnections.name, carriedRate.name]);

/** The first that shows how much a cell carries: it stands before other metrics that got worse. */
const CARRIED: readonly string[] = [throughput.name, answered.name];

interface Judged {
  readonly draft: SampledDraft;
  readonly row: MetricComparison;
  readonly p: number | null;
}

/**
 * The verdict of a cell.
 * - A regression of any metric makes it a regression, whatever else improved: each threshold of the gate is a
 *   promise of its own, and trading memory for speed is a person's decision (the rows show both).
 * - A suspicion that could not be settled makes it inconclusive, unless an improvement is shown and it hints at one more,
 *   or the metric may stay open beside it (memory of a service that answers many more requests).
 * - Else an improvement of throughput, CPU time, service time or an exact count makes it an improvement. Less
 *   memory, or memory that grows less, alone does not: nobody's request is answered sooner; the row tells it.
 * - Else throughput, the primary metric, decides between `no-change` and `inconclusive`; at a fixed rate, CPU time does.
 *   The other metrics have shown nothing suspicious by then; their rows say how much they could have seen.
 * @param corrected the p values of `draft.sampled` (claims.ts), in its order
 */
export function judgeCell(draft: CellDraft, corrected: readonly Corrected[]): CellComparison {
  const { cell, decided, speed = 1 } = draft;
  const baselineRps = soloRps(draft.sides.baseline);
  const figures = {
    target: cell.target,
    scenario: cell.scenario,
    baselineRps: baselineRps === null ? null : baselineRps * speed,
    candidateRps: soloRps(draft.sides.candidate),
  };
  if (decided !== null) {
    const { verdict, reason, invalid } = decided;
    const believed = verdict === 'invalid' ? NO_FIGURES : {};
    const why = invalid === undefined ? {} : { invalid };
    return { ...figures, ...believed, verdict, decidedBy: null, reason, metrics: [], ...why };
  }
  const exact = ofTurns(draft.exact, turnOf(cell));
  const judged = draft.sampled.map((sampled, at) => judgeSampled(sampled, corrected[at] ?? NOT_TESTED));
  const rows = judged
    .map(({ row }) => (turnOf(cell) === 'sequence' ? ofSequence(row) : row))
    .map((row) => (LAST.has(row.metric) && carriesAll(draft.sides) ? { ...row, couldSee: null } : row));
  const metrics = [...rows, ...exact.metrics];
  const decision = decide(judged, { ...draft, exact });
  if (draft.leftOut == null) return { ...figures, metrics, ...decision, ...stepOf(draft, decision) };
  const reason: Reason = { code: 'only-counts', because: draft.leftOut, also: decision.reason };
  return { ...figures, ...NO_FIGURES, metrics, ...decision, reason };
}

function stepOf({ cell, stored }: CellDraft, { verdict }: Decision): Pick<CellComparison, 'step' | 'noStep'> {
  if (verdict !== 'regression' && verdict !== 'improvement') return {};
  const theirs = stored === undefined ? null : storedSteps(cell, stored);
  if (typeof theirs === 'string') return { noStep: theirs };
  const step = changedStep(cell, verdict === 'regression', theirs);
  return step === null ? {} : { step };
}

/** What is counted exactly is counted over turns. */
function ofTurns(exact: ExactResult, of: Turn | null): ExactResult {
  if (of === null) return exact;
  const { metrics, remark } = exact;
  return {
    metrics: metrics.map((row) => ({ ...row, of })),
    remark: remark?.code === 'keep-alive' ? { ...remark, of } : remark,
  };
}

/** Times that are those of a whole sequence. */
const OF_SEQUENCES: ReadonlySet<string> = new Set([latency.name, p95.name, p99.name]);

const ofSequence = (row: MetricComparison): MetricComparison =>
  OF_SEQUENCES.has(row.metric) ? { ...row, of: 'sequence' } : row;

const NOT_TESTED: Corrected = { atOnce: null, confirmed: null };

const NO_FIGURES = { baselineRps: null, candidateRps: null } as const;

function judgeSampled(draft: SampledDraft, corrected: Corrected): Judged {
  const { metric, baseline, candidate, threshold } = draft;
  const { shown, verdict, p } = claimOf(draft, corrected);
  const row: MetricComparison = {
    metric: metric.name,
    kind: 'sampled',
    baseline,
    candidate,
    ratio: Math.exp(shown.mean),
    interval: shown.interval,
    couldSee: couldSee(shown, metric.better === 'larger'),
    generations: shown.generations,
    threshold,
    verdict,
  };
  return { draft, row, p };
}

interface Claim {
  /** What its row shows. */
  readonly shown: Evidence;
  readonly verdict: MetricComparison['verdict'];
  readonly p: number | null;
}

/** A change that new generations have confirmed; else one that is overwhelming, unless they showed that there is none. */
function claimOf(draft: SampledDraft, corrected: Corrected): Claim {
  const { metric, evidence, suspicion, atOnce, threshold } = draft;
  const [p, alpha, largerIsBetter] = [corrected.confirmed, RULE.reportAlpha, metric.better === 'larger'];
  if (evidence !== null && p !== null && isShown(evidence, p, alpha, threshold)) {
    return { shown: evidence, verdict: directionOf(evidence, largerIsBetter), p };
  }
  const isClearNow = evidence !== null && isClear(evidence, threshold);
  if (!isClearNow && atOnce !== null && corrected.atOnce !== null && corrected.atOnce <= alpha) {
    const { evidence: whole } = atOnce;
    if (isBeyondSurely(whole, threshold)) {
      return { shown: whole, verdict: directionOf(whole, largerIsBetter), p: corrected.atOnce };
    }
  }
  const shown = evidence ?? suspicion;
  if (shown === null) throw new RangeError(`${metric.name} has no value at all`);
  return { shown, verdict: isClearNow ? 'no-change' : 'inconclusive', p };
}

type Decision = Pick<CellComparison, 'verdict' | 'decidedBy' | 'reason'>;

function decide(judged: readonly Judged[], { cell, exact, sides }: CellDraft): Decision {
  const regressed = strongest('regression', judged, exact);
  if (regressed !== null) return { verdict: 'regression', decidedBy: regressed, reason: exact.remark };
  const improved = strongest('improvement', judged, exact);
  const open = unsettled(judged, exact, improved === null ? null : sides);
  if (open !== null) return { verdict: 'inconclusive', decidedBy: open.metric, reason: open.reason };
  if (improved !== null) return { verdict: 'improvement', decidedBy: improved, reason: exact.remark };
  // A reduced load is judged by CPU time, and where the runtime can't tell that, by service time alone.
  const names = cell.reduced === undefined ? PRIMARY : [...PRIMARY, latency.name];
  const [primary] = names.flatMap((name) => judged.find(({ row }) => row.metric === name) ?? []);
  if (primary === undefined) {
    return { verdict: 'inconclusive', decidedBy: null, reason: { code: 'no-duet' } };
  }
  const { metric: decidedBy, verdict } = primary.row;
  if (verdict === 'no-change') return { verdict, decidedBy, reason: null };
  return { verdict: 'inconclusive', decidedBy, reason: noiseReason(primary.row) };
}

/**
 * What a request asks of a service stands first: it is certain, and the rest follows from it. Then throughput, which people
 * ask for; other exact counts; the smallest p value; how much it carries.
 */
function strongest(
  verdict: 'regression' | 'improvement',
  judged: readonly Judged[],
  exact: ExactResult,
): MetricComparison['metric'] | null {
  const counted = exact.metrics.filter((row) => row.verdict === verdict);
  const asked = counted.find(({ metric }) => partsOfServiceMetric(metric) !== null);
  if (asked !== undefined) return asked.metric;
  const sampled = judged
    .filter(({ row }) => row.verdict === verdict)
    .filter(({ draft }) => verdict === 'regression' || draft.metric.improvesCell)
    .sort(
      (a, b) => Number(LAST.has(a.row.metric)) - Number(LAST.has(b.row.metric)) || (a.p ?? 1) - (b.p ?? 1),
    );
  const carried = CARRIED.find((name) => sampled.some(({ row }) => row.metric === name));
  if (carried !== undefined) return carried;
  return counted[0]?.metric ?? sampled[0]?.row.metric ?? null;
}

/**
 * The first metric that something was seen in and nothing settled.
 * @param improved the sides of a cell of which an improvement is shown; null: none is
 */
function unsettled(
  judged: readonly Judged[],
  exact: ExactResult,
  improved: BothSides | null,
): { metric: MetricComparison['metric']; reason: Reason } | null {
  for (const { draft, row } of judged) {
    if (draft.suspicion === null || row.verdict !== 'inconclusive') continue;
    const hopeful = row.ratio > 1 === (draft.metric.better === 'larger');
    if (improved !== null && (hopeful || draft.metric.mayStayOpen?.(improved) === true)) continue;
    return { metric: row.metric, reason: suspicionReason(draft, draft.suspicion) };
  }
  const counted = exact.metrics.find((row) => row.verdict === 'inconclusive');
  if (counted === undefined) return null;
  const { metric } = counted;
  return { metric, reason: { code: 'counts-differ', metric } };
}

/** An interval that lies wholly beyond the threshold is not in between, nor noise: it lacks confirming generations. */
function suspicionReason(draft: SampledDraft, suspicion: Evidence): Reason {
  const { evidence, p, threshold } = draft;
  if (evidence === null || p === null) return { code: 'not-confirmed', ...seen(draft, suspicion) };
  if (isBeyondSurely(evidence, threshold)) return { code: 'not-confirmed', ...seen(draft, evidence) };
  return { code: 'in-between', ...seen(draft, evidence), threshold };
}

const seen = ({ metric }: SampledDraft, { mean, interval }: Evidence) => ({
  metric: metric.name,
  ratio: Math.exp(mean),
  interval,
});

function noiseReason({ couldSee, threshold }: MetricComparison): Reason {
  const asked = threshold ?? 0;
  return couldSee === null
    ? { code: 'one-generation', threshold: asked }
    : { code: 'too-noisy', couldSee, threshold: asked };
}
