import type { Comparison } from '../model/comparison.js';
import type { Gate, MeasureSettings } from '../model/config.js';
import type { CellRecord, RunRecord, SideFigures } from '../model/record.js';
import { estimateDifference, twoSidedP } from '../stats/inference.js';
import { mean } from '../stats/summary.js';
import type { CellDraft, SampledDraft } from './cell.js';
import { decideWithoutFigures, finish } from './compare.js';
import type { Evidence } from './evidence.js';
import { evidenceOf, isSuspect } from './evidence.js';
import { compareExact, NOTHING_COUNTED } from './exact.js';
import type { SampledMetric } from './metrics.js';
import { absolute, SAMPLED, sideLog, sides, thresholdOf } from './metrics.js';
import { impossibility } from './plausible.js';
import { RULE } from './rule.js';

/**
 * Compares a run of the candidate alone with stored figures. The generations of the two are independent, so the
 * interval is Welch's on the logs of the solo figures, widened by what two runs on one machine differ by
 * (`RULE.runToRunSd`): this sees much less than a duet. There is no confirmation, so every metric is tested,
 * Holm over all of them.
 * Advisory where the machine or the caps differ: told, and no reason to fail.
 * @param _settings not used, since nothing is looked at step by step; both comparisons are called alike
 */
export function compareStored(
  candidate: RunRecord,
  stored: RunRecord,
  gate: Gate,
  _settings: MeasureSettings,
): Comparison {
  const alike =
    candidate.machine.fingerprint === stored.machine.fingerprint &&
    candidate.caps.cpus === stored.caps.cpus &&
    candidate.caps.memoryBytes === stored.caps.memoryBytes;
  const drafts = candidate.cells.map((cell) => draftStored(cell, findCell(stored, cell), gate));
  return finish(drafts, candidate, !alike);
}

function findCell(record: RunRecord, { target, scenario }: CellRecord): CellRecord | undefined {
  return record.cells.find((cell) => cell.target === target && cell.scenario === scenario);
}

function draftStored(cell: CellRecord, stored: CellRecord | undefined, gate: Gate): CellDraft {
  const baselineSides = stored === undefined ? [] : sides(stored.generations, 'candidate');
  const candidateSides = sides(cell.generations, 'candidate');
  const decided = decideWithoutFigures(cell) ?? decideByStored(stored, baselineSides);
  const base = { cell, baselineSides, candidateSides, decided };
  if (decided !== null) return { ...base, sampled: [], exact: NOTHING_COUNTED };
  const sampled = SAMPLED.flatMap((metric) => draftMetric(metric, baselineSides, candidateSides, gate) ?? []);
  return { ...base, sampled, exact: compareExact(baselineSides, candidateSides) };
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

function draftMetric(
  metric: SampledMetric,
  baselineSides: readonly SideFigures[],
  candidateSides: readonly SideFigures[],
  gate: Gate,
): SampledDraft | null {
  const theirs = baselineSides.flatMap((side) => sideLog(side, metric, side.solo) ?? []);
  const ours = candidateSides.flatMap((side) => sideLog(side, metric, side.solo) ?? []);
  const baseline = absolute(baselineSides, metric);
  const candidate = absolute(candidateSides, metric);
  if (theirs.length === 0 || ours.length === 0 || baseline === null || candidate === null) return null;
  const evidence = independentEvidence(metric, ours, theirs);
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

/** Memory does not depend on how fast the machine is on the day; everything else does. */
function independentEvidence(
  metric: SampledMetric,
  ours: readonly number[],
  theirs: readonly number[],
): Evidence {
  const generations = Math.min(ours.length, theirs.length);
  if (generations < 2)
    return { mean: mean(ours) - mean(theirs), estimate: null, interval: null, generations };
  const knownVariance = metric === 'memory' ? 0 : RULE.runToRunSd ** 2;
  return evidenceOf(estimateDifference(ours, theirs, knownVariance), generations);
}
