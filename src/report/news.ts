import type { CellVerdict, Comparison, GateResult } from '../model/comparison.js';
import type { RunRecord } from '../model/record.js';

/** Verdicts of cells that nobody has to read. */
const QUIET: ReadonlySet<CellVerdict> = new Set(['no-change', 'unchanged']);

/** Whether a report says more than that nothing has changed. */
export function hasNews(record: RunRecord, { cells, elsewhere = [] }: Comparison, gate: GateResult): boolean {
  return (
    !gate.passed ||
    record.problems.length > 0 ||
    [...cells, ...elsewhere].some(({ verdict }) => !QUIET.has(verdict))
  );
}
