import type { GitRunner } from '../../git/run.js';
import { LoadgateError } from '../../model/error.js';
import { type Attempt, jittered, retry } from '../../system/retry.js';
import { type Commit, makeCommit } from './commit.js';
import { type BranchTip, FetchFailed, type FetchOptions, withTip } from './fetch.js';
import { pushCommit } from './push.js';
import { type BranchOptions, branchRef, DEFAULT_BRANCH } from './ref.js';

/** What becomes of the branch after a look at it. */
export interface Change<T> {
  readonly value: T;
  /** null: nothing is to be written. */
  readonly commit: Commit | null;
}

/** The files on the branch that keeps the baselines: all that is read from it or written to it goes this way. */
export interface BranchFiles {
  readonly branch: string;
  /**
   * Fetches the branch and looks at it.
   * @throws LoadgateError `baseline-fetch-failed`, `baseline-branch-foreign` (usage), `baseline-corrupt`, and what `look`
   *   throws
   */
  read<T>(look: (tip: BranchTip) => Promise<T> | T, options?: FetchOptions): Promise<T>;
  /**
   * Fetches the branch, and pushes the one commit that `edit` asks for. Starts anew, with what is there by then, where
   * somebody else was quicker. A commit that adds is never pushed by force; one that removes takes the place of the tip
   * that `edit` saw, and of no other, in one atomic update.
   * @throws LoadgateError as `read`; `baseline-push-rejected`, `baseline-push-failed`
   */
  change<T>(edit: (tip: BranchTip) => Promise<Change<T>>, options?: FetchOptions): Promise<T>;
}

/** Attempts in all. Of n writers at once one gets through each time, so that n − 1 may have to try again. */
const ATTEMPTS = 100;
/** Fetches in a row that may fail. */
const FAILED_FETCHES = 3;
/** Bounds of the random waits between two attempts, ms: writers have to spread out. */
const [FIRST_WAIT_MS, LAST_WAIT_MS] = [400, 5000];
/** A job must not sit out its time limit over the branch. */
const MAX_TRYING_MS = 5 * 60_000;

/**
 * Every operation works in a temporary bare repository and leaves nothing behind.
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

/** @throws LoadgateError the last attempt's, which says how long it was tried */
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
