import type { CellRecord, Generation, RunRecord } from '../model/record.js';

/** Whether a cell has credible figures, its own or carried over. */
export function hasFigures(cell: CellRecord): boolean {
  return (cell.state === 'measured' || cell.state === 'unchanged') && cell.generations.length > 0;
}

/**
 * Gives `unchanged` cells their figures from the stored baseline, so that the next baseline is complete although
 * nothing was measured. It carries over only figures of the same inputs, and omits the stored record's own
 * baseline side.
 * @returns the cells in the same order
 */
export function carryOver(cells: readonly CellRecord[], stored: RunRecord): readonly CellRecord[] {
  const known = new Map(stored.cells.filter(hasFigures).map((cell) => [keyOf(cell), cell]));
  return cells.map((cell) => {
    const before = known.get(keyOf(cell));
    if (cell.state !== 'unchanged' || cell.generations.length > 0 || before === undefined) return cell;
    return {
      ...cell,
      carriedFrom: before.carriedFrom ?? stored.candidate.sha,
      generations: before.generations.map(candidateOnly),
    };
  });
}

/** The same cell with the same build inputs. */
const keyOf = ({ target, scenario, inputs }: CellRecord): string => `${target}/${scenario} ${inputs}`;

const candidateOnly = (generation: Generation): Generation => ({
  ...generation,
  startedFirst: 'candidate',
  baseline: null,
});
