import type { Outcome } from '../compare/judge.js';
import { plain } from '../report/escape.js';
import { boundText, limitWords } from '../report/limit-words.js';
import { changeText, rangeText } from '../report/metric.js';
import { metricWords } from '../report/metric-words.js';
import { printableJson } from '../report/printable-json.js';
import { type CellFigures, figuresOf, finite, type MetricFigures } from './figures.js';
import { type LimitFigures, limitsOf } from './limits.js';

/** Bencher takes names of measures up to this length. */
const LONGEST_MEASURE = 64;

/**
 * What github-action-benchmark reads with `tool: customBiggerIsBetter` or `customSmallerIsBetter`: one entry for each
 * metric and each limit of each cell that is better in that direction, with the candidate's figure.
 * @returns null where no metric is, because the tool takes an empty file for an error
 */
export function actionBenchmarkJson(outcome: Outcome, better: MetricFigures['better']): string | null {
  const isAsked = (one: Pick<MetricFigures, 'better'>): boolean => one.better === better;
  const entries = figuresOf(outcome).flatMap((cell) => [
    ...cell.metrics.filter(isAsked).flatMap((figures) => entryOf(cell, figures)),
    ...limitsOf(cell)
      .filter(isAsked)
      .flatMap((limit) => limitEntry(cell, limit)),
  ]);
  return entries.length === 0 ? null : `${printableJson(entries)}\n`;
}

function entryOf(
  cell: CellFigures,
  { metric, unit, candidate, comparison }: MetricFigures,
): readonly object[] {
  const { value, interval } = candidate;
  const number = finite(value);
  if (number === null) return [];
  const name = inCode(`${cell.target}/${cell.scenario}: ${metricWords(metric).long}`);
  const half = interval === null || value === 0 ? null : finite((interval.high / value - 1) * 100);
  const change =
    comparison === null
      ? 'compared with nothing'
      : `change ${changeText(comparison)} (95 %: ${rangeText(comparison)}), ${comparison.verdict}`;
  return [
    {
      name,
      value: number,
      unit,
      ...(half === null ? {} : { range: `± ${half.toFixed(1)} %` }),
      extra: plain(change),
    },
  ];
}

function limitEntry(cell: CellFigures, row: LimitFigures): readonly object[] {
  const value = finite(row.figure);
  if (value === null) return [];
  const name = inCode(`${cell.target}/${cell.scenario}: ${limitWords(row.limit).name}, held to a limit`);
  return [{ name, value, unit: row.unit, extra: plain(`${boundText(row)}: ${row.verdict}`) }];
}

/** The tool shows names in code, in a table: a backtick would end the one, a bar the other. */
const inCode = (text: string): string => plain(text).replaceAll('`', "'").replaceAll('|', '/');

/** Measures that every project of Bencher has, and so ours may not mean anything else by. */
const MEASURES: Readonly<Record<string, string>> = { cpu: 'cpu-time', memory: 'peak-memory' };

/**
 * Bencher Metric Format: a benchmark for each cell, a measure for each metric and each limit, with the candidate's
 * figure and its interval. Times are in ns, as Bencher's own measure `latency` is.
 */
export function bencherJson(outcome: Outcome): string {
  const benchmarks = figuresOf(outcome).flatMap((cell) => {
    const measures = [...cell.metrics.flatMap(measureOf), ...limitsOf(cell).flatMap(limitMeasure)];
    return measures.length === 0
      ? []
      : [[plain(`${cell.target}/${cell.scenario}`), Object.fromEntries(measures)] as const];
  });
  return `${printableJson(Object.fromEntries(benchmarks))}\n`;
}

function measureOf({ metric, unit, candidate }: MetricFigures): readonly (readonly [string, object])[] {
  const figure = (value: number | undefined): number | null =>
    value === undefined ? null : finite(inNanoseconds(value, unit));
  const [value, low, high] = [candidate.value, candidate.interval?.low, candidate.interval?.high].map(figure);
  if (value == null) return [];
  const bounds = low == null || high == null ? {} : { lower_value: low, upper_value: high };
  const name = plain((MEASURES[metric] ?? metric).replace('/', '-'), LONGEST_MEASURE);
  return [[name, { value, ...bounds }]];
}

/** What is held to a limit is a measure of its own: it is read otherwise than the metric of a similar name. */
function limitMeasure({
  limit,
  unit,
  figure,
  interval,
}: LimitFigures): readonly (readonly [string, object])[] {
  if (figure === null) return [];
  const [value, low, high] = [figure, interval?.low, interval?.high].map((one) =>
    one === undefined ? null : finite(inNanoseconds(one, unit)),
  );
  if (value == null) return [];
  const bounds = low == null || high == null ? {} : { lower_value: low, upper_value: high };
  return [[`limit-${limit}`, { value, ...bounds }]];
}

const inNanoseconds = (value: number, unit: MetricFigures['unit'] | LimitFigures['unit']): number =>
  unit === 'µs' ? value * 1000 : value;
