import { posix } from 'node:path';
import { LoadgateError } from '../model/error.js';
import { SHA_PATTERN } from '../model/patterns.js';
import { shortSha } from './commits.js';
import type { GitRunner } from './run.js';
import { parseTree, type TreeEntry } from './tree-entries.js';

/**
 * Ids of the trees or blobs at paths of a commit, by path as given; null: absent. Follows symbolic links. It calls git
 * once for all paths, and once more if some are absent.
 */
export async function treeIds(
  runner: GitRunner,
  commit: string,
  paths: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  const normal = new Map(paths.map((path) => [path, normalise(path)]));
  const inside = [...new Set(normal.values())].filter((path) => path !== '');
  const root = `${commit}^{tree}`;
  const what = `read the files of ${shortSha(commit)}`;
  const out = await runner.run(what, ['cat-file', '--batch-check=%(objectname)', '--follow-symlinks'], {
    input: [root, ...inside.flatMap((path) => [`${commit}:${path}`, root])]
      .map((line) => `${line}\n`)
      .join(''),
  });
  const [rootId = '', ...lines] = out.split('\n');
  if (!SHA_PATTERN.test(rootId)) throw unreadable(commit, out);
  const found = new Map<string, string | null>([['', rootId]]);
  for (const [at, id] of answers(lines, rootId, inside.length).entries()) found.set(inside[at] ?? '', id);
  const absent = inside.filter((path) => found.get(path) === null);
  const submodules = absent.length === 0 ? new Map() : await submodulesOf(runner, commit, absent);
  return new Map(
    [...normal].map(([path, at]) => [path, found.get(at) ?? submodules.get(at) ?? null] as const),
  );
}

/**
 * The answers between those for the root, which the input repeats after each path. An answer without an id can have
 * several lines: git names the destination of a link out of the repository. A link can't hold the id of its own tree.
 */
function answers(lines: readonly string[], root: string, count: number): readonly (string | null)[] {
  const found: (string | null)[] = [];
  for (let at = 0; found.length < count; ) {
    const line = lines[at] ?? '';
    found.push(SHA_PATTERN.test(line) ? line : null);
    const next = lines.indexOf(root, at + 1);
    at = next === -1 ? lines.length : next + 1;
  }
  return found;
}

/** A file's text in a commit; null: absent, or not a file. */
export async function readText(runner: GitRunner, commit: string, path: string): Promise<string | null> {
  const id = (await treeIds(runner, commit, [path])).get(path) ?? null;
  if (id === null) return null;
  const result = await runner.attempt(['cat-file', 'blob', id]);
  return result.exitCode === 0 ? result.stdout : null;
}

/** The files below a folder of a commit; null: there is no such folder. */
export async function listFiles(
  runner: GitRunner,
  commit: string,
  folder: string,
): Promise<readonly TreeEntry[] | null> {
  const id = (await treeIds(runner, commit, [folder])).get(folder) ?? null;
  if (id === null) return null;
  const result = await runner.attempt(['ls-tree', '-r', '-z', '--full-tree', id]);
  return result.exitCode === 0 ? parseTree(result.stdout) : null;
}

/** Commits of the submodules that the paths are, or are in. The result omits a path that is in none. */
async function submodulesOf(
  runner: GitRunner,
  commit: string,
  paths: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const prefixes = new Map(paths.map((path) => [path, prefixesOf(path)]));
  const asked = [...new Set([...prefixes.values()].flat())];
  const args = ['ls-tree', '-z', '--full-tree', commit, '--', ...asked];
  // A prefix that is a folder also lists its content.
  const entries = parseTree(await runner.run(`read the files of ${shortSha(commit)}`, args));
  const submodules = new Map(
    entries.filter(({ type }) => type === 'commit').map(({ path, id }) => [path, id]),
  );
  return new Map(
    [...prefixes].flatMap(([path, among]) => {
      const inside = among.find((prefix) => submodules.has(prefix));
      return inside === undefined ? [] : [[path, submodules.get(inside) ?? ''] as const];
    }),
  );
}

function prefixesOf(path: string): readonly string[] {
  const parts = path.split('/');
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** @returns the path as git writes it; the root is empty */
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
