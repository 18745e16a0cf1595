import { LoadgateError } from '../model/error.js';
import { SHA_PATTERN } from '../model/patterns.js';
import type { ExecResult } from '../system/exec.js';
import { gitError, reasonOf, saidLines } from './errors.js';
import { fetchFrom } from './remote.js';
import { FETCH_HINTS, remoteFailure } from './remote-failure.js';
import type { GitRunner } from './run.js';

/** The first characters of a commit id, as people write it. */
export const shortSha = (sha: string): string => sha.slice(0, 7);

/** @throws LoadgateError `revision-unknown` if this clone has no such commit */
export async function resolveCommit(runner: GitRunner, revision: string): Promise<string> {
  const result = await runner.attempt([
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${revision}^{commit}`,
  ]);
  const sha = result.stdout.trim();
  if (result.exitCode === 0 && SHA_PATTERN.test(sha)) return sha;
  if (/not a git repository|dubious ownership/.test(result.stderr))
    throw gitError('find the repository', result);
  throw new LoadgateError(`This clone has no commit "${revision}".`, {
    kind: 'usage',
    code: revision === 'HEAD' ? 'no-commit' : 'revision-unknown',
    hint:
      revision === 'HEAD'
        ? 'Commit something first: loadgate compares commits.'
        : 'Check the name; in a workflow, `fetch-depth: 0` on actions/checkout fetches all branches and tags.',
  });
}

/** The parents that the commit object names, which the edge of a shallow clone doesn't hide. */
export async function parentsOf(runner: GitRunner, sha: string): Promise<readonly string[]> {
  requireSha(sha);
  const result = await runner.attempt(['cat-file', 'commit', sha]);
  if (result.exitCode !== 0) throw missing(sha, 'it is not in this clone', FETCH_HINTS.other, result);
  const [header = ''] = result.stdout.split('\n\n', 1);
  return header.split('\n').flatMap((line) => /^parent ([0-9a-f]+)$/.exec(line)?.[1] ?? []);
}

/**
 * Fetches a commit that this clone doesn't have: alone into a shallow clone, otherwise with its history.
 * @throws LoadgateError `baseline-commit-missing`
 */
export async function ensureCommit(runner: GitRunner, remote: string, sha: string): Promise<void> {
  requireSha(sha);
  if (await hasCommit(runner, sha)) return;
  const options = (await isShallow(runner)) ? ['--depth=1'] : [];
  const result = await fetchFrom(runner, remote, { options, what: [sha] });
  if (result.exitCode === 0 && (await hasCommit(runner, sha))) return;
  const failure = remoteFailure(result.stderr);
  const why = failure === 'gone' ? `the remote "${redactedName(remote)}" does not have it` : reasonOf(result);
  throw missing(
    sha,
    `it is not in this clone and could not be fetched (${why})`,
    FETCH_HINTS[failure],
    result,
  );
}

export async function isShallow(runner: GitRunner): Promise<boolean> {
  const answer = await runner.run('find the repository', ['rev-parse', '--is-shallow-repository']);
  return answer.trim() === 'true';
}

export async function hasCommit(runner: GitRunner, sha: string): Promise<boolean> {
  return (await runner.attempt(['cat-file', '-e', `${sha}^{commit}`])).exitCode === 0;
}

export function requireSha(sha: string): void {
  if (SHA_PATTERN.test(sha)) return;
  throw new LoadgateError(`"${sha}" is not a commit id.`, {
    kind: 'usage',
    code: 'revision-unknown',
    hint: 'Give all 40 (or 64) hexadecimal digits of the commit.',
  });
}

/** A remote's URL, without the password that it can contain. */
const redactedName = (remote: string): string => remote.replace(/\/\/[^/@]+@/, '//***@');

function missing(sha: string, why: string, hint: string, result: ExecResult): LoadgateError {
  return new LoadgateError(`The commit ${shortSha(sha)} can't be used: ${why}.`, {
    kind: 'machine',
    code: 'baseline-commit-missing',
    hint,
    log: saidLines(result),
  });
}
