import { reasonOf, saidLines } from '../git/errors.js';
import { REMOTE, REMOTE_TIMEOUT_MS } from '../git/remote.js';
import { type RemoteFailure, remoteFailure } from '../git/remote-failure.js';
import type { GitRunner } from '../git/run.js';
import { LoadgateError } from '../model/error.js';
import type { ExecResult } from '../system/types.js';

/** How a push ended. */
export type PushEnd =
  | { readonly kind: 'done' }
  /** Somebody else was quicker, or the server stumbled: fetch and try again. */
  | { readonly kind: 'again'; readonly error: LoadgateError }
  | { readonly kind: 'refused'; readonly error: LoadgateError };

/** Pushes one commit to one branch, never by force, and reads what became of it. */
export async function pushCommit(
  runner: GitRunner,
  commit: string,
  branch: { readonly name: string; readonly ref: string },
): Promise<PushEnd> {
  const result = await runner.attempt(
    [
      'push',
      '--porcelain',
      '--no-follow-tags',
      '--no-recurse-submodules',
      '--no-signed',
      REMOTE,
      `${commit}:${branch.ref}`,
    ],
    { timeoutMs: REMOTE_TIMEOUT_MS },
  );
  return result.exitCode === 0 ? { kind: 'done' } : readPushFailure(result, branch.name);
}

/** What several writers at once get to hear, from git and from forges, besides `[rejected]`. */
const RACE =
  /cannot lock ref|failed to update ref|incorrect old value|reference already exists|unable to (?:create|lock)|fetch first|non-fast-forward|stale info|internal server error|remote end hung up/i;

/** Reads a failed `git push --porcelain` of one ref. */
export function readPushFailure(result: ExecResult, branch: string): PushEnd {
  const [, summary = ''] = /^!\t\S+\t(.*)$/m.exec(result.stdout) ?? [];
  if (summary.startsWith('[rejected]')) return again('others kept writing to it', branch, result, 'other');
  if (summary.startsWith('[remote rejected]')) {
    const why = /\((.*)\)\s*$/.exec(summary)?.[1] ?? summary;
    if (RACE.test(why)) return again(why, branch, result, 'other');
    return refused(why, branch, result, RULES_HINT);
  }
  const failure = remoteFailure(result.stderr);
  if (failure === 'denied') return refused(reasonOf(result), branch, result, RIGHTS_HINT);
  return again(reasonOf(result), branch, result, failure);
}

const RIGHTS_HINT =
  'Give the job `permissions: { contents: write }`; a run for a pull request from a fork never has it, and need not.';
const RULES_HINT =
  "Allow the job's token to push to that branch in the repository's rules, or name another branch.";

function again(why: string, branch: string, result: ExecResult, failure: RemoteFailure): PushEnd {
  const hint =
    failure === 'network'
      ? 'Run it again; if it stays, check the network and the proxy of this machine.'
      : 'Run it again; what git said is below.';
  return { kind: 'again', error: pushError('baseline-push-failed', why, branch, result, hint) };
}

function refused(why: string, branch: string, result: ExecResult, hint: string): PushEnd {
  return { kind: 'refused', error: pushError('baseline-push-rejected', why, branch, result, hint) };
}

function pushError(
  code: string,
  why: string,
  branch: string,
  result: ExecResult,
  hint: string,
): LoadgateError {
  return new LoadgateError(`The baseline could not be stored on the branch ${branch}: ${why}`, {
    kind: 'machine',
    code,
    hint,
    log: saidLines(result),
  });
}
