import type { Comparison, MetricComparison } from '../model/comparison.js';
import type { DetailTable } from './detail-tables.js';
import { percent } from './format.js';
import { type Column, grid, NONE } from './markdown.js';
import { changeText, metricOf, rangeText, together } from './metric.js';
import { metricWords } from './metric-words.js';
import { markdownProse } from './prose.js';

/** What is compared at a rate, the deciding metric first. */
const METRICS = ['cpu', 'p95', 'p99', 'answered'];

interface RateRow {
  readonly name: string;
  readonly metric: MetricComparison;
}

/** All that was compared of cells whose load was an open loop, each with its interval. None: there is no such cell. */
export function rateTable({ cells }: Comparison): readonly DetailTable[] {
  const rows = cells
    .filter((cell) => metricOf(cell, 'answered') !== null)
    .flatMap((cell) =>
      METRICS.flatMap((name) => metricOf(cell, name) ?? []).map((metric) => ({
        name: markdownProse.cell(cell.target, cell.scenario),
        metric,
      })),
    );
  return rows.length === 0 ? [] : [{ title: 'At a rate', grid: grid(COLUMNS, rows) }];
}

const figure = (header: string, read: (row: RateRow) => string): Column<RateRow> => ({
  header,
  align: 'right',
  read,
});

const COLUMNS: readonly Column<RateRow>[] = [
  { header: 'cell', align: 'left', read: ({ name }) => name, wraps: true },
  { header: 'metric', align: 'left', read: ({ metric }) => metricWords(metric.metric).name },
  figure('base', ({ metric }) => metricWords(metric.metric).figure(together(metric).baseline)),
  figure('candidate', ({ metric }) => metricWords(metric.metric).figure(together(metric).candidate)),
  figure('change', ({ metric }) => changeText(metric)),
  figure('95 % interval', ({ metric }) => rangeText(metric)),
  figure('could see', ({ metric: { couldSee } }) => (couldSee === null ? NONE : `≥ ${percent(couldSee)}`)),
  { header: 'verdict', align: 'left', read: ({ metric: { verdict } }) => VERDICTS[verdict] },
];

const VERDICTS: Readonly<Record<MetricComparison['verdict'], string>> = {
  regression: 'worse',
  improvement: 'better',
  'no-change': 'no change',
  inconclusive: 'not decided',
  invalid: 'invalid',
};
