import { chmod, readFile, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createGit } from '../../../src/git/create.js';
import type { Git } from '../../../src/git/types.js';
import { exec } from '../../../src/system/exec.js';
import { createSandbox, type Sandbox, treeId } from '../../support/git-sandbox.js';

let box: Sandbox;
let dir: string;
let head: string;
let git: Git;

beforeEach(async () => {
  box = await createSandbox();
  dir = await box.init('work');
  const files = { 'a.txt': 'a\n', 'b c/ü.txt': 'b\n', 'gone.txt': 'x\n', '.gitignore': 'ignored/\n*.log\n' };
  head = await box.commit(dir, files);
  git = createGit({ exec, dir, env: box.env });
});
afterEach(async () => {
  expect(await box.close()).toEqual([]);
});

/** Everything of the repository that a snapshot must leave alone. */
async function state(): Promise<unknown> {
  return {
    index: (await readFile(join(dir, '.git', 'index'))).toString('base64'),
    refs: await box.git(dir, 'for-each-ref'),
    head: await readFile(join(dir, '.git', 'HEAD'), 'utf8'),
    stash: await box.git(dir, 'stash', 'list'),
    status: await box.git(dir, '-c', 'core.fsmonitor=false', '--no-optional-locks', 'status', '--porcelain'),
  };
}

describe('snapshotWorkTree', () => {
  it('is HEAD where nothing differs', async () => {
    const before = await state();
    expect(await git.snapshotWorkTree()).toBe(head);
    expect(await state()).toEqual(before);
  });

  it('is HEAD where a file was only touched, and where only ignored files are new', async () => {
    await box.write(dir, { 'a.txt': 'a\n', 'ignored/x': '1', 'y.log': '2' });
    expect(await git.snapshotWorkTree()).toBe(head);
  });

  it('has what is changed, staged, new and removed, and leaves index, refs and stash alone', async () => {
    await box.write(dir, { 'a.txt': 'changed\n', 'new folder/né w.txt': 'new\n', 'staged.txt': 'staged\n' });
    await box.git(dir, 'add', 'staged.txt');
    await box.write(dir, { 'staged.txt': 'changed after staging\n', 'ignored/x': '1' });
    await rm(join(dir, 'gone.txt'));
    const before = await state();
    const sha = await git.snapshotWorkTree();
    expect(sha).not.toBe(head);
    expect(await state()).toEqual(before);

    const list = await box.git(dir, '-c', 'core.quotePath=false', 'ls-tree', '-r', '--name-only', sha);
    expect(list.split('\n')).toEqual([
      '.gitignore',
      'a.txt',
      'b c/ü.txt',
      'new folder/né w.txt',
      'staged.txt',
    ]);
    expect(await box.git(dir, 'show', `${sha}:a.txt`)).toBe('changed');
    expect(await box.git(dir, 'show', `${sha}:staged.txt`)).toBe('changed after staging');
    expect(await git.parents(sha)).toEqual([head]);
  });

  it('is the same commit for the same files, and another for others', async () => {
    await box.write(dir, { 'a.txt': 'one\n' });
    const first = await git.snapshotWorkTree();
    expect(await git.snapshotWorkTree()).toBe(first);
    await box.write(dir, { 'a.txt': 'two\n' });
    expect(await git.snapshotWorkTree()).not.toBe(first);
    await box.write(dir, { 'a.txt': 'one\n' });
    expect(await git.snapshotWorkTree()).toBe(first);
  });

  it('takes the whole work tree, whatever folder it was called in', async () => {
    await box.write(dir, { 'a.txt': 'changed\n' });
    const below = createGit({ exec, dir: join(dir, 'b c'), env: box.env });
    expect(await below.snapshotWorkTree()).toBe(await git.snapshotWorkTree());
    expect(await below.root()).toBe(dir);
  });

  it('sees executable bits and symbolic links', async () => {
    await chmod(join(dir, 'a.txt'), 0o755);
    await symlink('a.txt', join(dir, 'link'));
    const sha = await git.snapshotWorkTree();
    expect(await box.git(dir, 'ls-tree', sha, 'a.txt')).toMatch(/^100755/);
    expect(await box.git(dir, 'ls-tree', sha, 'link')).toMatch(/^120000/);
  });

  it('works in the middle of a conflict, and without an index', async () => {
    await box.git(dir, 'checkout', '--quiet', '-b', 'other');
    await box.commit(dir, { 'a.txt': 'other\n' });
    await box.git(dir, 'checkout', '--quiet', 'main');
    await box.commit(dir, { 'a.txt': 'main\n' });
    await expect(box.git(dir, 'merge', 'other')).rejects.toThrow();
    const sha = await git.snapshotWorkTree();
    expect(await box.git(dir, 'show', `${sha}:a.txt`)).toContain('<<<<<<<');

    await box.git(dir, 'merge', '--abort');
    await rm(join(dir, '.git', 'index'));
    expect(await git.snapshotWorkTree()).toBe(await git.resolve('HEAD'));
  });

  it('works in a worktree, and in a shallow clone', async () => {
    const other = join(box.dir, 'other tree');
    await box.git(dir, 'worktree', 'add', '--quiet', '--detach', other);
    await box.write(other, { 'a.txt': 'there\n' });
    const there = createGit({ exec, dir: other, env: box.env });
    expect(await treeId(there, await there.snapshotWorkTree(), 'a.txt')).not.toBe(
      await treeId(git, head, 'a.txt'),
    );
    expect(await git.snapshotWorkTree()).toBe(head);

    await box.commit(dir, { 'z.txt': '1' });
    const clone = join(box.dir, 'shallow');
    await box.git(box.dir, 'clone', '--quiet', '--depth=1', `file://${dir}`, clone);
    await box.write(clone, { 'z.txt': '2' });
    const shallow = createGit({ exec, dir: clone, env: box.env });
    expect(await shallow.parents(await shallow.snapshotWorkTree())).toEqual([await git.resolve('HEAD')]);
  });

  it('says so before the first commit', async () => {
    const empty = createGit({ exec, dir: await box.init('empty'), env: box.env });
    await expect(empty.snapshotWorkTree()).rejects.toMatchObject({ kind: 'usage', code: 'no-commit' });
  });

  it('says which file can not be read', async () => {
    await box.init(join('work', 'nested'));
    const failure = git.snapshotWorkTree();
    await expect(failure).rejects.toMatchObject({ kind: 'usage', code: 'snapshot-failed' });
    await expect(failure).rejects.toThrow(/nested/);
  });
});
