import type { CellComparison, Comparison, MetricComparison } from '../model/comparison.js';
import type { RunRecord } from '../model/record.js';
import { recordOf } from './figures.js';
import {
  between,
  bytesPair,
  isFactor,
  percent,
  perRequest,
  plural,
  size,
  timePair,
  times,
} from './format.js';
import { isWorse, mainMetric, metricOf } from './metric.js';
import { type Prose, sentence } from './prose.js';
import { mostChanged } from './ranking.js';
import type { ReportContext } from './types.js';
import { countsText } from './verdict-words.js';
import { cpuPlace, keptText, whyOf } from './why.js';

/** Reasons told in full below the headline; the table has the rest. */
const REASONS = 3;

/** The sentences below the headline: the worst (or best) cell, by how much, how sure that is, and why. */
export function lead(
  record: RunRecord,
  comparison: Comparison,
  context: ReportContext,
  prose: Prose,
): readonly string[] {
  const { counts, cells } = comparison;
  const notes = [
    ...speedSentences(comparison),
    ...(comparison.advisory ? advisorySentences(comparison, context, prose) : []),
  ];
  const changed = mostChanged(comparison, 'regression') ?? mostChanged(comparison, 'improvement');
  if (changed !== null) return [...changedSentences(changed, record, prose), ...notes];
  if (cells.length === counts.unchanged) return idleSentences(record, comparison);
  if (counts.invalid > 0 || record.problems.length > 0)
    return [...otherSentences(comparison, record), ...notes];
  if (counts.inconclusive > 0) return [...undecidedSentences(comparison, record, prose), ...notes];
  if (counts['no-change'] > 0) return [...couldSeeSentences(comparison), ...notes];
  const reasons = new Set(cells.map(({ reason }) => reason));
  const [only = null] = reasons;
  return only === null || reasons.size > 1 ? notes : [prose.text(sentence(only)), ...notes];
}

/** One changed cell: `flask · json answers 6.2 % fewer requests per second (between 5.3 and 7.1 %).`, and why. */
export function changedSentences(cell: CellComparison, record: RunRecord, prose: Prose): readonly string[] {
  const metric = mainMetric(cell);
  const name = prose.name(cell.target, cell.scenario);
  if (metric === null) return cell.reason === null ? [] : [`${name}: ${prose.text(sentence(cell.reason))}`];
  const figures = recordOf(record, cell);
  const place = metric.metric === 'cpu' ? (cpuPlace(metric, figures)?.long ?? null) : null;
  const detail = metric.metric === 'growth' ? keptText(figures) : place;
  const whole = `${name} ${effectPhrase(metric, prose)}${detail === null ? '' : `, ${detail}`}.`;
  const reasons = whyOf(cell, figures, prose).slice(0, REASONS);
  const connections = metric.metric === 'connections' ? cell.reason : null;
  return [
    whole,
    ...(connections === null ? [] : [prose.text(sentence(connections))]),
    ...reasons.map(({ long }) => long),
  ];
}

/** What a cell does now: `answers **6.2 % fewer requests per second** (between 5.3 and 7.1 %)`. */
function effectPhrase(metric: MetricComparison, prose: Prose): string {
  const { baseline, candidate } = metric;
  const sure = metric.interval === null ? '' : ` (${between(metric.ratio, metric.interval)})`;
  switch (metric.metric) {
    case 'throughput':
      return `answers ${prose.strong(much(metric, 'fewer requests per second', 'more requests per second', 'the requests per second'))}${sure}`;
    case 'cpu':
      return `needs ${prose.strong(much(metric, 'less CPU time per request', 'more CPU time per request', 'the CPU time per request'))}${sure}: ${timePair(baseline, candidate)}`;
    case 'latency':
      return `takes ${prose.strong(much(metric, 'less time', 'longer', 'as long'))} for a request on its own${sure}: ${timePair(baseline, candidate)}`;
    case 'memory':
      return `needs ${prose.strong(much(metric, 'less memory', 'more memory', 'the memory'))} at its peak${sure}: ${bytesPair(baseline, candidate)}`;
    case 'growth':
      return `needs ${prose.strong(much(metric, 'less memory', 'more memory', 'the memory'))} after more requests${sure}: ${bytesPair(baseline, candidate)}`;
    case 'upstream-calls':
      return `makes ${prose.strong(`${plural(candidate, 'upstream call')} per request instead of ${perRequest(baseline)}`)}, counted exactly`;
    case 'connections':
      return `opens ${prose.strong(`${plural(candidate, 'new connection')} per request instead of ${perRequest(baseline)}`)}, counted exactly`;
    case 'response-bytes':
      return `sends answers that are ${prose.strong(isWorse(metric) ? 'larger' : 'smaller')}: ${bytesPair(baseline, candidate)}, counted exactly`;
  }
}

function much(metric: MetricComparison, less: string, more: string, whole: string): string {
  if (isFactor(metric.ratio)) return `${times(metric.ratio)} times ${whole}`;
  return `${size(metric.ratio, metric.interval)} ${metric.ratio < 1 ? less : more}`;
}

/** What was done about undecided cells, and what would decide them. Their rows say how far they came. */
function undecidedSentences(comparison: Comparison, record: RunRecord, prose: Prose): readonly string[] {
  const open = comparison.cells.filter(({ verdict }) => verdict === 'inconclusive');
  const generations = open.map((cell) => recordOf(record, cell)?.generations.length ?? 0);
  const most = Math.max(...generations);
  const them = open.length === 1 ? 'it' : 'them';
  if (most === 0)
    return [
      `Nothing was measured of ${them}: a longer ${prose.code('budget')}, or fewer cells, would leave time for ${them}.`,
    ];
  const done =
    open.length === 1
      ? `It was measured in ${plural(most, 'generation')}`
      : `They were measured in up to ${plural(most, 'generation')} each`;
  return [`${done}; a longer ${prose.code('budget')} or a quieter runner would decide ${them}.`];
}

/** What is known where a part of the run failed. */
function otherSentences({ cells }: Comparison, record: RunRecord): readonly string[] {
  const others = cells.filter(
    (cell) => cell.verdict !== 'invalid' && recordOf(record, cell)?.state !== 'not-measured',
  );
  return others.length === 0 ? [] : [`The others: ${countsText({ cells: others })}.`];
}

/** `A loss of throughput of 0.9 % would have been seen in the best cell, and of 1.4 % in every cell.` */
export function couldSeeSentences(comparison: Comparison): readonly string[] {
  const limits = comparison.cells
    .map((cell) => metricOf(cell, 'throughput')?.couldSee ?? null)
    .filter((limit) => limit !== null);
  if (limits.length === 0) return [];
  const [best, worst] = [Math.min(...limits), Math.max(...limits)];
  if (percent(best) === percent(worst)) return [`A loss of ${percent(worst)} would have been seen.`];
  return [
    `A loss of ${percent(best)} would have been seen in the best cell, and of ${percent(worst)} in every cell.`,
  ];
}

function idleSentences(record: RunRecord, comparison: Comparison): readonly string[] {
  if (record.problems.length > 0 || comparison.cells.length === 0) return [];
  return [
    "Every target's build context, Dockerfile, configuration and scenarios equal the baseline's, so nothing was built and nothing was run.",
  ];
}

/** Differences of the machine's own speed that are told. */
const TOLD_SPEED = 0.03;

/** That the machine was not as fast as when the stored figures were measured, so that the base column is not what was stored. */
function speedSentences({ stored }: Comparison): readonly string[] {
  const speed = stored?.machineSpeed ?? null;
  if (speed === null || Math.abs(speed - 1) < TOLD_SPEED) return [];
  const how = `${percent(Math.abs(speed - 1))} ${speed < 1 ? 'slower' : 'faster'}`;
  return [
    `The reference target was ${how} than beside the stored figures: so was the machine, and the base column is scaled to it.`,
  ];
}

function advisorySentences(
  { stored }: Comparison,
  { advisoryReason }: ReportContext,
  prose: Prose,
): readonly string[] {
  const reason =
    advisoryReason ?? stored?.advisoryReason ?? "The baseline's figures come from another machine.";
  return [
    prose.text(sentence(reason)),
    "The difference may be the machine's, so the check does not fail on it.",
  ];
}
