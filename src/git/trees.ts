import { posix } from 'node:path';
import { LoadgateError } from '../model/error.js';
import { shortSha } from './commits.js';
import type { GitRunner } from './run.js';

const OBJECT_ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** Id of the tree or blob at a path of a commit, symbolic links followed; null: absent. */
export async function treeId(runner: GitRunner, commit: string, path: string): Promise<string | null> {
  const inside = normalise(path);
  const what = `read the files of ${shortSha(commit)}`;
  const out = await runner.run(what, ['cat-file', '--batch-check=%(objectname)', '--follow-symlinks'], {
    input: `${commit}^{tree}\n${commit}:${inside}\n`,
  });
  const [root = '', found = ''] = out.split('\n');
  if (!OBJECT_ID.test(root)) throw unreadable(commit, out);
  if (inside === '') return root;
  return OBJECT_ID.test(found) ? found : submoduleOf(runner, commit, inside);
}

/** A file's text in a commit; null: absent, or no file. */
export async function readText(runner: GitRunner, commit: string, path: string): Promise<string | null> {
  const id = await treeId(runner, commit, path);
  if (id === null) return null;
  const result = await runner.attempt(['cat-file', 'blob', id]);
  return result.exitCode === 0 ? result.stdout : null;
}

/** The commit of the submodule that a path is, or is in; null: it is in none. */
async function submoduleOf(runner: GitRunner, commit: string, path: string): Promise<string | null> {
  const parts = path.split('/');
  const prefixes = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
  const args = ['ls-tree', '-z', '--full-tree', commit, '--', ...prefixes];
  const entries = await runner.run(`read the files of ${shortSha(commit)}`, args);
  // A prefix that is a folder also lists what is in it.
  const submodules = entries.split('\0').flatMap((entry) => {
    const [, id = '', at = ''] = /^160000 commit ([0-9a-f]+)\t(.+)$/s.exec(entry) ?? [];
    return prefixes.includes(at) ? [id] : [];
  });
  return submodules[0] ?? null;
}

/** @returns the path as git spells it; the root is empty */
function normalise(path: string): string {
  const normal = posix.normalize(path).replace(/\/+$/, '');
  if (normal.startsWith('/') || normal.split('/')[0] === '..' || /[\0\n]/.test(path)) {
    throw new LoadgateError(`The path ${JSON.stringify(path)} is not inside the repository.`, {
      kind: 'usage',
      code: 'path-outside-repository',
      hint: 'Give a path relative to the root of the repository, without `..` and line breaks.',
    });
  }
  return normal === '.' ? '' : normal;
}

function unreadable(commit: string, said: string): LoadgateError {
  return new LoadgateError(`The commit ${shortSha(commit)} is not in this clone.`, {
    kind: 'machine',
    code: 'baseline-commit-missing',
    hint: 'Set `fetch-depth: 0` on actions/checkout.',
    log: said.split('\n', 2),
  });
}
