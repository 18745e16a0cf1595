/** Differences between many things of which only some pairs were compared directly, each pair several times. */
import type { Estimate } from './inference.js';
import { moderated } from './moderated.js';
import { mean, sampleVariance } from './summary.js';

/** What was measured of one pair: b's value less a's, once or more. a and b are numbers from 0. */
export interface Measured {
  readonly a: number;
  readonly b: number;
  readonly values: readonly number[];
  /** What the values don't show, in their unit squared. Absent: nothing. */
  readonly knownVariance?: number;
}

export interface Network {
  /** Those that are connected with the first one by what was measured; nothing is known of the others. */
  readonly isKnown: (node: number) => boolean;
  /** b's value less a's; null: one isn't connected, or nothing shows the spread. */
  estimate(a: number, b: number): Estimate | null;
  /** b's value less a's. */
  difference(a: number, b: number): number;
  /** How much less the variance of `estimate(a, b)` becomes when c and d are compared once more. */
  gain(a: number, b: number, c: number, d: number): number;
}

interface Edge extends Measured {
  readonly mean: number;
  /** Of one value. */
  readonly variance: number;
  readonly degrees: number;
  /** Of the mean, without what is common to all. */
  readonly ofMean: number;
}

/**
 * Weighted least squares over all comparisons: a pair that was compared directly is known by that and by the way round,
 * each weighted by what it is worth (direct and indirect evidence: G. Lu, A. E. Ades, "Combination of direct and indirect
 * evidence in mixed treatment comparisons", Statistics in Medicine 23 (2004) 3105–3124). The variance of a pair's values is
 * moderated by that of the other pairs (moderated.ts). An estimate is a sum of means of pairs, so that its degrees of freedom
 * are Welch and Satterthwaite's. Where pairs contradict one another by more than their spread explains, all standard errors
 * grow by that (R. T. Birge, "The calculation of errors by the method of least squares", Physical Review 40 (1932) 207–227).
 * @param size how many things there are
 */
export function networkOf(size: number, measured: readonly Measured[]): Network {
  const given = measured.filter(({ values, a, b }) => values.length > 0 && a !== b);
  const known = connected(size, given);
  const { edges, isSpreadKnown } = edgesOf(given.filter(({ a }) => known[a]));
  const inverse = inverseOf(size, edges, known);
  const at = (a: number, b: number): number => inverse[a]?.[b] ?? 0;
  /** cov(x_b − x_a, x_d − x_c) of the fitted values. */
  const covariance = (a: number, b: number, c: number, d: number): number =>
    at(b, d) - at(b, c) - at(a, d) + at(a, c);
  const fitted = (a: number, b: number): number =>
    edges.reduce((sum, edge) => sum + share(covariance, a, b, edge) * edge.mean, 0);
  const birge = birgeRatio(edges, fitted, known);
  const byPair = new Map(edges.map((edge) => [`${edge.a} ${edge.b}`, edge]));
  const typical = edges.length === 0 ? 0 : mean(edges.map(({ variance }) => variance));
  return {
    isKnown: (node) => known[node] === true,
    difference: fitted,
    estimate: (a, b) => {
      if (!isSpreadKnown || !known[a] || !known[b] || a === b) return null;
      const parts = edges.map((edge) => share(covariance, a, b, edge) ** 2 * edge.ofMean);
      const variance = parts.reduce((sum, part) => sum + part, 0);
      const spread = parts.reduce((sum, part, of) => sum + part ** 2 / (edges[of] as Edge).degrees, 0);
      const degrees =
        spread === 0 ? Math.max(1, ...edges.map((edge) => edge.degrees)) : variance ** 2 / spread;
      return { mean: fitted(a, b), standardError: Math.sqrt(variance * birge), degrees };
    },
    gain: (a, b, c, d) => {
      if (!isSpreadKnown) return 0;
      const own = (byPair.get(`${c} ${d}`) ?? byPair.get(`${d} ${c}`))?.variance ?? typical;
      const both = covariance(a, b, c, d);
      const denominator = own + covariance(c, d, c, d);
      return denominator === 0 ? 0 : (birge * both ** 2) / denominator;
    },
  };
}

/** What the mean of a pair counts for in the difference of a and b. */
const share = (
  covariance: (a: number, b: number, c: number, d: number) => number,
  a: number,
  b: number,
  edge: Edge,
) => covariance(a, b, edge.a, edge.b) / edge.ofMean;

function connected(size: number, measured: readonly Measured[]): boolean[] {
  const known = Array.from({ length: size }, (_, node) => node === 0);
  for (let grew = true; grew; ) {
    grew = false;
    for (const { a, b } of measured) {
      if (known[a] === known[b]) continue;
      known[a] = true;
      known[b] = true;
      grew = true;
    }
  }
  return known;
}

/** Without any spread (values that are all the same), weights must be something. */
const LEAST_VARIANCE = 1e-12;

function edgesOf(given: readonly Measured[]): { edges: readonly Edge[]; isSpreadKnown: boolean } {
  const variances = moderated(
    given.map(({ values }) =>
      values.length < 2 ? null : { variance: sampleVariance(values), degrees: values.length - 1 },
    ),
  );
  const isSpreadKnown = variances.some((one) => one !== null);
  const edges = given.map((one, at) => {
    const { variance, degrees } = variances[at] ?? { variance: 1, degrees: 1 };
    const ofOne = Math.max(variance, LEAST_VARIANCE);
    return {
      ...one,
      mean: mean(one.values),
      variance: ofOne,
      degrees,
      ofMean: ofOne / one.values.length + (one.knownVariance ?? 0),
    };
  });
  return { edges, isSpreadKnown };
}

/** Of the weighted Laplacian without the first node, which all others are relative to, and without unconnected ones. */
function inverseOf(
  size: number,
  edges: readonly Edge[],
  known: readonly boolean[],
): readonly (readonly number[])[] {
  const matrix: number[][] = Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (_, column) => (row === column && (row === 0 || !known[row]) ? 1 : 0)),
  );
  const add = (row: number, column: number, value: number): void => {
    const line = matrix[row];
    if (row !== 0 && column !== 0 && line !== undefined) line[column] = (line[column] ?? 0) + value;
  };
  for (const { a, b, ofMean } of edges) {
    add(a, a, 1 / ofMean);
    add(b, b, 1 / ofMean);
    add(a, b, -1 / ofMean);
    add(b, a, -1 / ofMean);
  }
  const inverse = inverted(matrix);
  // The first node has the value 0, without any variance.
  if (inverse[0] !== undefined) inverse[0][0] = 0;
  return inverse;
}

/** Gauss and Jordan's way. The matrix is positive definite, so that no pivot is 0. */
function inverted(matrix: readonly (readonly number[])[]): number[][] {
  const size = matrix.length;
  const rows = matrix.map((row, at) => [...row, ...row.map((_, column) => (column === at ? 1 : 0))]);
  for (let at = 0; at < size; at++) {
    const pivot = rows[at] as number[];
    const scale = pivot[at] as number;
    for (let column = 0; column < 2 * size; column++) pivot[column] = (pivot[column] as number) / scale;
    for (const [other, row] of rows.entries()) {
      const factor = row[at] as number;
      if (other === at || factor === 0) continue;
      for (let column = 0; column < 2 * size; column++) {
        row[column] = (row[column] as number) - factor * (pivot[column] as number);
      }
    }
  }
  return rows.map((row) => row.slice(size));
}

/** What variances have to be multiplied with, 1 or more. */
function birgeRatio(
  edges: readonly Edge[],
  fitted: (a: number, b: number) => number,
  known: readonly boolean[],
): number {
  const free = edges.length - (known.filter(Boolean).length - 1);
  if (free < 1) return 1;
  const misfit = edges.reduce(
    (sum, edge) => sum + (edge.mean - fitted(edge.a, edge.b)) ** 2 / edge.ofMean,
    0,
  );
  return Math.max(1, misfit / free);
}
