import type { CellComparison, Comparison } from '../model/comparison.js';
import { effect, leadingLimit, mainMetric } from './metric.js';

/** The cell with the largest effect among those with this verdict; null: there is none. */
export function mostChanged(
  comparison: Comparison,
  verdict: 'regression' | 'improvement',
): CellComparison | null {
  return byEffect(comparison.cells.filter((cell) => cell.verdict === verdict))[0] ?? null;
}

/** Broken limits first, then the largest effect; the configuration's order where it is the same. */
export function byEffect(cells: readonly CellComparison[]): readonly CellComparison[] {
  const sizeOf = (cell: CellComparison): number => {
    if (leadingLimit(cell) !== null) return Number.POSITIVE_INFINITY;
    const metric = mainMetric(cell);
    return metric === null ? 0 : effect(metric);
  };
  return [...cells].sort((a, b) => {
    const [left, right] = [sizeOf(a), sizeOf(b)];
    return left === right ? 0 : right - left;
  });
}
