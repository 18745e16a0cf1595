import type { CellRecord, RunRecord } from '../model/record.js';

/**
 * A claim of a record that contradicts its own figures, or null. Each such claim would let the author of a record choose
 * how to judge existing figures: not at all, as new, or against something else.
 */
export function contradiction(record: RunRecord): string | null {
  const { baselineFigures, cells } = record;
  const pairs = cells.some(isPaired);
  if (pairs && baselineFigures !== 'run') {
    return `it says that the baseline's figures are ${WORDS[baselineFigures]}, and has figures of both sides`;
  }
  if (!pairs && baselineFigures === 'run') {
    return 'it says that the baseline ran beside the candidate, and has no figures of it';
  }
  for (const cell of cells) {
    const wrong = cellContradiction(cell);
    // Both names have only the schema's characters, so they are safe to show.
    if (wrong !== null) return `${cell.target}/${cell.scenario}: ${wrong}`;
  }
  return null;
}

const WORDS = { stored: 'stored ones', none: 'not there' } as const;

function cellContradiction(cell: CellRecord): string | null {
  if (!isPaired(cell)) return null;
  if (cell.state === 'unchanged' || cell.state === 'not-measured') {
    return 'it says that the cell was not measured, and has figures of both sides';
  }
  // A baseline that ran and then failed leaves the cell invalid.
  return cell.state === 'measured' && cell.noBaseline !== null
    ? 'it says that there is no baseline, and has figures of it'
    : null;
}

const isPaired = ({ generations }: CellRecord): boolean =>
  generations.some(({ baseline }) => baseline !== null);
