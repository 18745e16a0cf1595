import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Git, SourceTree } from '../git/types.js';
import { LoadgateError } from '../model/error.js';
import type { CommitRef } from '../model/record.js';
import type { CleanupStack } from '../system/cleanup.js';
import type { JobSide } from './types.js';

/** A commit as one side of a run. Its files are written when they are first asked for. */
export function commitSide(git: Git, ref: CommitRef, cleanup: CleanupStack): JobSide {
  let tree: Promise<SourceTree> | null = null;
  const checkOut = async (): Promise<SourceTree> => {
    await git.ensureCommit(ref.sha);
    const made = await git.checkOut(ref.sha);
    cleanup.defer(`files of ${ref.sha.slice(0, 7)}`, made.remove);
    return made;
  };
  const written = (): Promise<SourceTree> => {
    tree ??= checkOut();
    return tree;
  };
  return {
    ref,
    contentIds: (paths) => git.treeIds(ref.sha, paths),
    readText: (path) => git.readText(ref.sha, path),
    listFiles: (folder) => git.listFiles(ref.sha, folder),
    sourceDir: async (needs) => {
      const { dir, addHistory } = await written();
      if (needs.git) await addHistory();
      return dir;
    },
    mustHave: async (paths) => {
      const tree = await written();
      for (const path of paths) await requirePath(tree, path);
    },
  };
}

/** A path that the commit has and the checkout has not: "not in the repository" would be wrong. */
async function requirePath({ dir, skipped, empty }: SourceTree, path: string): Promise<void> {
  const submodule = empty.find((folder) => isIn(path, folder));
  if (submodule !== undefined) {
    throw notCheckedOut(
      `${path} is in the submodule ${submodule}, which the checkout has not filled`,
      'Give actions/checkout `submodules: true`, or `recursive` where it is in another submodule.',
    );
  }
  // A folder that is there in part is what the checkout has of it.
  if (!skipped.some((file) => isIn(file, path)) || existsSync(join(dir, path))) return;
  throw notCheckedOut(
    `${path} is in the repository, and outside of this sparse checkout`,
    `Add ${path} to \`sparse-checkout\` of actions/checkout.`,
  );
}

const isIn = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`);

const notCheckedOut = (message: string, hint: string): LoadgateError =>
  new LoadgateError(message, { kind: 'usage', code: 'not-checked-out', hint });
