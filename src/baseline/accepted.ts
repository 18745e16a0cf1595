import type { AcceptedRegression } from '../model/accepted.js';
import { parseAccepted, withAccepted } from '../record/accepted.js';
import type { BranchStoreOptions } from './branch.js';
import { branchFiles } from './branch-files.js';
import { DEFAULT_BRANCH } from './branch-name.js';

/** Accepted regressions, on the branch of the baselines: `accepted/<pull request>.json`. */
export interface AcceptedStore {
  /**
   * What was accepted in a pull request.
   * @throws LoadgateError `accepted-invalid`, `baseline-fetch-failed`
   */
  of(pullRequest: number): Promise<readonly AcceptedRegression[]>;
  /** The pull requests in which something was accepted, newest first. */
  pullRequests(): Promise<readonly number[]>;
  /**
   * Keeps an entry; an older one of the same cell gives way to it.
   * @throws LoadgateError as `of`, and `baseline-push-rejected`, `baseline-push-failed`
   */
  add(pullRequest: number, entry: AcceptedRegression): Promise<void>;
}

const FOLDER = 'accepted';

/** @throws LoadgateError `baseline-branch-name` (usage) */
export function acceptedStore(options: BranchStoreOptions): AcceptedStore {
  const files = branchFiles(options, FOLDER);
  const from = (pullRequest: number): string =>
    `${FOLDER}/${pullRequest}.json on branch ${options.branch ?? DEFAULT_BRANCH}`;
  return {
    of: async (pullRequest) => {
      const file = await files.read(`${pullRequest}.json`);
      return file === null ? [] : parseAccepted(file.text, pullRequest, file.from).regressions;
    },
    pullRequests: async () =>
      (await files.list())
        .flatMap((name) => /^([1-9]\d{0,9})\.json$/.exec(name)?.[1] ?? [])
        .map(Number)
        .toSorted((a, b) => b - a),
    add: async (pullRequest, entry) => {
      const message = `Accept ${entry.target}/${entry.scenario} in #${pullRequest}`;
      // The commit's length tells the hash of a branch that is not there yet.
      await branchFiles(options, FOLDER, entry.sha).change(`${pullRequest}.json`, message, (before) => {
        const file = before === null ? null : parseAccepted(before, pullRequest, from(pullRequest));
        return withAccepted(file, pullRequest, entry);
      });
    },
  };
}
