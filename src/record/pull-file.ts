import type * as z from 'zod';
import { LoadgateError } from '../model/error.js';
import { checkShape, parseJson } from './parse.js';

/** Size limit of one pull request's file, bytes. */
const MAX_BYTES = 1024 * 1024;

/** A kind of file of which the baselines' branch has one per pull request. */
export interface PullFileKind<File extends { readonly pullRequest: number }> {
  readonly schema: z.ZodType<File>;
  /** The value of its `schema` member. */
  readonly version: string;
  /** Its content, as the beginning of a sentence. */
  readonly what: string;
  /** Code of the error if it is unreadable, and what helps. */
  readonly code: string;
  readonly hint: string;
}

/**
 * Reads a file of a pull request.
 * @param from the file's location, in words for people
 * @throws LoadgateError (machine) with the kind's code
 */
export function parsePullFile<File extends { readonly pullRequest: number }>(
  kind: PullFileKind<File>,
  text: string,
  pullRequest: number,
  from: string,
): File {
  const invalid = (message: string, cause?: unknown): LoadgateError =>
    new LoadgateError(`${kind.what} can't be read (${from}). ${message}`, {
      kind: 'machine',
      code: kind.code,
      hint: kind.hint,
      cause,
    });
  let file: File;
  try {
    file = checkShape(kind.schema, parseJson(text, from, MAX_BYTES), from, kind.version);
  } catch (error) {
    throw invalid(error instanceof Error ? error.message : String(error), error);
  }
  if (file.pullRequest === pullRequest) return file;
  throw invalid(`It is of pull request #${file.pullRequest}, its name says #${pullRequest}.`);
}

/** As a file of the branch, with one line per member, so that changes show. @throws LoadgateError for a wrong shape */
export function serialisePullFile<File extends { readonly pullRequest: number }>(
  kind: PullFileKind<File>,
  file: File,
): string {
  const checked = checkShape(kind.schema, file, 'that this run made', kind.version);
  return `${JSON.stringify(checked, null, 1)}\n`;
}
