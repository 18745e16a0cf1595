import type { Gate, MeasureSettings } from '../model/config.js';
import type { Limits } from '../model/figure-limits.js';
import type { CellRecord } from '../model/record.js';
import { confidenceInterval } from '../stats/inference.js';
import { mean } from '../stats/summary.js';
import type { Evidence } from './evidence.js';
import { isBeyondSurely, isClear, isSuspect, mayBeSuspect, pairedEvidence } from './evidence.js';
import { compareExact, hasRegression } from './exact.js';
import { baselineBehind } from './keeps-up.js';
import { openLimits } from './limits/judge.js';
import { type Look, lookAtAll, lookAtNew } from './looks.js';
import { sampledOf } from './metrics/all.js';
import type { SampledMetric } from './metrics/metric.js';
import { impossibility } from './plausible.js';
import type { Schedule } from './rule.js';
import { looksAt, RULE, schedule } from './rule.js';
import { bothSides, figuresOf, pairedSamples, type Sample, sides } from './samples.js';

/**
 * Screen, then confirm. Every metric of a cell is looked at after `screen` generations and after every second
 * one from then on, until it is clear or suspect. A metric that does not hold its cell is settled before that, where
 * it is not suspect (`RULE.settledWithin`). A suspect is decided by generations made after it became
 * one, and by these alone: those that made it suspect are biased. Everything is worked out again from the
 * record each time, so a run can be split, repeated and checked.
 */

/** What a cell needs next: a generation of this phase, or nothing more. */
export type NextStep = 'screen' | 'confirm' | 'done';

/** Those that a cell shares α with, as far as it knows them. */
export interface Company {
  /** Comparisons that are suspect or were, its own among them. */
  readonly flagged: number;
  /** Comparisons that are tested at once, its own among them. */
  readonly tested: number;
  /** Share of a report's α that they have together. */
  readonly share: number;
}

/** Nothing is known of the others. */
export const UNKNOWN: Company = { flagged: 0, tested: 0, share: 1 - RULE.newCellsShare };

/** How far one metric of a cell has come. */
export interface Course {
  readonly metric: SampledMetric;
  /** In the metric's unit. */
  readonly baseline: number;
  readonly candidate: number;
  /** Fraction. */
  readonly threshold: number;
  /** It was suspect once. */
  readonly flagged: boolean;
  /** What decides it: all values, or where it was flagged, those of the confirming generations; null: none yet. */
  readonly evidence: Evidence | null;
  /** What makes it suspect: seen before it was flagged, or at the end, without room to confirm it; null: nothing. */
  readonly suspicion: Evidence | null;
  /**
   * The least p value of the looks at confirming values, each divided by the share of α that its look has; 1 where there
   * are too few values; null where never flagged.
   */
  readonly p: number | null;
  /** The same of looks at all generations together; null where the metric is not tested so, or there was no look yet. */
  readonly atOnce: Look | null;
  /** More generations would not help. */
  readonly settled: boolean;
}

/** What of a run decides when one of its cells is done. */
export interface Pace {
  /** What is known of the cells that it shares α with. */
  readonly company: Company;
  /**
   * A cell that a count has made red is confirmed in all else, too. Where somebody accepts regressions, what is not
   * confirmed would pass with the count.
   */
  readonly confirmsAll: boolean;
  /** Absolute figures that the cell has to keep (limits/judge.ts): it goes on until none is open. Absent: none. */
  readonly limits?: Limits;
}

const ALONE: Pace = { company: UNKNOWN, confirmsAll: false };

/** @returns what the cell needs next: until its metrics are settled, and then until no limit is open */
export function nextStep(
  cell: CellRecord,
  gate: Gate,
  settings: MeasureSettings,
  pace: Pace = ALONE,
): NextStep {
  if (cell.state === 'unchanged' || cell.state === 'invalid' || impossibility(cell) !== null) return 'done';
  const step = stepOfMetrics(cell, gate, settings, pace);
  if (step !== 'done') return step;
  return openLimits(cell, pace.limits ?? {}, settings) === null ? 'done' : 'screen';
}

function stepOfMetrics(
  cell: CellRecord,
  gate: Gate,
  settings: MeasureSettings,
  { company, confirmsAll }: Pace,
): NextStep {
  const plan = schedule(settings);
  const done = cell.generations.length;
  if (done < plan.screen) return 'screen';
  if (isAlone(cell)) {
    // Only a later comparison with stored figures needs these.
    return done < RULE.leastGenerations ? 'screen' : 'done';
  }
  if (done >= plan.max || baselineBehind(cell, gate) !== null) return 'done';
  // Between two looks a screen goes on as it was.
  if (!isLook(done, plan) && cell.generations.at(-1)?.phase === 'screen') return 'screen';
  // A count is certain. What the screen shows besides is its price, and nothing that is confirmed makes the cell greener.
  const isRed = hasRegression(compareExact(bothSides(cell.generations), gate));
  if (isRed && !confirmsAll) return 'done';
  const courses = follow(cell, gate, settings, company);
  if (courses.some((course) => course.flagged && !course.settled)) return 'confirm';
  if (isRed) return 'done';
  return courses.every((course) => course.settled) ? 'done' : 'screen';
}

/**
 * Confirming generations that a suspect cell still needs before its first look, one at least where that was not enough.
 * @returns 0 where nothing waits to be confirmed
 */
export function stillToConfirm(
  cell: CellRecord,
  gate: Gate,
  settings: MeasureSettings,
  pace: Pace = ALONE,
): number {
  if (nextStep(cell, gate, settings, pace) !== 'confirm') return 0;
  const made = cell.generations.filter(({ phase }) => phase === 'confirm').length;
  return Math.max(1, schedule(settings).confirm - made);
}

/** Whether nothing was measured beside the candidate. */
export const isAlone = ({ noBaseline, generations }: CellRecord): boolean =>
  noBaseline !== null || sides(generations, 'baseline').length === 0;

/** The course of every sampled metric that both sides have. */
export function follow(
  cell: CellRecord,
  gate: Gate,
  settings: MeasureSettings,
  company: Company = UNKNOWN,
): Course[] {
  const plan = schedule(settings);
  const all = bothSides(cell.generations);
  // A floor is measured against the first generations only, so that no later one moves an earlier look.
  const early = bothSides(cell.generations.slice(0, plan.screen));
  return sampledOf(cell).flatMap((metric) => {
    const now = figuresOf(all, metric);
    const samples = pairedSamples(cell, metric);
    if (now === null || samples.length === 0) return [];
    const first = figuresOf(early, metric) ?? now;
    const threshold = metric.threshold(gate, first.baseline, early);
    const progress = followSamples(metric, samples, threshold, plan, levelsOf(company));
    return [{ metric, ...now, threshold, ...progress }];
  });
}

type Progress = Pick<Course, 'flagged' | 'evidence' | 'suspicion' | 'p' | 'settled'>;

/** The p values from which on a change will surely be claimed, so that more generations would not help. */
interface Levels {
  readonly confirmed: number;
  readonly atOnce: number;
}

function levelsOf({ flagged, tested, share }: Company): Levels {
  const alpha = RULE.reportAlpha * share;
  return {
    confirmed: (alpha * (1 - RULE.atOnceShare)) / Math.max(flagged, RULE.assumedFlagged),
    atOnce: (alpha * RULE.atOnceShare) / Math.max(tested, RULE.assumedTested),
  };
}

function followSamples(
  metric: SampledMetric,
  samples: readonly Sample[],
  threshold: number,
  plan: Schedule,
  levels: Levels,
): Progress & Pick<Course, 'atOnce'> {
  const width = RULE.settledWithin[metric.holdsCell];
  const progress = screenAndConfirm(samples, threshold, width, plan, levels.confirmed);
  if (metric.holdsCell !== 'decided') return { ...progress, atOnce: null };
  const planned = lookAtAll(samples, plan, false);
  const isSure =
    planned !== null && planned.p <= levels.atOnce && isBeyondSurely(planned.evidence, threshold);
  const settled = progress.settled || isSure;
  return { ...progress, settled, atOnce: settled ? planned : lookAtAll(samples, plan, true) };
}

/**
 * @param width thresholds inside which the interval of a metric that is not suspect settles it
 * @param level p value from which on a confirmed change will surely be claimed
 */
function screenAndConfirm(
  samples: readonly Sample[],
  threshold: number,
  width: number,
  plan: Schedule,
  level: number,
): Progress {
  const flag = findFlag(samples, threshold, plan);
  if (flag !== null) {
    const later = samples.filter(({ phase, position }) => phase === 'confirm' && position >= flag.position);
    return {
      flagged: true,
      suspicion: flag.evidence,
      ...lookAtNew(
        later.map(({ value }) => value),
        threshold,
        looksAt(plan.max - flag.position, plan.confirm),
        level,
      ),
    };
  }
  const evidence = pairedEvidence(samples.map(({ value }) => value));
  // A look that came too late to be confirmed, or was cut short, leaves a suspicion that nothing can settle.
  const late = evidence !== null && !isClear(evidence, threshold) && isSuspect(evidence, threshold);
  const settled =
    evidence !== null &&
    (isClear(evidence, late ? threshold : width * threshold) || isHopeless(evidence, threshold, plan));
  return { flagged: false, suspicion: late ? evidence : null, evidence, p: null, settled };
}

/** Generations of a cell that were there at the last look; fewer than `screen`: there was none. */
export function lookedAt(generations: number, plan: Schedule): number {
  if (generations < plan.screen) return generations;
  return generations - ((generations - plan.screen) % RULE.screenStep);
}

/** Looks come after `screen` generations and every `screenStep` from then on. */
function isLook(generations: number, plan: Schedule): boolean {
  return generations >= plan.screen && lookedAt(generations, plan) === generations;
}

/** The first look at which a metric is suspect and there is room to confirm it. */
function findFlag(
  samples: readonly Sample[],
  threshold: number,
  plan: Schedule,
): { position: number; evidence: Evidence } | null {
  for (let position = plan.screen; position + plan.confirm <= plan.max; position += RULE.screenStep) {
    if ((samples.at(-1)?.position ?? -1) < position - 1) return null;
    const seen = samples.filter((sample) => sample.position < position).map(({ value }) => value);
    // Most looks see nothing; their intervals need not be worked out.
    if (seen.length < 2 || !mayBeSuspect(mean(seen), threshold)) continue;
    const evidence = pairedEvidence(seen);
    if (evidence === null || isClear(evidence, threshold)) continue;
    if (isSuspect(evidence, threshold)) return { position, evidence };
  }
  return null;
}

/**
 * Whether all the generations that are left would show neither that nothing has changed nor a change as large as it seems
 * to be by now.
 */
function isHopeless(evidence: Evidence, threshold: number, plan: Schedule): boolean {
  if (evidence.estimate === null) return false;
  const { mean: change, standardError } = evidence.estimate;
  const atMax = {
    mean: 0,
    standardError: standardError * Math.sqrt(evidence.generations / plan.max),
    degrees: plan.max - 1,
  };
  const needed = RULE.hopelessFactor * Math.max(threshold, Math.abs(change));
  return confidenceInterval(atMax, RULE.intervalAlpha).high > needed;
}
