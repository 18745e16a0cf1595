import { markdownTable } from 'markdown-table';
import { MOST_STOLEN } from '../../src/measure/spoilt.js';
import type { Generation } from '../../src/model/record.js';
import { mean, median } from '../../src/stats/summary.js';
import { CPU_TIME, THROUGHPUT, valuesOf } from './estimators.js';
import type { Pool } from './pools.js';

/** What the host had of the target core in a duet: a row each, up to where the next one begins. */
const BINS = [
  { name: 'none', from: 0 },
  { name: 'less than 10 %', from: 1e-9 },
  { name: '10 % and more', from: 0.1 },
  { name: '20 % and more', from: 0.2 },
  { name: `${100 * MOST_STOLEN} % and more`, from: MOST_STOLEN },
] as const;
const FIGURES = [THROUGHPUT, CPU_TIME];

interface Deviation {
  readonly steal: number;
  /** From the middle of the pool, %, in the order of {@link FIGURES}. */
  readonly off: readonly number[];
}

/** How far generations are from the middle of their pool, by how much of the core the host took from them. */
export function stolenTable(pools: readonly Pool[]): string {
  const all = pools.flatMap(deviations);
  const rows = BINS.map(({ name, from }, at) => {
    const to = BINS[at + 1]?.from ?? Number.POSITIVE_INFINITY;
    const of = all.filter(({ steal }) => steal >= from && steal < to);
    const spreads = FIGURES.map((_, figure) => spreadOf(of.map(({ off }) => off[figure] ?? 0)));
    return [name, `${of.length}`, ...spreads];
  });
  return markdownTable([['the host took', 'generations', ...FIGURES.map(({ name }) => name)], ...rows]);
}

function deviations({ generations }: Pool): Deviation[] {
  const middles = FIGURES.map((figure) => median(valuesOf(figure, generations)));
  return generations.flatMap((generation) => {
    const steal = stolenFrom(generation);
    const off = FIGURES.flatMap(({ value }, at) => {
      const one = value(generation);
      return one === null ? [] : 100 * (one - (middles[at] ?? 0));
    });
    return steal === null || off.length < FIGURES.length ? [] : [{ steal, off }];
  });
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
