import { LoadgateError } from '../model/error.js';
import { reasonOf, saidLines } from './errors.js';
import { REMOTE, REMOTE_TIMEOUT_MS, remoteConfig } from './remote.js';
import { FETCH_HINTS, remoteFailure } from './remote-failure.js';
import type { GitRunner } from './run.js';

/**
 * The current commit of a remote's branch. It ignores a tag with the same name.
 * @returns null: the remote has no such branch
 * @throws LoadgateError `branch-unreadable` (machine) if the remote doesn't answer
 */
export async function branchTip(runner: GitRunner, url: string, branch: string): Promise<string | null> {
  const ref = `refs/heads/${branch}`;
  const result = await runner.attempt(['ls-remote', '--quiet', REMOTE, ref], {
    config: remoteConfig(url),
    timeoutMs: REMOTE_TIMEOUT_MS,
  });
  if (result.exitCode === 0) {
    // The pattern also matches `refs/x/refs/heads/main`.
    const lines = result.stdout.split('\n').map((line) => line.split('\t', 2));
    return lines.find(([, name]) => name === ref)?.[0] ?? null;
  }
  throw new LoadgateError(`The branch ${branch} could not be looked up: ${reasonOf(result)}`, {
    kind: 'machine',
    code: 'branch-unreadable',
    hint: FETCH_HINTS[remoteFailure(result.stderr)],
    log: saidLines(result),
  });
}
