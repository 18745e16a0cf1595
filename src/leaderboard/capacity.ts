import { isForeignStop, type SideCapacity } from '../model/capacity.js';
import type { CellRecord } from '../model/record.js';
import { spreadOf } from './figures.js';
import type { CapacityFigures } from './types.js';

/** What the searches of a cell found, one a generation; null: none came to its end. */
export function capacityOf(cell: CellRecord): CapacityFigures | null {
  const all = cell.generations.flatMap(({ candidate }) => candidate.capacity ?? []);
  const last = all.at(-1);
  if (last === undefined) return null;
  return {
    of: last.of,
    level: all.some(isBound) ? null : spreadOf(all.map(({ level }) => level)),
    found: all.map(({ low, high, level, stop }) => ({ low, high, level, stop })),
    agrees: all.length < 2 ? null : doAgree(all),
    held: last.plateaus.findLast(({ level, stop }) => stop === null && level === last.low) ?? null,
    broke: last.plateaus.findLast(({ level, stop }) => stop !== null && level === last.high) ?? null,
  };
}

/** The limit lies beyond what was tried. */
const isBound = (found: SideCapacity): boolean =>
  found.stop === 'to' || found.low === 0 || isForeignStop(found);

/** How far two searches may be apart that found the same: as far as one of them is exact. */
const SAME = 1.1;

function doAgree(all: readonly SideCapacity[]): boolean {
  const levels = all.map(({ level }) => level);
  const [least, most] = [Math.min(...levels), Math.max(...levels)];
  // Of few connections, neighbours are the same.
  return most - least <= 1 || most / least <= SAME;
}
