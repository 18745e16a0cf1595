import type { Comparison, StoredBasis } from '../model/comparison.js';
import type { Gate, MeasureSettings } from '../model/config.js';
import type { CellRecord, RunRecord, SideFigures } from '../model/record.js';
import { estimateDifference, twoSidedP } from '../stats/inference.js';
import { mean } from '../stats/summary.js';
import { advisoryReason } from './alike.js';
import type { CellDraft, SampledDraft } from './cell.js';
import { decideWithoutFigures, draftDecided, finish } from './compare.js';
import type { Evidence } from './evidence.js';
import { evidenceOf, isSuspect } from './evidence.js';
import { compareExact } from './exact.js';
import { commonProjection, type Projection } from './growth.js';
import type { SampledMetric } from './metrics.js';
import {
  absolute,
  alikeSides,
  type BothSides,
  isMemory,
  SAMPLED,
  sideLog,
  sides,
  thresholdOf,
} from './metrics.js';
import { impossibility } from './plausible.js';
import {
  type IndependentValues,
  independentValues,
  type ReferencedRuns,
  referencedRuns,
  speedLog,
} from './reference.js';

/**
 * Compares a run of the candidate alone with stored figures. Where a reference target ran beside both, each figure is
 * divided by its own, so that a machine that got slower is no change (reference.ts); memory never is. The generations
 * of the two are independent, so the interval is Welch's on the logs of the solo figures, widened by what two runs
 * differ by beside what their generations show (`RULE.referencedSd`, `otherMachineSd`, `runToRunSd`): this sees
 * much less than a duet. The baseline's figures are told as this machine would have them. There is no confirmation, so every metric is tested, Holm over all of them.
 * Advisory where the machine or the caps differ: told, and no reason to fail.
 * @param _settings not used, since nothing is looked at step by step; both comparisons are called alike
 */
export function compareStored(
  candidate: RunRecord,
  stored: RunRecord,
  gate: Gate,
  _settings: MeasureSettings,
): Comparison {
  const drafts = candidate.cells.map((cell) => draftStored(cell, findCell(stored, cell), gate));
  const reason = advisoryReason(candidate, stored);
  const comparison = finish(
    drafts.map(({ draft }) => draft),
    candidate,
    reason !== null,
  );
  const runs = drafts.flatMap(({ referenced }) => referenced ?? []);
  return { ...comparison, stored: basisOf(runs, reason, candidate) };
}

function basisOf(
  runs: readonly (ReferencedRuns | string)[],
  reason: string | null,
  { reference }: RunRecord,
): StoredBasis {
  const divided = runs.filter((one) => typeof one !== 'string');
  const [why = null] = runs.filter((one) => typeof one === 'string');
  const missing = reference?.missing ?? null;
  return {
    advisoryReason: reason,
    divided: divided.length,
    undivided:
      why === null || missing === null ? why : `the reference target could not be measured: ${missing}`,
    machineSpeed: divided.length === 0 ? null : Math.exp(mean(divided.map(speedLog))),
  };
}

function findCell(record: RunRecord, { target, scenario }: CellRecord): CellRecord | undefined {
  return record.cells.find((cell) => cell.target === target && cell.scenario === scenario);
}

interface StoredDraft {
  readonly draft: CellDraft;
  /** Why there is none to divide by, where there is none; null: no figures were compared. */
  readonly referenced: ReferencedRuns | string | null;
}

function draftStored(cell: CellRecord, stored: CellRecord | undefined, gate: Gate): StoredDraft {
  const baselineSides = stored === undefined ? [] : sides(stored.generations, 'candidate');
  const candidateSides = sides(cell.generations, 'candidate');
  const decided = decideWithoutFigures(cell) ?? decideByStored(stored, baselineSides);
  const base = { cell, baselineSides, candidateSides, decided };
  if (decided !== null || stored === undefined) {
    return { draft: draftDecided(base, gate), referenced: null };
  }
  const referenced = referencedRuns(cell.generations, stored.generations);
  const runs = typeof referenced === 'string' ? null : referenced;
  const speed = runs === null ? 1 : Math.exp(speedLog(runs));
  const both = alikeSides({ baseline: baselineSides, candidate: candidateSides });
  const sampled = SAMPLED.flatMap((metric) => {
    const projection = metric === 'growth' ? commonProjection([...both.baseline, ...both.candidate]) : null;
    const values = isMemory(metric)
      ? memoryValues(metric, both, projection)
      : independentValues(metric, cell.generations, stored.generations, runs);
    return draftMetric(metric, values, both, projection, gate) ?? [];
  });
  const exact = compareExact(baselineSides, candidateSides, gate);
  return { draft: { ...base, speed, sampled, exact }, referenced };
}

function decideByStored(
  stored: CellRecord | undefined,
  figures: readonly SideFigures[],
): CellDraft['decided'] {
  if (stored === undefined) return { verdict: 'new', reason: 'the stored record has no such cell' };
  if (stored.state === 'invalid' || impossibility(stored) !== null) {
    return { verdict: 'new', reason: "the stored record's figures of this cell are invalid" };
  }
  return figures.length > 0
    ? null
    : { verdict: 'new', reason: 'the stored record has no figures of this cell' };
}

/** Memory does not depend on how fast the machine is on the day: nothing is divided, and nothing added to its spread. */
function memoryValues(
  metric: 'memory' | 'growth',
  { baseline, candidate }: BothSides,
  projection: Projection | null,
): IndependentValues {
  const logs = (all: readonly SideFigures[]) =>
    all.flatMap((side) => sideLog(side, metric, side.solo, projection) ?? []);
  return { ours: logs(candidate), theirs: logs(baseline), knownVariance: 0, scale: 1 };
}

function draftMetric(
  metric: SampledMetric,
  values: IndependentValues,
  both: BothSides,
  projection: Projection | null,
  gate: Gate,
): SampledDraft | null {
  const stored = absolute(both.baseline, metric, projection);
  const candidate = absolute(both.candidate, metric, projection);
  if (values.theirs.length === 0 || values.ours.length === 0) return null;
  if (stored === null || candidate === null) return null;
  const baseline = stored * values.scale;
  const evidence = independentEvidence(values);
  const threshold = thresholdOf(metric, gate, baseline);
  return {
    metric,
    baseline,
    candidate,
    threshold,
    evidence,
    suspicion: isSuspect(evidence, threshold) ? evidence : null,
    p: evidence.estimate === null ? 1 : twoSidedP(evidence.estimate),
  };
}

function independentEvidence({ ours, theirs, knownVariance }: IndependentValues): Evidence {
  const generations = Math.min(ours.length, theirs.length);
  if (generations < 2)
    return { mean: mean(ours) - mean(theirs), estimate: null, interval: null, generations };
  return evidenceOf(estimateDifference(ours, theirs, knownVariance), generations);
}
