import type { Outcome } from '../compare/judge.js';
import type { CellComparison } from '../model/comparison.js';
import type { CellRecord } from '../model/record.js';
import { recordOf } from '../report/figures.js';
import { type CellRow, toRow } from '../report/rows.js';
import { htmlProse } from './markup.js';
import { type Tone, VERDICT_TONES } from './tones.js';

/** A cell with all that is written about it in more than one place. */
export interface ShownCell {
  readonly number: number;
  readonly comparison: CellComparison;
  /** null: the record has none (it was removed). */
  readonly record: CellRecord | null;
  readonly row: CellRow;
  readonly tone: Tone;
  /** Somebody else runs it, at a URL: advisory. */
  readonly isElsewhere: boolean;
  /** Whether there is anything to show of it besides its row. */
  readonly hasFigures: boolean;
}

/** All cells in the configuration's order, those at URLs last. */
export function shownCells({ record, comparison }: Outcome): readonly ShownCell[] {
  const { cells, elsewhere = [], advisory } = comparison;
  return [...cells, ...elsewhere].map((cell, at) => {
    const own = recordOf(record, cell);
    const isElsewhere = at >= cells.length;
    const isChange = cell.verdict === 'regression' || cell.verdict === 'improvement';
    const isOpen = (advisory || isElsewhere || cell.accepted?.state === 'holds') && isChange;
    return {
      number: at + 1,
      comparison: cell,
      record: own,
      row: toRow(cell, record, comparison, htmlProse),
      tone: isOpen ? 'open' : VERDICT_TONES[cell.verdict],
      isElsewhere,
      hasFigures: cell.verdict !== 'unchanged' && own !== null && own.generations.length > 0,
    };
  });
}
