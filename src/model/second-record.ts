import type { CellRecord, RunRecord } from './record.js';

/**
 * The second opinion of a record as a record of its own; null: there is none. Only cells whose inputs are those of the first
 * run are in it: figures of anything else say nothing of it.
 */
export function secondRecord({ second, ...first }: RunRecord): RunRecord | null {
  if (second === undefined) return null;
  const inputs = inputsOf(first);
  return {
    ...first,
    ...second,
    cells: second.cells.filter((cell) => inputs.get(nameOf(cell)) === cell.inputs),
  };
}

/** Digests of the inputs of a record's cells, by `target/scenario`. */
export const inputsOf = ({ cells }: Pick<RunRecord, 'cells'>): ReadonlyMap<string, string> =>
  new Map(cells.map((cell) => [nameOf(cell), cell.inputs]));

const nameOf = ({ target, scenario }: CellRecord): string => `${target}/${scenario}`;
