import { type BareOptions, type BareRepository, withBareRepository } from '../git/bare.js';
import { gitError, reasonOf, saidLines } from '../git/errors.js';
import { fetchFrom, REMOTE, REMOTE_TIMEOUT_MS } from '../git/remote.js';
import { type RemoteFailure, remoteFailure } from '../git/remote-failure.js';
import type { GitRunner } from '../git/run.js';
import { parseTree, type TreeEntry } from '../git/tree-entries.js';
import { LoadgateError } from '../model/error.js';
import type { ExecResult } from '../system/exec.js';
import { corrupt, shaOf } from './read.js';

/** The branch as it was fetched. */
export interface BranchTip {
  /** null: there is no such branch yet. */
  readonly commit: string | null;
  readonly root: readonly TreeEntry[];
  readonly records: readonly TreeEntry[];
}

const EMPTY: BranchTip = { commit: null, root: [], records: [] };
export const RECORDS = 'records';
/** What may be on the branch before its first record. */
const OURS: ReadonlySet<string> = new Set(['README.md', 'accepted', 'releases', 'requests']);
/** The fetched branch, in our own repository. */
const TIP = 'refs/loadgate/tip';

const HINTS: Readonly<Record<RemoteFailure, string>> = {
  gone: 'It was changed in the middle of the run: run it again.',
  denied: 'Give the job `permissions: { contents: read }`, and a token that may read this repository.',
  network: 'Run it again; if it stays, check the network and the proxy of this machine.',
  other: 'What git said is below; `git ls-remote` with the same URL shows whether the repository answers.',
};

/** Which branch, and how much of it is fetched. */
export interface BranchRef {
  readonly name: string;
  readonly ref: string;
  /** With all files of its newest commit, for what has to read them all (false). */
  readonly whole?: boolean;
}

/** A fetch that failed, and whether trying again may help. */
export class FetchFailed extends LoadgateError {
  readonly failure: RemoteFailure;

  constructor(failure: RemoteFailure, branch: string, result: ExecResult) {
    super(`The branch ${branch}, which keeps the baselines, could not be read: ${reasonOf(result)}`, {
      kind: 'machine',
      code: 'baseline-fetch-failed',
      hint: HINTS[failure],
      log: saidLines(result),
    });
    this.failure = failure;
  }
}

/**
 * Fetches the newest commit of a branch, without its files unless it is asked for `whole`, into a temporary bare repository, which is
 * removed when `body` ends. A branch that is not there is empty; any other failure is an error.
 * @param newCommit a commit id of the repository: its length tells the hash where there is no branch yet
 * @throws FetchFailed; LoadgateError `baseline-branch-foreign` (usage), `baseline-corrupt`
 */
export function withBranch<T>(
  options: BareOptions,
  branch: BranchRef,
  newCommit: string,
  body: (runner: GitRunner, tip: BranchTip) => Promise<T>,
): Promise<T> {
  return withBareRepository(options, 'baseline', async (repository) => {
    const tip = await fetchTip(repository, branch, newCommit);
    return body(repository.runner, tip);
  });
}

async function fetchTip(
  { runner, init }: BareRepository,
  branch: BranchRef,
  newCommit: string,
): Promise<BranchTip> {
  const args = ['ls-remote', '--quiet', REMOTE, branch.ref];
  const listed = await runner.attempt(args, { timeoutMs: REMOTE_TIMEOUT_MS });
  if (listed.exitCode !== 0) throw new FetchFailed(remoteFailure(listed.stderr), branch.name, listed);
  const known = listed.stdout
    .split('\n')
    .map((line) => line.split('\t'))
    .find(([, ref]) => ref === branch.ref)?.[0];
  await init(known ?? newCommit);
  if (known === undefined) return EMPTY;
  // Without blobs: a branch holds the records of years, and a run reads one of them.
  const options = ['--depth=1', ...(branch.whole === true ? [] : ['--filter=blob:none'])];
  const fetched = await fetchFrom(runner, REMOTE, { options, what: [`+${branch.ref}:${TIP}`] });
  if (fetched.exitCode !== 0) throw new FetchFailed(remoteFailure(fetched.stderr), branch.name, fetched);
  const commit = (await runner.run('read the branch', ['rev-parse', '--verify', TIP])).trim();
  return readTip(runner, commit, branch.name);
}

async function readTip(runner: GitRunner, commit: string, branch: string): Promise<BranchTip> {
  const root = await readTree(runner, commit);
  const folder = root.find(({ path }) => path === RECORDS);
  if (folder !== undefined && folder.type !== 'tree') {
    throw corrupt(
      `"${RECORDS}" on the branch ${at(branch, commit)} is not a folder.`,
      `Remove it, or remove the branch ${branch}: the next run on the default branch makes a new one.`,
    );
  }
  const strange = folder === undefined ? root.find(({ path }) => !OURS.has(path)) : undefined;
  if (strange !== undefined) throw foreign(at(branch, commit), strange.path);
  return { commit, root, records: folder === undefined ? [] : await readTree(runner, folder.id) };
}

export async function readTree(runner: GitRunner, tree: string): Promise<readonly TreeEntry[]> {
  return parseTree(await runner.run('list the baselines', ['ls-tree', '-z', '--full-tree', tree]));
}

/** A branch and its commit, for people: `loadgate (commit a1b2c3d)`. */
export function at(branch: string, commit: string | null): string {
  return commit === null ? branch : `${branch} (commit ${commit.slice(0, 7)})`;
}

/** Somebody's work: records must not be mixed into it. */
function foreign(where: string, path: string): LoadgateError {
  const what = `The branch ${where} does not keep baselines: it has no folder "${RECORDS}", but ${JSON.stringify(path)}.`;
  return new LoadgateError(what, {
    kind: 'usage',
    code: 'baseline-branch-foreign',
    hint: 'Name another branch for the baselines (`baseline-branch`), or rename that one.',
  });
}

/** The records of a tip by commit; other files are none of ours. */
export function recordsOf(tip: BranchTip): ReadonlyMap<string, TreeEntry> {
  const records = tip.records.flatMap((entry) => {
    const sha = entry.type === 'blob' && !entry.isLink ? shaOf(entry.path) : null;
    return sha === null ? [] : [[sha, entry] as const];
  });
  return new Map(records);
}

/** A record's text, fetched when it is read. @throws FetchFailed */
export async function readRecordText(runner: GitRunner, entry: TreeEntry, branch: string): Promise<string> {
  const args = ['cat-file', 'blob', entry.id];
  const result = await runner.attempt(args, { timeoutMs: REMOTE_TIMEOUT_MS });
  if (result.exitCode !== 0) throw new FetchFailed(remoteFailure(result.stderr), branch, result);
  return result.stdout;
}

/** One file of the branch as it is to be. */
export interface FileChange {
  readonly fileName: string;
  readonly text: string;
  readonly readme: string;
  readonly message: string;
  readonly identity: Readonly<Record<string, string>>;
}

/** Makes a commit of the tip with one more record (or another one) and, where it is not there, the README. */
export function commitRecord(runner: GitRunner, tip: BranchTip, change: FileChange): Promise<string> {
  return commitFile(runner, tip, { path: RECORDS, entries: tip.records }, change);
}

/**
 * Makes a commit of the tip with one file of one of its folders added or replaced.
 * @param within the folder as the tip has it
 */
export async function commitFile(
  runner: GitRunner,
  tip: BranchTip,
  within: { readonly path: string; readonly entries: readonly TreeEntry[] },
  change: FileChange,
): Promise<string> {
  const file = await writeBlob(runner, change.text);
  const tree = await writeTree(runner, replace(within.entries, blob(change.fileName, file)));
  const folder = folderEntry(within.path, tree);
  const hasReadme = tip.root.some(({ path }) => path === 'README.md');
  const readme = hasReadme ? [] : [blob('README.md', await writeBlob(runner, change.readme))];
  const root = await writeTree(runner, [...replace(tip.root, folder), ...readme]);
  const parent = tip.commit === null ? [] : ['-p', tip.commit];
  const args = ['commit-tree', root, ...parent, '-F', '-'];
  const made = await runner.run('write the baseline', args, { input: change.message, env: change.identity });
  return made.trim();
}

export const folderEntry = (path: string, id: string): TreeEntry => ({
  mode: '040000',
  type: 'tree',
  id,
  path,
  isLink: false,
});

const blob = (path: string, id: string): TreeEntry => ({
  mode: '100644',
  type: 'blob',
  id,
  path,
  isLink: false,
});

export function replace(entries: readonly TreeEntry[], entry: TreeEntry): readonly TreeEntry[] {
  return [...entries.filter(({ path }) => path !== entry.path), entry];
}

async function writeBlob(runner: GitRunner, text: string): Promise<string> {
  const args = ['hash-object', '-w', '--no-filters', '--stdin'];
  return (await runner.run('write the baseline', args, { input: text })).trim();
}

/** `--missing`: the other records' files were never fetched. */
export async function writeTree(runner: GitRunner, entries: readonly TreeEntry[]): Promise<string> {
  const lines = entries.map(({ mode, type, id, path }) => `${mode} ${type} ${id}\t${path}\0`);
  const result = await runner.attempt(['mktree', '-z', '--missing'], { input: lines.join('') });
  if (result.exitCode !== 0) throw gitError('write the baseline', result);
  return result.stdout.trim();
}
