import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Git } from '../../src/git/types.js';
import { exec } from '../../src/system/exec.js';

/** A private folder with a private TMPDIR and HOME, in which real git works on real repositories. */
export interface Sandbox {
  readonly dir: string;
  /** TMPDIR of everything that runs in here. */
  readonly tmp: string;
  /** The environment of git in here: the machine's own configuration is left out. */
  readonly env: Readonly<Record<string, string>>;
  /** Runs git. @returns its stdout, without the last line break. @throws where it fails */
  git(cwd: string, ...args: string[]): Promise<string>;
  /** Writes files (path → text) below a folder. */
  write(folder: string, files: Readonly<Record<string, string>>): Promise<void>;
  /** Writes files and commits everything. @returns the commit's id */
  commit(repository: string, files: Readonly<Record<string, string>>, message?: string): Promise<string>;
  /** Puts a commit with these files on a branch of a repository, as a person would. @returns the commit's id */
  push(remote: string, branch: string, files: Readonly<Record<string, string>>): Promise<string>;
  /** Makes a repository with the branch `main` and no commit. @returns its path */
  init(name: string, ...args: string[]): Promise<string>;
  /** Makes a bare repository that answers as GitHub does. @returns its path */
  bare(name: string): Promise<string>;
  /** Makes a program that leaves a mark when it is started. @param then what it does next (shell) @returns its path */
  trap(name: string, then?: string): Promise<string>;
  /** The marks that traps left. */
  sprung(): Promise<readonly string[]>;
  /** What is in TMPDIR. */
  leftovers(): Promise<readonly string[]>;
  /** Removes everything. @returns what was in TMPDIR */
  close(): Promise<readonly string[]>;
}

export async function createSandbox(): Promise<Sandbox> {
  // A name with a blank and an umlaut: every test is one of such paths, too.
  const dir = await mkdtemp(join(tmpdir(), 'loadgate test ü '));
  const [tmp, home, marks] = [join(dir, 'tmp'), join(dir, 'home'), join(dir, 'marks')];
  await Promise.all([tmp, home, marks].map((folder) => mkdir(folder)));
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    TMPDIR: tmp,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: join(home, '.gitconfig'),
    GIT_AUTHOR_NAME: 'Test',
    GIT_AUTHOR_EMAIL: 'test@localhost',
    GIT_COMMITTER_NAME: 'Test',
    GIT_COMMITTER_EMAIL: 'test@localhost',
  };
  await writeFile(
    env.GIT_CONFIG_GLOBAL,
    '[init]\n\tdefaultBranch = main\n[protocol "file"]\n\tallow = always\n',
  );

  const git: Sandbox['git'] = async (cwd, ...args) => {
    const result = await exec(['git', ...args], { cwd, env });
    if (result.exitCode !== 0) throw new Error(`git ${args.join(' ')} failed: ${result.stderr}`);
    return result.stdout.replace(/\n$/, '');
  };
  const write: Sandbox['write'] = async (folder, files) => {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
  };
  const init: Sandbox['init'] = async (name, ...args) => {
    const path = join(dir, name);
    await git(dir, 'init', '--quiet', ...args, path);
    return path;
  };
  const commit: Sandbox['commit'] = async (repository, files, message = 'change') => {
    await write(repository, files);
    await git(repository, 'add', '--all');
    await git(repository, 'commit', '--quiet', '--allow-empty', '--message', message);
    return git(repository, 'rev-parse', 'HEAD');
  };
  return {
    dir,
    tmp,
    env,
    git,
    write,
    init,
    commit,
    push: async (remote, branch, files) => {
      const work = await mkdtemp(join(dir, 'by hand '));
      await git(dir, 'clone', '--quiet', remote, work);
      const exists = (await git(work, 'branch', '--remotes')).includes(`origin/${branch}`);
      await git(work, 'checkout', '--quiet', ...(exists ? [branch] : ['--orphan', branch]));
      const id = await commit(work, files, 'by hand');
      await git(work, 'push', '--quiet', 'origin', `HEAD:refs/heads/${branch}`);
      return id;
    },
    bare: async (name) => {
      const path = await init(name, '--bare');
      for (const key of ['allowFilter', 'allowAnySHA1InWant', 'allowReachableSHA1InWant']) {
        await git(path, 'config', `uploadpack.${key}`, 'true');
      }
      await git(path, 'config', 'http.receivepack', 'true');
      return path;
    },
    trap: async (name, then = 'exit 1') => {
      const path = join(dir, `trap-${name}`);
      await writeFile(path, `#!/bin/sh\n: > "${join(marks, name)}"\n${then}\n`);
      await chmod(path, 0o755);
      return path;
    },
    sprung: () => readdir(marks),
    leftovers: () => readdir(tmp),
    close: async () => {
      const left = await readdir(tmp);
      await rm(dir, { recursive: true, force: true, maxRetries: 3 });
      return left;
    },
  };
}

/** The id of one path. */
export const treeId = async (git: Git, commit: string, path: string): Promise<string | null> =>
  (await git.treeIds(commit, [path])).get(path) ?? null;
