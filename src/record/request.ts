import * as z from 'zod';
import { type KeptCell, type PartialRequest, REQUEST_SCHEMA } from '../model/request.js';
import { acceptedEffect } from './accepted.js';
import { CODE_PATTERN, NAME_PATTERN, SHA_PATTERN } from './limits.js';
import { type PullFileKind, parsePullFile, serialisePullFile } from './pull-file.js';

/** Cells in one pull request's file, and names that can be asked for. */
const MAX_CELLS = 1000;
const MAX_TARGETS = 20;
const MAX_EFFECTS = 10;

/** `target` or `target/scenario`. */
const named = z.string().refine((text) => {
  const parts = text.split('/');
  return parts.length <= 2 && parts.every((part) => NAME_PATTERN.test(part));
});

const cell: z.ZodType<KeptCell> = z.strictObject({
  target: z.string().regex(NAME_PATTERN),
  scenario: z.string().regex(NAME_PATTERN),
  verdict: z.enum(['regression', 'improvement', 'no-change', 'inconclusive', 'invalid', 'new', 'unchanged']),
  invalid: z
    .strictObject({
      code: z.string().max(64).regex(CODE_PATTERN),
      side: z.enum(['baseline', 'candidate']),
    })
    .nullable(),
  effects: z.array(acceptedEffect).max(MAX_EFFECTS),
});

const KIND: PullFileKind<PartialRequest> = {
  schema: z.strictObject({
    schema: z.literal(REQUEST_SCHEMA),
    pullRequest: z.int().positive(),
    key: z.string().min(1).max(64),
    run: z.int().positive(),
    attempt: z.int().positive(),
    head: z.string().regex(SHA_PATTERN),
    sha: z.string().regex(SHA_PATTERN),
    targets: z.array(named).min(1).max(MAX_TARGETS),
    by: z.string().min(1).max(100),
    at: z.iso.datetime(),
    comment: z.int().positive(),
    cells: z.array(cell).min(1).max(MAX_CELLS),
  }),
  version: REQUEST_SCHEMA,
  what: 'What was asked for',
  code: 'request-invalid',
  hint: 'Remove the file, and ask again.',
};

/**
 * Reads what was asked for in a pull request.
 * @param from the file, as a person would look for it
 * @throws LoadgateError (machine) `request-invalid`
 */
export const parseRequest = (text: string, pullRequest: number, from: string): PartialRequest =>
  parsePullFile(KIND, text, pullRequest, from);

/** As a file of the branch. */
export const serialiseRequest = (request: PartialRequest): string => serialisePullFile(KIND, request);
