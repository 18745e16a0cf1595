import { error as annotateError } from '@actions/core';
import { toLoadgateErrors } from '../model/error.js';
import { logLine } from '../report/escape.js';

/** Says in the job's log what ended a step before there was an outcome. @returns the exit code */
export function endedEarly(thrown: unknown): 2 | 3 {
  const errors = toLoadgateErrors(thrown);
  for (const { code, message, hint } of errors) annotateError(logLine(`${code}: ${message} ${hint}`));
  return errors.some(({ kind }) => kind === 'machine') ? 3 : 2;
}
