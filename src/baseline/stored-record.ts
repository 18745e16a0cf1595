import { LoadgateError } from '../model/error.js';
import type { RunRecord } from '../model/record.js';
import { parseRecord } from '../record/parse.js';

const FILE_NAME = /^([0-9a-f]{40}|[0-9a-f]{64})\.json$/;

export const fileNameOf = (sha: string): string => `${sha}.json`;

/** The commit of a file name; null: it isn't a record's name. */
export const shaOf = (fileName: string): string | null => FILE_NAME.exec(fileName)?.[1] ?? null;

/**
 * Reads a stored record, and checks that it matches its name.
 * @param from the file's location, in words for people
 * @param remedy what to do if it is unreadable, one sentence
 * @throws LoadgateError `baseline-corrupt`; `record-version` unchanged
 */
export function readStored(text: string, sha: string, from: string, remedy: string): RunRecord {
  const record = parseStored(text, from, remedy);
  if (record.candidate.sha === sha) return record;
  throw corrupt(
    `The stored baseline ${from} is of another commit than its name says: ${record.candidate.sha.slice(0, 7)}.`,
    remedy,
  );
}

/** Reads a stored record of any commit. Parameters and errors as `readStored`. */
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

/** Whether an existing record was measured later than another one of the same commit, and so stays. */
export function isNewer(existing: RunRecord, record: RunRecord): boolean {
  return Date.parse(existing.startedAt) > Date.parse(record.startedAt);
}
