import type { AdvisoryReason, Comparison, StoredBasis, UndividedReason } from '../model/comparison.js';
import type { Gate, MeasureSettings } from '../model/config.js';
import { type Limits, type LimitsOf, NO_LIMITS } from '../model/figure-limits.js';
import type { CellRecord, RunRecord } from '../model/record.js';
import { twoSidedP } from '../stats/inference.js';
import { mean } from '../stats/summary.js';
import { advisoryReason } from './alike.js';
import type { CellDraft, SampledDraft } from './cell.js';
import { decideWithoutFigures, draftDecided, finish, invalidCell } from './compare.js';
import { isSuspect } from './evidence.js';
import { compareExact } from './exact.js';
import { baselineBehind } from './keeps-up.js';
import { sampledOf } from './metrics/all.js';
import type { Reading, SampledMetric } from './metrics/metric.js';
import { impossibility } from './plausible.js';
import {
  type IndependentValues,
  independentEvidence,
  independentValues,
  type ReferencedRuns,
  referencedRuns,
  speedLog,
} from './reference.js';
import { sides } from './samples.js';

/**
 * Compares a run of the candidate alone with stored figures. Where a reference target ran beside both, each figure is
 * divided by its own, so that a machine that got slower is no change (reference.ts); memory never is. The generations
 * of the two are independent, so the interval is Welch's on the logs of the solo figures, widened by what two runs
 * differ by beside what their generations show (`RULE.referencedSd`, `otherMachineSd`, `runToRunSd`): this sees
 * much less than a duet. The baseline's figures are shown as this machine would have them. There is no confirmation, so
 * every metric is tested, Holm over all of them.
 * Advisory where the machine or the caps differ: reported, and no reason to fail.
 * @param settings how often a limit was looked at; nothing else is looked at step by step
 * @param limitsOf as for `compareRecord`. No limit hangs on stored figures, so that none is advisory
 */
export function compareStored(
  candidate: RunRecord,
  stored: RunRecord,
  gate: Gate,
  settings: MeasureSettings,
  limitsOf: LimitsOf = NO_LIMITS,
): Comparison {
  const drafts = candidate.cells.map((cell) =>
    draftStored(cell, findCell(stored, cell), gate, limitsOf(cell)),
  );
  const reason = advisoryReason(candidate, stored);
  const comparison = finish(
    drafts.map(({ draft }) => draft),
    candidate,
    { advisory: reason !== null, ways: 'confirmed', isShared: () => true, limitsOf, settings },
  );
  const runs = drafts.flatMap(({ referenced }) => referenced ?? []);
  return { ...comparison, stored: basisOf(runs, reason, candidate) };
}

function basisOf(
  runs: readonly (ReferencedRuns | UndividedReason)[],
  advisoryReason: AdvisoryReason | null,
  { reference }: RunRecord,
): StoredBasis {
  const divided = runs.filter((one) => 'ours' in one);
  const [why = null] = runs.filter((one) => 'code' in one);
  const missing = reference?.missing ?? null;
  return {
    advisoryReason,
    divided: divided.length,
    undivided: why === null || missing === null ? why : { code: 'not-run', text: missing },
    machineSpeed: divided.length === 0 ? null : Math.exp(mean(divided.map(speedLog))),
  };
}

function findCell(record: RunRecord, { target, scenario }: CellRecord): CellRecord | undefined {
  return record.cells.find((cell) => cell.target === target && cell.scenario === scenario);
}

interface StoredDraft {
  readonly draft: CellDraft;
  /** Why there is none to divide by, where there is none; null: no figures were compared. */
  readonly referenced: ReferencedRuns | UndividedReason | null;
}

function draftStored(
  cell: CellRecord,
  stored: CellRecord | undefined,
  gate: Gate,
  limits: Limits,
): StoredDraft {
  const both = {
    baseline: stored === undefined ? [] : sides(stored.generations, 'candidate'),
    candidate: sides(cell.generations, 'candidate'),
  };
  const decided =
    decideWithoutFigures(cell, limits) ?? decideByStored(cell, stored, both.baseline.length, gate);
  const base = { cell, sides: both, decided };
  if (decided !== null || stored === undefined) {
    return { draft: draftDecided(base, gate), referenced: null };
  }
  const referenced = referencedRuns(cell.generations, stored.generations);
  const runs = 'ours' in referenced ? referenced : null;
  const speed = runs === null ? 1 : Math.exp(speedLog(runs));
  const sampled = sampledOf(cell).flatMap((metric) => {
    const reading = metric.read(both);
    const values = independentValues(metric, reading, cell.generations, stored.generations, runs);
    return draftMetric(metric, reading, values, gate) ?? [];
  });
  const { steps, generations } = stored;
  const storedSteps = { ...(steps === undefined ? {} : { steps }), generations, runs };
  const exact = compareExact(both, gate);
  return { draft: { ...base, speed, stored: storedSteps, sampled, exact }, referenced };
}

function decideByStored(
  cell: CellRecord,
  stored: CellRecord | undefined,
  figures: number,
  gate: Gate,
): CellDraft['decided'] {
  if (stored === undefined) return { verdict: 'new', reason: { code: 'not-stored' } };
  if (stored.state === 'invalid' || impossibility(stored) !== null) {
    return { verdict: 'new', reason: { code: 'stored-invalid' } };
  }
  if (figures === 0) return { verdict: 'new', reason: { code: 'stored-empty' } };
  if (loadOf(cell) !== loadOf(stored)) return { verdict: 'new', reason: { code: 'stored-other-load' } };
  return invalidCell(baselineBehind(stored, gate, true));
}

/** What CPU time and latencies hang on: a closed loop, a rate of the scenario's, or one that the load was reduced to. */
function loadOf({ generations, reduced }: CellRecord): string {
  if (reduced !== undefined) return 'reduced';
  const rounds = sides(generations, 'candidate').flatMap(({ solo }) => solo);
  const [round] = rounds;
  return round?.arrivals === undefined ? 'closed' : `${round.arrivals.rate}/s`;
}

function draftMetric(
  metric: SampledMetric,
  reading: Reading,
  values: IndependentValues,
  gate: Gate,
): SampledDraft | null {
  const stored = reading.absolute(reading.baseline);
  const candidate = reading.absolute(reading.candidate);
  if (values.theirs.length === 0 || values.ours.length === 0) return null;
  if (stored === null || candidate === null) return null;
  const baseline = stored * values.scale;
  const evidence = independentEvidence(values);
  const threshold = metric.threshold(gate, baseline);
  return {
    metric,
    baseline,
    candidate,
    threshold,
    evidence,
    suspicion: isSuspect(evidence, threshold) ? evidence : null,
    p: evidence.estimate === null ? 1 : twoSidedP(evidence.estimate),
    atOnce: null,
  };
}
