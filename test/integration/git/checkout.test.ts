import { existsSync } from 'node:fs';
import { chmod, lstat, mkdir, readdir, readFile, readlink, rm, stat, symlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createGit } from '../../../src/git/create.js';
import { sweepTempDirs } from '../../../src/git/temp.js';
import type { Git } from '../../../src/git/types.js';
import { exec } from '../../../src/system/exec.js';
import { manyCheckouts } from '../../support/checkouts.js';
import { createSandbox, type Sandbox } from '../../support/git-sandbox.js';

let box: Sandbox;
let dir: string;
let first: string;
let git: Git;

beforeEach(async () => {
  box = await createSandbox();
  dir = await box.init('work');
  first = await box.commit(dir, { 'a b/ü.txt': '1\n' });
  await box.commit(dir, { 'a b/ü.txt': '2\n' });
  git = createGit({ exec, dir, env: box.env, runId: 'abc123' });
});
afterEach(async () => {
  const worktrees = await readdir(join(dir, '.git', 'worktrees')).catch(() => []);
  expect(await box.close()).toEqual([]);
  expect(worktrees).toEqual([]);
});

describe('checkOut', () => {
  it('has the files of the commit, outside the repository, and leaves HEAD and index where they are', async () => {
    const head = await git.resolve('HEAD');
    const index = await readFile(join(dir, '.git', 'index'));
    const tree = await git.checkOut(first);
    expect(tree.dir.startsWith(box.tmp)).toBe(true);
    expect(basename(tree.dir)).toMatch(/^loadgate-abc123-tree-/);
    expect(await readFile(join(tree.dir, 'a b', 'ü.txt'), 'utf8')).toBe('1\n');
    expect(await git.resolve('HEAD')).toBe(head);
    expect(await readFile(join(dir, '.git', 'index'))).toEqual(index);
    expect(await box.git(dir, 'status', '--porcelain')).toBe('');
    await tree.remove();
    expect(existsSync(tree.dir)).toBe(false);
  });

  it('is removed with what a build left in it, more than once, and when it is gone already', async () => {
    const tree = await git.checkOut(first);
    await box.write(tree.dir, { 'node_modules/x': '1', 'a b/ü.txt': 'changed' });
    await tree.remove();
    await tree.remove();
    const other = await git.checkOut(first);
    await rm(other.dir, { recursive: true });
    await other.remove();
  });

  it('can be had many times at once, of several commits', async () => {
    const commits = [first, await git.resolve('HEAD')];
    expect(await manyCheckouts(git, commits, 40)).toEqual([]);
  });

  it('leaves nothing where the commit is not there', async () => {
    await expect(git.checkOut('1'.repeat(40))).rejects.toMatchObject({ code: 'git-failed' });
  });

  it('is removed although the run was cancelled, and leaves nothing where it was cancelled before', async () => {
    const controller = new AbortController();
    const cancelled = createGit({ exec, dir, env: box.env, signal: controller.signal });
    const tree = await cancelled.checkOut(first);
    controller.abort(new Error('cancelled'));
    await expect(cancelled.checkOut(first)).rejects.toThrow('cancelled');
    await tree.remove();
  });

  it('says so where no temporary folder can be made', async () => {
    const nowhere = createGit({ exec, dir, env: { ...box.env, TMPDIR: join(box.dir, 'nowhere') } });
    await expect(nowhere.checkOut(first)).rejects.toMatchObject({ kind: 'machine', code: 'temp-failed' });
  });

  it('works from a snapshot of the work tree', async () => {
    await box.write(dir, { 'a b/ü.txt': 'not committed\n', 'new.txt': 'new\n' });
    const tree = await git.checkOut(await git.snapshotWorkTree());
    expect(await readFile(join(tree.dir, 'a b', 'ü.txt'), 'utf8')).toBe('not committed\n');
    expect(existsSync(join(tree.dir, 'new.txt'))).toBe(true);
    await tree.remove();
  });

  it('works in a linked worktree and from a folder below the root', async () => {
    const linked = join(box.dir, 'linked');
    await box.git(dir, 'worktree', 'add', '--quiet', '--detach', linked);
    for (const where of [linked, join(dir, 'a b')]) {
      const tree = await createGit({ exec, dir: where, env: box.env }).checkOut(first);
      expect(await readFile(join(tree.dir, 'a b', 'ü.txt'), 'utf8')).toBe('1\n');
      await tree.remove();
    }
    await box.git(dir, 'worktree', 'remove', linked);
  });
});

describe('the files', () => {
  it('have the modes and links of the commit', async () => {
    await box.write(dir, { 'run.sh': '#!/bin/sh\n' });
    await chmod(join(dir, 'run.sh'), 0o755);
    await symlink('a b/ü.txt', join(dir, 'link'));
    await symlink('nowhere', join(dir, 'broken'));
    const tree = await git.checkOut(await box.commit(dir, {}));
    expect((await stat(join(tree.dir, 'run.sh'))).mode & 0o777).toBe(0o755);
    expect((await stat(join(tree.dir, 'a b', 'ü.txt'))).mode & 0o111).toBe(0);
    expect(await readlink(join(tree.dir, 'link'))).toBe('a b/ü.txt');
    expect((await lstat(join(tree.dir, 'broken'))).isSymbolicLink()).toBe(true);
    await tree.remove();
  });

  it("follow the commit's own .gitattributes, not those of the work tree; nothing is left out of them", async () => {
    const attributes = '*.txt text eol=crlf\n*.raw -text\nsecret.txt export-ignore\nid.txt export-subst\n';
    const files = { 'x.txt': 'x\n', 'x.raw': 'x\n', 'secret.txt': 's\n', 'id.txt': '$Format:%H$\n' };
    const old = await box.commit(dir, { '.gitattributes': attributes, ...files });
    await box.commit(dir, { '.gitattributes': '* -text\n' });
    const tree = await git.checkOut(old);
    const text = (name: string): Promise<string> => readFile(join(tree.dir, name), 'utf8');
    expect(await text('x.txt')).toBe('x\r\n');
    expect(await text('x.raw')).toBe('x\n');
    expect(await text('secret.txt')).toBe('s\r\n');
    expect(await text('id.txt')).toBe('$Format:%H$\r\n');
    await tree.remove();
  });

  it("go through the user's own filters and line endings, as in a checkout", async () => {
    const home = ['config', '--file', box.env['GIT_CONFIG_GLOBAL'] as string];
    await box.git(dir, ...home, 'filter.up.smudge', 'tr a-z A-Z');
    await box.git(dir, ...home, 'filter.up.clean', 'tr A-Z a-z');
    await box.git(dir, ...home, 'core.autocrlf', 'true');
    const sha = await box.commit(dir, { '.gitattributes': '*.up filter=up\n', 'a.up': 'abc\n', b: 'b\n' });
    const tree = await git.checkOut(sha);
    expect(await readFile(join(tree.dir, 'a.up'), 'utf8')).toBe('ABC\r\n');
    expect(await readFile(join(tree.dir, 'b'), 'utf8')).toBe('b\r\n');
    await tree.remove();
  });

  it('are none where a filter that is required fails', async () => {
    const home = ['config', '--file', box.env['GIT_CONFIG_GLOBAL'] as string];
    const sha = await box.commit(dir, { '.gitattributes': '*.up filter=up\n', 'a.up': 'abc\n' });
    await box.git(dir, ...home, 'filter.up.smudge', 'false');
    await box.git(dir, ...home, 'filter.up.required', 'true');
    await expect(git.checkOut(sha)).rejects.toMatchObject({ code: 'git-failed' });
  });
});

describe('what a killed run left', () => {
  it('is removed, and nothing of others', async () => {
    const mine = await git.checkOut(first);
    const other = createGit({ exec, dir, env: box.env, runId: 'abc1234' });
    const theirs = await other.checkOut(first);
    const users = join(box.dir, 'loadgate feature');
    await box.git(dir, 'worktree', 'add', '--quiet', '--detach', users, first);

    // A later process, which knows the run's id alone.
    expect(await sweepTempDirs(box.env, 'abc123')).toEqual([mine.dir]);
    expect(await box.leftovers()).toEqual([basename(theirs.dir)]);
    expect(existsSync(users)).toBe(true);
    expect(await sweepTempDirs(box.env, 'abc123')).toEqual([]);

    await theirs.remove();
    await box.git(dir, 'worktree', 'remove', users);
  });

  it('is found when git was killed in the middle of its work', async () => {
    const controller = new AbortController();
    const killed = createGit({
      exec: (argv, options = {}) => {
        if (!argv.includes('read-tree')) return exec(argv, options);
        // As SIGKILL leaves it: both folders are there, the lock of the index too.
        const { GIT_INDEX_FILE: index = '', GIT_WORK_TREE: tree = '' } = options.env ?? {};
        return box
          .write(tree, { half: '' })
          .then(() => box.write(join(index, '..'), { 'index.lock': '' }))
          .then(() => new Promise(() => controller.abort()));
      },
      dir,
      env: box.env,
      runId: 'abc123',
    });
    void killed.checkOut(first);
    await new Promise((resolve) => controller.signal.addEventListener('abort', resolve, { once: true }));
    expect(await sweepTempDirs(box.env, 'abc123')).toHaveLength(2);
    expect(await box.leftovers()).toEqual([]);
  });

  it('is removed also where the repository is gone', async () => {
    await mkdir(join(box.tmp, 'loadgate-abc123-tree-x1y2z3'));
    expect(await sweepTempDirs(box.env, 'abc123')).toHaveLength(1);
  });
});
