import type { Interval } from '../model/metric.js';
import type { Point, TrendMetric } from '../model/point.js';

/** A commit with a name that people know it by. */
export interface Pin {
  readonly name: string;
  readonly sha: string;
}

/**
 * What the values of a series are relative to. `fixed`: one commit that ran beside all of them. `reference`: the reference
 * target that ran beside each. `previous`: each to the one before it, so that errors add up.
 */
export type Basis = 'fixed' | 'reference' | 'previous';

/** One record of a series. */
export interface TrendValue {
  readonly sha: string;
  readonly startedAt: string;
  /** Its place on the line of first parents, the oldest commit at 0. */
  readonly place: number;
  /** Machine and caps. */
  readonly machine: string;
  /** Natural log, relative to what the basis says; of `previous`, to the first value. */
  readonly log: number;
  /** Standard error of `log`; null: a single generation. */
  readonly error: number | null;
}

export interface Series {
  readonly basis: Basis;
  /** The commit that `fixed` values are relative to, and the first one of `previous`; null: there is none. */
  readonly anchor: string | null;
  /** The oldest first. */
  readonly values: readonly TrendValue[];
}

/** A change of the mean of a series. */
export interface Step {
  /** The last record before it, and the first one after it. */
  readonly before: string;
  readonly after: string;
  /** Commits in between that could be it, the last one included. */
  readonly commits: number;
  /** after / before */
  readonly ratio: number;
  /** 95 % */
  readonly interval: Interval;
  readonly p: number;
  readonly isWorse: boolean;
  /** `machine`: on no machine that both sides have is it seen, so it may be none of the code. */
  readonly cause: 'code' | 'machine';
  /** A range for a bisect that surely holds it, the place of a change point being off by a few records. */
  readonly range: { readonly good: string; readonly bad: string };
}

/** How the newest records compare with a pinned commit. */
export interface Drift {
  readonly pin: Pin;
  /** now / then */
  readonly ratio: number;
  /** 95 % */
  readonly interval: Interval;
  readonly p: number;
  /** It is sure, and large enough to be told. */
  readonly isShown: boolean;
  readonly isWorse: boolean;
  /** Steps since then, by their place in the list of the cell. */
  readonly steps: readonly Step[];
}

export interface MachineChange {
  /** The first record on the other machine. */
  readonly sha: string;
  readonly from: string;
  readonly to: string;
}

export interface CellHistory {
  readonly target: string;
  readonly scenario: string;
  readonly metric: TrendMetric;
  readonly better: 'larger' | 'smaller';
  /** The newest figure, in the metric's unit. */
  readonly value: number;
  readonly series: Series;
  readonly steps: readonly Step[];
  readonly drifts: readonly Drift[];
  readonly machines: readonly MachineChange[];
}

export interface History {
  /** Those of the line of commits, the oldest first. */
  readonly points: readonly Point[];
  readonly releases: readonly Pin[];
  readonly pins: readonly Pin[];
  /** By target and scenario, in the newest record's order. */
  readonly cells: readonly CellHistory[];
}
