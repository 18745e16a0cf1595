import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGit } from '../../../src/git/create.js';
import type { Git } from '../../../src/git/types.js';
import { exec } from '../../../src/system/exec.js';
import { createSandbox, type Sandbox } from '../../support/git-sandbox.js';

let box: Sandbox;
let remote: string;
let work: string;
const c: string[] = [];
let side: string;

const gitIn = (dir: string): Git => createGit({ exec, dir, env: box.env });

beforeAll(async () => {
  box = await createSandbox();
  remote = await box.bare('the remote ü.git');
  work = await box.init('work');
  for (let index = 0; index < 100; index++) {
    c.push(await box.commit(work, { 'a.txt': `${index}` }));
    if (index === 3) await box.git(work, 'tag', 'v1.0.0');
    if (index === 90) await box.git(work, 'tag', '--annotate', '--message', 'x', 'api/v1.1.0');
  }
  await box.git(work, 'checkout', '--quiet', '-b', 'side', c[50] as string);
  side = await box.commit(work, { 'b.txt': '1' });
  await box.git(work, 'tag', 'v2.0.0');
  await box.git(work, 'checkout', '--quiet', 'main');
  await box.git(work, 'remote', 'add', 'origin', `file://${remote}`);
  await box.git(work, 'push', '--quiet', '--tags', 'origin', 'main', 'side');
});
afterAll(async () => {
  expect(await box.close()).toEqual([]);
});

async function shallowClone(): Promise<string> {
  const dir = join(box.dir, `clone ${Math.random()}`);
  const args = ['clone', '--quiet', '--depth=1', '--no-tags', '--branch', 'main', `file://${remote}`, dir];
  await box.git(box.dir, ...args);
  return dir;
}

describe('tags', () => {
  it("are the remote's, each with its commit, also where the clone has none", async () => {
    const expected = [
      ['api/v1.1.0', c[90]],
      ['v1.0.0', c[3]],
      ['v2.0.0', side],
    ];
    expect([...(await gitIn(await shallowClone()).tags())].sort()).toEqual(expected);
    expect([...(await gitIn(work).tags())].sort()).toEqual(expected);
  });

  it("are the clone's too, and of one name the remote's counts", async () => {
    const dir = await shallowClone();
    await box.git(dir, 'tag', 'v9.9.9');
    await box.git(dir, 'tag', 'v1.0.0');
    await box.git(dir, 'tag', '--annotate', '--message', 'x', 'v9.0.0');
    const tags = await gitIn(dir).tags();
    expect(tags.get('v9.9.9')).toBe(c[99]);
    expect(tags.get('v9.0.0')).toBe(c[99]);
    expect(tags.get('v1.0.0')).toBe(c[3]);
  });

  it('are an error where the remote does not answer, never none', async () => {
    const dir = await shallowClone();
    await box.git(dir, 'remote', 'set-url', 'origin', `file://${box.dir}/nowhere.git`);
    await expect(gitIn(dir).tags()).rejects.toMatchObject({ kind: 'machine', code: 'tags-unreadable' });
  });
});

describe('inHistory', () => {
  it('finds those that are ancestors, in a whole clone and in one of depth 1', async () => {
    for (const dir of [work, await shallowClone()]) {
      const git = gitIn(dir);
      const head = c[99] as string;
      const some = [side, c[3], c[90], head] as string[];
      expect([...(await git.inHistory(head, some))]).toEqual([c[3], c[90], head]);
      expect((await git.inHistory(head, [side])).size).toBe(0);
      expect((await git.inHistory(head, [])).size).toBe(0);
    }
  });
});
