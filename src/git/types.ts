import type { Exec } from '../system/exec.js';
import type { TreeEntry } from './tree-entries.js';

/** Variables as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A repository of a forge. */
export interface Home {
  /** Such as `https://github.com`. */
  readonly serverUrl: string;
  /** `owner/name`. */
  readonly repository: string;
}

export interface GitOptions {
  readonly exec: Exec;
  /** Any folder of the work tree. */
  readonly dir: string;
  /** The surrounding environment; git gets an allow-list of it. Put `authEnv` in here for a token. */
  readonly env: Environment;
  /** Name or URL of the remote that commits are fetched from; `origin` where not given. */
  readonly remote?: string;
  /** The repository that is asked in place of a remote which is another one on the same server. */
  readonly home?: Home;
  /** Part of the names of temporary folders, so that a later step can find them. */
  readonly runId?: string;
  /** Ends what git is doing; clean-up goes on. */
  readonly signal?: AbortSignal;
}

/** The files of one commit, outside the repository. */
export interface SourceTree {
  /** Absolute path. */
  readonly dir: string;
  /** Files of the commit that are not in it, since the checkout is a sparse one without them. */
  readonly skipped: readonly string[];
  /** Submodules that are empty, since the checkout has not filled them; paths. */
  readonly empty: readonly string[];
  /**
   * Gives it a `.git` of its own, as a clean checkout of the commit has it, without credentials and settings of the
   * clone (git-dir.ts). Idempotent.
   */
  addHistory(): Promise<void>;
  /** Removes it. Idempotent; not stopped by the signal. */
  remove(): Promise<void>;
}

/** What loadgate asks of git. Commit ids are full, in lower case. Errors are LoadgateErrors. */
export interface Git {
  /** Absolute path of the work tree's root. */
  root(): Promise<string>;
  /**
   * The commit that a name means in this clone (`HEAD`, a branch, a tag, an abbreviated id).
   * @throws LoadgateError `revision-unknown` (usage)
   */
  resolve(revision: string): Promise<string>;
  /** The remote's URL, a local path made absolute; null: there is no such remote. */
  remoteUrl(): Promise<string | null>;
  /** The remote's default branch as this clone knows it, e.g. `origin/main`; null: it does not know. */
  defaultBranch(): Promise<string | null>;
  /**
   * Parents as the commit itself names them, so that they are right in a clone of depth 1; none: a root commit.
   * They need not be in this clone: see `ensureCommit`.
   */
  parents(sha: string): Promise<readonly string[]>;
  /**
   * The commit that a branch of the remote is at now; null: the remote has no such branch.
   * @throws LoadgateError `branch-unreadable` (machine)
   */
  branchTip(branch: string): Promise<string | null>;
  /**
   * How many commits at the tip of a branch are copies of those of a head, as a merge by rebase leaves them; 0 after a
   * squash. In a shallow clone the histories are looked up on the remote.
   */
  copiedCommits(merge: string, head: string): Promise<number>;
  /**
   * Where two commits' histories meet; null: they have none in common. In a shallow clone the histories are
   * looked up on the remote, without files and without changing this clone.
   * @throws LoadgateError `history-too-short` where they do not meet within 4096 commits
   */
  mergeBase(a: string, b: string): Promise<string | null>;
  /**
   * Fetches a commit that this clone does not have.
   * @throws LoadgateError `baseline-commit-missing` (machine)
   */
  ensureCommit(sha: string): Promise<void>;
  /**
   * The commit and its first-parent ancestors, nearest first. In a shallow clone they are looked up on the
   * remote, without files and without changing this clone.
   * @param limit at most so many
   */
  ancestors(sha: string, limit: number): Promise<readonly string[]>;
  /**
   * The tags of the remote and of this clone, by name, each with the commit that it means; of one name the
   * remote's counts.
   * @throws LoadgateError `tags-unreadable` (machine) where the remote does not tell
   */
  tags(): Promise<ReadonlyMap<string, string>>;
  /**
   * Those of these commits that are in a commit's history (all parents), itself included. In a shallow clone the
   * history is looked up on the remote, without files and without changing this clone.
   */
  inHistory(sha: string, commits: readonly string[]): Promise<ReadonlySet<string>>;
  /**
   * Ids of folders' and files' content in a commit (git tree or blob id) by path, symbolic links followed; null: absent.
   * A path in a submodule has the submodule's commit.
   * @param paths relative to the root; `.` is the root. Any number of them is asked for at once.
   * @throws LoadgateError `path-outside-repository` (usage)
   */
  treeIds(commit: string, paths: readonly string[]): Promise<ReadonlyMap<string, string | null>>;
  /**
   * A file's text (UTF-8) in a commit, symbolic links followed; null: there is no such file.
   * @param path relative to the root
   */
  readText(commit: string, path: string): Promise<string | null>;
  /**
   * All files below a folder of a commit, a symbolic link to it followed; null: there is no such folder. A submodule is
   * one entry.
   * @param folder relative to the root; `.` is the root
   */
  listFiles(commit: string, folder: string): Promise<readonly TreeEntry[] | null>;
  /**
   * The work tree as a commit: what is committed, what is not, and new files that are not ignored. HEAD itself
   * where nothing differs. Index, refs and stash stay as they are; the same files make the same commit.
   * @throws LoadgateError `snapshot-failed` (usage), `no-commit` (usage)
   */
  snapshotWorkTree(): Promise<string>;
  /**
   * Writes the files of a commit into a temporary folder outside the repository, as the workflow's checkout has them:
   * sparse patterns, Git LFS, submodules at the commit that this one names. The repository knows nothing of the
   * folder; any number can be made at once.
   * @throws LoadgateError `submodule-unavailable` (machine)
   */
  checkOut(commit: string): Promise<SourceTree>;
}
