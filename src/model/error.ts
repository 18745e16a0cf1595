/**
 * Errors are part of the product: each has a code, what happened, and what to do about it.
 * Three kinds are never mixed (docs/errors.md): the user's configuration or target is wrong,
 * the machine or the forge failed, or (not an error of loadgate's) the code got slower.
 */

/** `usage`: configuration or target is wrong, exit 2. `machine`: the machine, the engine or the forge failed, exit 3. */
export type ErrorKind = 'usage' | 'machine';

/** A place in a file of the repository under test; lines and columns count from 1. */
export interface SourceLocation {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface LoadgateErrorOptions {
  readonly kind: ErrorKind;
  /** Stable, `kebab-case`, e.g. `build-failed`. Listed in docs/errors.md. */
  readonly code: string;
  /** What to do, one sentence. */
  readonly hint: string;
  /** The last lines of a build's or container's log, oldest first. */
  readonly log?: readonly string[];
  readonly location?: SourceLocation;
  readonly cause?: unknown;
}

/** The only error type that loadgate throws on purpose. `message` says what happened, in one sentence. */
export class LoadgateError extends Error {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly hint: string;
  readonly log: readonly string[];
  readonly location: SourceLocation | undefined;

  constructor(message: string, options: LoadgateErrorOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'LoadgateError';
    this.kind = options.kind;
    this.code = options.code;
    this.hint = options.hint;
    this.log = options.log ?? [];
    this.location = options.location;
  }
}

/** The same error with some of it said in another way. */
export function reworded(
  { message, kind, code, hint, log, location, cause }: LoadgateError,
  changes: Partial<Pick<LoadgateError, 'message' | 'code' | 'hint' | 'log'>>,
): LoadgateError {
  const all = { message, kind, code, hint, log, cause, ...changes };
  return new LoadgateError(all.message, location === undefined ? all : { ...all, location });
}

/** Several errors found at once (a configuration is checked whole). `errors` is never empty. */
export class LoadgateErrors extends Error {
  readonly errors: readonly LoadgateError[];

  constructor(errors: readonly LoadgateError[]) {
    super(errors.map((error) => error.message).join('\n'));
    this.name = 'LoadgateErrors';
    this.errors = errors;
  }
}

/** Flattens anything thrown into loadgate errors; a full disk is known, what is unknown becomes `unexpected` (machine). */
export function toLoadgateErrors(thrown: unknown): readonly LoadgateError[] {
  if (thrown instanceof LoadgateErrors) return thrown.errors;
  if (thrown instanceof LoadgateError) return [thrown];
  if (isDiskFull(thrown)) return [diskFull(thrown)];
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return [
    new LoadgateError(message, {
      kind: 'machine',
      code: 'unexpected',
      hint: 'This is a defect of loadgate: please report it with the log of this run.',
      cause: thrown,
    }),
  ];
}

/** Any file can be the one that no longer fits, so it is told here and not where files are written. */
const isDiskFull = (thrown: unknown): thrown is Error =>
  thrown instanceof Error && 'code' in thrown && ['ENOSPC', 'EDQUOT'].includes(String(thrown.code));

const diskFull = (cause: Error): LoadgateError =>
  new LoadgateError(`the disk is full (${cause.message})`, {
    kind: 'machine',
    code: 'disk-full',
    hint: 'Free some space and run it again.',
    cause,
  });
