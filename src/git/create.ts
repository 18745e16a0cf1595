import { LoadgateError } from '../model/error.js';
import { type BareRepository, withBareRepository } from './bare.js';
import { branchTip } from './branches.js';
import { type CheckoutSource, checkOut } from './checkout.js';
import { ensureCommit, parentsOf, resolveCommit } from './commits.js';
import { copiedCommits } from './copies.js';
import { ancestors, type HistorySource, inHistory, mergeBase } from './history.js';
import { commitsBetween } from './range.js';
import { homeUrl, remoteUrl } from './remote.js';
import { createRunner } from './run.js';
import { snapshotWorkTree } from './snapshot.js';
import { listTags } from './tags.js';
import { listFiles, readText, treeIds } from './trees.js';
import type { Git, GitOptions } from './types.js';

/** Default run id in names of temporary folders: this process's id. */
const processRun = (): string => `pid${process.pid}`;

/**
 * Git in one clone. It starts no program that the repository's own configuration names: no hooks, filters,
 * file system monitor, ssh command, or credential helper (guard.ts).
 */
export function createGit(options: GitOptions): Git {
  const { exec, dir, env, remote = 'origin', home, runId = processRun() } = options;
  const signal = options.signal === undefined ? {} : { signal: options.signal };
  const runner = createRunner({ exec, dir, env, guarded: true, ...signal });

  const root = async (): Promise<string> =>
    (await runner.run('find the repository', ['rev-parse', '--show-toplevel'])).trimEnd();
  /** A URL if the remote isn't the requested repository; null: the remote's name is right. */
  const elsewhere = async (): Promise<string | null> => {
    const configured = home === undefined ? null : await remoteUrl(runner, remote, await root());
    return configured === null || home === undefined ? null : homeUrl(configured, home);
  };
  const url = async (): Promise<string | null> =>
    (await elsewhere()) ?? remoteUrl(runner, remote, await root());
  const withBare = <T>(what: string, from: string, body: (repository: BareRepository) => Promise<T>) =>
    withBareRepository({ exec, env, runId, url: from, ...signal }, what, body);
  const history: HistorySource = {
    runner,
    withBare: async (body) => withBare('history', (await url()) ?? noRemote(remote), body),
  };
  const submodules: Omit<CheckoutSource, 'workDir'> = {
    runner,
    runId,
    url,
    open: (gitDir, workDir) => {
      const variables = { GIT_DIR: gitDir, GIT_WORK_TREE: workDir };
      return createRunner({ exec, dir: workDir, env, guarded: true, ...signal, variables });
    },
    withBare: (from, body) => withBare('submodule', from, body),
  };

  return {
    root,
    resolve: (revision) => resolveCommit(runner, revision),
    remoteUrl: url,
    defaultBranch: async () => {
      // Not `--short`, which prints another text if a tag has the same name.
      const result = await runner.attempt(['symbolic-ref', '--quiet', `refs/remotes/${remote}/HEAD`]);
      return result.exitCode === 0 ? result.stdout.trim().replace(/^refs\/remotes\//, '') : null;
    },
    parents: (sha) => parentsOf(runner, sha),
    branchTip: async (branch) => branchTip(runner, (await url()) ?? noRemote(remote), branch),
    copiedCommits: (merge, head) => copiedCommits(history, merge, head),
    mergeBase: (a, b) => mergeBase(history, a, b),
    ensureCommit: async (sha) => ensureCommit(runner, (await elsewhere()) ?? remote, sha),
    ancestors: (sha, limit) => ancestors(history, sha, limit),
    tags: async () => listTags(runner, await url()),
    inHistory: (sha, commits) => inHistory(history, sha, commits),
    commitsBetween: (good, bad) => commitsBetween(history, good, bad),
    treeIds: (commit, paths) => treeIds(runner, commit, paths),
    readText: (commit, path) => readText(runner, commit, path),
    listFiles: (commit, folder) => listFiles(runner, commit, folder),
    snapshotWorkTree: async () => snapshotWorkTree(runner, await root(), runId),
    checkOut: async (commit) => checkOut({ ...submodules, workDir: await root() }, commit),
  };
}

function noRemote(name: string): never {
  throw new LoadgateError(`The repository has no remote "${name}".`, {
    kind: 'machine',
    code: 'baseline-commit-missing',
    hint: 'Run `git fetch --unshallow`, or add the remote.',
  });
}
