import type { GitRunner } from '../../git/run.js';
import type { TreeEntry } from '../../git/tree-entries.js';
import { corrupt } from '../stored-record.js';

/** The folders of the branch that loadgate writes. */
export type Folder = 'records' | 'history' | 'accepted' | 'releases' | 'requests' | 'bisects';

/** A file's text and its location. */
export interface BranchFile {
  readonly text: string;
  /** For people: `releases/v1.json on branch loadgate (commit a1b2c3d)`. */
  readonly from: string;
}

/** So many small files in one answer stay far below what a command may print. */
const AT_ONCE = 1000;

/**
 * Reads all files of a folder by `git cat-file --batch`.
 * @param where the branch, for people
 * @throws LoadgateError `baseline-corrupt` if a file is no text
 */
export async function readFolder(
  runner: GitRunner,
  entries: readonly TreeEntry[],
  folder: Folder,
  where: string,
): Promise<readonly (BranchFile & { readonly name: string })[]> {
  const own = entries.filter(({ path }) => path.startsWith(`${folder}/`) && path.split('/').length === 2);
  const files: (BranchFile & { readonly name: string })[] = [];
  for (let start = 0; start < own.length; start += AT_ONCE) {
    const some = own.slice(start, start + AT_ONCE);
    const input = some.map(({ id }) => `${id}\n`).join('');
    const printed = Buffer.from(await runner.run('read the history', ['cat-file', '--batch'], { input }));
    let at = 0;
    for (const { id, path } of some) {
      const from = `${path} on branch ${where}`;
      const end = printed.indexOf('\n', at);
      const [, size] = new RegExp(`^${id} blob (\\d+)$`).exec(printed.toString('utf8', at, end)) ?? [];
      // What is no UTF-8 has another length once it was read as text, and then the next file is not where it should be.
      if (size === undefined)
        throw corrupt(`A file of the history is no text, at or before ${from}.`, REMEDY);
      const text = printed.toString('utf8', end + 1, end + 1 + Number(size));
      files.push({ name: path.slice(folder.length + 1), text, from });
      at = end + 2 + Number(size);
    }
  }
  return files;
}

const REMEDY = 'Remove that file from the branch: only its place in the trend is lost.';
