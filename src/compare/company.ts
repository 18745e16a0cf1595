import type { Gate, MeasureSettings } from '../model/config.js';
import { type LimitsOf, NO_LIMITS } from '../model/figure-limits.js';
import type { CellRecord } from '../model/record.js';
import { type IsShared, shareOf } from './claims.js';
import { type Company, follow, nextStep, stillToConfirm, UNKNOWN } from './sequential.js';

/** What one cell takes of α: comparisons of it that are suspect, and that are tested at once. */
interface Standing {
  readonly flagged: number;
  readonly tested: number;
}

/** Steps of a run's cells, each of which knows what the others have shown by then. */
export interface Steps {
  next(cell: CellRecord, all: Iterable<CellRecord>): ReturnType<typeof nextStep>;
  /** Confirming generations that a suspect cell still needs. */
  toConfirm(cell: CellRecord): number;
}

/**
 * A cell is done when its change will surely be claimed. How sure it must be hangs on how many cells share α with it, so
 * that a report with many suspects goes on until each is sure enough among all of them.
 * @param isShared which cells the baseline's configuration has too (claims.ts)
 * @param confirmsAll `Pace.confirmsAll`
 * @param limitsOf the absolute figures that each cell has to keep
 */
export function stepsOf(
  gate: Gate,
  settings: MeasureSettings,
  isShared: IsShared,
  confirmsAll = false,
  limitsOf: LimitsOf = NO_LIMITS,
): Steps {
  // A record of a cell is never changed, and there are many looks at most of them.
  const known = new WeakMap<CellRecord, Standing>();
  const standingOf = (cell: CellRecord): Standing => {
    const standing = known.get(cell) ?? measureStanding(cell, gate, settings);
    known.set(cell, standing);
    return standing;
  };
  const companyOf = (cell: CellRecord, all: readonly CellRecord[]): Company => {
    const isMixed = all.some(isShared);
    const alike = all.filter((one) => isShared(one) === isShared(cell)).map(standingOf);
    return {
      flagged: alike.reduce((sum, { flagged }) => sum + flagged, 0),
      tested: alike.reduce((sum, { tested }) => sum + tested, 0),
      share: shareOf(isShared(cell), isMixed),
    };
  };
  return {
    next: (cell, all) => {
      const pace = { company: companyOf(cell, [...all]), confirmsAll, limits: limitsOf(cell) };
      return nextStep(cell, gate, settings, pace);
    },
    toConfirm: (cell) =>
      stillToConfirm(cell, gate, settings, { company: UNKNOWN, confirmsAll, limits: limitsOf(cell) }),
  };
}

function measureStanding(cell: CellRecord, gate: Gate, settings: MeasureSettings): Standing {
  const courses = cell.state === 'measured' ? follow(cell, gate, settings) : [];
  return {
    flagged: courses.filter(({ flagged }) => flagged).length,
    tested: courses.filter(({ atOnce }) => atOnce !== null).length,
  };
}
