import type { Outcome } from '../compare/judge.js';
import { plain } from '../report/escape.js';
import { type CellFigures, figuresOf, finite, type MetricFigures, type SideValue } from './figures.js';
import { type LimitFigures, limitsOf } from './limits.js';

type Labels = Readonly<Record<string, string>>;

interface Sample {
  readonly labels: Labels;
  /** A sample without a finite value is left out. */
  readonly value: number | null | undefined;
}

/** A metric family, as OpenMetrics calls the samples of one name. */
interface Family {
  readonly name: string;
  readonly type: 'gauge' | 'info';
  /** What the name ends with; empty: none. */
  readonly unit: string;
  readonly help: string;
  readonly samples: readonly Sample[];
}

/** How a unit of ours is exported: the base units that Prometheus asks for. */
interface Exported {
  readonly name: (bound: string) => string;
  readonly unit: string;
  readonly what: string;
  readonly factor: number;
}

const EXPORTED: Readonly<Record<MetricFigures['unit'], Exported>> = {
  'requests/s': {
    name: (bound) => `loadgate_rate${bound}_per_second`,
    unit: 'per_second',
    what: 'Requests per second',
    factor: 1,
  },
  µs: { name: (bound) => `loadgate_time${bound}_seconds`, unit: 'seconds', what: 'Time', factor: 1e-6 },
  bytes: { name: (bound) => `loadgate_size${bound}_bytes`, unit: 'bytes', what: 'Size', factor: 1 },
  connections: {
    name: (bound) => `loadgate_capacity${bound}_connections`,
    unit: 'connections',
    what: 'Connections that it carries',
    factor: 1,
  },
  'per request': {
    name: (bound) => `loadgate_count${bound}_per_request`,
    unit: 'per_request',
    what: 'Count per request',
    factor: 1,
  },
};

/**
 * OpenMetrics 1.0 text. Every sample has the time at which the run started, so that
 * `promtool tsdb create-blocks-from openmetrics` can fill a history from many files. The commit is in `loadgate_run_info`
 * alone, because every value of a label begins a new series.
 */
export function openMetricsText(outcome: Outcome): string {
  const at = Date.parse(outcome.record.startedAt) / 1000;
  const cells = figuresOf(outcome);
  const families = [
    ...runFamilies(outcome),
    ...cellFamilies(cells),
    ...limitFamilies(cells),
    ...sideFamilies(cells),
  ];
  return `${families.map((family) => familyText(family, at)).join('')}# EOF\n`;
}

function runFamilies({ record, comparison, gate }: Outcome): readonly Family[] {
  const { candidate, baseline, version } = record;
  const about = {
    commit: candidate.sha,
    ref: candidate.label,
    baseline_commit: baseline?.sha ?? '',
    verdict: comparison.verdict,
    version,
  };
  return [
    {
      name: 'loadgate_run',
      type: 'info',
      unit: '',
      help: 'The run: its commits and its verdict.',
      samples: [{ labels: about, value: 1 }],
    },
    gauge('loadgate_gate_passed', '', 'Whether the gate lets the change pass.', [
      { labels: {}, value: gate.passed ? 1 : 0 },
    ]),
    gauge('loadgate_run_duration_seconds', 'seconds', 'Wall time of the run.', [
      { labels: {}, value: record.durationMs / 1000 },
    ]),
  ];
}

function cellFamilies(cells: readonly CellFigures[]): readonly Family[] {
  const verdicts = cells.map(({ target, scenario, verdict }) => ({
    labels: { target, scenario, verdict },
    value: 1,
  }));
  const changes = (read: (one: NonNullable<MetricFigures['comparison']>) => Sample['value']) =>
    cells.flatMap(({ target, scenario, metrics }) =>
      metrics.flatMap(({ metric, comparison }): Sample[] =>
        comparison === null ? [] : [{ labels: { target, scenario, metric }, value: read(comparison) }],
      ),
    );
  const what = 'of the change, candidate / baseline';
  return [
    gauge('loadgate_cell_verdict', '', 'The verdict of a cell, as a label.', verdicts),
    gauge(
      'loadgate_change_ratio',
      'ratio',
      `Estimate ${what}.`,
      changes(({ ratio }) => ratio),
    ),
    gauge(
      'loadgate_change_low_ratio',
      'ratio',
      `Low end of the 95 % interval ${what}.`,
      changes(({ interval }) => interval?.low),
    ),
    gauge(
      'loadgate_change_high_ratio',
      'ratio',
      `High end of the 95 % interval ${what}.`,
      changes(({ interval }) => interval?.high),
    ),
  ];
}

const LIMIT_UNITS: Readonly<Record<LimitFigures['unit'], Pick<Exported, 'unit' | 'factor'>>> = {
  µs: { unit: 'seconds', factor: 1e-6 },
  bytes: { unit: 'bytes', factor: 1 },
  'requests/s': { unit: 'per_second', factor: 1 },
  ratio: { unit: 'ratio', factor: 1 },
};

/** The verdicts of limits, and, in each unit, the limits and what is held to them. */
function limitFamilies(cells: readonly CellFigures[]): readonly Family[] {
  const all = cells.flatMap(({ target, scenario, ...cell }) =>
    limitsOf({ target, scenario, ...cell }).map((row) => ({
      row,
      labels: { target, scenario, limit: row.limit },
    })),
  );
  const verdicts = all.map(({ row, labels }) => ({ labels: { ...labels, verdict: row.verdict }, value: 1 }));
  const inUnits = Object.entries(LIMIT_UNITS).flatMap(([ours, { unit, factor }]) => {
    const family = (name: string, help: string, read: (row: LimitFigures) => number | null | undefined) =>
      gauge(
        `loadgate_limit_${name}_${unit}`,
        unit,
        help,
        all
          .filter(({ row }) => row.unit === ours)
          .map(({ row, labels }) => ({ labels, value: times(read(row) ?? undefined, factor) })),
      );
    return [
      family('bound', 'What a figure is held to.', ({ bound }) => bound),
      family('figure', 'The figure of the candidate that is held to a limit.', ({ figure }) => figure),
      family('figure_low', 'The same, low end of its 95 % interval.', ({ interval }) => interval?.low),
      family('figure_high', 'The same, high end of its 95 % interval.', ({ interval }) => interval?.high),
    ];
  });
  return [
    gauge('loadgate_limit_verdict', '', 'The verdict of a limit of a cell, as a label.', verdicts),
    ...inUnits,
  ];
}

/** One family for each unit and each end of the interval. */
function sideFamilies(cells: readonly CellFigures[]): readonly Family[] {
  return Object.entries(EXPORTED).flatMap(([ours, { name, unit, what, factor }]) => {
    const samples = (read: (side: SideValue) => number | undefined): readonly Sample[] =>
      cells.flatMap((cell) =>
        cell.metrics
          .filter((figures) => figures.unit === ours)
          .flatMap((figures) => sidesOf(cell, figures, (side) => times(read(side), factor))),
      );
    return [
      gauge(
        name(''),
        unit,
        `${what} of a side.`,
        samples(({ value }) => value),
      ),
      gauge(
        name('_low'),
        unit,
        `${what} of a side, low end of its 95 % interval.`,
        samples(({ interval }) => interval?.low),
      ),
      gauge(
        name('_high'),
        unit,
        `${what} of a side, high end of its 95 % interval.`,
        samples(({ interval }) => interval?.high),
      ),
    ];
  });
}

const times = (value: number | undefined, factor: number): number | undefined =>
  value === undefined ? undefined : value * factor;

function sidesOf(
  { target, scenario }: CellFigures,
  { metric, baseline, candidate }: MetricFigures,
  read: (side: SideValue) => number | undefined,
): readonly Sample[] {
  const of = (side: string, value: SideValue): Sample => ({
    labels: { target, scenario, metric, side },
    value: read(value),
  });
  return [of('candidate', candidate), ...(baseline === null ? [] : [of('baseline', baseline)])];
}

const gauge = (name: string, unit: string, help: string, samples: readonly Sample[]): Family => ({
  name,
  type: 'gauge',
  unit,
  help,
  samples,
});

function familyText({ name, type, unit, help, samples }: Family, at: number): string {
  const lines = samples.flatMap(({ labels, value }) => {
    const number = finite(value);
    return number === null
      ? []
      : [`${name}${type === 'info' ? '_info' : ''}${labelsText(labels)} ${number} ${at}`];
  });
  if (lines.length === 0) return '';
  const head = [
    `# TYPE ${name} ${type}`,
    ...(unit === '' ? [] : [`# UNIT ${name} ${unit}`]),
    `# HELP ${name} ${help}`,
  ];
  return [...head, ...lines].map((one) => `${one}\n`).join('');
}

function labelsText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${labelValue(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

/** `plain` leaves no line feed, which would have to be escaped as well. */
const labelValue = (text: string): string => plain(text).replace(/["\\]/g, String.raw`\$&`);
