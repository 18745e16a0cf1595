import type { Outcome } from '../compare/judge.js';
import { EXACT, metricNamed, sampledOf } from '../compare/metrics/all.js';
import type { BothSides, ExactMetric, SampledMetric } from '../compare/metrics/metric.js';
import { serviceCountsOf } from '../compare/metrics/service-counts.js';
import { bothSides } from '../compare/samples.js';
import type { CellComparison, CellVerdict, MetricComparison, MetricName } from '../model/comparison.js';
import type { CellRecord, SideFigures, SideName } from '../model/record.js';
import { rounded } from '../record/serialise.js';
import { recordOf } from '../report/figures.js';
import { confidenceInterval, estimateMean } from '../stats/inference.js';
import { isPositive } from '../stats/ratio.js';
import { mean } from '../stats/summary.js';

/** The intervals of sides are as wide as those of changes: 95 %. */
const ALPHA = 0.05;

/** A metric's figure on one side, in the metric's unit. */
export interface SideValue {
  readonly value: number;
  /** 95 % interval of the mean over generations; null: counted exactly, a single generation, or stored figures. */
  readonly interval: { readonly low: number; readonly high: number } | null;
}

/** One metric of one cell. */
export interface MetricFigures {
  readonly metric: MetricName;
  readonly unit: 'requests/s' | 'connections' | 'µs' | 'bytes' | 'per request';
  readonly better: 'larger' | 'smaller';
  readonly baseline: SideValue | null;
  readonly candidate: SideValue;
  /** null: this run compared it with nothing. */
  readonly comparison: MetricComparison | null;
}

/** One cell, with every figure of this run that can be believed. */
export interface CellFigures {
  readonly target: string;
  readonly scenario: string;
  readonly verdict: CellVerdict;
  readonly comparison: CellComparison;
  /** Somebody else runs it: it fails no gate. */
  readonly elsewhere: boolean;
  /** Time that its generations took, ms. */
  readonly durationMs: number;
  /** Empty: nothing was measured in this run, or nothing that can be believed. */
  readonly metrics: readonly MetricFigures[];
}

/**
 * What all formats write: the compared metrics, and the candidate's own figures where there was no baseline. Figures that
 * were carried over from another commit are left out, because they would be counted twice in a series over time.
 */
export function figuresOf({ record, comparison }: Outcome): readonly CellFigures[] {
  const { cells, elsewhere = [] } = comparison;
  return [...cells, ...elsewhere].map((cell) => {
    const own = recordOf(record, cell);
    const measured = own === null || own.carriedFrom !== null || own.state !== 'measured' ? null : own;
    return {
      target: cell.target,
      scenario: cell.scenario,
      verdict: cell.verdict,
      comparison: cell,
      elsewhere: elsewhere.includes(cell),
      durationMs: (measured?.generations ?? []).reduce((sum, { durationMs }) => sum + durationMs, 0),
      metrics: cell.kept === true ? [] : metricsOf(cell, measured),
    };
  });
}

function metricsOf(cell: CellComparison, measured: CellRecord | null): readonly MetricFigures[] {
  const both = bothSides(measured?.generations ?? []);
  const compared = cell.metrics.flatMap((row) => comparedMetric(row, both) ?? []);
  const isBelieved = measured !== null && cell.verdict !== 'invalid';
  const known = new Set(compared.map(({ metric }) => metric));
  return isBelieved
    ? [...compared, ...alone(both, measured).filter(({ metric }) => !known.has(metric))]
    : compared;
}

/** null: another version of loadgate knows the metric. */
function comparedMetric(row: MetricComparison, both: BothSides): MetricFigures | null {
  const metric = metricNamed(row.metric);
  if (metric === null) return null;
  const interval = (side: SideName): SideValue['interval'] =>
    metric.kind === 'exact' ? null : intervalOf(metric, both, side, row[side]);
  return {
    ...facts(metric),
    baseline: { value: row.baseline, interval: interval('baseline') },
    candidate: { value: row.candidate, interval: interval('candidate') },
    comparison: row,
  };
}

/** The candidate's figures without those of a baseline. */
function alone(both: BothSides, cell: Pick<CellRecord, 'url'>): readonly MetricFigures[] {
  const own: BothSides = { baseline: both.candidate, candidate: both.candidate };
  const sampled = sampledOf(cell).flatMap((metric): MetricFigures[] => {
    const reading = metric.read({ baseline: [], candidate: both.candidate });
    const value = reading.absolute(reading.candidate);
    if (value === null) return [];
    const interval = intervalOf(metric, { baseline: [], candidate: both.candidate }, 'candidate', value);
    return [{ ...facts(metric), baseline: null, candidate: { value, interval }, comparison: null }];
  });
  const exact = [...serviceCountsOf(own), ...EXACT].flatMap((metric): MetricFigures[] => {
    const counts = metric.counts(own)?.candidate ?? [];
    if (counts.length === 0) return [];
    const candidate = { value: mean(counts), interval: null };
    return [{ ...facts(metric), baseline: null, candidate, comparison: null }];
  });
  return [...sampled, ...exact];
}

const facts = ({ name, unit, better }: SampledMetric | ExactMetric) => ({ metric: name, unit, better });

/** Student's t on the logarithms of the generations' figures, around the side's figure. */
function intervalOf(
  metric: SampledMetric,
  both: BothSides,
  side: SideName,
  value: number,
): SideValue['interval'] {
  const reading = metric.read(both);
  const logs = reading[side]
    .map((one: SideFigures) => reading.absolute([one]))
    .filter((one): one is number => one !== null && isPositive(one))
    .map(Math.log);
  if (logs.length < 2 || logs.length < reading[side].length) return null;
  const { low, high } = confidenceInterval(estimateMean(logs), ALPHA);
  const factor = Math.exp((high - low) / 2);
  return Number.isFinite(factor) ? { low: value / factor, high: value * factor } : null;
}

/** A number as exports hold it: as precise as a record. null: there is none, or no format can write it. */
export const finite = (value: number | null | undefined): number | null =>
  value === null || value === undefined || !Number.isFinite(value) ? null : rounded(value);
