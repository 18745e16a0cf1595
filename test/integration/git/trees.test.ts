import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createGit } from '../../../src/git/create.js';
import type { Git } from '../../../src/git/types.js';
import { exec } from '../../../src/system/exec.js';
import { createSandbox, type Sandbox, treeId } from '../../support/git-sandbox.js';

let box: Sandbox;
let remote: string;
let work: string;
let one: string;
let two: string;
let three: string;

const gitIn = (dir: string): Git => createGit({ exec, dir, env: box.env });

beforeAll(async () => {
  box = await createSandbox();
  remote = await box.bare('remote.git');
  work = await box.init('work');
  await box.git(work, 'remote', 'add', 'origin', remote);
  one = await box.commit(work, { 'a.txt': '1\n' });
  two = await box.commit(work, { 'a.txt': '2\n' });
  three = await box.commit(work, { 'a.txt': '3\n' });
  await box.git(work, 'push', '--quiet', 'origin', 'main');
});
afterAll(async () => {
  await box.close();
});
afterEach(async () => {
  expect(await box.leftovers()).toEqual([]);
});

describe('names', () => {
  it('resolves branches, tags and abbreviations, and says what it does not know', async () => {
    const git = gitIn(work);
    await box.git(work, 'tag', '-a', '-m', 'v1', 'v1', two);
    expect(await git.resolve('v1')).toBe(two);
    expect(await git.resolve('main')).toBe(three);
    expect(await git.resolve(two.slice(0, 12))).toBe(two);
    await expect(git.resolve('v2')).rejects.toMatchObject({ kind: 'usage', code: 'revision-unknown' });
    await expect(git.resolve('--all')).rejects.toMatchObject({ kind: 'usage', code: 'revision-unknown' });
  });

  it('knows the remote: its URL, absolute, and its default branch', async () => {
    const dir = join(box.dir, 'named');
    await box.git(box.dir, 'clone', '--quiet', '--branch', 'main', remote, dir);
    await box.git(dir, 'remote', 'set-url', 'origin', '../remote.git');
    await box.git(dir, 'remote', 'set-head', 'origin', 'main');
    expect(await gitIn(dir).remoteUrl()).toBe(remote);
    expect(await gitIn(dir).defaultBranch()).toBe('origin/main');
    await box.git(dir, 'tag', 'origin/main');
    expect(await gitIn(dir).defaultBranch()).toBe('origin/main');
    expect(await createGit({ exec, dir, env: box.env, remote: 'other' }).remoteUrl()).toBeNull();
    expect(await gitIn(work).defaultBranch()).toBeNull();
    await box.git(dir, 'remote', 'set-url', 'origin', 'git@github.com:o/r.git');
    expect(await gitIn(dir).remoteUrl()).toBe('git@github.com:o/r.git');
  });

  it('says so outside a repository, and in one without commits', async () => {
    await expect(gitIn(box.tmp).root()).rejects.toMatchObject({ kind: 'usage', code: 'not-a-repository' });
    const empty = await box.init('empty');
    await expect(gitIn(empty).resolve('HEAD')).rejects.toMatchObject({ kind: 'usage', code: 'no-commit' });
  });
});

describe('treeIds', () => {
  it('has the ids that git has', async () => {
    const dir = await box.init('trees');
    await box.write(dir, { 'a/b c/ü.txt': 'x', 'a/Dockerfile': 'FROM scratch', ':(glob)*': 'y', '-x': 'z' });
    const sha = await box.commit(dir, {});
    const git = gitIn(dir);
    const id = (path: string): Promise<string> => box.git(dir, 'rev-parse', `${sha}:${path}`);
    expect(await treeId(git, sha, '.')).toBe(await id(''));
    expect(await treeId(git, sha, './')).toBe(await id(''));
    expect(await treeId(git, sha, 'a')).toBe(await id('a'));
    expect(await treeId(git, sha, './a//b c/')).toBe(await id('a/b c'));
    expect(await treeId(git, sha, 'a/b c/ü.txt')).toBe(await id('a/b c/ü.txt'));
    expect(await treeId(git, sha, 'a/x/../Dockerfile')).toBe(await id('a/Dockerfile'));
    expect(await treeId(git, sha, ':(glob)*')).toBe(await id(':(glob)*'));
    expect(await treeId(git, sha, '-x')).toBe(await id('-x'));
  });

  it('comes with the text of files', async () => {
    const dir = await box.init('texts');
    const text = 'targets: { ü: 1 }\n\n';
    await box.write(dir, { 'a b/loadgate.yml': text });
    await exec(['ln', '-s', 'a b/loadgate.yml', join(dir, 'link.yml')]);
    const sha = await box.commit(dir, {});
    await box.write(dir, { 'a b/loadgate.yml': 'changed since' });
    const git = gitIn(dir);
    expect(await git.readText(sha, './a b/loadgate.yml')).toBe(text);
    expect(await git.readText(sha, 'link.yml')).toBe(text);
    expect(await git.readText(sha, 'nowhere.yml')).toBeNull();
    expect(await git.readText(sha, 'a b')).toBeNull();
    await expect(git.readText(sha, '../x')).rejects.toMatchObject({ code: 'path-outside-repository' });
  });

  it('is null for what is absent', async () => {
    const git = gitIn(work);
    expect(await treeId(git, one, 'nowhere')).toBeNull();
    expect(await treeId(git, one, 'a.txt/below')).toBeNull();
    expect(await treeId(git, one, 'no/where')).toBeNull();
  });

  it('follows symbolic links inside the repository, and no further', async () => {
    const dir = await box.init('links');
    await box.write(dir, { 'real/file': '1' });
    await exec(['ln', '-s', 'real', join(dir, 'link')]);
    await exec(['ln', '-s', '/etc', join(dir, 'outside')]);
    await exec(['ln', '-s', 'nowhere', join(dir, 'dangling')]);
    const sha = await box.commit(dir, {});
    const git = gitIn(dir);
    expect(await treeId(git, sha, 'link')).toBe(await treeId(git, sha, 'real'));
    expect(await treeId(git, sha, 'link/file')).toBe(await treeId(git, sha, 'real/file'));
    expect(await treeId(git, sha, 'outside')).toBeNull();
    expect(await treeId(git, sha, 'dangling')).toBeNull();
  });

  it("has a submodule's commit for every path in it", async () => {
    const dir = await box.init('super');
    const entry = `160000,${two},services/sub`;
    await box.git(dir, 'update-index', '--add', '--cacheinfo', entry);
    await box.git(dir, 'commit', '--quiet', '-m', 'x');
    const sha = await box.git(dir, 'rev-parse', 'HEAD');
    expect(await treeId(gitIn(dir), sha, 'services/sub')).toBe(two);
    expect(await treeId(gitIn(dir), sha, 'services/sub/deep/in')).toBe(two);
    expect(await treeId(gitIn(dir), sha, 'services/other')).toBeNull();
  });

  it('asks git once for any number of paths, whatever is between them, and once more for what is absent', async () => {
    const dir = await box.init('many');
    const names = Array.from({ length: 300 }, (_, n) => `targets/${n}`);
    await box.write(
      dir,
      Object.fromEntries(names.map((name, n) => [`${name}/Dockerfile`, `FROM scratch\n# ${n}\n`])),
    );
    for (const [link, to] of [
      ['first', 'targets/1'],
      ['outside', '/etc\npasswd'],
      ['dangling', 'nowhere'],
      ['loop', 'loop'],
    ] as const) {
      await exec(['ln', '-s', to, join(dir, link)]);
    }
    await box.commit(dir, {});
    await box.git(dir, 'update-index', '--add', '--cacheinfo', `160000,${two},sub`);
    await box.git(dir, 'commit', '--quiet', '-m', 'x');
    const sha = await box.git(dir, 'rev-parse', 'HEAD');
    const started: string[] = [];
    const counting: typeof exec = (argv, options) => {
      started.push(argv[1] ?? '');
      return exec(argv, options);
    };
    const git = createGit({ exec: counting, dir, env: box.env });
    await git.treeIds(sha, ['.']);
    started.length = 0;
    const present = await git.treeIds(sha, names);
    expect(started).toEqual(['cat-file']);
    const listed = (await box.git(dir, 'ls-tree', sha, 'targets/'))
      .split('\n')
      .map((line) => line.replace(/^\d+ tree (\w+)\t(.*)$/, '$2 $1'));
    expect([...present].map((pair) => pair.join(' ')).sort()).toEqual(listed.sort());

    started.length = 0;
    const odd = [
      'outside',
      'targets/0',
      'loop',
      'sub/x',
      '.',
      'dangling',
      'first',
      'targets/0/Dockerfile/x',
      'targets/1',
    ];
    const found = await git.treeIds(sha, odd);
    expect(started).toEqual(['cat-file', 'ls-tree']);
    const root = await box.git(dir, 'rev-parse', `${sha}^{tree}`);
    expect([...found.values()]).toEqual([
      null,
      present.get('targets/0'),
      null,
      two,
      root,
      null,
      present.get('targets/1'),
      null,
      present.get('targets/1'),
    ]);
    expect(new Set(present.values()).size).toBe(names.length);
  });

  it.each(['..', '../x', '/etc', 'a/../../x', 'a\nb'])('refuses %j', async (path) => {
    await expect(treeId(gitIn(work), one, path)).rejects.toMatchObject({
      kind: 'usage',
      code: 'path-outside-repository',
    });
  });

  it('says so when the commit is not there', async () => {
    await expect(treeId(gitIn(work), '1'.repeat(40), 'a')).rejects.toMatchObject({
      code: 'baseline-commit-missing',
    });
  });
});
