import { type BareRepository, withBareRepository } from '../../git/bare.js';
import { reasonOf, saidLines } from '../../git/errors.js';
import { fetchFrom, REMOTE, REMOTE_TIMEOUT_MS } from '../../git/remote.js';
import { type RemoteFailure, remoteFailure } from '../../git/remote-failure.js';
import type { GitRunner } from '../../git/run.js';
import { parseTree, type TreeEntry } from '../../git/tree-entries.js';
import { LoadgateError } from '../../model/error.js';
import type { ExecResult } from '../../system/exec.js';
import { corrupt } from '../stored-record.js';
import { type BranchFile, type Folder, readFolder } from './read-folder.js';
import type { BranchOptions, BranchRef } from './ref.js';

export type { Folder } from './read-folder.js';

const FOLDERS: readonly Folder[] = ['records', 'history', 'accepted', 'releases', 'requests', 'bisects'];

/** The branch at the time of the fetch. */
export interface BranchTip {
  /** null: there is no such branch yet. */
  readonly commit: string | null;
  readonly hasReadme: boolean;
  /** Names of a folder's files, in git's order (by bytes). Omits links and folders. */
  list(folder: Folder): readonly string[];
  /**
   * null: there is no such file. Fetches the file now, unless the whole branch was fetched.
   * @throws FetchFailed
   */
  read(folder: Folder, file: string): Promise<BranchFile | null>;
  /**
   * Every file of a folder, in the order of `list`: one process for many small files. Needs a `whole` fetch.
   * @throws LoadgateError `baseline-corrupt`
   */
  readAll(folder: Folder): Promise<readonly (BranchFile & { readonly name: string })[]>;
  /** Every file with its size in bytes. Needs a `whole` fetch. */
  sizes(): Promise<readonly FileSize[]>;
  /** All matches of a basic regular expression in a folder's files, one per line. Needs a `whole` fetch. */
  grep(pattern: string, folder: Folder): Promise<string>;
}

export interface FileSize {
  readonly path: string;
  readonly bytes: number;
}

export interface FetchOptions {
  /** Fetch all files of the newest commit, for callers that read them all. */
  readonly whole?: boolean;
  /** A commit id of the repository. Its length gives the hash function if there is no branch yet. */
  readonly anyCommit?: string;
}

const HINTS: Readonly<Record<RemoteFailure, string>> = {
  gone: 'It was changed in the middle of the run: run it again.',
  denied: 'Give the job `permissions: { contents: read }`, and a token that may read this repository.',
  network: 'Run it again; if it stays, check the network and the proxy of this machine.',
  other: 'What git said is below; `git ls-remote` with the same URL shows whether the repository answers.',
};

/** A failed fetch. */
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

  /** Whether another attempt can succeed: the network failed, or the branch was removed between two looks. */
  get isPassing(): boolean {
    return this.failure === 'network' || this.failure === 'gone';
  }
}

/**
 * Fetches the newest commit of the branch into a temporary bare repository, and removes the repository when `body` ends.
 * It fetches a file when the file is read, unless `whole` asks for all files. A missing branch counts as empty. Any other
 * failure is an error.
 * @throws FetchFailed; LoadgateError `baseline-branch-foreign` (usage), `baseline-corrupt`
 */
export function withTip<T>(
  options: BranchOptions,
  branch: BranchRef,
  wanted: FetchOptions,
  body: (tip: BranchTip, runner: GitRunner) => Promise<T>,
): Promise<T> {
  return withBareRepository(options, 'baseline', async (repository) => {
    const { runner } = repository;
    const commit = await fetchCommit(repository, branch, wanted);
    const entries = commit === null ? [] : await readEntries(runner, commit, branch.name);
    return body(branchTip(runner, commit, entries, branch.name), runner);
  });
}

async function fetchCommit(
  { runner, init }: BareRepository,
  { name, ref }: BranchRef,
  { whole = false, anyCommit = '' }: FetchOptions,
): Promise<string | null> {
  const listed = await talk(() =>
    runner.attempt(['ls-remote', '--quiet', REMOTE, ref], { timeoutMs: REMOTE_TIMEOUT_MS }),
  );
  if (listed.exitCode !== 0) throw new FetchFailed(remoteFailure(listed.stderr), name, listed);
  // A pattern of ls-remote also matches the ends of longer names.
  const lines = listed.stdout.split('\n').map((line) => line.split('\t'));
  const known = lines.find(([, found]) => found === ref)?.[0];
  await init(known ?? anyCommit);
  if (known === undefined) return null;
  // Without files, because a branch holds the records of years, and a run reads one of them.
  const options = ['--depth=1', ...(whole ? [] : ['--filter=blob:none'])];
  const tip = 'refs/loadgate/tip';
  const fetched = await talk(() => fetchFrom(runner, REMOTE, { options, what: [`+${ref}:${tip}`] }));
  if (fetched.exitCode !== 0) throw new FetchFailed(remoteFailure(fetched.stderr), name, fetched);
  return (await runner.run('read the branch', ['rev-parse', '--verify', tip])).trim();
}

/** A remote that doesn't answer in time counts as one that refuses the connection. */
async function talk(command: () => Promise<ExecResult>): Promise<ExecResult> {
  try {
    return await command();
  } catch (error) {
    if (!(error instanceof LoadgateError && error.code === 'timeout')) throw error;
    return { exitCode: 128, stdout: '', stderr: `fatal: connection timed out: ${error.message}` };
  }
}

async function readEntries(runner: GitRunner, commit: string, branch: string): Promise<readonly TreeEntry[]> {
  const args = ['ls-tree', '-r', '-z', '--full-tree', commit];
  const entries = parseTree(await runner.run('list the baselines', args));
  const where = at(branch, commit);
  const isOurs = (path: string): boolean => FOLDERS.some((folder) => path.startsWith(`${folder}/`));
  const noFolder = FOLDERS.find((folder) => entries.some(({ path }) => path === folder));
  if (noFolder !== undefined) {
    throw corrupt(
      `"${noFolder}" on the branch ${where} is not a folder.`,
      `Remove it, or remove the branch ${branch}: the next run on the default branch makes a new one.`,
    );
  }
  if (!entries.some(({ path }) => path.startsWith('records/'))) {
    const strange = entries.find(({ path }) => path !== 'README.md' && !isOurs(path));
    if (strange !== undefined) throw foreign(where, strange.path.split('/')[0] as string);
  }
  return entries;
}

function branchTip(
  runner: GitRunner,
  commit: string | null,
  entries: readonly TreeEntry[],
  branch: string,
): BranchTip {
  const files = entries.filter(({ type, isLink }) => type === 'blob' && !isLink);
  return {
    commit,
    hasReadme: entries.some(({ path }) => path.split('/')[0] === 'README.md'),
    list: (folder) =>
      files.flatMap(({ path }) => {
        const name = path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : '';
        return name === '' || name.includes('/') ? [] : [name];
      }),
    read: async (folder, file) => {
      const path = `${folder}/${file}`;
      const entry = files.find((one) => one.path === path);
      if (entry === undefined) return null;
      const options = { timeoutMs: REMOTE_TIMEOUT_MS };
      const result = await talk(() => runner.attempt(['cat-file', 'blob', entry.id], options));
      if (result.exitCode !== 0) throw new FetchFailed(remoteFailure(result.stderr), branch, result);
      return { text: result.stdout, from: `${path} on branch ${at(branch, commit)}` };
    },
    readAll: (folder) => readFolder(runner, files, folder, at(branch, commit)),
    sizes: async () =>
      commit === null
        ? []
        : readSizes(
            await runner.run('measure the branch', ['ls-tree', '-r', '-l', '-z', '--full-tree', commit]),
          ),
    grep: async (pattern, folder) =>
      commit === null
        ? ''
        : (await runner.attempt(['grep', '-h', '-o', '-a', '-e', pattern, commit, '--', folder])).stdout,
  };
}

function readSizes(listed: string): readonly FileSize[] {
  return listed.split('\0').flatMap((line) => {
    const [, bytes = '', path = ''] = /^\d+ blob [0-9a-f]+ +(\d+)\t(.+)$/s.exec(line) ?? [];
    return path === '' ? [] : [{ path, bytes: Number(bytes) }];
  });
}

/** A branch and its commit, for people: `loadgate (commit a1b2c3d)`. */
function at(branch: string, commit: string | null): string {
  return commit === null ? branch : `${branch} (commit ${commit.slice(0, 7)})`;
}

/** The branch is somebody's work. loadgate must not mix records into it. */
function foreign(where: string, path: string): LoadgateError {
  const what = `The branch ${where} does not keep baselines: it has no folder "records", but ${JSON.stringify(path)}.`;
  return new LoadgateError(what, {
    kind: 'usage',
    code: 'baseline-branch-foreign',
    hint: 'Name another branch for the baselines (`baseline-branch`), or rename that one.',
  });
}
