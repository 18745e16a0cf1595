import {
  brokenLimits,
  type CellComparison,
  type Comparison,
  type MetricComparison,
} from '../model/comparison.js';
import { partsOfServiceMetric } from '../model/counts.js';
import type { Reason } from '../model/reason.js';
import type { RunRecord } from '../model/record.js';
import { boundSentences } from './capacity.js';
import { differenceSentences } from './differences.js';
import { recordOf } from './figures.js';
import { between, percent, plural } from './format.js';
import { baselineToo, limitClause } from './limit-words.js';
import { gainsMore, gainsOf, leadingLimit, mainMetric, metricOf, together } from './metric.js';
import { metricWords, PRIMARY } from './metric-words.js';
import { profileSentences } from './profile.js';
import { type Prose, sentence } from './prose.js';
import { mostChanged } from './ranking.js';
import { advisoryText, reasonText } from './reason.js';
import type { ReportContext } from './types.js';
import { countsText } from './verdict-words.js';
import { remarkOn, whyOf } from './why.js';

/** Reasons told in full below the headline; the table has the rest. */
const REASONS = 3;

/** The sentences below the headline: the worst (or best) cell, by how much, how sure that is, and why. */
export function lead(
  record: RunRecord,
  comparison: Comparison,
  context: ReportContext,
  prose: Prose,
): readonly string[] {
  const { counts, cells, verdict } = comparison;
  const notes = [
    ...reducedSentences(record),
    ...boundSentences(record, prose),
    ...speedSentences(comparison),
    ...(comparison.advisory ? advisorySentences(comparison, context, prose) : []),
  ];
  const changed = mostChanged(comparison, 'regression') ?? mostChanged(comparison, 'improvement');
  if (changed !== null) return [...changedSentences(changed, record, prose), ...notes];
  if (cells.length === 0 && comparison.elsewhere !== undefined) return notes;
  if (cells.length === counts.unchanged) return idleSentences(record, comparison);
  if (verdict === 'invalid' || record.problems.length > 0)
    return [...otherSentences(comparison, record), ...notes];
  if (verdict === 'inconclusive') return [...undecidedSentences(comparison, record, prose), ...notes];
  if (verdict === 'no-change') return [...couldSeeSentences(comparison), ...notes];
  const reasons = new Set(cells.map(({ reason }) => (reason === null ? null : reasonText(reason))));
  const [only = null] = reasons;
  return only === null || reasons.size > 1 ? notes : [prose.text(sentence(only)), ...notes];
}

/** One changed cell, what got better beside what got worse: `flask · json answers 6.2 % fewer requests per second (between 5.3 and 7.1 %).`, and why. */
export function changedSentences(cell: CellComparison, record: RunRecord, prose: Prose): readonly string[] {
  const profile = profileSentences(cell, recordOf(record, cell), prose);
  const own = [...sentencesOf(cell, record, prose), ...profile];
  if (cell.verdict !== 'regression') return own;
  const { first, after } = differenceSentences(record, cell.target, prose);
  return [...first, ...own, ...after];
}

function sentencesOf(cell: CellComparison, record: RunRecord, prose: Prose): readonly string[] {
  if (leadingLimit(cell) !== null) return overLimitSentences(cell, prose);
  const metric = mainMetric(cell);
  const name = prose.name(cell.target, cell.scenario);
  const said = (reason: Reason): string => prose.text(sentence(reasonText(reason)));
  if (metric === null) return cell.reason === null ? [] : [`${name}: ${said(cell.reason)}`];
  const figures = recordOf(record, cell);
  const detail = figures === null ? null : metricWords(metric.metric).detail?.(metric, figures);
  const loss = `${effectPhrase(metric, cell, prose)}${detail == null ? '' : `, ${detail.long}`}.`;
  const reasons = whyOf(cell, figures, prose).slice(0, REASONS);
  const remark = remarkOn(metric, cell);
  const why = [
    ...(remark === null ? [] : [said(remark)]),
    ...reasons.map(({ long }) => long),
    ...noStepSentences(cell),
    ...brokenToo(cell, prose),
  ];
  const [gain] = gainsOf(cell);
  const first = (said: MetricComparison, does: string): string =>
    metricWords(said.metric).isOfRequest === true ? `${name}: ${does}` : `${name} ${does}`;
  if (gain === undefined) return [first(metric, loss), ...why];
  const better = `${effectPhrase(gain, cell, prose)}.`;
  return gainsMore(cell)
    ? [first(gain, better), second(metric, loss), ...why]
    : [first(metric, loss), second(gain, better), ...why];
}

/** `api · order: p99 is 312 ms (290 to 340 ms), the limit is 250 ms.`, and what got worse besides. */
function overLimitSentences(cell: CellComparison, prose: Prose): readonly string[] {
  const broken = brokenLimits(cell);
  const more = broken.length - REASONS;
  const clauses = [
    ...broken.slice(0, REASONS).map((row) => limitClause(row, prose)),
    ...(more > 0 ? [`and ${plural(more, 'more limit is', 'more limits are')} broken`] : []),
  ];
  const [worse] = cell.metrics.filter(({ verdict }) => verdict === 'regression');
  return [
    `${prose.name(cell.target, cell.scenario)}: ${clauses.join('; ')}.`,
    ...(broken.length === 1 ? broken.flatMap((row) => baselineToo(row) ?? []) : []),
    ...(worse === undefined ? [] : [`It also ${effectPhrase(worse, cell, prose)}.`]),
  ];
}

/** Why no step of a sequence is named, where it is not the figures that leave it open. */
function noStepSentences({ noStep }: CellComparison): readonly string[] {
  if (noStep === undefined) return [];
  const why = noStep === 'no-figures' ? 'it has no figures of steps' : 'its steps were others';
  return [`Which step it is, the stored record does not tell: ${why}.`];
}

/** The limits that a cell breaks beside a count that goes before them. */
function brokenToo(cell: CellComparison, prose: Prose): readonly string[] {
  const broken = brokenLimits(cell).map((row) => limitClause(row, prose));
  return broken.length === 0 ? [] : [`It also breaks a limit: ${broken.join('; ')}.`];
}

/** Limits that are told where they are not decided. */
const OPEN_LIMITS = 3;

/** `api · order: p99 is 255 ms (240 to 270 ms), the limit is 250 ms: not decided.` */
const openLimitSentences = (open: readonly CellComparison[], prose: Prose): readonly string[] =>
  open
    .filter(({ reason }) => reason?.code === 'limits-undecided')
    .flatMap(({ target, scenario, limits = [] }) =>
      limits
        .filter(({ verdict }) => verdict !== 'holds')
        .map((row) => `${prose.name(target, scenario)}: ${limitClause(row, prose)}.`),
    )
    .slice(0, OPEN_LIMITS);

const second = ({ metric }: MetricComparison, does: string): string =>
  metricWords(metric).isOfRequest === true ? `But ${does}` : `But it ${does}`;

/** What a cell does now: `answers **6.2 % fewer requests per second** (between 5.3 and 7.1 %)`. */
function effectPhrase(metric: MetricComparison, cell: CellComparison, prose: Prose): string {
  const words = metricWords(metric.metric);
  const sure = metric.interval === null ? '' : ` (${between(metric.ratio, metric.interval)})`;
  const figures = words.figures(together(metric));
  const exact = metric.kind === 'exact' ? countedText(metric, cell, prose) : '';
  return `${words.does(metric, prose)}${sure}${figures === null ? '' : `: ${figures}`}${exact}`;
}

/** That it was counted, and where, if several services count. */
function countedText({ metric }: MetricComparison, cell: CellComparison, prose: Prose): string {
  const parts = partsOfServiceMetric(metric);
  if (parts === null) return ', counted exactly';
  const services = new Set(cell.metrics.flatMap((one) => partsOfServiceMetric(one.metric)?.service ?? []));
  return services.size > 1 ? ` (counted in ${prose.cell(parts.service)})` : ' (counted)';
}

/** What was done about undecided cells, and what would decide them. Their rows say how far they came. */
const TWO_ANSWERS =
  'What got worse on the first machine did not on the second: one of the two is misleading, or it depends on the machine.';

function undecidedSentences(comparison: Comparison, record: RunRecord, prose: Prose): readonly string[] {
  const open = comparison.cells.filter(({ verdict }) => verdict === 'inconclusive');
  if (open.some(({ reason }) => reason?.code === 'second-disagrees')) return [TWO_ANSWERS];
  const generations = open.map((cell) => recordOf(record, cell)?.generations.length ?? 0);
  const most = Math.max(...generations);
  const them = open.length === 1 ? 'it' : 'them';
  if (most === 0 && open.every(({ reason }) => reason?.code === 'search-cut-off'))
    return [
      `No more is known than the levels that held: a longer ${prose.code('budget')} would let the search end.`,
    ];
  if (most === 0)
    return [
      `Nothing was measured of ${them}: a longer ${prose.code('budget')}, or fewer cells, would leave time for ${them}.`,
    ];
  const times = most === 1 ? 'once' : `${open.length === 1 ? '' : 'up to '}${plural(most, 'time')}`;
  const done = `${open.length === 1 ? 'It' : 'Each'} was started and measured ${times}`;
  const limits = openLimitSentences(open, prose);
  // Neither time nor quiet tells what is not known.
  if (open.every(isUnknownOnly)) return limits;
  const more = `a longer ${prose.code('budget')}, a higher ${prose.code('measure.max-generations')}`;
  return [...limits, `${done}; ${more}, or a quieter runner would decide ${them}.`];
}

const isUnknownOnly = ({ reason, limits = [] }: CellComparison): boolean =>
  reason?.code === 'limits-undecided' && limits.every(({ verdict }) => verdict !== 'undecided');

/** What is known where a part of the run failed. */
function otherSentences({ cells }: Comparison, record: RunRecord): readonly string[] {
  const others = cells.filter(
    (cell) => cell.verdict !== 'invalid' && recordOf(record, cell)?.state !== 'not-measured',
  );
  // Where none is invalid or missing, the headline is about those that are undecided.
  const rest =
    others.length < cells.length ? others : others.filter(({ verdict }) => verdict !== 'inconclusive');
  return rest.length === 0 ? [] : [`The others: ${countsText({ cells: rest })}.`];
}

/** `This run can tell a loss of 0.9 % or more from noise in the quietest cell, and 1.4 % in the noisiest.` */
export function couldSeeSentences(comparison: Comparison): readonly string[] {
  const limits = comparison.cells
    .map((cell) => (metricOf(cell, PRIMARY) ?? mainMetric(cell))?.couldSee ?? null)
    .filter((limit) => limit !== null);
  if (limits.length === 0) return [];
  const [best, worst] = [Math.min(...limits), Math.max(...limits)];
  if (percent(best) === percent(worst))
    return [`This run can tell a loss of ${percent(worst)} or more from noise.`];
  return [
    `This run can tell a loss of ${percent(best)} or more from noise in the quietest cell, and ${percent(worst)} in the noisiest.`,
  ];
}

function idleSentences(record: RunRecord, comparison: Comparison): readonly string[] {
  if (record.problems.length > 0 || comparison.cells.length === 0) return [];
  return [
    "Every target's build context, Dockerfile, configuration and scenarios equal the baseline's, so nothing was built and nothing was run.",
  ];
}

/** That cells were measured at a rate, because the load generator could not make more load. `how.ts` says at which. */
function reducedSentences({ cells }: RunRecord): readonly string[] {
  const reduced = cells.filter((cell) => cell.reduced !== undefined && cell.generations.length > 0).length;
  if (reduced === 0) return [];
  const [which, them] =
    reduced === 1
      ? ['1 cell is', 'it was measured']
      : [`${plural(reduced, 'cell')} are`, 'they were measured'];
  return [
    `${which} faster than the load generator, so ${them} at a fixed rate, and decided by CPU time per request and service time.`,
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
  const different = stored?.advisoryReason == null ? null : advisoryText(stored.advisoryReason);
  const reason = advisoryReason ?? different ?? "The baseline's figures come from another machine.";
  return [
    prose.text(sentence(reason)),
    "The difference may be the machine's, so the check does not fail on it.",
  ];
}
