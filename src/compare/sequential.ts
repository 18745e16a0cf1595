import type { Gate, MeasureSettings } from '../model/config.js';
import type { CellRecord } from '../model/record.js';
import { confidenceInterval, twoSidedP } from '../stats/inference.js';
import { mean } from '../stats/summary.js';
import type { Evidence } from './evidence.js';
import { isClear, isShown, isSuspect, mayBeSuspect, pairedEvidence } from './evidence.js';
import { compareExact, hasRegression } from './exact.js';
import { SAMPLED } from './metrics/all.js';
import type { SampledMetric } from './metrics/metric.js';
import { impossibility } from './plausible.js';
import type { Schedule } from './rule.js';
import { looksAt, RULE, schedule } from './rule.js';
import { bothSides, figuresOf, pairedSamples, type Sample, sides } from './samples.js';

/**
 * Screen, then confirm. Every metric of a cell is looked at after `screen` generations and after every second
 * one from then on, until it is clear or suspect. A metric that does not hold its cell is settled where it is not suspect and
 * its interval is not wide either (`RULE.besideWidth`). A suspect is decided by generations made after it became
 * one, and by these alone: those that made it suspect are biased. Everything is worked out again from the
 * record each time, so a run can be split, repeated and checked.
 */

/** What a cell needs next: a generation of this phase, or nothing more. */
export type NextStep = 'screen' | 'confirm' | 'done';

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
  /** P value of the confirming values, divided by the share of α that their look has; 1 where there are too few; null where never flagged. */
  readonly p: number | null;
  /** More generations would not help. */
  readonly settled: boolean;
}

/** @returns what the cell needs next, from its generations alone. */
export function nextStep(cell: CellRecord, gate: Gate, settings: MeasureSettings): NextStep {
  const plan = schedule(settings);
  const done = cell.generations.length;
  if (cell.state === 'unchanged' || cell.state === 'invalid' || impossibility(cell) !== null) return 'done';
  if (done < plan.screen) return 'screen';
  if (isAlone(cell)) {
    // Only a later comparison with stored figures needs these.
    return done < RULE.leastGenerations ? 'screen' : 'done';
  }
  if (done >= plan.max) return 'done';
  // Between two looks a screen goes on as it was.
  if (!isLook(done, plan) && cell.generations.at(-1)?.phase === 'screen') return 'screen';
  const courses = follow(cell, gate, settings);
  if (courses.some((course) => course.flagged && !course.settled)) return 'confirm';
  const exact = compareExact(bothSides(cell.generations), gate);
  if (hasRegression(exact)) return 'done';
  return courses.every((course) => course.settled) ? 'done' : 'screen';
}

/**
 * Confirming generations that a suspect cell still needs before its first look, one at least where that was not enough.
 * @returns 0 where nothing waits to be confirmed
 */
export function stillToConfirm(cell: CellRecord, gate: Gate, settings: MeasureSettings): number {
  if (nextStep(cell, gate, settings) !== 'confirm') return 0;
  const made = cell.generations.filter(({ phase }) => phase === 'confirm').length;
  return Math.max(1, schedule(settings).confirm - made);
}

/** Whether nothing was measured beside the candidate. */
export const isAlone = ({ noBaseline, generations }: CellRecord): boolean =>
  noBaseline !== null || sides(generations, 'baseline').length === 0;

/** The course of every sampled metric that both sides have. */
export function follow(cell: CellRecord, gate: Gate, settings: MeasureSettings): Course[] {
  const plan = schedule(settings);
  const all = bothSides(cell.generations);
  // A floor is measured against the first generations only, so that no later one moves an earlier look.
  const early = bothSides(cell.generations.slice(0, plan.screen));
  return SAMPLED.flatMap((metric) => {
    const now = figuresOf(all, metric);
    const samples = pairedSamples(cell, metric);
    if (now === null || samples.length === 0) return [];
    const first = figuresOf(early, metric) ?? now;
    const threshold = metric.threshold(gate, first.baseline);
    const width = metric.holdsCell ? 1 : RULE.besideWidth;
    return [{ metric, ...now, threshold, ...followSamples(samples, threshold, width, plan) }];
  });
}

type Progress = Pick<Course, 'flagged' | 'evidence' | 'suspicion' | 'p' | 'settled'>;

/** @param width thresholds inside which the interval of a metric that is not suspect settles it */
function followSamples(
  samples: readonly Sample[],
  threshold: number,
  width: number,
  plan: Schedule,
): Progress {
  const flag = findFlag(samples, threshold, plan);
  if (flag !== null) {
    const later = samples.filter(({ phase, position }) => phase === 'confirm' && position >= flag.position);
    return {
      flagged: true,
      suspicion: flag.evidence,
      ...confirm(
        later.map(({ value }) => value),
        threshold,
        looksAt(plan.max - flag.position, plan.confirm),
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
 * The first look at confirming values that decides; where none does, all of them, with all of α that the looks before
 * have left. That is theirs wherever the budget ends, since nothing is looked at between two looks: when it ends does not
 * hang on what was seen.
 */
function confirm(
  values: readonly number[],
  threshold: number,
  looks: readonly number[],
): Pick<Progress, 'evidence' | 'p' | 'settled'> {
  const room = Math.max(looks.at(-1) ?? 0, values.length);
  let spent = 0;
  for (const size of looks) {
    if (size > values.length) break;
    const evidence = pairedEvidence(values.slice(0, size));
    if (evidence === null) break;
    const p = sharedP(evidence, (size - spent) / room);
    const shown = isShown(evidence, p, RULE.reportAlpha / RULE.assumedFlagged, threshold);
    if (shown || isClear(evidence, threshold)) return { evidence, p, settled: true };
    if (size < values.length) spent = size;
  }
  const evidence = pairedEvidence(values);
  return { evidence, p: evidence === null ? 1 : sharedP(evidence, 1 - spent / room), settled: false };
}

/**
 * A p value that is at most u with a chance of at most `share` · u where nothing has changed: over all looks, whose
 * shares add up to 1, at most u.
 */
function sharedP(evidence: Evidence, share: number): number {
  if (evidence.estimate === null || evidence.generations < RULE.leastGenerations) return 1;
  return Math.min(1, twoSidedP(evidence.estimate) / share);
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
