/**
 * The name of a metric, lower-case letters and hyphens. Which ones there are, src/compare/metrics/all.ts says alone:
 * what was accepted by another version may name one that this version does not know.
 */
export type MetricName = string;

/** A two-sided interval. Of a ratio, both ends are ratios (0.94 is −6 %). */
export interface Interval {
  readonly low: number;
  readonly high: number;
}
