import * as z from 'zod';
import { ACCEPTED_SCHEMA, type AcceptedFile, type AcceptedRegression } from '../model/accepted.js';
import { LoadgateError } from '../model/error.js';
import { NAME_PATTERN, SHA_PATTERN } from './limits.js';
import { checkShape, parseJson } from './parse.js';
import { rounded } from './serialise.js';

/** Bytes of one pull request's file, and entries in it. */
const MAX_BYTES = 1024 * 1024;
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

const fileSchema: z.ZodType<AcceptedFile> = z.strictObject({
  schema: z.literal(ACCEPTED_SCHEMA),
  pullRequest: z.int().positive(),
  regressions: z.array(regression).max(MAX_ENTRIES),
});

/**
 * Reads what was accepted in a pull request.
 * @param from the file, as a person would look for it
 * @throws LoadgateError (machine) `accepted-invalid`: a file that can't be read is never taken for none
 */
export function parseAccepted(text: string, pullRequest: number, from: string): AcceptedFile {
  let file: AcceptedFile;
  try {
    file = checkShape(fileSchema, parseJson(text, from, MAX_BYTES), from, ACCEPTED_SCHEMA);
  } catch (error) {
    throw invalid(error instanceof Error ? error.message : String(error), from, error);
  }
  if (file.pullRequest === pullRequest) return file;
  throw invalid(`It is of pull request #${file.pullRequest}, its name says #${pullRequest}.`, from);
}

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
  const checked = checkShape(fileSchema, next, 'that this run made', ACCEPTED_SCHEMA);
  return `${JSON.stringify(checked, null, 1)}\n`;
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

function invalid(message: string, from: string, cause?: unknown): LoadgateError {
  return new LoadgateError(`What was accepted can't be read (${from}). ${message}`, {
    kind: 'machine',
    code: 'accepted-invalid',
    hint: 'Remove the file, and accept again what is to be accepted.',
    cause,
  });
}
