import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { shortSha } from './commits.js';
import { writeGitDir } from './git-dir.js';
import type { GitRunner } from './run.js';
import { makeTempDir, removeDir, withTempDir } from './temp.js';
import type { SourceTree } from './types.js';

export interface CheckoutOptions {
  readonly runner: GitRunner;
  /** Part of the folder's name. */
  readonly runId: string;
  /** The URL of the remote; null: it has none. */
  readonly url: () => Promise<string | null>;
}

/**
 * Writes the files of a commit into `<temporary folder>/loadgate-<run>-tree-<random>`, as a checkout does: filters,
 * line endings, file modes, symbolic links, sparse patterns. It uses an index of its own and leaves no entry in the
 * repository, so any number of them can be made at once. (`git worktree add` keeps a registry and is racy against
 * itself.)
 * @throws LoadgateError `disk-full`, `git-failed` and the others of errors.ts
 */
export async function checkOut(options: CheckoutOptions, commit: string): Promise<SourceTree> {
  const { runner, runId, url } = options;
  const dir = await makeTempDir(runner.env, runId, 'tree');
  const remove = (): Promise<void> => removeDir(dir);
  let history: Promise<void> | null = null;
  try {
    const { skipped } = await withTempDir(runner.env, runId, 'index', (scratch) =>
      writeFiles(runner, commit, dir, scratch),
    );
    const addHistory = async (): Promise<void> =>
      writeGitDir({ runner, url: await url(), skipped }, commit, dir);
    return {
      dir,
      remove,
      addHistory: () => {
        history ??= addHistory();
        return history;
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** @returns the paths that a sparse checkout leaves out */
async function writeFiles(
  runner: GitRunner,
  commit: string,
  dir: string,
  scratch: string,
): Promise<{ readonly skipped: readonly string[] }> {
  const inside = {
    cwd: dir,
    env: {
      GIT_DIR: await pathOf(runner, '--absolute-git-dir'),
      GIT_WORK_TREE: dir,
      GIT_INDEX_FILE: join(scratch, 'index'),
      ...(await largeFiles(runner)),
    },
  };
  const what = `check out ${shortSha(commit)}`;
  await runner.run(what, ['read-tree', '--reset', '-u', commit], inside);
  const entries = (await runner.run(what, ['ls-files', '-t', '-z'], inside)).split('\0');
  return { skipped: entries.filter((entry) => entry.startsWith('S ')).map((entry) => entry.slice(2)) };
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
