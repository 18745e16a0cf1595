import type { Generation, RoundFigures } from '../../src/model/record.js';
import type { RoundKind } from '../../src/model/round.js';
import { studentQuantile } from '../../src/stats/student.js';
import { mean } from '../../src/stats/summary.js';

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

/** Mean over the first `rounds` rounds of a kind, candidate less baseline; null: there are not so many. */
function difference(kind: RoundKind, figure: Figure, rounds: number): Estimator['value'] {
  return ({ candidate, baseline }) => {
    if (baseline === null) return null;
    const [ours, theirs] = [candidate, baseline].map((side) => {
      const values = side[kind].slice(0, rounds).map(figure);
      return values.length < rounds || values.includes(null) ? null : mean(values as number[]);
    });
    return ours == null || theirs == null ? null : ours - theirs;
  };
}

/** The mean of two estimators: one noise in both counts once, different noise averages. */
const both =
  (one: Estimator, other: Estimator): Estimator['value'] =>
  (generation) => {
    const [a, b] = [one.value(generation), other.value(generation)];
    return a === null || b === null ? null : (a + b) / 2;
  };

export const THROUGHPUT: Estimator = { name: 'throughput', value: difference('duet', rps, 1) };
export const CPU_TIME: Estimator = { name: 'CPU time', value: difference('duet', cpu, 1) };
/** The probes are A B B A: two of a side. */
export const SERVICE_TIME: Estimator = { name: 'service time', value: difference('probe', p50, 2) };

export const ESTIMATORS: readonly Estimator[] = [
  THROUGHPUT,
  CPU_TIME,
  { name: 'their mean', value: both(THROUGHPUT, CPU_TIME) },
  { name: 'throughput, 2 duets', value: difference('duet', rps, 2) },
  SERVICE_TIME,
  { name: 'solo throughput', value: difference('solo', rps, 1) },
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
