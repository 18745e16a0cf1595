import { MAX_SHARDS } from '../model/limits.js';
import type { ShardUnit } from '../model/shard.js';

/** The cells of one target, which stay together: its images are built once, and its cells share generations. */
export interface TargetLoad {
  readonly target: string;
  /** Of all of its cells. */
  readonly scenarios: readonly string[];
  /** How long its open cells are to be measured, ms; 0: none is open. */
  readonly loadMs: number;
}

interface Bin {
  readonly shard: number;
  loadMs: number;
  cells: number;
}

/**
 * Splits the targets of a run among so many jobs: longest first, each to the job that has the least to do, which takes at
 * most 4/3 of the shortest time possible (Graham 1969). The same input gives the same plan, so that every job finds it by
 * itself.
 * @param targets in the order of the configuration, each once
 * @param count of jobs, from 1; those for which no target is left get none
 * @returns every target once, in the same order
 */
export function planShards(targets: readonly TargetLoad[], count: number): readonly ShardUnit[] {
  const bins: Bin[] = Array.from({ length: count }, (_, at) => ({ shard: at + 1, loadMs: 0, cells: 0 }));
  const longestFirst = [...targets].sort((a, b) => b.loadMs - a.loadMs || (a.target < b.target ? -1 : 1));
  const shardOf = new Map<string, number>();
  for (const { target, scenarios, loadMs } of longestFirst) {
    const bin = bins.reduce((least, one) => (isFreer(one, least) ? one : least));
    bin.loadMs += loadMs;
    bin.cells += scenarios.length;
    shardOf.set(target, bin.shard);
  }
  return targets.map(({ target, scenarios }) => ({ target, scenarios, shard: shardOf.get(target) ?? 1 }));
}

const isFreer = (one: Bin, other: Bin): boolean =>
  one.loadMs < other.loadMs || (one.loadMs === other.loadMs && one.cells < other.cells);

/**
 * The fewest jobs of which each is done within the budget; 0 where nothing is open. A target that takes longer by itself
 * has a job of its own, and so has each at the most.
 * @param budgetMs time for measuring that each job has
 */
export function shardsNeeded(targets: readonly TargetLoad[], budgetMs: number): number {
  const open = targets.filter(({ loadMs }) => loadMs > 0);
  const most = Math.min(open.length, MAX_SHARDS);
  const total = open.reduce((sum, { loadMs }) => sum + loadMs, 0);
  const longest = Math.max(budgetMs, ...open.map(({ loadMs }) => loadMs));
  const least = Math.max(1, Math.ceil(total / longest));
  for (let count = least; count < most; count++) {
    if (longestOf(planShards(open, count), open) <= longest) return count;
  }
  return most;
}

/** What the job with the most to do has to do, ms. */
export function longestOf(plan: readonly ShardUnit[], targets: readonly TargetLoad[]): number {
  const loads = new Map(targets.map(({ target, loadMs }) => [target, loadMs]));
  const sums = new Map<number, number>();
  for (const { target, shard } of plan) sums.set(shard, (sums.get(shard) ?? 0) + (loads.get(target) ?? 0));
  return Math.max(0, ...sums.values());
}
