/**
 * Where a series is most likely divided: the energy statistic of D. S. Matteson and N. A. James, "A Nonparametric Approach
 * for Multiple Change Point Analysis of Multivariate Data", Journal of the American Statistical Association 109 (2014)
 * 334–345, with distances to the power of 1.
 */

/** A place that divides a part of a series. */
export interface Division {
  /** The first value of the later side. */
  readonly at: number;
  /** Its divergence: the larger, the less alike both sides are. */
  readonly divergence: number;
}

/**
 * The best division of `values[start]` … `values[end - 1]`: every place and every length of the later side, so that a
 * later change does not hide an earlier one.
 * @param least values on each side
 * @returns null: it is too short
 */
export function bestDivision(
  values: readonly number[],
  start: number,
  end: number,
  least: number,
): Division | null {
  const within = pairSums(values.slice(start, end));
  const length = end - start;
  let best: Division | null = null;
  for (let left = least; left + least <= length; left++) {
    for (let stop = left + least; stop <= length; stop++) {
      const divergence = divergenceOf(within, left, stop);
      if (best === null || divergence > best.divergence) best = { at: start + left, divergence };
    }
  }
  return best;
}

/** `sums[a][b]`: the sum of the distances of all pairs of the values from a to b − 1. */
type PairSums = readonly (readonly number[])[];

function pairSums(values: readonly number[]): PairSums {
  const { length } = values;
  const sums = Array.from({ length: length + 1 }, () => new Array<number>(length + 1).fill(0));
  for (let from = length - 1; from >= 0; from--) {
    let toFirst = 0;
    for (let to = from + 1; to <= length; to++) {
      const later = (sums[from + 1] as number[])[to] as number;
      (sums[from] as number[])[to] = later + toFirst;
      toFirst += Math.abs((values[to] ?? 0) - (values[from] as number));
    }
  }
  return sums;
}

function divergenceOf(sums: PairSums, left: number, stop: number): number {
  const sum = (from: number, to: number): number => sums[from]?.[to] ?? 0;
  const right = stop - left;
  const [before, after] = [sum(0, left), sum(left, stop)];
  const across = sum(0, stop) - before - after;
  // Mean distances: 2 E|X − Y| − E|X − X'| − E|Y − Y'|.
  const energy =
    (2 * across) / (left * right) - (2 * before) / (left * (left - 1)) - (2 * after) / (right * (right - 1));
  return ((left * right) / (left + right)) * energy;
}
