import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { shortSha } from './commits.js';
import { gitError } from './errors.js';
import type { GitRunner } from './run.js';
import { makeTempDir, removeDir, sweepTempDirs, tempPrefix } from './temp.js';
import type { Worktree } from './types.js';

/** Checks a commit out, detached, into `<temporary folder>/loadgate-<run>-tree-<random>`. */
export async function addWorktree(runner: GitRunner, runId: string, commit: string): Promise<Worktree> {
  const dir = await makeTempDir(runner.env, runId, 'tree');
  const remove = (): Promise<void> => removeWorktree(runner, dir);
  try {
    const args = ['worktree', 'add', '--quiet', '--detach', dir, commit];
    await runner.run(`check out ${shortSha(commit)}`, args, { env: await largeFiles(runner) });
  } catch (error) {
    await remove();
    throw error;
  }
  return { dir, remove };
}

/** Removes the worktrees and temporary folders of a run, whoever made them. @returns their paths */
export async function sweepRun(runner: GitRunner, runId: string): Promise<readonly string[]> {
  const prefix = tempPrefix(runId);
  const listed = await runner.attempt(['worktree', 'list', '--porcelain'], { always: true });
  const worktrees = listed.stdout
    .split('\n')
    .flatMap((line) => /^worktree (.+)$/.exec(line)?.[1] ?? [])
    .filter((path) => basename(path).startsWith(prefix));
  for (const dir of worktrees) {
    await removeWorktree(runner, dir);
  }
  return [...new Set([...worktrees, ...(await sweepTempDirs(runner.env, runId))])];
}

/**
 * Removes the folder, then takes it off the repository's list: git refuses a folder that is only half there, as
 * a killed process leaves it, but not one that is gone. Not `git worktree prune`: that would also forget
 * worktrees of the user's that are on a disk which is not mounted just now.
 */
async function removeWorktree(runner: GitRunner, dir: string): Promise<void> {
  await removeDir(dir);
  const args = ['worktree', 'remove', '--force', '--force', dir];
  const result = await runner.attempt(args, { always: true });
  const gone = /is not a working tree|not a git repository/.test(result.stderr);
  if (result.exitCode !== 0 && !gone) throw gitError(`remove the worktree ${dir}`, result);
}

/**
 * Files of Git LFS are fetched where the checkout itself has them (actions/checkout with `lfs: true`), and
 * stay pointers where it has pointers: both sides are built from the same kind of files.
 */
async function largeFiles(runner: GitRunner): Promise<Record<string, string>> {
  const args = ['rev-parse', '--path-format=absolute', '--git-common-dir'];
  const common = (await runner.run('find the repository', args)).trimEnd();
  const objects = join(common, 'lfs', 'objects');
  const present = await stat(objects).then(
    (found) => found.isDirectory(),
    () => false,
  );
  return present ? { GIT_LFS_SKIP_SMUDGE: '0' } : {};
}
