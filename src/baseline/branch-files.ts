import type { GitRunner } from '../git/run.js';
import { identity } from '../git/snapshot.js';
import type { TreeEntry } from '../git/tree-entries.js';
import { type Attempt, type BranchStoreOptions, FETCH_ATTEMPTS, PUSH_ATTEMPTS, retrying } from './branch.js';
import { branchRef, DEFAULT_BRANCH } from './branch-name.js';
import { BRANCH_README } from './branch-readme.js';
import { at, type BranchTip, commitFile, readRecordText, readTree, withBranch } from './branch-repository.js';
import { pushCommit } from './push.js';
import { corrupt } from './read.js';

/** A file's text, and where it was read. */
export interface BranchFile {
  readonly text: string;
  /** For people: `releases/v1.json on branch loadgate (commit a1b2c3d)`. */
  readonly from: string;
}

/** Files in one folder of the branch that keeps the baselines, beside `records/`. */
export interface BranchFiles {
  /** Names of the folder's files, sorted. */
  list(): Promise<readonly string[]>;
  /** null: there is no such file. */
  read(name: string): Promise<BranchFile | null>;
  /**
   * Writes a file as one commit, never by force; starts anew, with what is there by then, where somebody else was quicker.
   * @param edit the new text from the old one (null: there is none). The same text writes nothing.
   * @returns whether something was written
   * @throws LoadgateError `baseline-fetch-failed`, `baseline-push-rejected`, `baseline-push-failed`, and what `edit` throws
   */
  change(name: string, message: string, edit: (before: string | null) => string): Promise<boolean>;
}

/**
 * @param anyCommit a commit id of the repository: its length tells the hash where there is no branch yet
 * @throws LoadgateError `baseline-branch-name` (usage)
 */
export function branchFiles(options: BranchStoreOptions, folder: string, anyCommit = ''): BranchFiles {
  const name = options.branch ?? DEFAULT_BRANCH;
  const branch = { name, ref: branchRef(name) };
  const read = <T>(body: (runner: GitRunner, tip: BranchTip) => Promise<T>): Promise<T> =>
    retrying(options, FETCH_ATTEMPTS, async () => ({
      value: await withBranch(options, branch, anyCommit, body),
    }));

  const attempt = async (
    runner: GitRunner,
    tip: BranchTip,
    change: { file: string; message: string; edit: (before: string | null) => string },
  ): Promise<Attempt<boolean>> => {
    const entries = await entriesOf(runner, tip, folder, name);
    const before = await textOf(runner, entries, change.file, name);
    const text = change.edit(before);
    if (text === before) return { value: false };
    const commit = await commitFile(
      runner,
      tip,
      { path: folder, entries },
      {
        fileName: change.file,
        text,
        readme: BRANCH_README,
        message: `${change.message}\n`,
        identity: identity(`@${Math.floor(options.clock.now() / 1000)} +0000`),
      },
    );
    const end = await pushCommit(runner, commit, branch);
    if (end.kind === 'refused') throw end.error;
    return end.kind === 'again' ? { error: end.error } : { value: true };
  };

  return {
    list: () =>
      read(async (runner, tip) =>
        (await entriesOf(runner, tip, folder, name)).filter(isFile).map(({ path }) => path),
      ),
    read: (file) =>
      read(async (runner, tip) => {
        const text = await textOf(runner, await entriesOf(runner, tip, folder, name), file, name);
        return text === null ? null : { text, from: `${folder}/${file} on branch ${at(name, tip.commit)}` };
      }),
    change: (file, message, edit) =>
      retrying(options, PUSH_ATTEMPTS, () =>
        withBranch(options, branch, anyCommit, (runner, tip) =>
          attempt(runner, tip, { file, message, edit }),
        ),
      ),
  };
}

const isFile = ({ type, isLink }: TreeEntry): boolean => type === 'blob' && !isLink;

async function entriesOf(
  runner: GitRunner,
  tip: BranchTip,
  folder: string,
  branch: string,
): Promise<readonly TreeEntry[]> {
  const found = tip.root.find(({ path }) => path === folder);
  if (found === undefined) return [];
  if (found.type === 'tree') return readTree(runner, found.id);
  throw corrupt(`"${folder}" on the branch ${at(branch, tip.commit)} is not a folder.`, 'Remove it there.');
}

async function textOf(
  runner: GitRunner,
  entries: readonly TreeEntry[],
  file: string,
  branch: string,
): Promise<string | null> {
  const entry = entries.find((one) => one.path === file && isFile(one));
  return entry === undefined ? null : readRecordText(runner, entry, branch);
}
