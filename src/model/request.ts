import type { AcceptedEffect } from './accepted.js';
import type { CellVerdict } from './comparison.js';
import type { InvalidReason } from './record.js';

/** What somebody asked to be measured again, as JSON on the branch of the baselines: `requests/<pull request>.json`. */
export const REQUEST_SCHEMA = 'loadgate.request/v1';

/** A cell as the report showed it when somebody asked for others. */
export interface KeptCell {
  readonly target: string;
  readonly scenario: string;
  readonly verdict: CellVerdict;
  /** Whose fault it is, where it is `invalid`; null otherwise. */
  readonly invalid: Pick<InvalidReason, 'code' | 'side'> | null;
  /** Every judged metric of a regression; empty for all other verdicts. */
  readonly effects: readonly AcceptedEffect[];
}

/** The verdicts that a report showed, and of which commit. */
export interface FormerVerdicts {
  /** The pull request's head. */
  readonly head: string;
  /** The commit that was measured: the merge of it, mostly. */
  readonly sha: string;
  /** All cells of the run, in the order of the table. */
  readonly cells: readonly KeptCell[];
}

/** Some cells are to be measured again by one run, and the others keep their verdicts. */
export interface PartialRequest extends FormerVerdicts {
  readonly schema: typeof REQUEST_SCHEMA;
  readonly pullRequest: number;
  /** The comment's key: a job with another one has other verdicts. */
  readonly key: string;
  /** The run of the workflow and its attempt that it is meant for: no other one may take it for its own. */
  readonly run: number;
  readonly attempt: number;
  /** Targets or cells, as they were written; each names one of `cells`. */
  readonly targets: readonly string[];
  /** Login. */
  readonly by: string;
  /** When it was said, ISO 8601, UTC. */
  readonly at: string;
  /** The comment that said so. */
  readonly comment: number;
}
