import type { Generation, RoundFigures } from '../../src/model/record.js';
import { studentQuantile } from '../../src/stats/student.js';
import { mean, median } from '../../src/stats/summary.js';

/** One value a generation, ln(candidate / baseline), more where the candidate is worse; null: not measured. */
export interface Estimator {
  readonly name: string;
  readonly value: (generation: Generation) => number | null;
}

type Figure = (round: RoundFigures) => number | null;

const rps: Figure = (round) => (round.rps > 0 ? -Math.log(round.rps) : null);
const cpu: Figure = ({ cpuUserUs, cpuSystemUs }) =>
  cpuUserUs === null || cpuSystemUs === null || cpuUserUs + cpuSystemUs <= 0
    ? null
    : Math.log(cpuUserUs + cpuSystemUs);
const p50: Figure = ({ latencyUs }) => (latencyUs.p50 > 0 ? Math.log(latencyUs.p50) : null);
const meanLatency: Figure = ({ latencyUs }) => (latencyUs.mean > 0 ? Math.log(latencyUs.mean) : null);

/** Mean over the first `rounds` rounds of a kind, candidate less baseline. */
function difference(kind: 'duet' | 'solo' | 'probe', figure: Figure, rounds = Number.POSITIVE_INFINITY) {
  return ({ candidate, baseline }: Generation): number | null => {
    if (baseline === null) return null;
    const [ours, theirs] = [candidate, baseline].map((side) => {
      const values = side[kind].slice(0, rounds).map(figure);
      return values.length === 0 || values.includes(null) ? null : mean(values as number[]);
    });
    return ours == null || theirs == null ? null : ours - theirs;
  };
}

/** The mean of two estimators: one noise in both counts once, different noise averages. */
const both =
  (one: Estimator['value'], other: Estimator['value']): Estimator['value'] =>
  (generation) => {
    const [a, b] = [one(generation), other(generation)];
    return a === null || b === null ? null : (a + b) / 2;
  };

export const ESTIMATORS: readonly Estimator[] = [
  { name: 'throughput, 1 duet', value: difference('duet', rps, 1) },
  { name: 'throughput, 2 duets', value: difference('duet', rps) },
  { name: 'CPU, 1 duet', value: difference('duet', cpu, 1) },
  { name: 'CPU, 2 duets', value: difference('duet', cpu) },
  { name: 'throughput + CPU, 1 duet', value: both(difference('duet', rps, 1), difference('duet', cpu, 1)) },
  { name: 'throughput + CPU, 2 duets', value: both(difference('duet', rps), difference('duet', cpu)) },
  { name: 'probe p50', value: difference('probe', p50) },
  { name: 'probe mean', value: difference('probe', meanLatency) },
  { name: 'probe CPU', value: difference('probe', cpu) },
  { name: 'solo throughput', value: difference('solo', rps) },
  { name: 'solo CPU', value: difference('solo', cpu) },
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

/** A spread that single spikes don't move: 1.4826 × the median absolute deviation. */
export function robustStdev(values: readonly number[]): number {
  const middle = median(values);
  return 1.4826 * median(values.map((value) => Math.abs(value - middle)));
}
