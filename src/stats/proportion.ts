import { regularisedBeta } from './beta.js';
import { studentQuantile } from './student.js';

/** Of some requests that belong together (a generation): how many there were, and how many of them failed. */
export interface Cluster {
  readonly failed: number;
  readonly all: number;
}

export interface Proportion {
  /** Failed / all, of all clusters together. */
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** Failed / all, of all clusters together. @throws RangeError on no request */
export function shareOf(clusters: readonly Cluster[]): number {
  const all = clusters.reduce((sum, cluster) => sum + cluster.all, 0);
  if (!(all > 0)) throw new RangeError('a share of no requests');
  return clusters.reduce((sum, { failed }) => sum + failed, 0) / all;
}

/**
 * A share with its two-sided confidence interval of level 1 − alpha. Requests of one cluster fail together (a worker that
 * dies takes all of its own with it), so that they say less than as many independent ones: the interval is Clopper and
 * Pearson's (Biometrika 26, 1934) for as many independent requests as the clusters are worth. That number is Korn and
 * Graubard's ("Confidence intervals for proportions with small expected number of positive counts estimated from survey
 * data", Survey Methodology 24, 1998): p (1 − p) / v, with v the variance of a ratio of cluster totals (Cochran, Sampling
 * Techniques, 3rd ed., section 6.3), corrected for how badly few clusters know v, and never more than there were.
 * @param more as if there were so many times as many clusters like these
 * @throws RangeError on fewer than 2 clusters, or none with a request
 */
export function proportion(clusters: readonly Cluster[], alpha: number, more = 1): Proportion {
  if (clusters.length < 2) throw new RangeError(`a share needs at least 2 clusters, got ${clusters.length}`);
  const share = shareOf(clusters);
  const worth = independent(clusters, share, alpha, more);
  const failed = share * worth;
  return {
    share,
    low: failed === 0 ? 0 : betaQuantile(alpha / 2, failed, worth - failed + 1),
    high: failed === worth ? 1 : betaQuantile(1 - alpha / 2, failed + 1, worth - failed),
  };
}

/** How many independent requests the clusters are worth. */
function independent(clusters: readonly Cluster[], share: number, alpha: number, more: number): number {
  const all = clusters.reduce((sum, cluster) => sum + cluster.all, 0);
  const most = all * more;
  const count = clusters.length;
  const squares = clusters.reduce((sum, one) => sum + (one.failed - share * one.all) ** 2, 0);
  const variance = (count / (count - 1)) * (squares / all ** 2);
  if (variance === 0 || most < 2) return most;
  const ratio = studentQuantile(1 - alpha / 2, most - 1) / studentQuantile(1 - alpha / 2, count * more - 1);
  return Math.min(most, ((share * (1 - share)) / variance) * more * ratio ** 2);
}

/** Halvings after which a double has no more digits. */
const HALVINGS = 100;

/** The x with I_x(a, b) = p, which rises with x. */
function betaQuantile(p: number, a: number, b: number): number {
  let low = 0;
  let high = 1;
  for (let step = 0; step < HALVINGS; step++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (regularisedBeta(middle, a, b) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
