import type { AcceptedRegression } from '../model/accepted.js';
import type { Comparison, GateResult } from '../model/comparison.js';
import type { Gate, MeasureSettings } from '../model/config.js';
import { type LimitsOf, NO_LIMITS } from '../model/figure-limits.js';
import type { RunRecord } from '../model/record.js';
import type { FormerVerdicts } from '../model/request.js';
import { secondRecord } from '../model/second-record.js';
import { applyAccepted } from './acceptance-rule.js';
import type { IsShared } from './claims.js';
import { compareRecord } from './compare.js';
import { doubt, type Known } from './doubt.js';
import { compareElsewhere, type IsElsewhere, split } from './elsewhere.js';
import { keepFormer } from './kept.js';
import { gateResult, isOnlyOverLimit, openRegressions } from './overall.js';
import { holdToSecond } from './second.js';
import { compareStored } from './stored.js';

/** What a record is judged by. None of it comes from the record itself. */
export interface Grounds {
  readonly gate: Gate;
  readonly measure: MeasureSettings;
  /** The absolute figures that each cell has to keep. */
  readonly limits: LimitsOf;
  /** Which cells the baseline's own configuration has (claims.ts). */
  readonly isShared: IsShared;
  /** Which cells are at a URL, and the record that these are compared with where nothing ran beside them. */
  readonly isElsewhere: IsElsewhere;
  readonly storedElsewhere: RunRecord | null;
  /** The record that the candidate is compared with; null: the baseline ran beside it, or there is none. */
  readonly stored: RunRecord | null;
  /** What is known of the cells where nobody vouches for the record; null: we measured it ourselves. */
  readonly known: Known | null;
  /** The verdicts that the cells of this record keep where the run left them out; null: the run measured all cells. */
  readonly former: FormerVerdicts | null;
  /** What people accepted, and the time that it is judged at, ms since the epoch; null: nobody was asked. */
  readonly accepted: { readonly regressions: readonly AcceptedRegression[]; readonly nowMs: number } | null;
}

/** What a run that measures by itself is judged by, unless told otherwise. */
export const NOTHING_ELSE = {
  limits: NO_LIMITS,
  isShared: () => true,
  isElsewhere: () => false,
  storedElsewhere: null,
  stored: null,
  known: null,
  former: null,
  accepted: null,
} as const;

/** How a run ended. There is always one, also after an error: what was measured before is in the record. */
export interface Outcome {
  readonly record: RunRecord;
  readonly comparison: Comparison;
  readonly gate: GateResult;
}

/**
 * Record → comparison → gate. Every edge judges here: a terminal, the Action, and the half that reports for forks.
 * Pure: the same record and grounds give the same outcome.
 */
export function judge(record: RunRecord, grounds: Grounds): Outcome {
  const { gate, measure, limits, isShared, stored, known, former, accepted } = grounds;
  const { problems } = record;
  const { ours, theirs } = split(record, grounds.isElsewhere);
  const compared =
    stored === null
      ? compareRecord(ours, gate, measure, isShared, limits)
      : compareStored(ours, stored, gate, measure, limits);
  const again = stored === null ? secondRecord(ours) : null;
  const measured =
    again === null
      ? compared
      : holdToSecond(compared, compareRecord(again, gate, measure, isShared, limits), problems);
  const believed = known === null ? measured : doubt(measured, known, problems);
  const whole = former === null ? believed : keepFormer(believed, former.cells, gate, problems);
  // The figures of another machine fail nothing, so there is nothing to accept.
  const decided =
    accepted === null || whole.advisory ? whole : applyAccepted(whole, accepted.regressions, accepted.nowMs);
  const elsewhere = compareElsewhere(theirs, record, grounds.storedElsewhere, gate, measure);
  const comparison = theirs.length === 0 ? decided : { ...decided, elsewhere };
  return { record, comparison, gate: gateResult(comparison, gate, problems, known !== null) };
}

/** Whether it matters what people accepted: the gate does not let something pass that they can let pass. */
export function asksForAcceptance({ comparison }: Outcome): boolean {
  return !comparison.advisory && openRegressions(comparison).length > 0;
}

/**
 * Whether there are regressions, and a later comparison with this record would not forget any: people accepted them, or
 * they are limits that are broken, which are judged anew each time.
 */
export function forgetsNothing({ comparison }: Outcome): boolean {
  const open = openRegressions(comparison);
  return comparison.counts.regression > 0 && open.every(isOnlyOverLimit);
}
