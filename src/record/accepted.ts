import * as z from 'zod';
import { ACCEPTED_SCHEMA, type AcceptedFile, type AcceptedRegression } from '../model/accepted.js';
import { NAME_PATTERN, SHA_PATTERN } from './limits.js';
import { type PullFileKind, parsePullFile, serialisePullFile } from './pull-file.js';
import { rounded } from './serialise.js';

/** Entries in one pull request's file. */
const MAX_ENTRIES = 500;
const MAX_EFFECTS = 10;

export const acceptedEffect = z.strictObject({
  metric: z.enum([
    'throughput',
    'cpu',
    'latency',
    'memory',
    'growth',
    'upstream-calls',
    'connections',
    'response-bytes',
  ]),
  kind: z.enum(['exact', 'sampled']),
  baseline: z.number().nonnegative(),
  candidate: z.number().nonnegative(),
  ratio: z.number().nonnegative(),
  worse: z.boolean(),
});

const regression: z.ZodType<AcceptedRegression> = z.strictObject({
  target: z.string().regex(NAME_PATTERN),
  scenario: z.string().regex(NAME_PATTERN),
  effects: z.array(acceptedEffect).min(1).max(MAX_EFFECTS),
  by: z.string().min(1).max(100),
  reason: z.string().min(1).max(1000),
  at: z.iso.datetime(),
  until: z.iso.date().nullable(),
  sha: z.string().regex(SHA_PATTERN),
  comment: z.int().positive(),
});

const KIND: PullFileKind<AcceptedFile> = {
  schema: z.strictObject({
    schema: z.literal(ACCEPTED_SCHEMA),
    pullRequest: z.int().positive(),
    regressions: z.array(regression).max(MAX_ENTRIES),
  }),
  version: ACCEPTED_SCHEMA,
  what: 'What was accepted',
  code: 'accepted-invalid',
  hint: 'Remove the file, and accept again what is to be accepted.',
};

/**
 * Reads what was accepted in a pull request.
 * @param from the file, as a person would look for it
 * @throws LoadgateError (machine) `accepted-invalid`: a file that can't be read is never taken for none
 */
export const parseAccepted = (text: string, pullRequest: number, from: string): AcceptedFile =>
  parsePullFile(KIND, text, pullRequest, from);

/** The file with one more entry; an older one of the same cell gives way to it. One line an entry, so that changes show. */
export function withAccepted(
  file: AcceptedFile | null,
  pullRequest: number,
  entry: AcceptedRegression,
): string {
  const others = (file?.regressions ?? []).filter(
    ({ target, scenario }) => target !== entry.target || scenario !== entry.scenario,
  );
  const next: AcceptedFile = {
    schema: ACCEPTED_SCHEMA,
    pullRequest,
    regressions: [...others, roundedEntry(entry)].slice(-MAX_ENTRIES),
  };
  return serialisePullFile(KIND, next);
}

function roundedEntry(entry: AcceptedRegression): AcceptedRegression {
  const effects = entry.effects.map((effect) => ({
    ...effect,
    baseline: rounded(effect.baseline),
    candidate: rounded(effect.candidate),
    ratio: rounded(effect.ratio),
  }));
  return { ...entry, effects };
}
