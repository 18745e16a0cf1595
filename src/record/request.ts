import * as z from 'zod';
import { LoadgateError } from '../model/error.js';
import { type KeptCell, type PartialRequest, REQUEST_SCHEMA } from '../model/request.js';
import { acceptedEffect } from './accepted.js';
import { CODE_PATTERN, NAME_PATTERN, SHA_PATTERN } from './limits.js';
import { checkShape, parseJson } from './parse.js';

/** Bytes of one pull request's file, cells in it, and names that can be asked for. */
const MAX_BYTES = 1024 * 1024;
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

const schema: z.ZodType<PartialRequest> = z.strictObject({
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
});

/**
 * Reads what was asked for in a pull request.
 * @param from the file, as a person would look for it
 * @throws LoadgateError (machine) `request-invalid`
 */
export function parseRequest(text: string, pullRequest: number, from: string): PartialRequest {
  let request: PartialRequest;
  try {
    request = checkShape(schema, parseJson(text, from, MAX_BYTES), from, REQUEST_SCHEMA);
  } catch (error) {
    throw invalid(error instanceof Error ? error.message : String(error), from, error);
  }
  if (request.pullRequest === pullRequest) return request;
  throw invalid(`It is of pull request #${request.pullRequest}, its name says #${pullRequest}.`, from);
}

/** As a file of the branch: one line a member, so that changes show. */
export function serialiseRequest(request: PartialRequest): string {
  const checked = checkShape(schema, request, 'that this run made', REQUEST_SCHEMA);
  return `${JSON.stringify(checked, null, 1)}\n`;
}

function invalid(message: string, from: string, cause?: unknown): LoadgateError {
  return new LoadgateError(`What was asked for can't be read (${from}). ${message}`, {
    kind: 'machine',
    code: 'request-invalid',
    hint: 'Remove the file, and ask again.',
    cause,
  });
}
