import { LoadgateError } from '../model/error.js';
import { RECORD_SCHEMA } from '../model/record.js';

/** @returns `record-invalid` (machine): what stands there is no record of ours */
export function invalidRecord(message: string, cause?: unknown): LoadgateError {
  return new LoadgateError(message, {
    kind: 'machine',
    code: 'record-invalid',
    hint: 'Remove the record, and let a run on the default branch store a new one.',
    cause,
  });
}

/** @returns `record-version` (machine): another version of loadgate made it. @param schema as it says, a stranger's text */
export function otherVersion(schema: string, from: string): LoadgateError {
  return new LoadgateError(
    `The record ${from} is of the schema ${JSON.stringify(schema.slice(0, 80))}; this version reads ${RECORD_SCHEMA}.`,
    {
      kind: 'machine',
      code: 'record-version',
      hint: 'Use the version of loadgate that wrote it, or remove the record and let a run on the default branch store a new one.',
    },
  );
}
