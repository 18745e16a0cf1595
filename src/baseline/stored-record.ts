import { LoadgateError } from '../model/error.js';
import type { RunRecord } from '../model/record.js';
import { parseRecord } from '../record/parse.js';

const FILE_NAME = /^([0-9a-f]{40}|[0-9a-f]{64})\.json$/;

export const fileNameOf = (sha: string): string => `${sha}.json`;

/** The commit that a file name stands for; null: it is no record's. */
export const shaOf = (fileName: string): string | null => FILE_NAME.exec(fileName)?.[1] ?? null;

/**
 * Reads a stored record and checks that it is the one that its name says.
 * @param from the file, as a person would look for it
 * @param remedy what to do when it can't be read, one sentence
 * @throws LoadgateError `baseline-corrupt`; `record-version` as it is
 */
export function readStored(text: string, sha: string, from: string, remedy: string): RunRecord {
  const record = parseStored(text, from, remedy);
  if (record.candidate.sha === sha) return record;
  throw corrupt(
    `The stored baseline ${from} is of another commit than its name says: ${record.candidate.sha.slice(0, 7)}.`,
    remedy,
  );
}

/** Reads a stored record, of whatever commit. Parameters and errors as `readStored`. */
export function parseStored(text: string, from: string, remedy: string): RunRecord {
  try {
    return parseRecord(text, from);
  } catch (error) {
    if (error instanceof LoadgateError && error.code === 'record-invalid') {
      throw corrupt(`A stored baseline can't be read. ${error.message}`, remedy, error);
    }
    throw error;
  }
}

export function corrupt(message: string, hint: string, cause?: unknown): LoadgateError {
  return new LoadgateError(message, { kind: 'machine', code: 'baseline-corrupt', hint, cause });
}

/** Whether a record is to give way to another of the same commit: it does unless it was measured later. */
export function isNewer(existing: RunRecord, record: RunRecord): boolean {
  return Date.parse(existing.startedAt) > Date.parse(record.startedAt);
}
