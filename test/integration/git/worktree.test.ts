import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createGit } from '../../../src/git/create.js';
import type { Git } from '../../../src/git/types.js';
import { exec } from '../../../src/system/exec.js';
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

describe('addWorktree', () => {
  it('has the files of the commit, outside the repository, and leaves HEAD where it is', async () => {
    const head = await git.resolve('HEAD');
    const worktree = await git.addWorktree(first);
    expect(worktree.dir.startsWith(box.tmp)).toBe(true);
    expect(basename(worktree.dir)).toMatch(/^loadgate-abc123-tree-/);
    expect(await readFile(join(worktree.dir, 'a b', 'ü.txt'), 'utf8')).toBe('1\n');
    expect(await git.resolve('HEAD')).toBe(head);
    expect(await box.git(dir, 'status', '--porcelain')).toBe('');
    await worktree.remove();
    expect(existsSync(worktree.dir)).toBe(false);
  });

  it('is removed with what a build left in it, more than once, and when it is gone already', async () => {
    const worktree = await git.addWorktree(first);
    await box.write(worktree.dir, { 'node_modules/x': '1', 'a b/ü.txt': 'changed' });
    await worktree.remove();
    await worktree.remove();
    const other = await git.addWorktree(first);
    await rm(other.dir, { recursive: true });
    await other.remove();
  });

  it('can be had several times of one commit at once', async () => {
    const all = await Promise.all([1, 2, 3].map(() => git.addWorktree(first)));
    expect(new Set(all.map((one) => one.dir)).size).toBe(3);
    for (const one of all) expect(await readdir(one.dir)).toContain('a b');
    await Promise.all(all.map((one) => one.remove()));
  });

  it('leaves nothing where the commit is not there', async () => {
    await expect(git.addWorktree('1'.repeat(40))).rejects.toMatchObject({ code: 'git-failed' });
  });

  it('is removed although the run was cancelled, and leaves nothing where it was cancelled before', async () => {
    const controller = new AbortController();
    const cancelled = createGit({ exec, dir, env: box.env, signal: controller.signal });
    const worktree = await cancelled.addWorktree(first);
    controller.abort(new Error('cancelled'));
    await expect(cancelled.addWorktree(first)).rejects.toThrow('cancelled');
    await worktree.remove();
  });

  it('says so where no temporary folder can be made', async () => {
    const nowhere = createGit({ exec, dir, env: { ...box.env, TMPDIR: join(box.dir, 'nowhere') } });
    await expect(nowhere.addWorktree(first)).rejects.toMatchObject({ kind: 'machine', code: 'temp-failed' });
  });

  it('works from a snapshot of the work tree', async () => {
    await box.write(dir, { 'a b/ü.txt': 'not committed\n', 'new.txt': 'new\n' });
    const worktree = await git.addWorktree(await git.snapshotWorkTree());
    expect(await readFile(join(worktree.dir, 'a b', 'ü.txt'), 'utf8')).toBe('not committed\n');
    expect(existsSync(join(worktree.dir, 'new.txt'))).toBe(true);
    await worktree.remove();
  });
});

describe('sweep', () => {
  it('removes what a run left that was killed, and nothing of others', async () => {
    const mine = await git.addWorktree(first);
    const gone = await git.addWorktree(first);
    await rm(gone.dir, { recursive: true });
    await mkdir(join(box.tmp, 'loadgate-abc123-bare-x1y2z3'));
    const other = createGit({ exec, dir, env: box.env, runId: 'abc1234' });
    const theirs = await other.addWorktree(first);
    const users = join(box.dir, 'loadgate feature');
    await box.git(dir, 'worktree', 'add', '--quiet', '--detach', users, first);

    // A later process, which knows the run's id alone.
    const later = createGit({ exec, dir, env: box.env });
    const removed = await later.sweep('abc123');
    expect(removed).toHaveLength(3);
    expect(removed).toContain(mine.dir);
    expect(await box.leftovers()).toEqual([basename(theirs.dir)]);
    expect(existsSync(users)).toBe(true);
    expect(await later.sweep('abc123')).toEqual([]);

    await theirs.remove();
    await box.git(dir, 'worktree', 'remove', users);
  });

  it("does not forget a user's worktree that is not there just now", async () => {
    const users = join(box.dir, 'on a disk');
    await box.git(dir, 'worktree', 'add', '--quiet', '--detach', users, first);
    await rm(users, { recursive: true });
    const worktree = await git.addWorktree(first);
    await worktree.remove();
    await git.sweep('abc123');
    expect(await box.git(dir, 'worktree', 'list')).toContain('on a disk');
    await box.git(dir, 'worktree', 'prune');
  });

  it('sweeps temporary folders also where the repository is gone', async () => {
    await mkdir(join(box.tmp, 'loadgate-abc123-tree-x1y2z3'));
    const nowhere = createGit({ exec, dir: box.dir, env: box.env });
    expect(await nowhere.sweep('abc123')).toHaveLength(1);
  });

  it('removes the worktree of a process that is killed in the middle of its work', async () => {
    const worktree = await git.addWorktree(first);
    // As `git worktree add` leaves it when it is killed before it is done.
    const admin = join(dir, '.git', 'worktrees', basename(worktree.dir));
    await box.write(admin, { locked: 'initializing' });
    await rm(join(worktree.dir, '.git'));
    await git.sweep('abc123');
  });
});
