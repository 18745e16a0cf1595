import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const IDENTITY = {
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
};

export function git(dir: string, ...args: string[]): string {
  const env = { ...IDENTITY, PATH: process.env['PATH'] ?? '', HOME: dir };
  return execFileSync('git', args, {
    cwd: dir,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim();
}

/** A change of one file of the repository; `undefined` removes it. */
export type Change = Readonly<Record<string, ((before: string) => string) | string | undefined>>;

export interface PullRequest {
  readonly number: number;
  readonly baseSha: string;
  readonly headSha: string;
  /** The merge commit that GitHub makes: first parent is the base. */
  readonly mergeSha: string;
}

/** A real git server's worth of repository: a bare origin with `main`, pull request refs, and clones of it. */
export interface OriginRepository {
  /** `file://` address of the origin. */
  readonly url: string;
  readonly bare: string;
  /** Opens a pull request with one commit on top of main. @param links submodules (path → commit) that it moves */
  open(
    number: number,
    change: Change,
    message?: string,
    links?: Readonly<Record<string, string>>,
  ): PullRequest;
  /** Adds a commit to a pull request's head; its merge commit stays. @returns the head */
  amend(number: number, change: Change): string;
  /** Merges main into a pull request's head; its merge commit stays. @returns the head */
  update(number: number): string;
  /** Merges a pull request into main by rebase. @returns main */
  rebase(number: number): string;
  /** Pushes a submodule's commit to main and returns the id of the commit that has it. */
  link(path: string, commit: string): string;
  /** Pushes a commit to main and returns its id. */
  push(change: Change, message?: string): string;
  /** What actions/checkout does with its defaults: depth 1, detached at the ref. */
  checkout(ref: string, options?: { readonly depth?: number }): string;
  remove(): void;
}

/** Makes an origin whose first commit holds the given files (path → content) and folders (path → copied from). */
export function createOrigin(
  files: Readonly<Record<string, string>>,
  folders: Readonly<Record<string, string>> = {},
): OriginRepository {
  const root = mkdtempSync(join(tmpdir(), 'loadgate-test-origin-'));
  const bare = join(root, 'origin.git');
  const work = join(root, 'work');
  git(root, 'init', '--quiet', '--bare', '--initial-branch=main', bare);
  // As GitHub's server: a commit can be fetched by its id alone.
  git(bare, 'config', 'uploadpack.allowAnySHA1InWant', 'true');
  git(root, 'init', '--quiet', '--initial-branch=main', work);
  git(work, 'remote', 'add', 'origin', bare);
  for (const [path, from] of Object.entries(folders)) cpSync(from, join(work, path), { recursive: true });
  apply(work, files);
  const commit = (message: string) => {
    git(work, 'add', '--all');
    git(work, 'commit', '--quiet', '--allow-empty', '--message', message);
    return git(work, 'rev-parse', 'HEAD');
  };
  const linkTo = (path: string, to: string) => {
    // Git wants a folder there, or it takes the submodule for removed.
    mkdirSync(join(work, path), { recursive: true });
    git(work, 'update-index', '--add', '--cacheinfo', `160000,${to},${path}`);
  };
  const send = (ref: string, sha: string) =>
    git(work, 'push', '--quiet', '--force', 'origin', `${sha}:${ref}`);
  send('refs/heads/main', commit('first'));
  let clones = 0;
  return {
    url: `file://${bare}`,
    bare,
    open: (number, change, message = `pull request ${number}`, links = {}) => {
      const baseSha = git(work, 'rev-parse', 'main');
      git(work, 'checkout', '--quiet', '-B', `topic-${number}`, 'main');
      apply(work, change);
      for (const [path, to] of Object.entries(links)) linkTo(path, to);
      const headSha = commit(message);
      git(work, 'checkout', '--quiet', '--detach', 'main');
      git(work, 'merge', '--quiet', '--no-ff', '--message', `merge ${number}`, headSha);
      const mergeSha = git(work, 'rev-parse', 'HEAD');
      send(`refs/pull/${number}/head`, headSha);
      send(`refs/pull/${number}/merge`, mergeSha);
      git(work, 'checkout', '--quiet', 'main');
      return { number, baseSha, headSha, mergeSha };
    },
    amend: (number, change) => {
      git(work, 'checkout', '--quiet', `topic-${number}`);
      apply(work, change);
      const head = commit('more');
      send(`refs/pull/${number}/head`, head);
      return head;
    },
    update: (number) => {
      git(work, 'checkout', '--quiet', `topic-${number}`);
      git(work, 'merge', '--quiet', '--no-ff', '--message', 'update', 'main');
      const head = git(work, 'rev-parse', 'HEAD');
      send(`refs/pull/${number}/head`, head);
      return head;
    },
    rebase: (number) => {
      git(work, 'checkout', '--quiet', '--detach', `topic-${number}`);
      git(work, 'rebase', '--quiet', '--force-rebase', 'main');
      git(work, 'branch', '--quiet', '--force', 'main', 'HEAD');
      const sha = git(work, 'rev-parse', 'main');
      send('refs/heads/main', sha);
      return sha;
    },
    link: (path, to) => {
      git(work, 'checkout', '--quiet', 'main');
      linkTo(path, to);
      const sha = commit(`link ${path}`);
      send('refs/heads/main', sha);
      return sha;
    },
    push: (change, message = 'push') => {
      git(work, 'checkout', '--quiet', 'main');
      apply(work, change);
      const sha = commit(message);
      send('refs/heads/main', sha);
      return sha;
    },
    checkout: (ref, { depth = 1 } = {}) => {
      const clone = join(root, `clone-${++clones}`);
      git(root, 'init', '--quiet', clone);
      git(clone, 'remote', 'add', 'origin', `file://${bare}`);
      git(clone, 'fetch', '--quiet', '--no-tags', `--depth=${depth}`, 'origin', ref);
      git(clone, 'checkout', '--quiet', '--detach', 'FETCH_HEAD');
      return clone;
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

function apply(dir: string, change: Change): void {
  for (const [path, edit] of Object.entries(change)) {
    const file = join(dir, path);
    if (edit === undefined) {
      rmSync(file);
      continue;
    }
    mkdirSync(dirname(file), { recursive: true });
    const after = typeof edit === 'string' ? edit : edit(readFileSync(file, 'utf8'));
    writeFileSync(file, after);
  }
}

/** A literal replacement that fails where there is nothing to replace, so that a change can't be lost in silence. */
export function replaced(from: string, to: string): (before: string) => string {
  return (before) => {
    if (!before.includes(from)) throw new Error(`nothing to replace: ${JSON.stringify(from)}`);
    return before.replace(from, () => to);
  };
}
