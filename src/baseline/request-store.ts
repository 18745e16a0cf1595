import type { BisectRequestFile } from '../model/bisect-request.js';
import type { PartialRequest } from '../model/request.js';
import { parseBisectRequest, serialiseBisectRequest } from '../record/bisect-request.js';
import { parseRequest, serialiseRequest } from '../record/request.js';
import type { Folder } from './branch/fetch.js';
import { branchFiles } from './branch/files.js';
import type { BranchOptions } from './branch/ref.js';

/** What people asked for in comments, on the baselines' branch: one file for each pull request. */
export interface PullStore<File> {
  /**
   * The newest request of a pull request; null: there is none.
   * @throws LoadgateError `request-invalid`, `baseline-fetch-failed`
   */
  of(pullRequest: number): Promise<File | null>;
  /**
   * Keeps a request, which replaces an older one, regardless of its content.
   * @throws LoadgateError `baseline-fetch-failed`, `baseline-push-rejected`, `baseline-push-failed`
   */
  put(request: File): Promise<void>;
}

/** Requests to measure again: `requests/<pull request>.json`. */
export type RequestStore = PullStore<PartialRequest>;
/** Requests to search for a commit: `bisects/<pull request>.json`. */
export type BisectRequestStore = PullStore<BisectRequestFile>;

export const REQUESTS = 'requests';

/** @throws LoadgateError `baseline-branch-name` (usage) */
export const requestStore = (options: BranchOptions): RequestStore =>
  pullStore(options, {
    folder: REQUESTS,
    parse: parseRequest,
    serialise: serialiseRequest,
    message: ({ targets, pullRequest }) => `Measure ${targets.join(', ')} of #${pullRequest} again`,
    commitOf: ({ sha }) => sha,
  });

/** @throws LoadgateError `baseline-branch-name` (usage) */
export const bisectRequestStore = (options: BranchOptions): BisectRequestStore =>
  pullStore(options, {
    folder: 'bisects',
    parse: parseBisectRequest,
    serialise: serialiseBisectRequest,
    message: ({ pullRequest }) => `Search for a commit in #${pullRequest}`,
    commitOf: ({ head }) => head,
  });

interface Kind<File> {
  readonly folder: Folder;
  readonly parse: (text: string, pullRequest: number, from: string) => File;
  readonly serialise: (file: File) => string;
  /** The first line of the commit that writes it. */
  readonly message: (file: File) => string;
  /** A commit of the repository: its length gives the hash function if there is no branch yet. */
  readonly commitOf: (file: File) => string;
}

function pullStore<File extends { readonly pullRequest: number }>(
  options: BranchOptions,
  { folder, parse, serialise, message, commitOf }: Kind<File>,
): PullStore<File> {
  const files = branchFiles(options);
  return {
    of: async (pullRequest) => {
      const file = await files.read((tip) => tip.read(folder, `${pullRequest}.json`));
      return file === null ? null : parse(file.text, pullRequest, file.from);
    },
    put: (request) => {
      const write = { folder, file: `${request.pullRequest}.json`, text: serialise(request) };
      return files.change(
        async (tip) => {
          const before = await tip.read(folder, write.file);
          const isKept = before?.text === write.text;
          return { value: undefined, commit: isKept ? null : { message: message(request), write } };
        },
        { anyCommit: commitOf(request) },
      );
    },
  };
}
