import type { MetricName } from '../model/comparison.js';
import type { Gate } from '../model/config.js';
import type { CellRecord, Generation, RoundFigures, SideFigures } from '../model/record.js';
import { geometricMean, isPositive, meanLog } from '../stats/ratio.js';
import { mean } from '../stats/summary.js';
import { RULE } from './rule.js';

/** The metrics with one value a generation, in the order in which they are shown. */
export const SAMPLED = ['throughput', 'cpu', 'latency', 'memory'] as const;
export type SampledMetric = (typeof SAMPLED)[number];

/** One generation's paired value. */
export interface Sample {
  /** Place of the generation in the cell's list. */
  readonly position: number;
  readonly phase: Generation['phase'];
  /** ln(candidate / baseline). */
  readonly value: number;
}

/** Whether a larger figure is the better one. */
export function higherIsBetter(metric: MetricName): boolean {
  return metric === 'throughput';
}

/**
 * The natural log of a side's figure in one generation: the mean over its rounds, so that a round weighs the
 * same on both sides. Throughput and CPU time from `rounds`, service time from probe rounds.
 * @returns null where this side has no such figure.
 */
export function sideLog(
  side: SideFigures,
  metric: SampledMetric,
  rounds: readonly RoundFigures[],
): number | null {
  if (metric === 'throughput') return logOf(rounds.map((round) => round.rps));
  if (metric === 'cpu') return logOf(rounds.map(cpuPerRequest));
  if (metric === 'latency') return logOf(side.probe.map((round) => round.latencyUs.p50));
  return logOf([side.peakMemoryBytes]);
}

function logOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value): value is number => value !== null && isPositive(value));
  return known.length === 0 || known.length < values.length ? null : meanLog(known);
}

/** CPU time per request, user and system, µs; null: the runtime can't tell. */
function cpuPerRequest(round: RoundFigures): number | null {
  if (round.cpuUserUs === null || round.cpuSystemUs === null) return null;
  return round.cpuUserUs + round.cpuSystemUs;
}

/** The paired log ratios of a metric, from the rounds in which both sides ran at once. */
export function pairedSamples(cell: CellRecord, metric: SampledMetric): Sample[] {
  return cell.generations.flatMap(({ phase, candidate, baseline }, position) => {
    if (baseline === null) return [];
    const ours = sideLog(candidate, metric, candidate.duet);
    const theirs = sideLog(baseline, metric, baseline.duet);
    return ours === null || theirs === null ? [] : [{ position, phase, value: ours - theirs }];
  });
}

/** The sides of one name over all generations. */
export function sides(generations: readonly Generation[], name: 'baseline' | 'candidate'): SideFigures[] {
  return generations.flatMap((generation) => generation[name] ?? []);
}

/**
 * A side's figure as people read it, in the metric's unit. Throughput and CPU time come from the solo rounds
 * under the full caps where there are some (a duet's are halved by its partner), else from the duets; service
 * time is the geometric mean over the probe rounds, memory the mean of the peaks.
 */
export function absolute(all: readonly SideFigures[], metric: SampledMetric): number | null {
  if (metric === 'throughput') return soloOrDuet(all, (round) => round.rps);
  if (metric === 'cpu') return soloOrDuet(all, cpuPerRequest);
  if (metric === 'memory') return average(all.map((side) => side.peakMemoryBytes));
  const services = all.flatMap((side) => side.probe.map((round) => round.latencyUs.p50));
  return services.length === 0 || !services.every(isPositive) ? null : geometricMean(services);
}

/** Mean throughput of the solo rounds, requests/s; null: there were none. */
export function soloRps(all: readonly SideFigures[]): number | null {
  return average(all.flatMap((side) => side.solo.map((round) => round.rps)));
}

function soloOrDuet(
  all: readonly SideFigures[],
  figure: (round: RoundFigures) => number | null,
): number | null {
  return (
    average(all.flatMap((side) => side.solo.map(figure))) ??
    average(all.flatMap((side) => side.duet.map(figure)))
  );
}

function average(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : mean(known);
}

/**
 * The change that counts, as a fraction: the gate's, or the metric's absolute floor where that is more of the
 * baseline's figure.
 */
export function thresholdOf(metric: SampledMetric, gate: Gate, baseline: number): number {
  if (metric === 'latency') return Math.max(gate.latency, RULE.latencyFloorUs / baseline);
  if (metric === 'memory') return Math.max(gate.memory, RULE.memoryFloorBytes / baseline);
  return gate.slower;
}
