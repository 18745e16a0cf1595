import type { MetricName } from './comparison.js';

/** Regressions that a person accepted, as JSON on the branch of the baselines: `accepted/<pull request>.json`. */
export const ACCEPTED_SCHEMA = 'loadgate.accepted/v1';

/** One metric as it was when it was accepted. */
export interface AcceptedEffect {
  readonly metric: MetricName;
  readonly kind: 'exact' | 'sampled';
  /** In the metric's unit. */
  readonly baseline: number;
  readonly candidate: number;
  /** candidate / baseline. */
  readonly ratio: number;
  /** It was a regression then. The cell's other metrics are kept too, so that noise in them is not news later. */
  readonly worse: boolean;
}

/** A cell that may be slower: by this much, in this pull request, for this reason, until this day. */
export interface AcceptedRegression {
  readonly target: string;
  readonly scenario: string;
  /** Every judged metric as it was then: more than this is not accepted. */
  readonly effects: readonly AcceptedEffect[];
  /** Login of who accepted it. */
  readonly by: string;
  readonly reason: string;
  /** When it was said, ISO 8601, UTC. */
  readonly at: string;
  /** The last day on which it counts, `YYYY-MM-DD` in UTC; null: no end. */
  readonly until: string | null;
  /** The commit that was measured then. */
  readonly sha: string;
  /** The comment that said so. */
  readonly comment: number;
}

/** Everything that was accepted in one pull request. */
export interface AcceptedFile {
  readonly schema: typeof ACCEPTED_SCHEMA;
  readonly pullRequest: number;
  readonly regressions: readonly AcceptedRegression[];
}
