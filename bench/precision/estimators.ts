import { cpu } from '../../src/compare/metrics/cpu.js';
import { latency } from '../../src/compare/metrics/latency.js';
import type { SampledMetric } from '../../src/compare/metrics/metric.js';
import { throughput } from '../../src/compare/metrics/throughput.js';
import type { Generation } from '../../src/model/record.js';
import type { RoundKind } from '../../src/model/round.js';
import { studentQuantile } from '../../src/stats/student.js';

/** One value a generation, ln(candidate / baseline), more where the candidate is worse; null: not measured. */
export interface Estimator {
  readonly name: string;
  readonly value: (generation: Generation) => number | null;
}

/**
 * As a comparison has it, of the first `rounds` rounds of a kind, turned so that more is worse; null: there are not so
 * many.
 */
function difference(kind: RoundKind, metric: SampledMetric, rounds: number): Estimator['value'] {
  const load = kind === 'solo' ? 'solo' : 'duet';
  return ({ candidate, baseline }) => {
    if (baseline === null) return null;
    const [ours, theirs] = [candidate, baseline].map((side) => {
      const first = side[kind].slice(0, rounds);
      const only = { ...side, [kind]: first };
      return first.length < rounds ? null : metric.read({ baseline: [], candidate: [only] }).log(only, load);
    });
    if (ours == null || theirs == null) return null;
    return metric.better === 'larger' ? theirs - ours : ours - theirs;
  };
}

/** The mean of two estimators: one noise in both counts once, different noise averages. */
const both =
  (one: Estimator, other: Estimator): Estimator['value'] =>
  (generation) => {
    const [a, b] = [one.value(generation), other.value(generation)];
    return a === null || b === null ? null : (a + b) / 2;
  };

export const THROUGHPUT: Estimator = { name: 'throughput', value: difference('duet', throughput, 1) };
export const CPU_TIME: Estimator = { name: 'CPU time', value: difference('duet', cpu, 1) };
/** The probes are A B B A: two of a side. */
export const SERVICE_TIME: Estimator = { name: 'service time', value: difference('probe', latency, 2) };

export const ESTIMATORS: readonly Estimator[] = [
  THROUGHPUT,
  CPU_TIME,
  { name: 'their mean', value: both(THROUGHPUT, CPU_TIME) },
  { name: 'throughput, 2 duets', value: difference('duet', throughput, 2) },
  SERVICE_TIME,
  { name: 'solo throughput', value: difference('solo', throughput, 1) },
];

/** The values of an estimator over generations. */
export function valuesOf({ value }: Estimator, generations: readonly Generation[]): number[] {
  return generations.flatMap((generation) => value(generation) ?? []);
}

/**
 * Generations of which a t test at `alpha` (two-sided) finds an effect with the given power, noise being normal: the
 * least n with (t₁₋α/₂ + t_power) · s / √n ≤ effect (Zar, Biostatistical Analysis, 7.7).
 */
export function generationsFor(effect: number, stdev: number, alpha: number, power: number): number {
  for (let n = 3; n <= 1000; n++) {
    const reach = studentQuantile(1 - alpha / 2, n - 1) + studentQuantile(power, n - 1);
    if ((reach * stdev) / Math.sqrt(n) <= effect) return n;
  }
  return Number.POSITIVE_INFINITY;
}
