import type { Generation, ReferenceFigures } from '../model/record.js';
import { isPositive } from '../stats/ratio.js';
import { mean } from '../stats/summary.js';
import type { SampledMetric } from './metrics.js';
import { sideLog } from './metrics.js';
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

/** Memory does not depend on how fast the machine is on the day; everything else does. */
type SpeedMetric = Exclude<SampledMetric, 'memory' | 'growth'>;

type Referenced = Generation & { readonly reference: ReferenceFigures };

/**
 * The generations that can be divided by a reference target. There must be enough of them that a change can be claimed
 * by these alone.
 * @returns why not, the end of a sentence, where there are none
 */
export function referencedRuns(
  ours: readonly Generation[],
  theirs: readonly Generation[],
): ReferencedRuns | string {
  const here = ours.filter(isReferenced);
  const there = theirs.filter(isReferenced);
  if (here.length < RULE.leastGenerations) return 'this run has too few figures of a reference target';
  if (there.length < RULE.leastGenerations) return 'the stored figures have no reference target beside them';
  const program = here[0]?.reference.program;
  const alike = { ours: here.filter(runs(program)), theirs: there.filter(runs(program)) };
  const fewest = Math.min(alike.ours.length, alike.theirs.length);
  return fewest < RULE.leastGenerations
    ? 'the stored figures have another reference target beside them'
    : alike;
}

const isReferenced = (generation: Generation): generation is Referenced => generation.reference !== undefined;

const runs =
  (program: string | undefined) =>
  ({ reference }: Referenced): boolean =>
    reference.program === program;

/**
 * The values of one metric: each generation's figure, divided by that of the reference target beside it (a difference
 * of logs).
 * @param referenced null: there is no reference target to divide by
 */
export function independentValues(
  metric: SpeedMetric,
  ours: readonly Generation[],
  theirs: readonly Generation[],
  referenced: ReferencedRuns | null,
): IndependentValues {
  const plain = {
    ours: ours.flatMap((one) => logOf(one, metric) ?? []),
    theirs: theirs.flatMap((one) => logOf(one, metric) ?? []),
  };
  const divided = referenced === null ? null : dividedValues(metric, referenced);
  return divided ?? { ...plain, knownVariance: RULE.runToRunSd ** 2, scale: 1 };
}

/** null: the runtime can't tell this figure of the reference target. */
function dividedValues(metric: SpeedMetric, { ours, theirs }: ReferencedRuns): IndependentValues | null {
  const all = [...ours, ...theirs];
  if (!all.every(({ reference }) => isPositive(figureOf(reference, metric) ?? 0))) return null;
  const divide = (one: Referenced): number | [] => {
    const log = logOf(one, metric);
    return log === null ? [] : log - Math.log(figureOf(one.reference, metric) ?? 1);
  };
  const machines = new Set(all.map(({ reference }) => reference.machine));
  const sd = machines.size === 1 ? RULE.referencedSd : RULE.otherMachineSd;
  return {
    ours: ours.flatMap(divide),
    theirs: theirs.flatMap(divide),
    knownVariance: sd ** 2,
    scale: Math.exp(meanReference(ours, metric) - meanReference(theirs, metric)),
  };
}

const meanReference = (all: readonly Referenced[], metric: SpeedMetric): number =>
  mean(all.map(({ reference }) => Math.log(figureOf(reference, metric) ?? 1)));

const logOf = ({ candidate }: Generation, metric: SpeedMetric): number | null =>
  sideLog(candidate, metric, candidate.solo, null);

function figureOf(reference: ReferenceFigures, metric: SpeedMetric): number | null {
  if (metric === 'throughput') return reference.rps;
  return metric === 'cpu' ? reference.cpuUs : reference.serviceUs;
}

/** ln(throughput of the reference target, ours / theirs): how much faster the machine was. */
export const speedLog = ({ ours, theirs }: ReferencedRuns): number =>
  meanReference(ours, 'throughput') - meanReference(theirs, 'throughput');
