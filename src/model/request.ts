/** What somebody asked to be measured again, as JSON on the branch of the baselines: `requests/<pull request>.json`. */
import * as z from 'zod';
import { acceptedEffect, MAX_EFFECTS } from './accepted.js';
import { CELL_VERDICTS } from './comparison.js';
import { MAX_ASKED } from './limits.js';
import {
  code,
  type DeepReadonly,
  instant,
  login,
  name,
  positive,
  sha,
  side,
  targetOrCellName,
} from './parts.js';

export const REQUEST_SCHEMA = 'loadgate.request/v1';

/** Cells in one pull request's file. */
const MAX_KEPT = 1000;

/** A cell as the report showed it when somebody asked for others. */
const keptCell = z.strictObject({
  target: name,
  scenario: name,
  verdict: z.enum(CELL_VERDICTS),
  /** Whose fault it is, where it is `invalid`; null otherwise. */
  invalid: z.strictObject({ code, side }).nullable(),
  /** Every judged metric of a regression; empty for all other verdicts. */
  effects: z.array(acceptedEffect).max(MAX_EFFECTS),
});

/** Some cells are to be measured again by one run, and the others keep their verdicts. */
export const partialRequest = z.strictObject({
  schema: z.literal(REQUEST_SCHEMA),
  pullRequest: positive,
  /** The comment's key: a job with another one has other verdicts. */
  key: z.string().min(1).max(64),
  /** The run of the workflow that it is meant for: no other one may take it for its own. */
  run: positive,
  /** The attempt of that run. */
  attempt: positive,
  /** The pull request's head. */
  head: sha,
  /** The branch that the pull request was to be merged into: another one has other rules. Absent in files of 0.1. */
  base: z.string().min(1).max(255).exactOptional(),
  /** The commit that was measured: the merge of it, mostly. */
  sha,
  /** Targets or cells, as they were written; each names one of `cells`. */
  targets: z.array(targetOrCellName).min(1).max(MAX_ASKED),
  by: login,
  /** When it was said. */
  at: instant,
  /** The comment that said so. */
  comment: positive,
  /** All cells of the run, in the order of the table. */
  cells: z.array(keptCell).min(1).max(MAX_KEPT),
});

export type KeptCell = DeepReadonly<z.infer<typeof keptCell>>;
export type PartialRequest = DeepReadonly<z.infer<typeof partialRequest>>;
/** The verdicts that a report showed, and of which commit. */
export type FormerVerdicts = Pick<PartialRequest, 'head' | 'base' | 'sha' | 'cells'>;
