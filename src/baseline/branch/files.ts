import type { GitRunner } from '../../git/run.js';
import { LoadgateError } from '../../model/error.js';
import { type Attempt, jittered, retry } from '../../system/retry.js';
import { type Commit, makeCommit } from './commit.js';
import { type BranchTip, FetchFailed, type FetchOptions, withTip } from './fetch.js';
import { pushCommit } from './push.js';
import { type BranchOptions, branchRef, DEFAULT_BRANCH } from './ref.js';

/** The change to the branch after a look at it. */
export interface Change<T> {
  readonly value: T;
  /** null: write nothing. */
  readonly commit: Commit | null;
}

/** The files on the baselines' branch. All reads and writes of the branch use this. */
export interface BranchFiles {
  readonly branch: string;
  /**
   * Fetches the branch and looks at it.
   * @throws LoadgateError `baseline-fetch-failed`, `baseline-branch-foreign` (usage), `baseline-corrupt`, and errors of
   *   `look`
   */
  read<T>(look: (tip: BranchTip) => Promise<T> | T, options?: FetchOptions): Promise<T>;
  /**
   * Fetches the branch, and pushes the one commit that `edit` asks for. If another writer was faster, it starts again
   * with the new tip. It never uses force for a commit that adds. A commit that removes replaces exactly the tip that
   * `edit` saw, in one atomic update.
   * @throws LoadgateError as `read`; `baseline-push-rejected`, `baseline-push-failed`
   */
  change<T>(edit: (tip: BranchTip) => Promise<Change<T>>, options?: FetchOptions): Promise<T>;
}

/** Attempts in all. Of n concurrent writers, one succeeds each time, so up to n − 1 must try again. */
const ATTEMPTS = 100;
/** Limit of consecutive failed fetches. */
const FAILED_FETCHES = 3;
/** Bounds of the random waits between two attempts, ms, which spread the writers out. */
const [FIRST_WAIT_MS, LAST_WAIT_MS] = [400, 5000];
/** A job must not spend its whole time limit on the branch. */
const MAX_TRYING_MS = 5 * 60_000;

/**
 * Every operation works in a temporary bare repository, and leaves nothing behind.
 * @throws LoadgateError `baseline-branch-name` (usage)
 */
export function branchFiles(options: BranchOptions): BranchFiles {
  const name = options.branch ?? DEFAULT_BRANCH;
  const branch = { name, ref: branchRef(name) };

  const change: BranchFiles['change'] = (edit, fetch = {}) =>
    retrying(options, () =>
      withTip(options, branch, fetch, async (tip, runner) => {
        const { value, commit } = await edit(tip);
        return commit === null ? { value } : pushed(runner, tip, commit, value);
      }),
    );

  const pushed = async <T>(
    runner: GitRunner,
    tip: BranchTip,
    commit: Commit,
    value: T,
  ): Promise<Attempt<T, LoadgateError>> => {
    const made = await makeCommit(runner, tip, commit, options.clock.now());
    const lease = commit.remove === undefined ? null : tip.commit;
    const end = await pushCommit(runner, made, branch, lease);
    if (end.kind === 'refused') throw end.error;
    return end.kind === 'again' ? { again: end.error } : { value };
  };

  return {
    branch: name,
    read: (look, fetch) => change(async (tip) => ({ value: await look(tip), commit: null }), fetch),
    change,
  };
}

/** @throws LoadgateError the last attempt's, which says how long loadgate tried */
async function retrying<T>(
  { clock, random, signal }: BranchOptions,
  attempt: () => Promise<Attempt<T, LoadgateError>>,
): Promise<T> {
  let failedFetches = 0;
  const once = async (): Promise<Attempt<T, LoadgateError>> => {
    try {
      const end = await attempt();
      failedFetches = 0;
      return end;
    } catch (error) {
      if (!(error instanceof FetchFailed && error.isPassing)) throw error;
      failedFetches += 1;
      return failedFetches < FAILED_FETCHES ? { again: error } : { giveUp: error };
    }
  };
  const pauseMs = jittered(FIRST_WAIT_MS, LAST_WAIT_MS, random);
  const policy = { attempts: ATTEMPTS, withinMs: MAX_TRYING_MS, pauseMs };
  const end = await retry(once, policy, { clock, signal });
  if ('value' in end) return end.value;
  const { kind, code, hint, log, message } = end.givenUp;
  const tried = `given up after ${end.attempts} attempts in ${Math.round(end.triedMs / 1000)} s`;
  throw new LoadgateError(`${message} (${tried})`, { kind, code, hint, log, cause: end.givenUp });
}
