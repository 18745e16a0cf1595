import type { CellComparison, StepChange } from '../model/comparison.js';
import type { CellRecord, Generation, SideFigures } from '../model/record.js';
import { geometricMean, isPositive, meanLog } from '../stats/ratio.js';
import { type Evidence, pairedEvidence } from './evidence.js';
import { latency } from './metrics/latency.js';
import { independentEvidence, independentValues, type ReferencedRuns } from './reference.js';
import { sides } from './samples.js';

/**
 * The step that explains the change of a sequence: of those whose time has changed for sure, in the direction that is asked
 * for, the one whose time has changed the most. It decides nothing.
 *
 * A step's time is the median of probe rounds, in which requests come one after the other: under load, all steps wait in the
 * queue that one of them makes. Where there are no probe rounds, it is that of the duets.
 * @param stored null: the baseline ran beside the candidate
 * @returns null: none has changed for sure, or there are no steps
 */
export function changedStep(
  { steps, generations }: CellRecord,
  isSlower: boolean,
  stored: StoredSteps | null = null,
): StepChange | null {
  const changes = (steps ?? []).flatMap((request, at): readonly StepChange[] => {
    const found = stored === null ? paired(generations, at) : independent(generations, stored, at);
    if (found?.evidence.interval == null) return [];
    const { baseline, candidate, evidence } = found;
    const { mean, interval } = evidence;
    if (interval === null || (isSlower ? interval.low <= 1 : interval.high >= 1)) return [];
    return [{ number: at + 1, request, baseline, candidate, ratio: Math.exp(mean), interval }];
  });
  const by = ({ candidate, baseline }: StepChange): number => Math.abs(candidate - baseline);
  return changes.toSorted((a, b) => by(b) - by(a))[0] ?? null;
}

/** What the figures of both sides say of a step. */
interface OfStep {
  readonly evidence: Evidence;
  /** µs */
  readonly baseline: number;
  readonly candidate: number;
}

function paired(generations: readonly Generation[], step: number): OfStep | null {
  const pairs = generations.flatMap(({ candidate, baseline }) => {
    const [ours, theirs] = [timeOf(candidate, step), baseline === null ? null : timeOf(baseline, step)];
    return ours === null || theirs === null ? [] : [{ ours, theirs }];
  });
  const evidence = pairedEvidence(pairs.map(({ ours, theirs }) => Math.log(ours / theirs)));
  if (evidence === null) return null;
  return {
    evidence,
    baseline: geometricMean(pairs.map(({ theirs }) => theirs)),
    candidate: geometricMean(pairs.map(({ ours }) => ours)),
  };
}

/** Of two runs: as service time is compared with a stored one. */
function independent(
  generations: readonly Generation[],
  { generations: before, runs }: StoredSteps,
  step: number,
): OfStep | null {
  const [candidate, baseline] = [sides(generations, 'candidate'), sides(before, 'candidate')];
  const times = (all: readonly SideFigures[]): number[] => all.flatMap((side) => timeOf(side, step) ?? []);
  const [ours, theirs] = [times(candidate), times(baseline)];
  if (ours.length === 0 || theirs.length === 0) return null;
  const reading = {
    ...{ baseline, candidate },
    log: (side: SideFigures) => {
      const time = timeOf(side, step);
      return time === null ? null : Math.log(time);
    },
  };
  const values = independentValues(latency, reading, generations, before, runs);
  const evidence = independentEvidence(values);
  return {
    evidence,
    baseline: geometricMean(theirs) * values.scale,
    candidate: geometricMean(ours),
  };
}

/** What a stored record has of a cell with steps. */
export interface StoredSteps extends Pick<CellRecord, 'steps' | 'generations'> {
  /** What its figures are divided by; null: nothing. */
  readonly runs: ReferencedRuns | null;
}

/** @returns null: the cell has no steps. A text: why the stored record can't tell how they have changed */
export function storedSteps(
  { steps }: CellRecord,
  stored: StoredSteps,
): StoredSteps | NonNullable<CellComparison['noStep']> | null {
  if (steps === undefined) return null;
  const isKnown = sides(stored.generations, 'candidate').some((side) => timeOf(side, 0) !== null);
  if (stored.steps === undefined || !isKnown) return 'no-figures';
  const areSame =
    steps.length === stored.steps.length && steps.every((step, at) => step === stored.steps?.[at]);
  return areSame ? stored : 'other-steps';
}

/** Of a side in one generation, µs; null: not known. */
function timeOf({ probe, duet }: SideFigures, step: number): number | null {
  const rounds = probe.length > 0 ? probe : duet;
  const times = rounds.flatMap(({ steps }) => steps?.[step]?.latencyUs.p50 ?? []).filter(isPositive);
  return times.length === 0 || times.length < rounds.length ? null : Math.exp(meanLog(times));
}
