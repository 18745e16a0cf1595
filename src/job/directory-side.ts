import { createHash } from 'node:crypto';
import { lstat, readdir, readFile, readlink, stat } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { sha256 } from '../model/canonical.js';
import type { JobSide, SourceFile } from './types.js';

/** A version of the code that is a folder, not a commit: the demo's two. */
export function directorySide(dir: string, label: string): JobSide {
  const root = resolve(dir);
  const idOf = async (path: string): Promise<readonly [string, string | null]> => [
    path,
    await contentId(join(root, path)).catch(() => null),
  ];
  return {
    ref: { sha: pseudoSha(root), label },
    contentIds: async (paths) => new Map(await Promise.all(paths.map(idOf))),
    readText: (path) => readFile(join(root, path), 'utf8').catch(() => null),
    listFiles: (folder) => filesBelow(join(root, folder)).catch(() => null),
    sourceDir: async () => root,
    mustHave: async () => {},
  };
}

/** A record wants a commit id; a folder has none, so its name's digest stands for it. */
const pseudoSha = (root: string): string =>
  createHash('sha1').update(root.split('/').slice(-2).join('/')).digest('hex');

async function contentId(path: string): Promise<string> {
  if (!(await stat(path)).isDirectory()) return sha256(await readFile(path));
  const files = await filesBelow(path);
  return sha256(files.map((file) => `${file.mode} ${file.id} ${file.path}\0`).join(''));
}

async function filesBelow(folder: string): Promise<readonly SourceFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(
    paths.sort().map(async (path) => {
      const found = await lstat(path);
      const content = found.isSymbolicLink() ? await readlink(path) : await readFile(path);
      const regular = (found.mode & 0o100) === 0 ? '100644' : '100755';
      const mode = found.isSymbolicLink() ? '120000' : regular;
      return { path: relative(folder, path), mode, id: sha256(content) };
    }),
  );
}
