import type { RoundFigures } from '../../model/record.js';
import type { SampledMetric } from './metric.js';
import { ofLoad } from './readings.js';

/** Right answers per second of a closed loop. Where nothing else decides a cell, this does. */
export const throughput = {
  name: 'throughput',
  kind: 'sampled',
  unit: 'requests/s',
  better: 'larger',
  holdsCell: 'decided',
  improvesCell: true,
  rounds: [],
  read: ofLoad(({ rps, arrivals }) => (arrivals === undefined ? rps : null)),
  threshold: ({ slower }) => slower,
  reference: ({ rps }) => rps,
} as const satisfies SampledMetric;

/**
 * Right answers per second of an open loop. A target that holds the rate answers as many as arrive, and no code makes it
 * more; one that answers fewer can't keep up.
 */
export const answered = {
  ...throughput,
  name: 'answered',
  holdsCell: 'suspect',
  improvesCell: false,
  read: ofLoad(answeredRate),
  reference: null,
} as const satisfies SampledMetric;

/** null: the loop was closed. */
export function answeredRate({ rps, arrivals }: RoundFigures): number | null {
  return arrivals === undefined ? null : rps;
}
