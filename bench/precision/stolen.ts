import { markdownTable } from 'markdown-table';
import { MOST_STOLEN } from '../../src/measure/spoilt.js';
import type { Generation } from '../../src/model/record.js';
import { mean, median } from '../../src/stats/summary.js';
import { CPU_TIME, THROUGHPUT } from './estimators.js';
import type { Pool } from './pools.js';

/** Shares of the target core that the host had in a duet: from each to the next. */
const FROM = [0, 1e-9, 0.1, 0.2, MOST_STOLEN] as const;

/** How far generations are from the middle of their pool, by how much of the core the host took from them. */
export function stolenTable(pools: readonly Pool[]): string {
  const all = pools.flatMap((pool) => {
    const middles = [THROUGHPUT, CPU_TIME].map(({ value }) =>
      median(pool.generations.flatMap((one) => value(one) ?? [])),
    );
    return pool.generations.flatMap((generation) => {
      const [rps, cpu] = [THROUGHPUT.value(generation), CPU_TIME.value(generation)];
      const steal = stolenFrom(generation);
      if (rps === null || cpu === null || steal === null) return [];
      return [{ steal, rps: 100 * (rps - (middles[0] ?? 0)), cpu: 100 * (cpu - (middles[1] ?? 0)) }];
    });
  });
  const rows = FROM.map((from, at) => {
    const to = FROM[at + 1] ?? Number.POSITIVE_INFINITY;
    const of = all.filter(({ steal }) => steal >= from && steal < to);
    const share = from < 0.01 ? (at === 0 ? 'none' : 'less than 10 %') : `${100 * from} % and more`;
    return [share, `${of.length}`, spreadOf(of.map(({ rps }) => rps)), spreadOf(of.map(({ cpu }) => cpu))];
  });
  return markdownTable([['the host took', 'generations', THROUGHPUT.name, CPU_TIME.name], ...rows]);
}

/** Of its first duet; null: the machine does not say. */
function stolenFrom({ candidate }: Generation): number | null {
  return candidate.duet[0]?.shares?.stealCpu ?? null;
}

/** Root mean square, and the largest, %. */
function spreadOf(values: readonly number[]): string {
  if (values.length === 0) return '—';
  const spread = Math.sqrt(mean(values.map((value) => value ** 2)));
  return `${spread.toFixed(1)} (${Math.max(...values.map(Math.abs)).toFixed(1)})`;
}
