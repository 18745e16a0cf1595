import { LoadgateError, type SourceLocation } from '../model/error.js';

/** A target or a service, as errors name it. */
export interface Subject {
  readonly name: string;
  readonly location: SourceLocation | null;
}

/** Something that the user's target or service is to blame for; points at its place in loadgate.yml. */
export function targetError(
  target: Subject,
  message: string,
  rest: { readonly code: string; readonly hint: string; readonly log?: readonly string[] },
): LoadgateError {
  const location = target.location === null ? {} : { location: target.location };
  return new LoadgateError(message, { kind: 'usage', ...location, ...rest });
}

/** Something that the machine or the engine is to blame for. */
export function machineError(
  message: string,
  rest: {
    readonly code: string;
    readonly hint: string;
    readonly log?: readonly string[];
    readonly cause?: unknown;
  },
): LoadgateError {
  return new LoadgateError(message, { kind: 'machine', ...rest });
}
