import { mkdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { LoadgateError } from '../model/error.js';
import { shortSha } from './commits.js';
import { type GitDirSource, writeGitDir } from './git-dir.js';
import type { GitRunner, RunOptions } from './run.js';
import { fillSubmodules, parseGitlinks, type SubmoduleSource } from './submodules.js';
import { makeTempDir, removeDir, withTempDir } from './temp.js';
import type { SourceTree } from './types.js';

/** The repository of a checkout. Its submodules are filled if the checkout has them. */
export interface CheckoutSource extends SubmoduleSource {
  /** Part of the folder's name. */
  readonly runId: string;
}

/** A commit with written files. */
interface Written extends GitDirSource {
  readonly commit: string;
  readonly dir: string;
}

/**
 * Writes the files of a commit into `<temporary folder>/loadgate-<run>-tree-<random>`, as a checkout does: filters,
 * line endings, file modes, symbolic links, sparse patterns, submodules. It uses its own index and leaves no entry
 * in the repository, so any number of calls can run at the same time. (`git worktree add` keeps a registry, and
 * concurrent calls race.)
 * @throws LoadgateError `disk-full`, `git-failed` and the others of errors.ts, `submodule-unavailable`
 */
export async function checkOut(source: CheckoutSource, commit: string): Promise<SourceTree> {
  const { runner, runId } = source;
  const dir = await makeTempDir(runner.env, runId, 'tree');
  const remove = (): Promise<void> => removeDir(dir);
  const written: Written[] = [];
  const empty: string[] = [];
  try {
    await withTempDir(runner.env, runId, 'index', (scratch) =>
      writeTree(source, commit, dir, { scratch, written, empty, root: dir }),
    );
  } catch (error) {
    await remove();
    throw error;
  }
  let history: Promise<void> | null = null;
  const addHistory = async (): Promise<void> => {
    for (const part of written) await writeGitDir(part, part.commit, part.dir);
  };
  return {
    dir,
    skipped: written[0]?.skipped ?? [],
    empty,
    remove,
    addHistory: () => {
      history ??= addHistory();
      return history;
    },
  };
}

interface Progress {
  /** Folder for indexes. */
  readonly scratch: string;
  /** Written commits of lasting repositories, without submodules that were fetched only for this checkout. */
  readonly written: Written[];
  /** Paths of submodules that stay empty, relative to the root. */
  readonly empty: string[];
  readonly root: string;
}

async function writeTree(
  source: SubmoduleSource,
  commit: string,
  dir: string,
  progress: Progress,
  kept = true,
): Promise<void> {
  const { runner } = source;
  const index = join(progress.scratch, `index-${progress.written.length}-${shortSha(commit)}`);
  const { skipped, gitlinks } = await writeFiles(runner, commit, dir, index);
  if (kept) progress.written.push({ runner, url: await source.url(), commit, dir, skipped });
  const empty = await fillSubmodules(source, commit, gitlinks, async (submodule, inside, stays) => {
    const folder = join(dir, submodule.path);
    await mkdir(folder, { recursive: true });
    await writeTree(inside, submodule.commit, folder, progress, stays);
  });
  progress.empty.push(...empty.map((path) => relative(progress.root, join(dir, path))));
}

/** @returns the paths that a sparse checkout omits, and the commits of submodules by path */
async function writeFiles(runner: GitRunner, commit: string, dir: string, index: string) {
  const inside = {
    cwd: dir,
    env: {
      GIT_DIR: await pathOf(runner, '--absolute-git-dir'),
      GIT_WORK_TREE: dir,
      GIT_INDEX_FILE: index,
      ...(await largeFiles(runner)),
    },
  };
  const what = `check out ${shortSha(commit)}`;
  await runner.run(what, ['read-tree', '--reset', '-u', commit], inside);
  const listed = await runner.run(what, ['ls-files', '-t', '--stage', '-z'], inside);
  const entries = listed.split('\0');
  const left = entries.filter(isSkipped);
  const there = entries.filter((entry) => entry !== '' && !isSkipped(entry)).map(pathIn);
  await refuseFilters(runner, there, inside);
  return {
    skipped: left.map(pathIn),
    gitlinks: parseGitlinks(entries.filter((entry) => !isSkipped(entry))),
  };
}

const pathIn = (entry: string): string => entry.slice(entry.indexOf('\t') + 1);

/**
 * A file with a filter that doesn't run (for example git-crypt's) would differ from the workflow's checkout.
 * @throws LoadgateError `filter-refused` (usage)
 */
async function refuseFilters(runner: GitRunner, paths: readonly string[], inside: RunOptions): Promise<void> {
  const off = await runner.filtersOff();
  if (off.size === 0) return;
  const args = ['check-attr', '--cached', '-z', '--stdin', 'filter'];
  const input = paths.map((path) => `${path}\0`).join('');
  const fields = (await runner.run('read its attributes', args, { ...inside, input })).split('\0');
  const at = fields.findIndex((field, index) => index % 3 === 2 && off.has(field));
  if (at === -1) return;
  const filter = fields[at];
  throw new LoadgateError(
    `${fields[at - 2]} goes through the filter ${filter}, which the repository's own configuration names and loadgate does not run.`,
    {
      kind: 'usage',
      code: 'filter-refused',
      hint: `Set filter.${filter} in the user's configuration (git config --global), and unset it in the repository's.`,
    },
  );
}

/** How `git ls-files -t` marks the paths that a sparse checkout omits. */
const isSkipped = (entry: string): boolean => entry.startsWith('S ');

/** A path of the repository, as git prints it. */
async function pathOf(runner: GitRunner, ...args: readonly string[]): Promise<string> {
  return (await runner.run('find the repository', ['rev-parse', ...args])).trimEnd();
}

/**
 * Fetches files of Git LFS if the checkout itself has them or is set up for them (actions/checkout with `lfs: true`).
 * If the checkout has pointers, they stay pointers, so that both sides are built from the same kind of files.
 */
async function largeFiles(runner: GitRunner): Promise<Record<string, string>> {
  const common = await pathOf(runner, '--path-format=absolute', '--git-common-dir');
  const present = await stat(join(common, 'lfs', 'objects')).then(
    (found) => found.isDirectory(),
    () => false,
  );
  const setUp = async (): Promise<boolean> => {
    const { stdout } = await runner.attempt(['config', '--local', '--get', 'filter.lfs.process']);
    return stdout !== '' && !stdout.includes('--skip');
  };
  return present || (await setUp()) ? { GIT_LFS_SKIP_SMUDGE: '0' } : {};
}
