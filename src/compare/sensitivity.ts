import type { MeasureSettings } from '../model/config.js';
import type { Sensitivity, Visible } from '../model/examination.js';
import type { CellRecord } from '../model/record.js';
import { smallestVisible } from '../stats/inference.js';
import { mean, sampleStdev } from '../stats/summary.js';
import { SAMPLED } from './metrics/all.js';
import type { SampledMetric } from './metrics/metric.js';
import { RULE, schedule } from './rule.js';
import { pairedSamples } from './samples.js';

/**
 * What a runner would see of each metric, from cells whose two sides are the same code. Of several cells the
 * noisiest counts: a promise must hold for it too.
 *
 * @param cells measured in the same whole generations, so that they share the time of a generation's start
 * @param times for which it is worked out, s a cell
 * @returns metrics that have at least two values; empty where none has
 */
export function sensitivities(
  cells: readonly CellRecord[],
  times: readonly number[],
  settings: MeasureSettings,
): Sensitivity[] {
  const secondsEach = generationSeconds(cells);
  return SAMPLED.flatMap((metric) => {
    const spreads = cells.flatMap((cell) => spreadOf(cell, metric) ?? []);
    const worst = spreads.sort((a, b) => b.stdev - a.stdev)[0];
    if (worst === undefined || secondsEach === null) return [];
    const fitting = fittingOf(metric, secondsEach, settings);
    const visible = times.map((seconds) => visibleIn(seconds, fitting, worst.stdev, metric));
    return [{ metric: metric.name, ...worst, visible }];
  });
}

function spreadOf(
  cell: CellRecord,
  metric: SampledMetric,
): Pick<Sensitivity, 'stdev' | 'generations'> | null {
  const values = pairedSamples(cell, metric).map(({ value }) => value);
  return values.length < 2 ? null : { stdev: sampleStdev(values), generations: values.length };
}

/** A cell's share of one generation, s. */
function generationSeconds(cells: readonly CellRecord[]): number | null {
  const lengths = cells.flatMap((cell) => cell.generations.map((generation) => generation.durationMs));
  return lengths.length === 0 ? null : mean(lengths) / 1000 / cells.length;
}

/** Generations that fit into so many seconds. */
type Fitting = (seconds: number) => number;

/**
 * The first generations are whole. Throughput and CPU time need nothing but duets from then on (needed.ts); for the others
 * all are whole.
 */
function fittingOf(metric: SampledMetric, secondsEach: number, settings: MeasureSettings): Fitting {
  const { screen } = schedule(settings);
  const { soloMs, probeMs, duetMs } = settings;
  const saved = metric.holdsCell !== 'decided' ? 0 : (2 * soloMs + 4 * probeMs) / 1000;
  const later = Math.max(secondsEach - saved, duetMs / 1000);
  const first = screen * secondsEach;
  return (seconds) =>
    seconds < first ? Math.floor(seconds / secondsEach) : screen + Math.floor((seconds - first) / later);
}

function visibleIn(seconds: number, fitting: Fitting, stdev: number, metric: SampledMetric): Visible {
  const generations = fitting(seconds);
  if (generations < RULE.leastGenerations) return { seconds, generations, change: null };
  const estimate = { mean: 0, standardError: stdev / Math.sqrt(generations), degrees: generations - 1 };
  const effect = smallestVisible(estimate, RULE.intervalAlpha, RULE.power);
  return {
    seconds,
    generations,
    change: metric.better === 'larger' ? -Math.expm1(-effect) : Math.expm1(effect),
  };
}
