import type { CellRecord, Generation, SideFigures } from '../model/record.js';
import type { BothSides, SampledMetric } from './metrics/metric.js';
import { meanOf } from './metrics/readings.js';

/** One generation's paired value. */
export interface Sample {
  /** Place of the generation in the cell's list. */
  readonly position: number;
  readonly phase: Generation['phase'];
  /** ln(candidate / baseline). */
  readonly value: number;
}

/** The paired log ratios of a metric, from the rounds in which both sides ran at once. */
export function pairedSamples(cell: CellRecord, metric: SampledMetric): Sample[] {
  return cell.generations.flatMap(({ phase, candidate, baseline }, position) => {
    if (baseline === null) return [];
    const reading = metric.read({ baseline: [baseline], candidate: [candidate] });
    const log = (side: SideFigures | undefined) => (side === undefined ? null : reading.log(side, 'duet'));
    const [ours, theirs] = [log(reading.candidate[0]), log(reading.baseline[0])];
    return ours === null || theirs === null ? [] : [{ position, phase, value: ours - theirs }];
  });
}

/** The figures of both sides over all generations, in the metric's unit; null: one of them has none. */
export function figuresOf(
  both: BothSides,
  metric: SampledMetric,
): { readonly baseline: number; readonly candidate: number } | null {
  const reading = metric.read(both);
  const [baseline, candidate] = [reading.absolute(reading.baseline), reading.absolute(reading.candidate)];
  return baseline === null || candidate === null ? null : { baseline, candidate };
}

export const bothSides = (generations: readonly Generation[]): BothSides => ({
  baseline: sides(generations, 'baseline'),
  candidate: sides(generations, 'candidate'),
});

/** The sides of one name over all generations. */
export function sides(generations: readonly Generation[], name: 'baseline' | 'candidate'): SideFigures[] {
  return generations.flatMap((generation) => generation[name] ?? []);
}

/** Mean throughput of the solo rounds, requests/s; null: there were none. */
export function soloRps(all: readonly SideFigures[]): number | null {
  return meanOf(all.flatMap((side) => side.solo.map((round) => round.rps)));
}
