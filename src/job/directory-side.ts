import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import type { JobSide } from './types.js';

/** A version of the code that is a folder, not a commit: the demo's two. */
export function directorySide(dir: string, label: string): JobSide {
  const root = resolve(dir);
  return {
    ref: { sha: pseudoSha(root), label },
    contentIds: async (paths) =>
      new Map(
        await Promise.all(
          paths.map(
            async (path) => [path, await digestOf(join(root, path), root).catch(() => null)] as const,
          ),
        ),
      ),
    sourceDir: async () => root,
  };
}

/** A record wants a commit id; a folder has none, so its name's digest stands for it. */
const pseudoSha = (root: string): string =>
  createHash('sha1').update(root.split('/').slice(-2).join('/')).digest('hex');

async function digestOf(path: string, root: string): Promise<string> {
  const hash = createHash('sha256');
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const file of files.sort())
    hash
      .update(relative(root, file))
      .update('\0')
      .update(await readFile(file));
  return hash.digest('hex');
}
