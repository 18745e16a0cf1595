import type { CellComparison } from '../../src/model/comparison.js';
import type { Reason } from '../../src/model/reason.js';
import { reasonText } from '../../src/report/reason.js';

/** The words of a reason, as a report has them; empty where there is none. */
export const words = (reason: Reason | null | undefined): string => (reason ? reasonText(reason) : '');

/** A reason in the record's own words. */
export const recorded = (text: string): Reason => ({ code: 'recorded', text });

/** The words of a cell's reason. */
export const wordsOf = (cell: Pick<CellComparison, 'reason'> | undefined): string => words(cell?.reason);
