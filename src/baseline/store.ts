import type { RunRecord } from '../model/record.js';

export interface PutResult {
  readonly stored: boolean;
  /** What was done or why not, for people, e.g. `stored on branch loadgate`. */
  readonly why: string;
}

/**
 * Where records of earlier runs live, one a commit. A record that can't be read is an error and never taken
 * as absent: a comparison with nothing looks like a pass.
 */
export interface BaselineStore {
  /**
   * The record of the first of these commits that has one.
   * @param commits nearest first, full ids
   * @throws LoadgateError `baseline-fetch-failed`, `baseline-corrupt`, `record-version`, …
   */
  find(commits: readonly string[]): Promise<RunRecord | null>;
  /** The record of a commit; null: there is none. Errors as `find`. */
  get(sha: string): Promise<RunRecord | null>;
  /**
   * Keeps a record under its candidate's commit. A commit that was measured again has the newer record.
   * @throws LoadgateError `baseline-fetch-failed`, `baseline-push-rejected`, `baseline-push-failed`, `disk-full`, …
   */
  put(record: RunRecord): Promise<PutResult>;
  /** Ids of all commits that have a record, sorted. Errors as `find`. */
  list(): Promise<readonly string[]>;
}
