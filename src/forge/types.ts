import type { CheckRequest, CheckResult } from './check.js';

/** What loadgate asks of a forge. Domain code knows these words and nothing of GitHub's client. */

export interface CommentRequest {
  readonly pullRequest: number;
  /** What the comment is found by: `commentMarker(key)`. It becomes the comment's first line. */
  readonly marker: string;
  /** Markdown. The marker is put before it where it does not start with it already. */
  readonly body: string;
  /** Ends waiting and requests when the run is cancelled. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * `created`, `updated`: written. `skipped`: the same text is there already, nothing was written.
 * `refused`: the forge said no (a read-only token, a locked conversation, a rate limit, …).
 */
export type CommentStatus = 'created' | 'updated' | 'skipped' | 'refused';

export interface CommentResult {
  readonly status: CommentStatus;
  /** Where people read the comment; null: there is none that we may write to. */
  readonly url: string | null;
  /** One or two sentences for people; of a refusal also what to do about it. */
  readonly why: string;
}

export interface Forge {
  /**
   * Makes sure that the pull request has exactly one comment of this marker by us, with this text.
   * A refusal is a result and a warning in the log, never an error.
   * @throws LoadgateError `forge-failed` (machine) where the forge could not be reached, or answered nonsense, to the end.
   */
  upsertComment(request: CommentRequest): Promise<CommentResult>;
  /**
   * Makes sure that a commit has exactly one check of this key, with this verdict; a commit status where the token may
   * not write checks. A refusal is a result and a warning in the log, never an error.
   * @throws LoadgateError `forge-failed` (machine), as above
   */
  upsertCheck(request: CheckRequest): Promise<CheckResult>;
}
