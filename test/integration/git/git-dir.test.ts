import { createHash } from 'node:crypto';
import { cp, readdir, readFile, rename } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createGit } from '../../../src/git/create.js';
import { exec } from '../../../src/system/exec.js';
import { createSandbox, type Sandbox } from '../../support/git-sandbox.js';

let box: Sandbox;
let remote: string;
let dir: string;
let first: string;
let second: string;

beforeEach(async () => {
  box = await createSandbox();
  remote = await box.bare('remote.git');
  dir = await box.init('work');
  await box.git(dir, 'remote', 'add', 'origin', `file://${remote}`);
  first = await box.commit(dir, { 'src/a.txt': '1\n', 'docs/b.txt': 'b\n', '.gitignore': 'out\n' }, 'first');
  await box.git(dir, 'tag', '-m', 'one', 'v1.0.0', first);
  second = await box.commit(dir, { 'src/a.txt': '2\n' }, 'second');
  await box.git(dir, 'tag', 'v2.0.0');
  await box.git(dir, 'push', '--quiet', '--tags', 'origin', 'main');
});
afterEach(async () => {
  expect(await box.close()).toEqual([]);
});

/**
 * The files of a commit with their `.git`, somewhere else, as they come into a build: nothing in there may lead back to
 * the clone, which is out of reach meanwhile.
 */
async function inBuild(
  from: string,
  commit: string,
  body: (folder: string) => Promise<void>,
  env: Readonly<Record<string, string>> = box.env,
): Promise<void> {
  const tree = await createGit({ exec, dir: from, env }).checkOut(commit);
  await tree.addHistory();
  const [context, hidden] = [join(box.dir, 'context'), join(box.dir, 'hidden')];
  await cp(tree.dir, context, { recursive: true });
  await tree.remove();
  await rename(from, hidden);
  try {
    await body(context);
  } finally {
    await rename(hidden, from);
    await exec(['rm', '-rf', context]);
  }
}

/** Every file with the digest of what it holds. */
async function contentOf(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const digests = files.map(async (file) => {
    const digest = createHash('sha256')
      .update(await readFile(file))
      .digest('hex');
    return [relative(folder, file), digest] as const;
  });
  return Object.fromEntries(await Promise.all(digests));
}

describe('the .git of a tree', () => {
  it.each([
    ['the candidate', () => second, 'v2.0.0', '2'],
    ['the baseline', () => first, 'v1.0.0', '1'],
  ])('is that of a clean checkout of %s', async (_name, commit, tag, commits) => {
    await inBuild(dir, commit(), async (context) => {
      expect(await readFile(join(context, '.git', 'HEAD'), 'utf8')).toBe(`${commit()}\n`);
      // What Go asks for its version stamp, and other builds for theirs.
      expect(await box.git(context, 'status', '--porcelain')).toBe('');
      expect(await box.git(context, 'log', '-1', '--format=%H')).toBe(commit());
      expect(await box.git(context, 'describe', '--tags')).toBe(tag);
      expect(await box.git(context, 'rev-list', '--count', 'HEAD')).toBe(commits);
      expect(await box.git(context, 'remote', 'get-url', 'origin')).toBe(`file://${remote}`);
      await box.git(context, 'fsck', '--full', '--strict');
      await box.write(context, { 'src/a.txt': 'changed\n' });
      expect(await box.git(context, 'status', '--porcelain')).toBe(' M src/a.txt');
      expect(await box.git(context, 'diff', '--stat')).toContain('1 file changed');
    });
  });

  it('has the history that a shallow clone has, and no more', async () => {
    const shallow = join(box.dir, 'shallow');
    await box.git(box.dir, 'clone', '--quiet', '--depth=1', '--no-tags', `file://${remote}`, shallow);
    const git = createGit({ exec, dir: shallow, env: box.env });
    await git.ensureCommit(first);
    for (const commit of [first, second]) {
      await inBuild(shallow, commit, async (context) => {
        expect(await box.git(context, 'log', '--format=%H')).toBe(commit);
        expect(await readFile(join(context, '.git', 'shallow'), 'utf8')).toBe(`${commit}\n`);
        expect(await box.git(context, 'status', '--porcelain')).toBe('');
        await box.git(context, 'fsck', '--full');
      });
    }
  });

  it('is the same each time, byte for byte, and has nothing of the time, place and settings', async () => {
    await box.git(dir, 'config', 'http.https://github.com/.extraheader', 'AUTHORIZATION: basic c2VjcmV0');
    await box.git(dir, 'remote', 'set-url', 'origin', 'https://me:secret@example.com/o/r.git');
    const seen: Record<string, string>[] = [];
    for (const runId of ['one', 'two']) {
      const tree = await createGit({ exec, dir, env: box.env, runId }).checkOut(second);
      await tree.addHistory();
      await tree.addHistory();
      seen.push(await contentOf(tree.dir));
      const config = await readFile(join(tree.dir, '.git', 'config'), 'utf8');
      expect(config).not.toMatch(/secret|c2VjcmV0|extraheader|worktree/i);
      expect(config).toContain('https://example.com/o/r.git');
      await tree.remove();
    }
    expect(Object.keys(seen[0] ?? {})).toContain('.git/index');
    expect(seen[0]).toEqual(seen[1]);
  });

  it('of a work tree has HEAD where it is, and the changes uncommitted', async () => {
    await box.write(dir, { 'src/a.txt': 'not committed\n', 'new.txt': 'new\n' });
    const snapshot = await createGit({ exec, dir, env: box.env }).snapshotWorkTree();
    await inBuild(dir, snapshot, async (context) => {
      expect(await box.git(context, 'rev-parse', 'HEAD')).toBe(second);
      expect(await box.git(context, 'status', '--porcelain')).toBe(' M src/a.txt\n?? new.txt');
    });
  });

  it('of a sparse checkout misses what the checkout does not have, and is clean', async () => {
    await box.git(dir, 'sparse-checkout', 'set', 'src');
    await inBuild(dir, first, async (context) => {
      expect(await readdir(context)).toEqual(['.git', '.gitignore', 'src']);
      expect(await box.git(context, 'status', '--porcelain')).toBe('');
    });
    await box.git(dir, 'sparse-checkout', 'disable');
  });

  it('needs no object that a partial clone does not have', async () => {
    const partial = join(box.dir, 'partial');
    await box.git(box.dir, 'clone', '--quiet', '--filter=blob:none', `file://${remote}`, partial);
    await inBuild(partial, first, async (context) => {
      expect(await readFile(join(context, 'src', 'a.txt'), 'utf8')).toBe('1\n');
      expect(await box.git(context, 'log', '-1', '--format=%H')).toBe(first);
      expect(await box.git(context, 'status', '--porcelain')).toBe('');
    });
  });

  it('can be made where the path of the clone has a colon, and under SHA-256', async () => {
    const other = await box.init('a: "b"', '--object-format=sha256');
    const sha = await box.commit(other, { x: 'x\n' });
    expect(sha).toHaveLength(64);
    await inBuild(other, sha, async (context) => {
      expect(await box.git(context, 'log', '-1', '--format=%H')).toBe(sha);
      expect(await box.git(context, 'status', '--porcelain')).toBe('');
    });
  });
});
