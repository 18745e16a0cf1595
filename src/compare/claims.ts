import { holmAdjust } from '../stats/holm.js';
import { RULE } from './rule.js';

/**
 * Which changes a report claims. Whatever is not there is claimed with a chance of at most `RULE.reportAlpha`, in all of a
 * report together. It is shared
 * - by two kinds of cells: those that the baseline's configuration has too, and new ones. Each kind is corrected by itself,
 *   so that added cells take nothing from those that were there;
 * - by two ways to a claim: from all generations at once, where every comparison of a metric that holds its cell is tested,
 *   and by new generations of what the screen made suspect. What is suspect takes nothing from what is overwhelming.
 * In each of these Holm's correction holds over all that is tested.
 */

/** Whether the baseline's configuration has this cell too. Who adds a cell must not be asked. */
export type IsShared = (cell: { readonly target: string; readonly scenario: string }) => boolean;

/** P values of one comparison, before anything is corrected; null: it was not tested in this way. */
export interface Tested {
  readonly isShared: boolean;
  readonly atOnce: number | null;
  readonly confirmed: number | null;
}

/** The same, corrected: a change may be claimed where one is at most `RULE.reportAlpha`. */
export type Corrected = Omit<Tested, 'isShared'>;

/**
 * @param ways `both`, or `confirmed` alone where nothing is tested at once
 * @returns in the same order
 */
export function correct(all: readonly Tested[], ways: 'both' | 'confirmed'): readonly Corrected[] {
  const atOnceShare = ways === 'both' ? RULE.atOnceShare : 0;
  const kinds = all.map(({ isShared }) => isShared);
  // Where nothing is shared, nothing can be taken from it: all cells are of one kind.
  const isMixed = kinds.some((isShared) => isShared);
  const atOnce = holmByKind(all.map((one) => one.atOnce));
  const confirmed = holmByKind(all.map((one) => one.confirmed));
  return all.map((_, at) => ({
    atOnce: scaled(atOnce[at], atOnceShare),
    confirmed: scaled(confirmed[at], 1 - atOnceShare),
  }));

  function holmByKind(pValues: readonly (number | null)[]): readonly (number | null)[] {
    const corrected: (number | null)[] = pValues.map(() => null);
    for (const kind of [true, false]) {
      const places = pValues.flatMap((p, at) => (p !== null && kinds[at] === kind ? [at] : []));
      const share = shareOf(kind, isMixed);
      const holm = holmAdjust(places.map((at) => pValues[at] ?? 1));
      for (const [rank, at] of places.entries()) corrected[at] = scaled(holm[rank], share);
    }
    return corrected;
  }
}

/** Share of a report's α that cells of one kind have. */
export function shareOf(isShared: boolean, isMixed: boolean): number {
  if (!isMixed) return 1;
  return isShared ? 1 - RULE.newCellsShare : RULE.newCellsShare;
}

/** A p value that is held to a share of α, so that it can be compared with all of it. */
const scaled = (p: number | null | undefined, share: number): number | null =>
  p == null || share === 0 ? null : Math.min(1, p / share);
