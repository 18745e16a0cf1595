import type { CellComparison, Comparison, GateResult, StoredBasis } from '../../../src/model/comparison.js';
import type { RunRecord } from '../../../src/model/record.js';
import type { ReportContext } from '../../../src/report/types.js';
import { makeComparison, makeContext, makeGate, recordFor } from './builders.js';

/** One run as a report gets it. */
export interface Case {
  readonly record: RunRecord;
  readonly comparison: Comparison;
  readonly gate: GateResult;
  readonly context: ReportContext;
}

/** A run of these cells. */
export function make(
  cells: readonly CellComparison[],
  changes: {
    readonly record?: Partial<RunRecord>;
    readonly advisory?: boolean;
    readonly stored?: StoredBasis;
    readonly gate?: GateResult;
    readonly context?: Partial<ReportContext>;
  } = {},
): Case {
  const record = recordFor(cells, changes.record);
  const problems = record.problems;
  return {
    record,
    comparison: {
      ...makeComparison(cells, { advisory: changes.advisory ?? false, problems }),
      ...(changes.stored === undefined ? {} : { stored: changes.stored }),
    },
    gate: changes.gate ?? makeGate(0),
    context: makeContext(changes.context),
  };
}
