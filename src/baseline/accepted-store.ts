import type { AcceptedRegression } from '../model/accepted.js';
import { parseAccepted, withAccepted } from '../record/accepted-file.js';
import { branchFiles } from './branch/files.js';
import type { BranchOptions } from './branch/ref.js';

/** Accepted regressions on the baselines' branch: `accepted/<pull request>.json`. */
export interface AcceptedStore {
  /**
   * What was accepted in a pull request.
   * @throws LoadgateError `accepted-invalid`, `baseline-fetch-failed`
   */
  of(pullRequest: number): Promise<readonly AcceptedRegression[]>;
  /** The pull requests with accepted regressions, newest first. */
  pullRequests(): Promise<readonly number[]>;
  /**
   * Keeps an entry, which replaces an older one of the same cell.
   * @throws LoadgateError as `of`, and `baseline-push-rejected`, `baseline-push-failed`
   */
  add(pullRequest: number, entry: AcceptedRegression): Promise<void>;
}

const FOLDER = 'accepted';
const fileOf = (pullRequest: number): string => `${pullRequest}.json`;

/** @throws LoadgateError `baseline-branch-name` (usage) */
export function acceptedStore(options: BranchOptions): AcceptedStore {
  const files = branchFiles(options);
  return {
    of: async (pullRequest) => {
      const file = await files.read((tip) => tip.read(FOLDER, fileOf(pullRequest)));
      return file === null ? [] : parseAccepted(file.text, pullRequest, file.from).regressions;
    },
    pullRequests: async () =>
      (await files.read((tip) => tip.list(FOLDER)))
        .flatMap((name) => /^([1-9]\d{0,9})\.json$/.exec(name)?.[1] ?? [])
        .map(Number)
        .toSorted((a, b) => b - a),
    add: (pullRequest, entry) =>
      files.change(
        async (tip) => {
          const before = await tip.read(FOLDER, fileOf(pullRequest));
          const known = before === null ? null : parseAccepted(before.text, pullRequest, before.from);
          const text = withAccepted(known, pullRequest, entry);
          const message = `Accept ${entry.target}/${entry.scenario} in #${pullRequest}`;
          const write = { folder: FOLDER, file: fileOf(pullRequest), text } as const;
          return { value: undefined, commit: text === before?.text ? null : { message, write } };
        },
        { anyCommit: entry.sha },
      ),
  };
}
