import type { UndividedReason } from '../model/comparison.js';
import type { Generation, ReferenceFigures, SideFigures } from '../model/record.js';
import { estimateDifference } from '../stats/inference.js';
import { isPositive } from '../stats/ratio.js';
import { mean } from '../stats/summary.js';
import { type Evidence, evidenceOf } from './evidence.js';
import type { Reading, SampledMetric } from './metrics/metric.js';
import { throughput } from './metrics/throughput.js';
import { RULE } from './rule.js';

/** Values of two independent runs, logs, one a generation, and what else they may differ by. */
export interface IndependentValues {
  readonly ours: readonly number[];
  readonly theirs: readonly number[];
  /** Of the difference, besides what the values show. */
  readonly knownVariance: number;
  /** What the stored figures are multiplied by to be this machine's; 1 where nothing was divided. */
  readonly scale: number;
}

/** Generations of both runs with a reference target beside them that is the same program. */
export interface ReferencedRuns {
  readonly ours: readonly Referenced[];
  readonly theirs: readonly Referenced[];
}

/** Reads the figure that a metric is divided by. */
type ReferenceFigure = NonNullable<SampledMetric['reference']>;

type Referenced = Generation & { readonly reference: ReferenceFigures };

/**
 * The generations that can be divided by a reference target. There must be enough of them that a change can be claimed
 * by these alone.
 * @returns why not, where there are none
 */
export function referencedRuns(
  ours: readonly Generation[],
  theirs: readonly Generation[],
): ReferencedRuns | UndividedReason {
  const here = ours.filter(isReferenced);
  const there = theirs.filter(isReferenced);
  if (here.length < RULE.leastGenerations) return { code: 'too-few-here' };
  if (there.length < RULE.leastGenerations) return { code: 'none-stored' };
  const program = here[0]?.reference.program;
  const alike = { ours: here.filter(runs(program)), theirs: there.filter(runs(program)) };
  const fewest = Math.min(alike.ours.length, alike.theirs.length);
  return fewest < RULE.leastGenerations ? { code: 'other-program' } : alike;
}

const isReferenced = (generation: Generation): generation is Referenced => generation.reference !== undefined;

const runs =
  (program: string | undefined) =>
  ({ reference }: Referenced): boolean =>
    reference.program === program;

/**
 * The values of one metric: each generation's figure, divided by that of the reference target beside it (a difference
 * of logs). A metric that does not depend on the speed of the machine is not divided, and nothing is added to its spread.
 * @param referenced null: there is no reference target to divide by
 */
export function independentValues(
  { reference }: Pick<SampledMetric, 'reference'>,
  reading: Omit<Reading, 'absolute'>,
  ours: readonly Generation[],
  theirs: readonly Generation[],
  referenced: ReferencedRuns | null,
): IndependentValues {
  const logs = (sides: readonly SideFigures[]) => sides.flatMap((side) => reading.log(side, 'solo') ?? []);
  if (reference === null) {
    const { baseline, candidate } = reading;
    return { ours: logs(candidate), theirs: logs(baseline), knownVariance: 0, scale: 1 };
  }
  const divided = referenced === null ? null : dividedValues(reference, reading, referenced);
  if (divided !== null) return divided;
  const candidates = (all: readonly Generation[]) => logs(all.map(({ candidate }) => candidate));
  return {
    ours: candidates(ours),
    theirs: candidates(theirs),
    knownVariance: RULE.runToRunSd ** 2,
    scale: 1,
  };
}

/** null: the runtime can't tell this figure of the reference target. */
function dividedValues(
  figure: ReferenceFigure,
  reading: Pick<Reading, 'log'>,
  { ours, theirs }: ReferencedRuns,
): IndependentValues | null {
  const all = [...ours, ...theirs];
  if (!all.every(({ reference }) => isPositive(figure(reference) ?? 0))) return null;
  const divide = ({ candidate, reference }: Referenced): number | [] => {
    const log = reading.log(candidate, 'solo');
    return log === null ? [] : log - Math.log(figure(reference) ?? 1);
  };
  const machines = new Set(all.map(({ reference }) => reference.machine));
  const sd = machines.size === 1 ? RULE.referencedSd : RULE.otherMachineSd;
  return {
    ours: ours.flatMap(divide),
    theirs: theirs.flatMap(divide),
    knownVariance: sd ** 2,
    scale: Math.exp(meanReference(ours, figure) - meanReference(theirs, figure)),
  };
}

const meanReference = (all: readonly Referenced[], figure: ReferenceFigure): number =>
  mean(all.map(({ reference }) => Math.log(figure(reference) ?? 1)));

export function independentEvidence({ ours, theirs, knownVariance }: IndependentValues): Evidence {
  const generations = Math.min(ours.length, theirs.length);
  if (generations < 2)
    return { mean: mean(ours) - mean(theirs), estimate: null, interval: null, generations };
  return evidenceOf(estimateDifference(ours, theirs, knownVariance), generations);
}

/** ln(throughput of the reference target, ours / theirs): how much faster the machine was. */
export const speedLog = ({ ours, theirs }: ReferencedRuns): number =>
  meanReference(ours, throughput.reference) - meanReference(theirs, throughput.reference);
