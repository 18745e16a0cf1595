import type { CellRecord, ReplicaShares } from '../model/record.js';
import { largestDifference } from '../stats/summary.js';
import type { Shares } from './types.js';

/**
 * How a target's balancer shared the load.
 * @param cells of the target. They had the same generations, each of which tells its shares in each cell
 * @returns null: no replicas, or their balancer was another one from one generation to the next
 */
export function sharesOf(cells: readonly CellRecord[]): Shares | null {
  const byIndex = new Map<number, ReplicaShares>();
  for (const { index, candidate } of cells.flatMap(({ generations }) => generations))
    if (candidate.replicas !== undefined) byIndex.set(index, candidate.replicas);
  const all = [...byIndex.values()];
  const [first, ...others] = all.map(amountsOf);
  const kind = all[0]?.kind;
  const isOne = others.every((one) => one.length === first?.length) && all.every((one) => one.kind === kind);
  if (first === undefined || kind === undefined || !isOne) return null;
  return {
    kind,
    amounts: others.reduce((sum, one) => sum.map((amount, at) => amount + (one[at] ?? 0)), first),
    largestDifference: Math.max(...all.map(differenceOf)),
  };
}

const amountsOf = (shares: ReplicaShares): readonly number[] =>
  shares.kind === 'requests' ? shares.requests : shares.received;

const differenceOf = (shares: ReplicaShares): number =>
  shares.kind === 'requests'
    ? largestDifference(shares.requests)
    : Math.min(largestDifference(shares.received), largestDifference(shares.sent));
