import { cpuUs } from '../../model/round.js';
import type { SampledMetric } from './metric.js';
import { ofLoad } from './readings.js';

/** CPU time per right answer, user and system. */
export const cpu = {
  name: 'cpu',
  kind: 'sampled',
  unit: 'µs',
  better: 'smaller',
  holdsCell: 'decided',
  improvesCell: true,
  rounds: [],
  read: ofLoad(cpuUs),
  threshold: ({ slower }) => slower,
  reference: ({ cpuUs }) => cpuUs,
} as const satisfies SampledMetric;
