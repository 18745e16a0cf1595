import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { shortSha } from './commits.js';
import type { GitRunner } from './run.js';
import { makeTempDir, removeDir, withTempDir } from './temp.js';
import type { SourceTree } from './types.js';

/**
 * Writes the files of a commit into `<temporary folder>/loadgate-<run>-tree-<random>`, as a checkout does: filters,
 * line endings, file modes, symbolic links, sparse patterns. It uses an index of its own and leaves no entry in the
 * repository, so any number of them can be made at once. (`git worktree add` keeps a registry and is racy against
 * itself.)
 * @throws LoadgateError `disk-full`, `git-failed` and the others of errors.ts
 */
export async function checkOut(runner: GitRunner, runId: string, commit: string): Promise<SourceTree> {
  const dir = await makeTempDir(runner.env, runId, 'tree');
  const remove = (): Promise<void> => removeDir(dir);
  try {
    await withTempDir(runner.env, runId, 'index', (scratch) => writeFiles(runner, commit, dir, scratch));
  } catch (error) {
    await remove();
    throw error;
  }
  return { dir, remove };
}

async function writeFiles(runner: GitRunner, commit: string, dir: string, scratch: string): Promise<void> {
  const gitDir = await pathOf(runner, '--absolute-git-dir');
  await runner.run(`check out ${shortSha(commit)}`, ['read-tree', '--reset', '-u', commit], {
    cwd: dir,
    env: {
      GIT_DIR: gitDir,
      GIT_WORK_TREE: dir,
      GIT_INDEX_FILE: join(scratch, 'index'),
      ...(await largeFiles(runner)),
    },
  });
}

/** A path that git tells of its repository. */
async function pathOf(runner: GitRunner, ...args: readonly string[]): Promise<string> {
  return (await runner.run('find the repository', ['rev-parse', ...args])).trimEnd();
}

/**
 * Files of Git LFS are fetched where the checkout itself has them (actions/checkout with `lfs: true`). Where it has
 * pointers, they stay pointers: both sides are built from the same kind of files.
 */
async function largeFiles(runner: GitRunner): Promise<Record<string, string>> {
  const common = await pathOf(runner, '--path-format=absolute', '--git-common-dir');
  const present = await stat(join(common, 'lfs', 'objects')).then(
    (found) => found.isDirectory(),
    () => false,
  );
  return present ? { GIT_LFS_SKIP_SMUDGE: '0' } : {};
}
