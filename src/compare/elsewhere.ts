import type { CellComparison } from '../model/comparison.js';
import type { Gate, MeasureSettings } from '../model/config.js';
import type { CellRecord, RunRecord } from '../model/record.js';
import { compareRecord } from './compare.js';
import { compareStored } from './stored.js';

/**
 * Which cells somebody else runs. It must come from the configuration, not from the record: a record could call any cell
 * so, and nothing of these cells fails a gate.
 */
export type IsElsewhere = (cell: Pick<CellRecord, 'target'>) => boolean;

/**
 * A record without the cells that somebody else runs, and these cells. What the record says of the others' URLs is left
 * out, since a cell at a URL is held to other metrics.
 */
export function split(
  record: RunRecord,
  isElsewhere: IsElsewhere,
): { readonly ours: RunRecord; readonly theirs: readonly CellRecord[] } {
  const theirs = record.cells.filter(isElsewhere);
  if (record.cells.every(({ url }) => url === undefined) && theirs.length === 0)
    return { ours: record, theirs };
  const cells = record.cells.filter((cell) => !theirs.includes(cell)).map(({ url: _, ...cell }) => cell);
  return { ours: { ...record, cells }, theirs };
}

/**
 * Compares cells that somebody else runs, apart from the others: they share no chance of a false alarm with these, and
 * nobody here can tell what else their machine did. Two URLs that ran beside each other are compared by their duets;
 * one URL with the stored figures of a URL, where there are some.
 * @param stored null: there is no stored record
 * @returns in the order of the cells
 */
export function compareElsewhere(
  cells: readonly CellRecord[],
  record: RunRecord,
  stored: RunRecord | null,
  gate: Gate,
  settings: MeasureSettings,
): readonly CellComparison[] {
  return cells.flatMap((cell) => {
    const own = { ...record, cells: [cell], problems: [] };
    const isPair = cell.generations.some(({ baseline }) => baseline !== null);
    const before = isPair ? undefined : stored?.cells.find((one) => isSame(one, cell));
    const comparison =
      stored === null || before === undefined
        ? compareRecord(own, gate, settings)
        : compareStored(own, { ...stored, cells: [before] }, gate, settings);
    return comparison.cells;
  });
}

/** Figures that were stored while the target was an image of ours say nothing of a URL. */
const isSame = (stored: CellRecord, { target, scenario }: CellRecord): boolean =>
  stored.url !== undefined && stored.target === target && stored.scenario === scenario;
