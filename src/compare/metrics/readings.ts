import type { RoundFigures, SideFigures } from '../../model/record.js';
import { geometricMean, isPositive, meanLog } from '../../stats/ratio.js';
import { mean } from '../../stats/summary.js';
import type { BothSides, Reading } from './metric.js';

type Figure = (round: RoundFigures) => number | null;

/**
 * Reads a figure of rounds under load. The log is a mean over the rounds, so that a round weighs the same on both
 * sides. The absolute figure comes from solo rounds under the full caps where there are some: a duet's is halved by its
 * partner.
 */
export const ofLoad =
  (figure: Figure) =>
  (both: BothSides): Reading => ({
    ...both,
    log: (side, load) => meanLogOf(side[load].map(figure)),
    absolute: (sides) =>
      meanOf(sides.flatMap(({ solo }) => solo.map(figure))) ??
      meanOf(sides.flatMap(({ duet }) => duet.map(figure))),
  });

/** Reads a figure of probe rounds; geometric means throughout. */
export const ofProbes =
  (figure: (round: RoundFigures) => number) =>
  (both: BothSides): Reading => ({
    ...both,
    log: ({ probe }) => meanLogOf(probe.map(figure)),
    absolute: (sides) => {
      const all = sides.flatMap(({ probe }) => probe.map(figure));
      return all.length > 0 && all.every(isPositive) ? geometricMean(all) : null;
    },
  });

/** Reads a figure that a side has once a generation. */
export const ofGenerations = (both: BothSides, figure: (side: SideFigures) => number | null): Reading => ({
  ...both,
  log: (side) => meanLogOf([figure(side)]),
  absolute: (sides) => meanOf(sides.map(figure)),
});

/** The mean of the logs; null where any is unknown or not above 0, or there are none. */
function meanLogOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value): value is number => value !== null && isPositive(value));
  return known.length === 0 || known.length < values.length ? null : meanLog(known);
}

/** The mean of what is known; null: nothing is. */
export function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : mean(known);
}
