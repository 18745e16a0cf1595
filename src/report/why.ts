import type { CellComparison, MetricComparison, MetricName } from '../model/comparison.js';
import type { CellRecord } from '../model/record.js';
import { between, change, timePair } from './format.js';
import { hasMoved, isWorse, mainMetric, together } from './metric.js';
import { metricWords, nameIn } from './metric-words.js';
import { type Prose, sentence } from './prose.js';
import { reasonText } from './reason.js';

/** One thing that moved together with a cell's verdict, and so explains it. */
export interface Why {
  /** null: a step of a sequence. */
  readonly metric: MetricName | null;
  /** For a table: `CPU/req 208 → 221 µs (user)`. */
  readonly short: string;
  /** A whole sentence, in the words of its prose. */
  readonly long: string;
}

/** What explains a cell's change: all that moved for sure, and in the same direction (worse or better). */
export function whyOf(cell: CellComparison, record: CellRecord | null, prose: Prose): readonly Why[] {
  const main = mainMetric(cell);
  if (main === null || (cell.verdict !== 'regression' && cell.verdict !== 'improvement')) return [];
  const worse = cell.verdict === 'regression';
  return [...stepWhy(cell, prose), ...metricWhys(cell, main, record, worse, prose)];
}

/** Which step of a sequence it is. */
function stepWhy({ step }: CellComparison, prose: Prose): readonly Why[] {
  if (step === undefined) return [];
  const { number, request, ratio, interval, baseline, candidate } = step;
  const name = `${number}, ${prose.code(request)}`;
  const by = change(ratio, interval);
  const sure = `(${between(ratio, interval)}): ${timePair(baseline, candidate)}`;
  return [
    {
      metric: null,
      short: `step ${name} ${by}`,
      long: `Step ${name}, takes ${prose.strong(by)} on its own ${sure}.`,
    },
  ];
}

function metricWhys(
  cell: CellComparison,
  main: MetricComparison,
  record: CellRecord | null,
  worse: boolean,
  prose: Prose,
): readonly Why[] {
  return cell.metrics
    .filter(({ metric }) => metric !== main.metric && metricWords(metric).because !== null)
    .filter((metric) => hasMoved(metric) && isWorse(metric) === worse)
    .toSorted((a, b) => placeOf(a) - placeOf(b))
    .map((metric) => explain(together(metric), cell, record, prose));
}

const placeOf = ({ metric }: MetricComparison): number => metricWords(metric).because?.place ?? 0;

function explain(
  metric: MetricComparison,
  cell: CellComparison,
  record: CellRecord | null,
  prose: Prose,
): Why {
  const words = metricWords(metric.metric);
  const detail = record === null ? null : (words.detail?.(metric, record) ?? null);
  const figures = words.pair(metric.baseline, metric.candidate);
  const remark = remarkOn(metric, cell);
  return {
    metric: metric.metric,
    short: `${nameIn(metric)} ${figures}${detail?.short == null ? '' : ` (${detail.short})`}`,
    long:
      remark === null
        ? (words.because?.sentence(metric, detail) ?? '')
        : prose.text(sentence(reasonText(remark))),
  };
}

/** What the cell's reason says of this metric; null: nothing. */
export const remarkOn = (
  { metric }: MetricComparison,
  { reason }: CellComparison,
): CellComparison['reason'] => (metricWords(metric).hasRemark === true ? reason : null);
