import type { Outcome } from '../compare/judge.js';
import { plain } from '../report/escape.js';
import { type CellFigures, figuresOf, finite, type MetricFigures, type SideValue } from './figures.js';
import { type LimitFigures, limitsOf } from './limits.js';

/** A field's value as it is written: numbers are floats, unless they are marked as whole. */
type Field = number | string | boolean | { readonly whole: number };
type Fields = Readonly<Record<string, Field | null | undefined>>;
type Tags = Readonly<Record<string, string>>;

/**
 * InfluxDB line protocol, for InfluxDB 1.8 and 2: one line for the run, for each cell, for each of its limits, for each
 * change, and for each figure of a side. All have the time at which the run started, ns.
 *
 * Commits and branches are fields, because every value of a tag begins a new series.
 */
export function influxLines(outcome: Outcome): string {
  const { record, comparison, gate } = outcome;
  const at = `${Date.parse(record.startedAt)}000000`;
  const commit = {
    commit: record.candidate.sha,
    ref: record.candidate.label,
    baseline_commit: record.baseline?.sha,
  };
  const point = (measurement: string, tags: Tags, fields: Fields): string =>
    line(measurement, tags, { ...fields, ...commit }, at);
  const cells = figuresOf(outcome);
  return [
    point(
      'loadgate_run',
      {},
      {
        verdict: comparison.verdict,
        passed: gate.passed,
        advisory: comparison.advisory,
        cells: { whole: comparison.cells.length },
        regressions: { whole: comparison.counts.regression },
        improvements: { whole: comparison.counts.improvement },
        inconclusive: { whole: comparison.counts.inconclusive },
        invalid: { whole: comparison.counts.invalid },
        duration_s: record.durationMs / 1000,
        machine: record.machine.fingerprint,
        version: record.version,
      },
    ),
    ...cells.flatMap((cell) => cellLines(cell, point)),
  ].join('');
}

type Point = (measurement: string, tags: Tags, fields: Fields) => string;

function cellLines(cell: CellFigures, point: Point): readonly string[] {
  const { target, scenario, comparison, metrics } = cell;
  const own = { target, scenario };
  return [
    point('loadgate_cell', own, { verdict: cell.verdict, decided_by: comparison.decidedBy }),
    ...limitsOf(cell).map((limit) => limitLine(limit, own, point)),
    ...metrics.flatMap((figures) => metricLines(figures, own, point)),
  ];
}

function limitLine(row: LimitFigures, cell: Tags, point: Point): string {
  const { limit, verdict, bound, figure, interval, baseline, generations, unit } = row;
  return point(
    'loadgate_limit',
    { ...cell, limit },
    {
      ...{ verdict, bound, value: figure, low: interval?.low, high: interval?.high },
      ...{ baseline, generations: { whole: generations }, unit },
    },
  );
}

function metricLines(figures: MetricFigures, cell: Tags, point: Point): readonly string[] {
  const { metric, unit, baseline, candidate, comparison } = figures;
  const tags = { ...cell, metric };
  const side = (name: string, { value, interval }: SideValue): string =>
    point(
      'loadgate_figure',
      { ...tags, side: name },
      { value, low: interval?.low, high: interval?.high, unit },
    );
  const change =
    comparison === null
      ? []
      : [
          point('loadgate_change', tags, {
            ratio: comparison.ratio,
            low: comparison.interval?.low,
            high: comparison.interval?.high,
            threshold: comparison.threshold,
            could_see: comparison.couldSee,
            generations: { whole: comparison.generations },
            verdict: comparison.verdict,
          }),
        ];
  return [
    side('candidate', candidate),
    ...(baseline === null ? [] : [side('baseline', baseline)]),
    ...change,
  ];
}

function line(measurement: string, tags: Tags, fields: Fields, at: string): string {
  const named = Object.entries(tags)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `,${name}=${tagValue(value)}`);
  const values = Object.entries(fields).flatMap(([name, value]) => {
    const text = fieldValue(value);
    return text === null ? [] : [`${name}=${text}`];
  });
  return `${measurement}${named.join('')} ${values.join(',')} ${at}\n`;
}

/** A backslash before the end of a value would take the separator that follows along, and nothing escapes it. */
function tagValue(text: string): string {
  const value = plain(text).replaceAll('\\', '/');
  return value === '' ? '-' : value.replace(/[,= ]/g, String.raw`\$&`);
}

/** null: there is no such field. */
function fieldValue(value: Field | null | undefined): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return `"${plain(value).replace(/["\\]/g, String.raw`\$&`)}"`;
  if (typeof value === 'object') return `${value.whole}i`;
  return finite(value)?.toString() ?? null;
}
