import { copyFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { LoadgateError } from '../model/error.js';
import { resolveCommit, shortSha } from './commits.js';
import { gitError } from './errors.js';
import type { GitRunner, RunOptions } from './run.js';
import { withTempDir } from './temp.js';

/** Author without a real address, because such a commit is never pushed. */
const NAME = 'loadgate';
const EMAIL = 'loadgate@localhost';
/** The commit's message. */
const SUBJECT = 'Work tree';

/**
 * The work tree as a commit, made with its own index; HEAD if nothing differs.
 * Blobs and trees stay in the repository as loose objects until git's clean-up removes them.
 */
export async function snapshotWorkTree(runner: GitRunner, root: string, runId: string): Promise<string> {
  const head = await resolveCommit(runner, 'HEAD');
  const tree = await withTempDir(runner.env, runId, 'index', (dir) => writeWorkTree(runner, root, dir));
  const [headTree = '', date = ''] = (
    await runner.run('read HEAD', ['show', '--no-patch', '--no-show-signature', '--format=%T%n%ct', head])
  ).split('\n');
  if (tree === headTree) return head;
  const args = ['commit-tree', tree, '-p', head, '-m', SUBJECT];
  // HEAD's own date, so that the same files always give the same commit.
  const env = identity(`@${date} +0000`);
  return (await runner.run('save the work tree', args, { env })).trim();
}

async function writeWorkTree(runner: GitRunner, root: string, dir: string): Promise<string> {
  const index = join(dir, 'index');
  const options: RunOptions = { cwd: root, env: { GIT_INDEX_FILE: index } };
  await copyIndex(runner, root, index, options);
  const added = await runner.attempt(['add', '--all', '--', '.'], options);
  if (added.exitCode !== 0) throw notReadable(gitError('read the work tree', added));
  return (await runner.run('save the work tree', ['write-tree'], options)).trim();
}

/** The copy records which files are unchanged, so that git doesn't read them all again. */
async function copyIndex(runner: GitRunner, root: string, copy: string, options: RunOptions): Promise<void> {
  const args = ['rev-parse', '--git-path', 'index'];
  const path = (await runner.run('find its index', args, { cwd: root })).trimEnd();
  try {
    await copyFile(resolve(root, path), copy);
  } catch {
    await runner.run('read HEAD', ['read-tree', 'HEAD'], options);
  }
}

function notReadable(error: LoadgateError): LoadgateError {
  if (error.code !== 'git-failed') return error;
  return new LoadgateError(error.message, {
    kind: 'usage',
    code: 'snapshot-failed',
    hint: 'Make the file readable, or name it in .gitignore.',
    log: error.log,
  });
}

/** The commit that a snapshot is based on; any other commit itself. */
export async function publishedCommit(runner: GitRunner, commit: string): Promise<string> {
  const args = ['show', '--no-patch', '--no-show-signature', '--format=%P%n%ce%n%s', commit];
  const [parent = '', email, subject] = (await runner.run(`read ${shortSha(commit)}`, args)).split('\n');
  return email === EMAIL && subject === SUBJECT ? parent : commit;
}

/** Author and committer of a commit that loadgate makes. @param date `@<seconds> +0000` */
export function identity(date: string): Record<string, string> {
  return {
    GIT_AUTHOR_NAME: NAME,
    GIT_AUTHOR_EMAIL: EMAIL,
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: NAME,
    GIT_COMMITTER_EMAIL: EMAIL,
    GIT_COMMITTER_DATE: date,
  };
}
