/** A search that somebody asked for in a comment, as JSON on the branch of the baselines: `bisects/<pull request>.json`. */
import * as z from 'zod';
import { type DeepReadonly, instant, login, positive, sha, targetOrCellName } from './parts.js';
import { isRevision } from './patterns.js';

export const BISECT_REQUEST_SCHEMA = 'loadgate.bisect-request/v1';

const revision = z.string().refine(isRevision);

/** One attempt of one run makes it after its verdict. */
export const bisectRequest = z.strictObject({
  schema: z.literal(BISECT_REQUEST_SCHEMA),
  pullRequest: positive,
  /** The comment's key: jobs with another one leave it alone. */
  key: z.string().min(1).max(64),
  /** The run of the workflow that makes it, and which attempt. */
  run: positive,
  attempt: positive,
  /** The pull request's head. */
  head: sha,
  /** The branch that the pull request is to be merged into. */
  base: z.string().min(1).max(255),
  /** As it was written; null: what the run compares. */
  range: z.strictObject({ good: revision, bad: revision }).nullable(),
  /** A target or cell; null: whatever got slower. */
  name: targetOrCellName.nullable(),
  by: login,
  /** When it was said. */
  at: instant,
  /** The comment that said so. */
  comment: positive,
});

export type BisectRequestFile = DeepReadonly<z.infer<typeof bisectRequest>>;
/** What a search goes over, as somebody wrote it. */
export type AskedRange = NonNullable<BisectRequestFile['range']>;
