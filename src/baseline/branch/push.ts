import { reasonOf, saidLines } from '../../git/errors.js';
import { REMOTE, REMOTE_TIMEOUT_MS } from '../../git/remote.js';
import { type RemoteFailure, remoteFailure } from '../../git/remote-failure.js';
import type { GitRunner } from '../../git/run.js';
import { LoadgateError } from '../../model/error.js';
import type { ExecResult } from '../../system/exec.js';
import type { BranchRef } from './ref.js';

/** The result of a push. */
export type PushEnd =
  | { readonly kind: 'done' }
  /** Another writer was faster, or the server failed temporarily: fetch and try again. */
  | { readonly kind: 'again'; readonly error: LoadgateError }
  | { readonly kind: 'refused'; readonly error: LoadgateError };

/**
 * Pushes one commit to one branch, from a repository without other branches, and reads the result. Never uses force,
 * except with a `lease`: the commit then replaces exactly that one, in one atomic update of the ref.
 * @param lease the commit that the branch must be at; null: the commit adds to the branch
 */
export async function pushCommit(
  runner: GitRunner,
  commit: string,
  branch: BranchRef,
  lease: string | null,
): Promise<PushEnd> {
  await runner.run('write the baseline', ['update-ref', branch.ref, commit]);
  const result = await runner.attempt(
    [
      'push',
      '--porcelain',
      '--no-follow-tags',
      '--no-recurse-submodules',
      '--no-signed',
      ...(lease === null ? [] : [`--force-with-lease=${branch.ref}:${lease}`]),
      REMOTE,
      // Not by name: if the branch doesn't exist yet, git would use `refs/tags/refs/heads/…`.
      'refs/heads/*:refs/heads/*',
    ],
    { timeoutMs: REMOTE_TIMEOUT_MS },
  );
  if (result.exitCode === 0) return { kind: 'done' };
  return readPushFailure(result, branch.name, lease !== null);
}

/**
 * What git and forges say to concurrent writers, in addition to `[rejected]`. `shallow update`: the branch was
 * compacted between the push's two halves, and the commit's parent is no longer in its history.
 */
const RACE =
  /shallow update not allowed|cannot lock ref|failed to update ref|incorrect old value|reference already exists|unable to (?:create|lock)|fetch first|non-fast-forward|stale info|internal server error|remote end hung up/i;

/**
 * Reads a failed `git push --porcelain` of one ref.
 * @param leased the push had a lease: a server that forbids such pushes then says `non-fast-forward`
 */
export function readPushFailure(result: ExecResult, branch: string, leased = false): PushEnd {
  const failed: Failed = { result, branch, leased };
  const [, summary = ''] = /^!\t\S+\t(.*)$/m.exec(result.stdout) ?? [];
  if (summary.startsWith('[rejected]')) return again('others kept writing to it', failed, 'other');
  if (summary.startsWith('[remote rejected]')) {
    const why = /\((.*)\)\s*$/.exec(summary)?.[1] ?? summary;
    if (RACE.test(why) && !(leased && why === 'non-fast-forward')) return again(why, failed, 'other');
    return refused(why, failed, leased ? FORCE_HINT : RULES_HINT);
  }
  const failure = remoteFailure(result.stderr);
  if (failure === 'denied') return refused(reasonOf(result), failed, RIGHTS_HINT);
  return again(reasonOf(result), failed, failure);
}

interface Failed {
  readonly result: ExecResult;
  readonly branch: string;
  readonly leased: boolean;
}

const RIGHTS_HINT =
  'Give the job `permissions: { contents: write }`; a run for a pull request from a fork never has it, and need not.';
const RULES_HINT =
  "Allow the job's token to push to that branch in the repository's rules, or name another branch.";
const FORCE_HINT =
  "Allow force pushes to that branch in the repository's rules, or leave `baseline-keep` out: nothing is removed then.";

function again(why: string, failed: Failed, failure: RemoteFailure): PushEnd {
  const hint =
    failure === 'network'
      ? 'Run it again; if it stays, check the network and the proxy of this machine.'
      : 'Run it again; what git said is below.';
  return { kind: 'again', error: pushError('baseline-push-failed', why, failed, hint) };
}

function refused(why: string, failed: Failed, hint: string): PushEnd {
  return { kind: 'refused', error: pushError('baseline-push-rejected', why, failed, hint) };
}

function pushError(
  code: string,
  why: string,
  { result, branch, leased }: Failed,
  hint: string,
): LoadgateError {
  const what = leased
    ? `The branch ${branch} could not be compacted`
    : `The baseline could not be stored on the branch ${branch}`;
  return new LoadgateError(`${what}: ${why}`, { kind: 'machine', code, hint, log: saidLines(result) });
}
