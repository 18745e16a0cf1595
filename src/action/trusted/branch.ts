import type { AcceptedStore } from '../../baseline/accepted-store.js';
import { branchRef } from '../../baseline/branch/ref.js';
import { REQUESTS, type RequestStore } from '../../baseline/request-store.js';
import type { BaselineStore } from '../../baseline/store.js';
import { fileNameOf, readStored } from '../../baseline/stored-record.js';
import type { RepositoryReader } from '../../forge/github.js';
import { parseAccepted } from '../../record/accepted-file.js';
import { parseRequest } from '../../record/request.js';

/** The branch of the baselines, read without a checkout. Errors are those of the stores that write it, and the forge's. */
export interface ForgeBranch {
  readonly name: string;
  /** Commits that have a record. */
  recorded(): Promise<ReadonlySet<string>>;
  readonly baselines: Pick<BaselineStore, 'get'>;
  readonly accepted: Pick<AcceptedStore, 'of'>;
  readonly requests: Pick<RequestStore, 'of'>;
}

/**
 * @param name of the branch. The forge is asked by its full name: a tag of that name never stands for it
 * @throws LoadgateError `baseline-branch-name` (usage)
 */
export function forgeBranch(
  name: string,
  reader: Pick<RepositoryReader, 'branchTip' | 'filesAt' | 'textAt'>,
): ForgeBranch {
  const ref = branchRef(name);
  const read = async <T>(path: string, parse: (text: string, from: string) => T): Promise<T | null> => {
    const text = await reader.textAt(ref, path);
    return text === null ? null : parse(text, `${path} on branch ${name}`);
  };
  return {
    name,
    recorded: async () => {
      const sha = await reader.branchTip(name);
      const files = sha === null ? null : await reader.filesAt(sha);
      return new Set(
        (files ?? []).flatMap(({ path }) => /^records\/([0-9a-f]+)\.json$/.exec(path)?.[1] ?? []),
      );
    },
    baselines: {
      get: (sha) => {
        const path = recordPath(sha);
        return read(path, (text, from) => readStored(text, sha, from, `Remove ${path} from the branch.`));
      },
    },
    accepted: {
      of: async (pullRequest) => {
        const file = await read(`accepted/${pullRequest}.json`, (text, from) =>
          parseAccepted(text, pullRequest, from),
        );
        return file?.regressions ?? [];
      },
    },
    requests: {
      of: (pullRequest) =>
        read(`${REQUESTS}/${pullRequest}.json`, (text, from) => parseRequest(text, pullRequest, from)),
    },
  };
}

/** Where the branch keeps the record of a commit. */
export const recordPath = (sha: string): string => `records/${fileNameOf(sha)}`;
