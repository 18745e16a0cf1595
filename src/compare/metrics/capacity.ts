import { type CapacityUnit, isForeignStop } from '../../model/capacity.js';
import type { SideFigures } from '../../model/record.js';
import type { BothSides, SampledMetric } from './metric.js';
import { ofGenerations } from './readings.js';

/**
 * How much a side carries before a limit is met. A side that holds the highest level has that one: what lies beyond
 * nobody asked. One that does not even hold the first level has that one: it carries less, so that a loss is never told
 * larger than it was seen. Where the generator or the machine ended a search, nothing is known of the target.
 */
const capacity = {
  kind: 'sampled',
  better: 'larger',
  holdsCell: 'decided',
  improvesCell: true,
  rounds: [],
  threshold: ({ slower }) => slower,
  reference: ({ rps }) => rps,
} as const satisfies Omit<SampledMetric, 'name' | 'unit' | 'read'>;

export const carriedConnections = {
  ...capacity,
  name: 'capacity',
  unit: 'connections',
  read: (both) => ofGenerations(both, levelOf('connections')),
} as const satisfies SampledMetric;

export const carriedRate = {
  ...capacity,
  name: 'capacity-rate',
  unit: 'requests/s',
  read: (both) => ofGenerations(both, levelOf('rate')),
} as const satisfies SampledMetric;

const levelOf =
  (unit: CapacityUnit) =>
  ({ capacity: found }: SideFigures): number | null =>
    found === undefined || found.of !== unit || isForeignStop(found) ? null : found.level;

/** Whether both sides held the highest level in each generation: what they carry lies beyond it, and nobody saw a change. */
export const carriesAll = ({ baseline, candidate }: BothSides): boolean =>
  baseline.length > 0 && [...baseline, ...candidate].every(({ capacity: found }) => found?.stop === 'to');

/** Whether neither side ever held the first level of a search: no change could show. */
export const carriesNothing = ({ baseline, candidate }: BothSides): boolean =>
  baseline.length > 0 && [...baseline, ...candidate].every(({ capacity: found }) => found?.low === 0);
