import type { Exec } from '../system/exec.js';
import type { TreeEntry } from './tree-entries.js';

/** Variables as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A repository on a forge. */
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
  /** The surrounding environment. Git gets an allow-list of it. To use a token, add `authEnv`. */
  readonly env: Environment;
  /** Name or URL of the remote to fetch commits from; by default `origin`. */
  readonly remote?: string;
  /** The repository to use if the remote is another one on the same server. */
  readonly home?: Home;
  /** Part of the names of temporary folders, by which a later step finds them. */
  readonly runId?: string;
  /** Ends git's work. Clean-up continues. */
  readonly signal?: AbortSignal;
}

/** The files of one commit, outside the repository. */
export interface SourceTree {
  /** Absolute path. */
  readonly dir: string;
  /** Files of the commit that are missing, because the checkout is sparse and omits them. */
  readonly skipped: readonly string[];
  /** Paths of empty submodules, which the checkout also leaves empty. */
  readonly empty: readonly string[];
  /**
   * Adds a `.git`, as a clean checkout of the commit has it, without credentials and settings of the clone
   * (git-dir.ts). Idempotent.
   */
  addHistory(): Promise<void>;
  /** Removes it. Idempotent. The signal doesn't stop it. */
  remove(): Promise<void>;
}

/** A commit of a range. */
export interface RangeCommit {
  readonly sha: string;
  /** All of them, the first first; those outside of the range, too. */
  readonly parents: readonly string[];
  /** The first line of its message. Somebody else wrote it. */
  readonly subject: string;
}

/** The operations that loadgate needs from git. Commit ids are full, in lower case. Errors are LoadgateErrors. */
export interface Git {
  /** Absolute path of the work tree's root. */
  root(): Promise<string>;
  /**
   * The commit that a name means in this clone (`HEAD`, a branch, a tag, an abbreviated id).
   * @throws LoadgateError `revision-unknown` (usage)
   */
  resolve(revision: string): Promise<string>;
  /** The remote's URL, or a local path as an absolute one; null: there is no such remote. */
  remoteUrl(): Promise<string | null>;
  /** The remote's default branch as this clone knows it, for example `origin/main`; null: unknown. */
  defaultBranch(): Promise<string | null>;
  /**
   * The parents that the commit itself names, which is correct even in a clone of depth 1; none: a root commit.
   * This clone might not have them: see `ensureCommit`.
   */
  parents(sha: string): Promise<readonly string[]>;
  /**
   * The current commit of a remote's branch; null: the remote has no such branch.
   * @throws LoadgateError `branch-unreadable` (machine)
   */
  branchTip(branch: string): Promise<string | null>;
  /**
   * The number of commits at the tip of a branch that a merge by rebase copied from a head; 0 after a squash. In a
   * shallow clone, it looks up the histories on the remote.
   */
  copiedCommits(merge: string, head: string): Promise<number>;
  /**
   * The commit where two histories meet; null: they have none in common. In a shallow clone, it looks up the
   * histories on the remote, without files and without changing this clone.
   * @throws LoadgateError `history-too-short` if they don't meet within 4096 commits
   */
  mergeBase(a: string, b: string): Promise<string | null>;
  /**
   * Fetches a commit that this clone doesn't have.
   * @throws LoadgateError `baseline-commit-missing` (machine)
   */
  ensureCommit(sha: string): Promise<void>;
  /**
   * The commit and its first-parent ancestors, nearest first. In a shallow clone, it looks them up on the
   * remote, without files and without changing this clone.
   * @param limit the maximum number
   */
  ancestors(sha: string, limit: number): Promise<readonly string[]>;
  /**
   * The tags of the remote and of this clone, by name, each with its commit. If both have a name, the remote's tag
   * counts.
   * @throws LoadgateError `tags-unreadable` (machine) if the remote doesn't answer
   */
  tags(): Promise<ReadonlyMap<string, string>>;
  /**
   * Those of these commits that are in a commit's history (all parents), including itself. In a shallow clone, it
   * looks up the history on the remote, without files and without changing this clone.
   */
  inHistory(sha: string, commits: readonly string[]): Promise<ReadonlySet<string>>;
  /**
   * The commits that are in the history of `bad` and not in that of `good`, the newest first. In a shallow clone, it looks
   * up the history on the remote, without files and without changing this clone.
   * @throws LoadgateError `range-wrong` (usage) if `good` isn't in the history of `bad`, or there are too many
   */
  commitsBetween(good: string, bad: string): Promise<readonly RangeCommit[]>;
  /**
   * Ids of the content of folders and files in a commit (git tree or blob id) by path; null: absent. Follows symbolic
   * links. A path in a submodule has the submodule's commit.
   * @param paths relative to the root; `.` is the root. One call can have any number of paths.
   * @throws LoadgateError `path-outside-repository` (usage)
   */
  treeIds(commit: string, paths: readonly string[]): Promise<ReadonlyMap<string, string | null>>;
  /**
   * A file's text (UTF-8) in a commit; null: there is no such file. Follows symbolic links.
   * @param path relative to the root
   */
  readText(commit: string, path: string): Promise<string | null>;
  /**
   * All files below a folder of a commit; null: there is no such folder. Follows a symbolic link to the folder. A
   * submodule is one entry.
   * @param folder relative to the root; `.` is the root
   */
  listFiles(commit: string, folder: string): Promise<readonly TreeEntry[] | null>;
  /**
   * The work tree as a commit: committed and uncommitted files, and new files that aren't ignored. HEAD itself
   * if nothing differs. Index, refs, and stash don't change. The same files give the same commit.
   * @throws LoadgateError `snapshot-failed` (usage), `no-commit` (usage)
   */
  snapshotWorkTree(): Promise<string>;
  /**
   * Writes the files of a commit into a temporary folder outside the repository, as the workflow's checkout has them:
   * sparse patterns, Git LFS, submodules at the commit that this one names. The repository doesn't know about the
   * folder, and any number of calls can run at the same time.
   * @throws LoadgateError `submodule-unavailable` (machine)
   */
  checkOut(commit: string): Promise<SourceTree>;
}
