import type { MetricName } from '../model/comparison.js';
import type { Gate } from '../model/config.js';
import type { CellRecord, Generation, RoundFigures, SideFigures } from '../model/record.js';
import { geometricMean, isPositive, meanLog } from '../stats/ratio.js';
import { mean } from '../stats/summary.js';
import { type Projection, projected, projectionOf } from './growth.js';
import { RULE } from './rule.js';

/** The metrics with one value a generation, in the order in which they are shown. */
export const SAMPLED = ['throughput', 'cpu', 'latency', 'memory', 'growth'] as const;
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

/** Whether it is about memory: less of it alone is no improvement, and it holds no cell up. */
export function isMemory(metric: MetricName): metric is 'memory' | 'growth' {
  return metric === 'memory' || metric === 'growth';
}

/** Whether it is told beside a cell and holds none up: throughput and CPU time, of the same rounds, decide. */
export function isBeside(metric: MetricName): boolean {
  return metric === 'latency' || isMemory(metric);
}

/**
 * Whether a side's generation tells what an answer leaves behind: an arena in one kind of rounds alone is no leak. A
 * comparison has no solo rounds in the later generations of a cell whose growth is settled (needed.ts).
 */
export const tellsGrowth = ({ solo }: SideFigures): boolean => solo.length > 0;

export interface BothSides {
  readonly baseline: readonly SideFigures[];
  readonly candidate: readonly SideFigures[];
}

/**
 * Sides whose memory means the same. Records of 0.1 know the peak of a generation only: beside one of them, a side
 * is judged by that peak as well.
 */
export function alikeSides(both: BothSides): BothSides {
  if (knowCells(both.baseline) && knowCells(both.candidate)) return both;
  return { baseline: both.baseline.map(older), candidate: both.candidate.map(older) };
}

const knowCells = (sides: readonly SideFigures[]): boolean =>
  sides.every(({ cellMemoryBytes }) => cellMemoryBytes !== undefined);

const older = ({ cellMemoryBytes: _, idleMemoryBytes: __, ...side }: SideFigures): SideFigures => side;

/** Memory of the cell where it is known, else the peak of the whole generation, bytes. */
function memoryBytes({ cellMemoryBytes, peakMemoryBytes }: SideFigures): number | null {
  return cellMemoryBytes === undefined ? peakMemoryBytes : cellMemoryBytes;
}

/**
 * The natural log of a side's figure in one generation: the mean over its rounds, so that a round weighs the
 * same on both sides. Throughput and CPU time from `rounds`, service time from probe rounds.
 * @param projection what memory growth is projected with; null: it has none
 * @returns null where this side has no such figure.
 */
export function sideLog(
  side: SideFigures,
  metric: SampledMetric,
  rounds: readonly RoundFigures[],
  projection: Projection | null,
): number | null {
  if (metric === 'throughput') return logOf(rounds.map((round) => round.rps));
  if (metric === 'cpu') return logOf(rounds.map(cpuPerRequest));
  if (metric === 'latency') return logOf(side.probe.map((round) => round.latencyUs.p50));
  if (metric === 'memory') return logOf([memoryBytes(side)]);
  return projection === null ? null : logOf([projected(side, projection)]);
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
    const value = isMemory(metric)
      ? memoryRatio(candidate, baseline, metric)
      : difference(
          sideLog(candidate, metric, candidate.duet, null),
          sideLog(baseline, metric, baseline.duet, null),
        );
    return value === null ? [] : [{ position, phase, value }];
  });
}

function memoryRatio(candidate: SideFigures, baseline: SideFigures, metric: SampledMetric): number | null {
  const both = alikeSides({ baseline: [baseline], candidate: [candidate] });
  const pair = [...both.candidate, ...both.baseline];
  if (metric === 'growth' && !pair.every(tellsGrowth)) return null;
  const projection = metric === 'growth' ? projectionOf(pair) : null;
  const [ours = null, theirs = null] = pair.map((side) => sideLog(side, metric, side.duet, projection));
  return difference(ours, theirs);
}

const difference = (ours: number | null, theirs: number | null): number | null =>
  ours === null || theirs === null ? null : ours - theirs;

/** The sides of one name over all generations. */
export function sides(generations: readonly Generation[], name: 'baseline' | 'candidate'): SideFigures[] {
  return generations.flatMap((generation) => generation[name] ?? []);
}

/**
 * A side's figure as people read it, in the metric's unit. Throughput and CPU time come from the solo rounds
 * under the full caps where there are some (a duet's are halved by its partner), else from the duets; service
 * time is the geometric mean over the probe rounds, memory (and what it grows to) the mean.
 * @param projection what memory growth is projected with; null: it has none
 */
export function absolute(
  all: readonly SideFigures[],
  metric: SampledMetric,
  projection: Projection | null = null,
): number | null {
  if (metric === 'throughput') return soloOrDuet(all, (round) => round.rps);
  if (metric === 'cpu') return soloOrDuet(all, cpuPerRequest);
  if (metric === 'memory') return average(all.map(memoryBytes));
  if (metric === 'growth') {
    return projection === null ? null : average(all.map((side) => projected(side, projection)));
  }
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
  if (metric === 'growth') return Math.max(gate.memory, RULE.growthFloorBytes / baseline);
  return gate.slower;
}
