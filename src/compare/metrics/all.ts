import type { MetricName } from '../../model/comparison.js';
import { partsOfServiceMetric } from '../../model/counts.js';
import type { CellRecord } from '../../model/record.js';
import { carriedConnections, carriedRate } from './capacity.js';
import { connections } from './connections.js';
import { cpu } from './cpu.js';
import { growth } from './growth.js';
import { idleMemory } from './idle-memory.js';
import { latency } from './latency.js';
import { memory } from './memory.js';
import type { ExactMetric, Metric, SampledMetric } from './metric.js';
import { responseBytes } from './response-bytes.js';
import { serviceCount } from './service-counts.js';
import { p95, p99 } from './tail.js';
import { answered, throughput } from './throughput.js';
import { upstreamCalls } from './upstream-calls.js';
import { urlMedian } from './url-latency.js';

/** In the order in which they are shown. */
const METRICS = [
  throughput,
  answered,
  cpu,
  p95,
  p99,
  latency,
  memory,
  idleMemory,
  growth,
  upstreamCalls,
  connections,
  responseBytes,
  urlMedian,
  carriedConnections,
  carriedRate,
] as const satisfies readonly Metric[];

/** The metrics of this version, for whoever has something for each of them: report/metric-words.ts. */
export type KnownMetric = (typeof METRICS)[number];

const all: readonly Metric[] = METRICS;
/** Of what loadgate runs itself. */
export const SAMPLED: readonly SampledMetric[] = all
  .filter((metric) => metric.kind === 'sampled')
  .filter((metric) => metric !== urlMedian);
export const EXACT: readonly ExactMetric[] = all.filter((metric) => metric.kind === 'exact');

/** The sampled metrics of a cell. */
export const sampledOf = ({ url }: Pick<CellRecord, 'url'>): readonly SampledMetric[] =>
  url === undefined ? SAMPLED : [...SAMPLED, urlMedian];

/** null: another version of loadgate knows it. */
export function metricNamed(name: MetricName): Metric | null {
  const parts = partsOfServiceMetric(name);
  if (parts !== null) return serviceCount(parts.service, parts.count);
  return all.find((metric) => metric.name === name) ?? null;
}
