import { existsSync } from 'node:fs';
import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createGit } from '../../../src/git/create.js';
import { exec } from '../../../src/system/exec.js';
import { createSandbox, type Sandbox } from '../../support/git-sandbox.js';

let box: Sandbox;
/** Bare repositories. */
let app: string;
let lib: string;
let inner: string;
/** Where they are worked on. */
let appWork: string;
let libWork: string;
let innerCommit: string;
const libs: string[] = [];
/** The commit of the app with the first and the second commit of the lib. */
const apps: string[] = [];

beforeEach(async () => {
  libs.length = 0;
  apps.length = 0;
  box = await createSandbox();
  app = await box.bare('app.git');
  lib = await box.bare('lib.git');
  inner = await box.bare('inner.git');
  const innerWork = await box.init('inner-work');
  innerCommit = await box.commit(innerWork, { 'inner.txt': 'inner\n' });
  await box.git(innerWork, 'push', '--quiet', inner, 'main');
  libWork = await box.init('lib-work');
  await box.git(libWork, 'submodule', '--quiet', 'add', `file://${inner}`, 'inner');
  libs.push(await box.commit(libWork, { 'lib.txt': 'lib 1\n' }));
  libs.push(await box.commit(libWork, { 'lib.txt': 'lib 2\n' }));
  await box.git(libWork, 'push', '--quiet', lib, 'main');
  appWork = await box.init('app-work');
  await box.git(appWork, 'remote', 'add', 'origin', `file://${app}`);
  await box.git(appWork, 'submodule', '--quiet', 'add', '../lib.git', 'vendor/lib');
  for (const commit of libs) {
    await box.git(join(appWork, 'vendor/lib'), 'checkout', '--quiet', commit);
    apps.push(await box.commit(appWork, { 'app.txt': `app with ${commit}\n` }));
  }
  await box.git(appWork, 'push', '--quiet', 'origin', 'main');
});
afterEach(async () => {
  expect(await box.close()).toEqual([]);
});

/** As actions/checkout does with its defaults and `submodules`. */
async function checkout(submodules: 'false' | 'true' | 'recursive', ref = 'main'): Promise<string> {
  const dir = join(box.dir, 'checkout');
  await box.git(box.dir, 'init', '--quiet', dir);
  await box.git(dir, 'remote', 'add', 'origin', `file://${app}`);
  await box.git(dir, 'fetch', '--quiet', '--no-tags', '--depth=1', 'origin', ref);
  await box.git(dir, 'checkout', '--quiet', '--detach', 'FETCH_HEAD');
  if (submodules === 'false') return dir;
  await box.git(dir, 'submodule', '--quiet', 'sync');
  const deep = submodules === 'recursive' ? ['--recursive'] : [];
  await box.git(dir, 'submodule', '--quiet', 'update', '--init', '--force', '--depth=1', ...deep);
  return dir;
}

/** What a tree of the commit has, each side as a run makes it. */
async function sideOf(dir: string, commit: string, body: (tree: string) => Promise<void>): Promise<void> {
  const git = createGit({ exec, dir, env: box.env });
  await git.ensureCommit(commit);
  const tree = await git.checkOut(commit);
  try {
    await body(tree.dir);
    await tree.addHistory();
    expect(await box.git(tree.dir, 'status', '--porcelain')).toBe('');
  } finally {
    await tree.remove();
  }
}

const textOf = (tree: string, path: string): Promise<string> => readFile(join(tree, path), 'utf8');

describe('submodules that the checkout has', () => {
  it('are on both sides, each at the commit that it names, and those in them as deep as the checkout goes', async () => {
    for (const how of ['true', 'recursive'] as const) {
      const dir = await checkout(how);
      for (const [index, commit] of apps.entries()) {
        await sideOf(dir, commit, async (tree) => {
          expect(await textOf(tree, 'vendor/lib/lib.txt')).toBe(`lib ${index + 1}\n`);
          expect(existsSync(join(tree, 'vendor/lib/inner/inner.txt'))).toBe(how === 'recursive');
          expect(existsSync(join(tree, 'vendor/lib/.git'))).toBe(false);
        });
      }
      await rm(dir, { recursive: true });
    }
  });

  it('are taken from the clone, without the network, where it has their commits', async () => {
    const dir = await checkout('recursive');
    await rename(lib, `${lib}.away`);
    await rename(inner, `${inner}.away`);
    await sideOf(dir, apps[1] as string, async (tree) => {
      expect(await textOf(tree, 'vendor/lib/lib.txt')).toBe('lib 2\n');
      expect(await textOf(tree, 'vendor/lib/inner/inner.txt')).toBe('inner\n');
    });
  });

  it('stop the run by name where their commit can not be had, and leave nothing', async () => {
    const dir = await checkout('true');
    await rename(lib, `${lib}.away`);
    const git = createGit({ exec, dir, env: box.env });
    await git.ensureCommit(apps[0] as string);
    const failure = git.checkOut(apps[0] as string);
    await expect(failure).rejects.toMatchObject({ kind: 'machine', code: 'submodule-unavailable' });
    await expect(failure).rejects.toThrow(`vendor/lib) of ${apps[0]?.slice(0, 7)}`);
  });

  it('may have been moved, added and removed between the two sides', async () => {
    await box.git(appWork, 'mv', 'vendor/lib', 'third-party');
    await box.git(appWork, 'submodule', '--quiet', 'add', `file://${inner}`, 'extra');
    const moved = await box.commit(appWork, {});
    await box.git(appWork, 'push', '--quiet', 'origin', 'main');
    const ahead = await checkout('true');
    await sideOf(ahead, apps[0] as string, async (tree) => {
      expect(await textOf(tree, 'vendor/lib/lib.txt')).toBe('lib 1\n');
      expect(existsSync(join(tree, 'extra'))).toBe(false);
    });
    await rm(ahead, { recursive: true });
    const behind = await checkout('true', apps[0]);
    await sideOf(behind, moved, async (tree) => {
      expect(await textOf(tree, 'third-party/lib.txt')).toBe('lib 2\n');
      expect(await textOf(tree, 'extra/inner.txt')).toBe('inner\n');
    });
  });

  it('are on the baseline also where the candidate has none any more', async () => {
    await box.git(appWork, 'rm', '--quiet', 'vendor/lib', '.gitmodules');
    await box.commit(appWork, {});
    await box.git(appWork, 'push', '--quiet', 'origin', 'main');
    const dir = await checkout('true');
    await sideOf(dir, apps[0] as string, async (tree) => {
      expect(await textOf(tree, 'vendor/lib/lib.txt')).toBe('lib 1\n');
    });
  });
});

describe('submodules that the checkout does not have', () => {
  it('are empty on both sides, as a build in the checkout finds them', async () => {
    const dir = await checkout('false');
    for (const commit of apps) {
      await sideOf(dir, commit, async (tree) => {
        expect(await readdir(join(tree, 'vendor/lib'))).toEqual([]);
      });
    }
  });

  it('are empty where no .gitmodules names them', async () => {
    await box.git(appWork, 'rm', '--quiet', '--cached', '.gitmodules');
    await rm(join(appWork, '.gitmodules'));
    const commit = await box.commit(appWork, {});
    await box.git(appWork, 'push', '--quiet', 'origin', 'main');
    const dir = await checkout('false');
    await sideOf(dir, commit, async (tree) => expect(await readdir(join(tree, 'vendor/lib'))).toEqual([]));
  });
});

describe('a .gitmodules', () => {
  it.each([
    ['a path of this machine', 'file:///etc', /can't be used/],
    ['an option', '--upload-pack=touch /tmp/x', /can't be used/],
    ['a program', 'ext::sh -c true', /transport 'ext' not allowed/],
  ])('with %s for its address gets nothing from there', async (_name, url, says) => {
    await box.git(appWork, 'rm', '--quiet', 'vendor/lib');
    await rm(join(appWork, '.git/modules'), { recursive: true });
    await box.write(appWork, { '.gitmodules': `[submodule "evil"]\n\tpath = evil\n\turl = ${url}\n` });
    await box.git(appWork, 'update-index', '--add', '--cacheinfo', `160000,${innerCommit},evil`);
    await box.git(appWork, 'add', '.gitmodules');
    await box.git(appWork, 'commit', '--quiet', '--message', 'evil');
    const evil = await box.git(appWork, 'rev-parse', 'HEAD');
    // The checkout is one without submodules, from a remote that is not on this machine.
    await box.git(appWork, 'checkout', '--quiet', '--orphan', 'clean');
    await box.git(appWork, 'rm', '-r', '--quiet', '--cached', '.');
    await rm(join(appWork, '.gitmodules'));
    await box.commit(appWork, {});
    await box.git(appWork, 'remote', 'set-url', 'origin', 'https://127.0.0.1:1/o/r.git');
    const failure = createGit({ exec, dir: appWork, env: box.env }).checkOut(evil);
    await expect(failure).rejects.toMatchObject({ code: 'submodule-unavailable' });
    await expect(failure).rejects.toThrow(says);
  });
});
