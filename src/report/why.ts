import type { CellComparison, MetricComparison, MetricName } from '../model/comparison.js';
import type { CellRecord } from '../model/record.js';
import { cpuSplit, growth, type Split } from './figures.js';
import { bytes, bytesPair, perRequest, plural, share, size, time, timePair } from './format.js';
import { changeText, figuresAgree, hasMoved, isWorse, mainMetric, metricOf, metricWords } from './metric.js';
import { type Prose, sentence } from './prose.js';

/** One thing that moved together with a cell's verdict, and so explains it. */
export interface Why {
  readonly metric: MetricName;
  /** For a table: `CPU/req 208 → 221 µs (user)`. */
  readonly short: string;
  /** A whole sentence, in the words of its prose. */
  readonly long: string;
}

/** Counts are certain, so they come first; what is measured follows. Throughput and peak memory explain nothing. */
const EXPLAINING: readonly MetricName[] = [
  'upstream-calls',
  'connections',
  'cpu',
  'latency',
  'response-bytes',
  'growth',
];

/** What explains a cell's change: all that moved for sure, and in the same direction (worse or better). */
export function whyOf(cell: CellComparison, record: CellRecord | null, prose: Prose): readonly Why[] {
  const main = mainMetric(cell);
  if (main === null || (cell.verdict !== 'regression' && cell.verdict !== 'improvement')) return [];
  const worse = cell.verdict === 'regression';
  return EXPLAINING.filter((name) => name !== main.metric)
    .map((name) => metricOf(cell, name))
    .filter((metric) => metric !== null)
    .filter((metric) => hasMoved(metric) && isWorse(metric) === worse)
    .map((metric) => explain(metric, cell, record, prose));
}

function explain(
  metric: MetricComparison,
  cell: CellComparison,
  record: CellRecord | null,
  prose: Prose,
): Why {
  const words = metricWords(metric.metric);
  const place = metric.metric === 'cpu' ? cpuPlace(metric, record) : null;
  const figures = figuresAgree(metric) ? words.pair(metric.baseline, metric.candidate) : changeText(metric);
  return {
    metric: metric.metric,
    short: `${words.name} ${figures}${place === null ? '' : ` (${place.short})`}`,
    long: metric.metric === 'growth' ? grownLong(metric, record) : longOf(metric, cell, place, prose),
  };
}

function longOf(metric: MetricComparison, cell: CellComparison, place: Place | null, prose: Prose): string {
  const { baseline, candidate } = metric;
  const more = metric.ratio > 1;
  switch (metric.metric) {
    case 'upstream-calls':
      return `Each request makes ${plural(candidate, 'upstream call')} where it made ${perRequest(baseline)}.`;
    case 'connections':
      return cell.reason === null
        ? `Each request opens ${plural(candidate, 'new connection')} where it opened ${perRequest(baseline)}.`
        : prose.text(sentence(cell.reason));
    case 'cpu': {
      const much = figuresAgree(metric)
        ? time(Math.abs(candidate - baseline))
        : size(metric.ratio, metric.interval);
      return `Each request costs ${much} ${more ? 'more' : 'less'} CPU time${place === null ? '' : `, ${place.long}`}.`;
    }
    case 'latency':
      return `A request on its own takes ${more ? 'longer' : 'less time'}: ${timePair(baseline, candidate)}.`;
    default:
      return `Answers have ${more ? 'grown' : 'shrunk'}: ${bytesPair(baseline, candidate)}.`;
  }
}

function grownLong({ baseline, candidate }: MetricComparison, record: CellRecord | null): string {
  const kept = keptText(record);
  if (kept !== null) return `Of memory, ${kept}.`;
  return `Memory after more requests has changed: ${bytesPair(baseline, candidate)}.`;
}

/** What a request leaves in memory: `every request keeps 1.1 KiB, where it kept 0 B`; null: not known. */
export function keptText(record: CellRecord | null): string | null {
  if (record === null) return null;
  const [from, to] = [growth(record, 'baseline'), growth(record, 'candidate')];
  if (from === null || to === null) return null;
  return `every request keeps ${bytes(Math.round(to))}, where it kept ${bytes(Math.round(from))}`;
}

interface Place {
  readonly short: string;
  readonly long: string;
}

/** From this share on, all of the change is put down to one side. */
const MOSTLY = 0.85;

/** Where the CPU time of a changed cell went: the target's own code (user) or system calls; null: not known. */
export function cpuPlace(metric: MetricComparison, record: CellRecord | null): Place | null {
  if (record === null) return null;
  const from = cpuSplit(record, 'baseline');
  const to = cpuSplit(record, 'candidate');
  if (from === null || to === null) return null;
  return placeOf(from, to, Math.sign(metric.ratio - 1));
}

function placeOf(from: Split, to: Split, direction: number): Place | null {
  const user = (to.user - from.user) * direction;
  const system = (to.system - from.system) * direction;
  const total = user + system;
  if (total <= 0) return null;
  if (user / total >= MOSTLY) return { short: 'user', long: 'all of it in user code' };
  if (system / total >= MOSTLY) return { short: 'system', long: 'all of it in system calls' };
  return {
    short: 'user and system',
    long: `${share(user / total)} of it in user code and ${share(system / total)} in system calls`,
  };
}
