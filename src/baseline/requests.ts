import type { PartialRequest } from '../model/request.js';
import { parseRequest, serialiseRequest } from '../record/request.js';
import type { BranchStoreOptions } from './branch.js';
import { branchFiles } from './branch-files.js';

/** What is to be measured again, on the branch of the baselines: `requests/<pull request>.json`. */
export interface RequestStore {
  /**
   * The newest request of a pull request; null: there was none.
   * @throws LoadgateError `request-invalid`, `baseline-fetch-failed`
   */
  of(pullRequest: number): Promise<PartialRequest | null>;
  /**
   * Keeps a request, in the place of an older one, whatever that holds.
   * @throws LoadgateError `baseline-fetch-failed`, `baseline-push-rejected`, `baseline-push-failed`
   */
  put(request: PartialRequest): Promise<void>;
}

export const REQUESTS = 'requests';

/** @throws LoadgateError `baseline-branch-name` (usage) */
export function requestStore(options: BranchStoreOptions): RequestStore {
  return {
    of: async (pullRequest) => {
      const name = `${pullRequest}.json`;
      const file = await branchFiles(options, REQUESTS).read(name);
      return file === null ? null : parseRequest(file.text, pullRequest, file.from);
    },
    put: async (request) => {
      const { pullRequest, targets, sha } = request;
      const message = `Measure ${targets.join(', ')} of #${pullRequest} again`;
      const files = branchFiles(options, REQUESTS, sha);
      await files.change(`${pullRequest}.json`, message, () => serialiseRequest(request));
    },
  };
}
