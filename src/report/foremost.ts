import {
  brokenLimits,
  type CellComparison,
  type Comparison,
  type MetricComparison,
} from '../model/comparison.js';
import type { RunRecord } from '../model/record.js';
import { recordOf } from './figures.js';
import { limitIs, limitWords } from './limit-words.js';
import { changeText, gainsMore, gainsOf, leadingLimit, mainMetric, together } from './metric.js';
import { metricWords, nameIn, PRIMARY } from './metric-words.js';
import { profileShort } from './profile.js';
import type { Prose } from './prose.js';
import { mostChanged } from './ranking.js';
import { whyOf } from './why.js';

/**
 * The cell that changed most, as a headline ends with it: `: flask · json −6.2 %, CPU/req 208 → 221 µs (user)`. Empty where
 * none has changed.
 */
export function foremostText(record: RunRecord, comparison: Comparison, prose: Prose): string {
  const { cells } = comparison;
  const verdict = cells.some((cell) => cell.verdict === 'regression') ? 'regression' : 'improvement';
  const cell = mostChanged(comparison, verdict);
  if (cell === null) return '';
  const parts = partsOf(cell, record, prose).join(', ');
  // The headline named it already.
  if (cells.length === 1) return parts === '' ? '' : `: ${parts}`;
  const name = prose.cell(cell.target, cell.scenario);
  const several = cells.filter((other) => other.verdict === verdict).length > 1;
  return `${several ? '; most: ' : ': '}${name}${parts === '' ? '' : ` ${parts}`}`;
}

/** By how much, and why. */
function partsOf(cell: CellComparison, record: RunRecord, prose: Prose): readonly string[] {
  const limit = leadingLimit(cell);
  if (limit !== null) {
    const { name, figure } = limitWords(limit.limit);
    const more = brokenLimits(cell).length - 1;
    const is = limit.figure === null ? 'is not known' : figure(limit.figure);
    return [`${name} ${is}, ${limitIs(limit)}`, ...(more > 0 ? [`${more} more broken`] : [])];
  }
  const metric = mainMetric(cell);
  if (metric === null) return [];
  const own = recordOf(record, cell);
  const [gain] = gainsOf(cell);
  if (gain !== undefined) {
    const both = [amount(metric, true), amount(gain, true)];
    return gainsMore(cell) ? both.reverse() : both;
  }
  const [why] = whyOf(cell, own, prose);
  const named = profileShort(cell, own, prose);
  return [
    amount(metric, false),
    ...(why === undefined ? [] : [why.short]),
    ...(named === null ? [] : [named]),
  ];
}

/** `−6.2 %`, `peak memory +31 %`, `1 query → 51 queries a request`. */
function amount(metric: MetricComparison, isNamed: boolean): string {
  const { figure } = metricWords(metric.metric);
  if (metric.kind === 'exact') {
    const { baseline, candidate } = together(metric);
    return `${figure(baseline)} → ${figure(candidate)} a request`;
  }
  return metric.metric === PRIMARY && !isNamed
    ? changeText(metric)
    : `${nameIn(metric)} ${changeText(metric)}`;
}
