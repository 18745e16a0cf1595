import type { MetricComparison } from '../../model/comparison.js';
import type { Gate } from '../../model/config.js';
import type { Reason } from '../../model/reason.js';
import type { ReferenceFigures, SideFigures } from '../../model/record.js';
import type { RoundKind } from '../../model/round.js';

/**
 * What a metric is. Each has one file beside this one, is listed in all.ts, and has its words in report/metric-words.ts.
 * Its name follows from there: a metric that has no words does not compile.
 */
interface MetricFacts {
  /** Lower-case letters and hyphens: what comparisons and accepted regressions call it. */
  readonly name: string;
  readonly unit: 'requests/s' | 'connections' | 'µs' | 'bytes' | 'per request';
  /** The better direction of its figure. */
  readonly better: 'larger' | 'smaller';
}

/** The sides of a cell's generations, in the order in which they ran. */
export interface BothSides {
  readonly baseline: readonly SideFigures[];
  readonly candidate: readonly SideFigures[];
}

/** How the figures of both sides are read. What they have in common is worked out once. */
export interface Reading extends BothSides {
  /**
   * The natural log of a side's figure in one generation.
   * @param load the rounds that it is taken from where it is measured under load
   * @returns null where the side has no such figure
   */
  log(side: SideFigures, load: 'duet' | 'solo'): number | null;
  /** The figure of all sides together, as people read it, in the metric's unit; null: there is none. */
  absolute(sides: readonly SideFigures[]): number | null;
}

/** A metric with one value a generation: ln(candidate / baseline). */
export interface SampledMetric extends MetricFacts {
  readonly kind: 'sampled';
  /**
   * How long a cell is measured on for it: until it is shown or ruled out (`decided`), until its interval is narrow enough
   * that a large change would have been suspect (`narrow`), or only while it is suspect (`suspect`).
   */
  readonly holdsCell: 'decided' | 'narrow' | 'suspect';
  /** Whether getting better in this alone makes a cell an improvement. */
  readonly improvesCell: boolean;
  /**
   * Whether an improvement that is shown stands, though this was suspect and is not decided. Absent: it does not.
   * @param both all sides of the cell
   */
  mayStayOpen?(both: BothSides): boolean;
  /** Kinds of rounds, besides duets, that it needs in each generation until it is settled. */
  readonly rounds: readonly RoundKind[];
  /** Takes the sides that have such a figure and mean the same by it. */
  read(both: BothSides): Reading;
  /**
   * The change that counts, as a fraction of the baseline's figure: the gate's, or a floor where that is more.
   * @param both the sides of the first generations, where they ran beside each other
   */
  threshold(gate: Gate, baseline: number, both?: BothSides): number;
  /** What a stored figure is divided by; null where the metric does not depend on the speed of the machine. */
  readonly reference: ((figures: ReferenceFigures) => number | null) | null;
}

/** Counts per request of both sides, one a generation, at least one a side. */
export interface Counts {
  readonly baseline: readonly number[];
  readonly candidate: readonly number[];
  /** They differ from request to request on a side. Absent: they don't. */
  readonly unsteady?: true;
}

/** A metric that is counted before the load, per request: the same code gives the same count. */
export interface ExactMetric extends MetricFacts {
  readonly kind: 'exact';
  /** null where a side has no such count. */
  counts(both: BothSides): Counts | null;
  judge(counts: Counts, gate: Pick<Gate, 'bytes'>): Pick<MetricComparison, 'verdict' | 'threshold'>;
  /** What an accepted regression may grow by, in the metric's unit, before it counts as more. */
  step(row: MetricComparison): number;
  /** What its counts say beside their verdict; null: nothing. */
  remark?(both: BothSides): Reason | null;
}

export type Metric = SampledMetric | ExactMetric;
