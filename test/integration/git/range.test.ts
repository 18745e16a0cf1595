import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGit } from '../../../src/git/create.js';
import type { Git } from '../../../src/git/types.js';
import { exec } from '../../../src/system/exec.js';
import { createSandbox, type Sandbox } from '../../support/git-sandbox.js';

let sandbox: Sandbox;
let dir: string;
let git: Git;
const ids: Record<string, string> = {};

/** good – one – merge (of side) – last */
beforeAll(async () => {
  sandbox = await createSandbox();
  dir = await sandbox.init('repository');
  const commit = async (name: string, subject = name): Promise<void> => {
    ids[name] = await sandbox.commit(dir, { [name]: name }, subject);
  };
  await commit('good');
  await sandbox.git(dir, 'checkout', '--quiet', '-b', 'side');
  await commit('side');
  await sandbox.git(dir, 'checkout', '--quiet', 'main');
  await commit('one');
  await sandbox.git(dir, 'merge', '--quiet', '--no-ff', '--message', 'merge', 'side');
  ids['merge'] = await sandbox.git(dir, 'rev-parse', 'HEAD');
  await commit('last', `a subject\n\nwith a body ${'x'.repeat(300)}`);
  git = createGit({ exec, dir, env: sandbox.env });
});
afterAll(() => sandbox.close());

const id = (name: string): string => ids[name] ?? '';

describe('the commits of a range', () => {
  it('have their parents and subjects, those of merged branches among them', async () => {
    const commits = await git.commitsBetween(id('good'), id('last'));
    expect(commits).toHaveLength(4);
    const by = new Map(commits.map((commit) => [commit.sha, commit]));
    expect(by.get(id('last'))).toEqual({ sha: id('last'), parents: [id('merge')], subject: 'a subject' });
    expect(by.get(id('merge'))?.parents).toEqual([id('one'), id('side')]);
    expect(by.get(id('side'))?.parents).toEqual([id('good')]);
    expect(by.has(id('good'))).toBe(false);
  });

  it('are none where both ends are one', async () => {
    expect(await git.commitsBetween(id('last'), id('last'))).toEqual([]);
  });

  it('are refused where the first does not come before the last', async () => {
    for (const [good, bad] of [
      ['last', 'good'],
      ['side', 'one'],
    ] as const) {
      await expect(git.commitsBetween(id(good), id(bad))).rejects.toMatchObject({ code: 'range-wrong' });
    }
  });

  it('are looked up on the remote in a shallow clone, which stays as it is', async () => {
    const clone = `${sandbox.dir}/shallow`;
    await sandbox.git(sandbox.dir, 'clone', '--quiet', '--depth=1', `file://${dir}`, clone);
    const shallow = createGit({ exec, dir: clone, env: sandbox.env });
    const commits = await shallow.commitsBetween(id('good'), id('last'));
    expect(commits.map(({ sha }) => sha).toSorted()).toEqual(
      ['one', 'side', 'merge', 'last'].map(id).toSorted(),
    );
    expect(await sandbox.git(clone, 'rev-list', '--count', 'HEAD')).toBe('1');
    expect(await sandbox.leftovers()).toEqual([]);
  });
});
