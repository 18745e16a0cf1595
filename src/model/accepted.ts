/** Regressions that a person accepted, as JSON on the branch of the baselines: `accepted/<pull request>.json`. */
import * as z from 'zod';
import { MAX_COUNTED_SERVICES, MAX_COUNTS } from './limits.js';
import {
  code,
  type DeepReadonly,
  instant,
  login,
  name,
  positive,
  quantity,
  serviceMetric,
  sha,
} from './parts.js';

export const ACCEPTED_SCHEMA = 'loadgate.accepted/v1';

/** Entries in one pull request's file. */
export const MAX_ACCEPTED = 500;
/** Metrics of one cell: those of its services, and many more others than there are. */
export const MAX_EFFECTS = MAX_COUNTED_SERVICES * MAX_COUNTS + 30;

/** One metric as it was when it was accepted. */
export const acceptedEffect = z.strictObject({
  /** Of whatever version accepted it: one that this version does not know matches nothing. */
  metric: z.union([code, serviceMetric]),
  kind: z.enum(['exact', 'sampled']),
  /** In the metric's unit. */
  baseline: quantity,
  candidate: quantity,
  /** candidate / baseline. */
  ratio: quantity,
  /** It was a regression then. 0.1.0 also kept the metrics that were not: they allow nothing. */
  worse: z.boolean(),
});

/** A cell that may be slower: by this much, in this pull request, for this reason, until this day. */
const acceptedRegression = z.strictObject({
  target: name,
  scenario: name,
  /** Every metric that was worse, as it was then: nothing else is accepted. */
  effects: z.array(acceptedEffect).min(1).max(MAX_EFFECTS),
  /** Login of who accepted it. */
  by: login,
  reason: z.string().min(1).max(1000),
  /** When it was said. */
  at: instant,
  /** The last day on which it counts, `YYYY-MM-DD` in UTC; null: no end, as 0.1.0 allowed. */
  until: z.iso.date().nullable(),
  /** The commit that was measured then. */
  sha,
  /** The comment that said so. */
  comment: positive,
});

/** Everything that was accepted in one pull request. */
export const acceptedFile = z.strictObject({
  schema: z.literal(ACCEPTED_SCHEMA),
  pullRequest: positive,
  regressions: z.array(acceptedRegression).max(MAX_ACCEPTED),
});

export type AcceptedEffect = DeepReadonly<z.infer<typeof acceptedEffect>>;
export type AcceptedRegression = DeepReadonly<z.infer<typeof acceptedRegression>>;
export type AcceptedFile = DeepReadonly<z.infer<typeof acceptedFile>>;
