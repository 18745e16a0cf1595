import type { LimitName } from './figure-limits.js';
import type { Interval, MetricName } from './metric.js';
import type { Turn } from './turn.js';

/** A keep-alive that was lost or won back; new connections per request. */
export interface KeepAlive {
  readonly peer: 'client' | 'upstream';
  readonly lost: boolean;
  readonly baseline: number;
  readonly candidate: number;
}

/** How far a sampled metric has come: candidate / baseline; null: one value has no interval. */
export interface Seen {
  readonly metric: MetricName;
  readonly ratio: number;
  readonly interval: Interval | null;
}

/** Why a cell has the verdict that it has, where the figures do not say it. src/report/reason.ts has the words. */
export type Reason =
  /** In the record's own words: why it is invalid, or has no baseline side. */
  | { readonly code: 'recorded'; readonly text: string }
  /** No generation ran the baseline. */
  | { readonly code: 'baseline-not-run' }
  /** The stored record has no such cell, figures that are invalid, none, or those of another kind of load or rate. */
  | { readonly code: 'not-stored' | 'stored-invalid' | 'stored-empty' | 'stored-other-load' }
  /** The run ended before its first generation. */
  | { readonly code: 'not-measured' }
  /** The run ended in the middle of its first search: some levels are known to have held. */
  | { readonly code: 'search-cut-off' }
  /** No generation ran both sides at once. */
  | { readonly code: 'no-duet' }
  /** Something was seen, and no new generation could confirm it. */
  | ({ readonly code: 'not-confirmed' } & Seen)
  /** Neither surely within the threshold (a fraction) nor surely beyond it. */
  | ({ readonly code: 'in-between'; readonly threshold: number } & Seen)
  /** Counts that differ between generations of the same code. */
  | { readonly code: 'counts-differ'; readonly metric: MetricName }
  /** One generation does not show how noisy it was; the threshold that was asked for. */
  | { readonly code: 'one-generation'; readonly threshold: number }
  /** Too noisy: the smallest change that could have been seen, and the threshold that was asked for; fractions. */
  | { readonly code: 'too-noisy'; readonly couldSee: number; readonly threshold: number }
  | { readonly code: 'keep-alive'; readonly changes: readonly KeepAlive[]; readonly of?: Turn }
  /** Limits that are neither surely kept nor surely broken, or of which no figure is known. */
  | { readonly code: 'limits-undecided'; readonly limits: readonly LimitName[] }
  /** Figures were left out, and counts alone compared. */
  | { readonly code: 'only-counts'; readonly because: Reason; readonly also: Reason | null }
  /** Red on the first runner, and not on the second: the metric that decided it on both; null: limits did. */
  | { readonly code: 'second-disagrees'; readonly first: Seen | null; readonly second: Seen | null }
  /** The base branch has this cell, and the record does not. */
  | { readonly code: 'missing' }
  /** The record says that its inputs have not changed, or that it has no baseline, and the repository does not bear that out. */
  | { readonly code: 'claimed-unchanged' | 'claimed-new' }
  /** The verdict that the report before had of it. */
  | { readonly code: 'kept' };
