import type { PartialRequest } from '../model/request.js';
import { parseRequest, serialiseRequest } from '../record/request.js';
import { branchFiles } from './branch/files.js';
import type { BranchOptions } from './branch/ref.js';

/** Requests to measure again, on the baselines' branch: `requests/<pull request>.json`. */
export interface RequestStore {
  /**
   * The newest request of a pull request; null: there is none.
   * @throws LoadgateError `request-invalid`, `baseline-fetch-failed`
   */
  of(pullRequest: number): Promise<PartialRequest | null>;
  /**
   * Keeps a request, which replaces an older one, regardless of its content.
   * @throws LoadgateError `baseline-fetch-failed`, `baseline-push-rejected`, `baseline-push-failed`
   */
  put(request: PartialRequest): Promise<void>;
}

export const REQUESTS = 'requests';

/** @throws LoadgateError `baseline-branch-name` (usage) */
export function requestStore(options: BranchOptions): RequestStore {
  const files = branchFiles(options);
  return {
    of: async (pullRequest) => {
      const file = await files.read((tip) => tip.read(REQUESTS, `${pullRequest}.json`));
      return file === null ? null : parseRequest(file.text, pullRequest, file.from);
    },
    put: (request) => {
      const { pullRequest, targets, sha } = request;
      const write = {
        folder: REQUESTS,
        file: `${pullRequest}.json`,
        text: serialiseRequest(request),
      } as const;
      const message = `Measure ${targets.join(', ')} of #${pullRequest} again`;
      return files.change(
        async (tip) => {
          const before = await tip.read(REQUESTS, write.file);
          return { value: undefined, commit: before?.text === write.text ? null : { message, write } };
        },
        { anyCommit: sha },
      );
    },
  };
}
