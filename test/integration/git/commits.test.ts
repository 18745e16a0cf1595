import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createGit } from '../../../src/git/create.js';
import type { Git } from '../../../src/git/types.js';
import { exec } from '../../../src/system/exec.js';
import { createSandbox, type Sandbox } from '../../support/git-sandbox.js';

let box: Sandbox;
let remote: string;
let work: string;
/** main: c[0] … c[199], oldest first. */
const c: string[] = [];
/** A side branch from c[100] with two commits, and its merge with main's tip, as GitHub makes it. */
let side: string;
let merge: string;

const gitIn = (dir: string): Git => createGit({ exec, dir, env: box.env });
let clones = 0;

/** A clone as actions/checkout makes it: one commit, by its id. */
async function shallowClone(sha: string, depth = 1): Promise<string> {
  const dir = await box.init(`clone ${clones++}`);
  await box.git(dir, 'remote', 'add', 'origin', `file://${remote}`);
  await box.git(dir, 'fetch', '--quiet', '--no-tags', `--depth=${depth}`, 'origin', sha);
  await box.git(dir, 'checkout', '--quiet', '--detach', sha);
  return dir;
}

beforeAll(async () => {
  box = await createSandbox();
  remote = await box.bare('remote.git');
  work = await box.init('work');
  await box.git(work, 'remote', 'add', 'origin', remote);
  for (let index = 0; index < 200; index++) c.push(await box.commit(work, { 'a.txt': `${index}\n` }));
  await box.git(work, 'checkout', '--quiet', '-b', 'side', c[100] as string);
  await box.commit(work, { 'side.txt': '1\n' });
  side = await box.commit(work, { 'side.txt': '2\n' });
  await box.git(work, 'checkout', '--quiet', '--detach', 'main');
  await box.git(work, 'merge', '--quiet', '--no-ff', '-m', 'merge', side);
  merge = await box.git(work, 'rev-parse', 'HEAD');
  const refs = ['main', 'side', `${merge}:refs/pull/7/merge`];
  await box.git(work, 'push', '--quiet', 'origin', ...refs);
  await box.git(work, 'checkout', '--quiet', 'main');
});
afterAll(async () => {
  await box.close();
});
afterEach(async () => {
  expect(await box.leftovers()).toEqual([]);
});

describe('parents', () => {
  it('is right in a clone of depth 1 of a merge commit', async () => {
    const dir = await shallowClone(merge);
    const git = gitIn(dir);
    expect(await git.resolve('HEAD')).toBe(merge);
    expect((await git.parents(merge))[0]).toBe(c[199]);
  });

  it('is null for a root commit', async () => {
    expect(await gitIn(work).parents(c[0] as string)).toEqual([]);
  });

  it('does not believe a replacement', async () => {
    await box.git(work, 'replace', c[150] as string, c[10] as string);
    try {
      expect((await gitIn(work).parents(c[150] as string))[0]).toBe(c[149]);
    } finally {
      await box.git(work, 'replace', '-d', c[150] as string);
    }
  });

  it('says when the commit is not there', async () => {
    await expect(gitIn(work).parents('0'.repeat(40))).rejects.toMatchObject({
      code: 'baseline-commit-missing',
      kind: 'machine',
    });
  });

  it.each(['HEAD', '-x', '', 'abc', `${'a'.repeat(40)}^`])('takes commit ids only: %j', async (name) => {
    await expect(gitIn(work).parents(name)).rejects.toMatchObject({ code: 'revision-unknown' });
  });
});

describe('ensureCommit', () => {
  it('fetches the baseline commit into a shallow clone, and nothing behind it', async () => {
    const dir = await shallowClone(merge);
    await gitIn(dir).ensureCommit(c[199] as string);
    expect(await box.git(dir, 'rev-list', '--count', c[199] as string)).toBe('1');
    expect(await box.git(dir, 'show', `${c[199]}:a.txt`)).toBe('199');
    expect(await box.git(dir, 'for-each-ref')).toBe('');
  });

  it('leaves a history that is there as deep as it was', async () => {
    const dir = await shallowClone(c[199] as string, 20);
    await gitIn(dir).ensureCommit(c[50] as string);
    expect(await box.git(dir, 'rev-list', '--count', 'HEAD')).toBe('20');
  });

  it('does not make a whole clone shallow', async () => {
    const dir = join(box.dir, 'whole');
    await box.git(
      box.dir,
      'clone',
      '--quiet',
      '--single-branch',
      '--branch',
      'main',
      `file://${remote}`,
      dir,
    );
    await gitIn(dir).ensureCommit(side);
    expect(await box.git(dir, 'rev-parse', '--is-shallow-repository')).toBe('false');
    expect(await box.git(dir, 'rev-list', '--count', side)).toBe('103');
  });

  it('does nothing where the commit is there, also without a remote', async () => {
    await createGit({ exec, dir: work, env: box.env, remote: 'nowhere' }).ensureCommit(c[3] as string);
  });

  it('works with a URL in place of a name', async () => {
    const dir = await shallowClone(merge);
    await box.git(dir, 'remote', 'remove', 'origin');
    await createGit({ exec, dir, env: box.env, remote: `file://${remote}` }).ensureCommit(c[199] as string);
    expect(await box.git(dir, 'cat-file', '-t', c[199] as string)).toBe('commit');
  });

  it('says why and what to do when the remote does not have it', async () => {
    const git = gitIn(await shallowClone(merge));
    const failure = git.ensureCommit('1'.repeat(40));
    await expect(failure).rejects.toMatchObject({ kind: 'machine', code: 'baseline-commit-missing' });
    await expect(failure).rejects.toThrow(/1111111.*origin/);
    await expect(failure).rejects.toHaveProperty('hint', expect.stringContaining('fetch-depth: 0'));
  });

  it('says so when there is no such remote', async () => {
    const git = createGit({ exec, dir: work, env: box.env, remote: 'nowhere' });
    await expect(git.ensureCommit('1'.repeat(40))).rejects.toMatchObject({ code: 'baseline-commit-missing' });
  });
});

describe('ancestors', () => {
  it('lists the commit and its first parents, nearest first', async () => {
    const expected = [merge, ...c.slice(190).reverse()];
    await box.git(work, 'fetch', '--quiet', 'origin', 'refs/pull/7/merge');
    expect(await gitIn(work).ancestors(merge, 11)).toEqual(expected);
  });

  it('ends at the root', async () => {
    expect(await gitIn(work).ancestors(c[2] as string, 50)).toEqual([c[2], c[1], c[0]]);
  });

  it('looks further than a shallow clone does, and leaves the clone as it is', async () => {
    const dir = await shallowClone(merge);
    const before = await box.git(dir, 'count-objects', '-v');
    const list = await gitIn(dir).ancestors(merge, 150);
    expect(list).toHaveLength(150);
    expect(list).toEqual([merge, ...c.slice(51).reverse()]);
    expect(await box.git(dir, 'count-objects', '-v')).toBe(before);
    expect(await box.git(dir, 'rev-list', '--count', 'HEAD')).toBe('1');
  });

  it('ends at the root of a history that is shorter than asked for', async () => {
    expect(await gitIn(await shallowClone(c[5] as string)).ancestors(c[5] as string, 100)).toHaveLength(6);
  });

  it('takes commits that the remote does not have', async () => {
    const dir = await shallowClone(c[199] as string);
    const local = await box.commit(dir, { 'local.txt': '1' });
    expect(await gitIn(dir).ancestors(local, 4)).toEqual([local, c[199], c[198], c[197]]);
  });

  it('takes a remote that can not leave files out', async () => {
    await box.git(remote, 'config', 'uploadpack.allowFilter', 'false');
    try {
      expect(await gitIn(await shallowClone(merge)).ancestors(merge, 30)).toHaveLength(30);
    } finally {
      await box.git(remote, 'config', 'uploadpack.allowFilter', 'true');
    }
  });

  it('is an error, not a short list, where the remote is gone', async () => {
    const dir = await shallowClone(merge);
    await box.git(dir, 'remote', 'set-url', 'origin', join(box.dir, 'gone.git'));
    await expect(gitIn(dir).ancestors(merge, 30)).rejects.toMatchObject({ code: 'baseline-commit-missing' });
    await box.git(dir, 'remote', 'remove', 'origin');
    await expect(gitIn(dir).ancestors(merge, 30)).rejects.toThrow(/no remote "origin"/);
  });
});

describe('mergeBase', () => {
  it('finds where two histories meet', async () => {
    expect(await gitIn(work).mergeBase(c[199] as string, side)).toBe(c[100]);
  });

  it('finds it beyond the edge of a shallow clone', async () => {
    const dir = await shallowClone(side);
    expect(await gitIn(dir).mergeBase(side, c[199] as string)).toBe(c[100]);
    expect(await box.git(dir, 'rev-list', '--count', 'HEAD')).toBe('1');
  });

  it('is null for histories with nothing in common', async () => {
    const orphan = await box.git(work, 'commit-tree', '-m', 'orphan', `${c[0]}^{tree}`);
    await box.git(work, 'push', '--quiet', 'origin', `${orphan}:refs/heads/orphan`);
    expect(await gitIn(work).mergeBase(orphan, side)).toBeNull();
    expect(await gitIn(await shallowClone(side)).mergeBase(orphan, side)).toBeNull();
  });
});
