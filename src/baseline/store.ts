import type { RunRecord } from '../model/record.js';

export interface PutResult {
  readonly stored: boolean;
  /** What was done, or why not, for people, for example `stored on branch loadgate`. */
  readonly why: string;
}

/**
 * Stores records of earlier runs, one per commit. An unreadable record is an error and never counts as absent,
 * because a comparison with nothing looks like a pass.
 */
export interface BaselineStore {
  /**
   * The record of the first of these commits that has one; null: none has.
   * @param commits nearest first, full ids
   * @throws LoadgateError `baseline-fetch-failed`, `baseline-corrupt`, `record-version`, …
   */
  find(commits: readonly string[]): Promise<RunRecord | null>;
  /** The record of a commit; null: there is none. Errors as `find`. */
  get(sha: string): Promise<RunRecord | null>;
  /**
   * Keeps a record under its candidate's commit. If a commit is measured again, the newer record stays.
   * @throws LoadgateError `baseline-fetch-failed`, `baseline-push-rejected`, `baseline-push-failed`, `disk-full`, …
   */
  put(record: RunRecord): Promise<PutResult>;
  /** Ids of all commits that have a record, sorted. Errors as `find`. */
  list(): Promise<readonly string[]>;
}
