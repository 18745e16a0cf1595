import { mkdir, realpath, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import type { Git } from '../git/types.js';
import type { NewFile } from '../init/files.js';
import { isRead, type Tree } from '../init/tree.js';
import { LoadgateError } from '../model/error.js';
import { readInside } from '../system/read-inside.js';

const MAX_FILE_BYTES = 1024 ** 2;
/** Sources that are read: more say no more about a service. */
const MAX_FILES = 3_000;

/** The files of a work tree that git has or would take, with the texts of those that say how services run. */
export async function readTree(git: Git): Promise<Tree> {
  const [root, commit] = [await git.root(), await git.snapshotWorkTree()];
  const files = (await git.listFiles(commit, '.')) ?? [];
  const paths = new Set(files.map(({ path }) => path));
  const texts = new Map<string, string | null>();
  for (const path of [...paths].filter(isRead).slice(0, MAX_FILES))
    texts.set(path, await readInside(root, path, MAX_FILE_BYTES));
  return { paths, read: (path) => texts.get(path) ?? null };
}

export interface Written {
  readonly written: readonly NewFile[];
  /** There is another file at their places. */
  readonly inTheWay: readonly NewFile[];
}

/**
 * Writes files where there are none. What is there already is never written over; where it is the same, nothing has to be said.
 * @param root absolute
 * @throws LoadgateError `folder-outside` (usage) where a link leads out of the repository
 */
export async function writeNew(root: string, files: readonly NewFile[]): Promise<Written> {
  const written: NewFile[] = [];
  const inTheWay: NewFile[] = [];
  for (const file of files) {
    const path = join(root, file.path);
    await makeFolder(root, dirname(path));
    const isNew = await writeIfMissing(path, file.text);
    if (isNew) written.push(file);
    else if ((await readInside(root, file.path, MAX_FILE_BYTES)) !== file.text) inTheWay.push(file);
  }
  return { written, inTheWay };
}

async function writeIfMissing(path: string, text: string): Promise<boolean> {
  try {
    // Fails on a link, too, wherever it leads.
    await writeFile(path, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function makeFolder(root: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const [top, real] = await Promise.all([realpath(root), realpath(folder)]);
  const way = relative(top, real);
  if (way === '' || !(way.startsWith('..') || resolve(way) === way)) return;
  throw new LoadgateError(
    `The folder ${relative(root, folder)} is a link that leads out of the repository.`,
    {
      kind: 'usage',
      code: 'folder-outside',
      hint: 'Replace the link by a folder; nothing was written there.',
    },
  );
}
