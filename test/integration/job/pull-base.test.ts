import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createGit } from '../../../src/git/create.js';
import { type PullBase, type PullEvent, pullBase } from '../../../src/job/pull-base.js';
import { exec } from '../../../src/system/exec.js';
import { createSandbox, type Sandbox } from '../../support/git-sandbox.js';

/**
 * The rows of the table in docs/baselines.md, on real git. `main` is b0 → b1 → b2; the pull request has two commits, p1
 * and p2, on b0, and merges cleanly.
 */
let box: Sandbox;
let remote: string;
let work: string;
let b: readonly string[];
let p: readonly string[];

beforeEach(async () => {
  box = await createSandbox();
  remote = await box.bare('remote.git');
  work = await box.init('work');
  await box.git(work, 'remote', 'add', 'origin', `file://${remote}`);
  const b0 = await box.commit(work, { 'base.txt': '0' }, 'b0');
  await box.git(work, 'checkout', '--quiet', '-b', 'topic');
  p = [await box.commit(work, { 'p.txt': '1' }, 'p1'), await box.commit(work, { 'p.txt': '2' }, 'p2')];
  await box.git(work, 'checkout', '--quiet', 'main');
  b = [
    b0,
    await box.commit(work, { 'base.txt': '1' }, 'b1'),
    await box.commit(work, { 'base.txt': '2' }, 'b2'),
  ];
  await send({ main: b[2], topic: p[1] });
});
afterEach(async () => {
  expect(await box.close()).toEqual([]);
});

async function send(branches: Readonly<Record<string, string | undefined>>): Promise<void> {
  const refs = Object.entries(branches).map(([name, commit]) => `+${commit}:refs/heads/${name}`);
  await box.git(work, 'push', '--quiet', 'origin', ...refs);
}

/** A merge as a forge makes it. @returns the commit */
async function merge(onto: string | undefined, head: string | undefined): Promise<string> {
  await box.git(work, 'checkout', '--quiet', '--detach', onto as string);
  await box.git(work, 'merge', '--quiet', '--no-ff', '--message', 'merge', head as string);
  return box.git(work, 'rev-parse', 'HEAD');
}

const event = (part: Partial<PullEvent> = {}): PullEvent => ({
  baseRef: 'main',
  baseSha: b[0] as string,
  headSha: p[1] as string,
  sha: p[1] as string,
  queue: false,
  mergedAs: null,
  ...part,
});

let checkouts = 0;
/** As actions/checkout makes it. @param depth 0: all of the history */
async function checkout(commit: string, depth: number): Promise<string> {
  const dir = join(box.dir, `checkout ${++checkouts}`);
  await box.git(box.dir, 'init', '--quiet', dir);
  await box.git(dir, 'remote', 'add', 'origin', `file://${remote}`);
  const [options, refs] =
    depth === 0 ? [[], ['+refs/heads/*:refs/remotes/origin/*']] : [[`--depth=${depth}`], []];
  await box.git(dir, 'fetch', '--quiet', '--no-tags', ...options, 'origin', ...refs, commit);
  await box.git(dir, 'checkout', '--quiet', '--detach', commit);
  return dir;
}

const baseIn = (dir: string, candidate: string, of: PullEvent): Promise<PullBase> =>
  pullBase(createGit({ exec, dir, env: box.env }), candidate, of);

/** The same in a shallow checkout, one of some depth, and one with all of the history. */
async function everywhere(candidate: string, of: PullEvent): Promise<PullBase> {
  const found: PullBase[] = [];
  for (const depth of [1, 2, 0]) found.push(await baseIn(await checkout(candidate, depth), candidate, of));
  expect(found[1]).toEqual(found[0]);
  expect(found[2]).toEqual(found[0]);
  return found[0] as PullBase;
}

describe('an open pull request', () => {
  it("whose merge commit is checked out: the merge commit's first parent, whatever the event says", async () => {
    const merged = await merge(b[1], p[1]);
    await send({ pull: merged });
    const found = await everywhere(merged, event({ sha: merged }));
    expect(found).toEqual({ commit: b[1], notes: [] });
  });

  it('needs no network for that', async () => {
    const merged = await merge(b[1], p[1]);
    await send({ pull: merged });
    const dir = await checkout(merged, 1);
    await rename(remote, `${remote}.away`);
    expect((await baseIn(dir, merged, event({ sha: merged }))).commit).toBe(b[1]);
  });

  it('whose head is checked out: where it branched off, not its own first commit', async () => {
    expect(await everywhere(p[1] as string, event())).toEqual({ commit: b[0], notes: [] });
  });

  it('whose head has merged the base: what it has merged, not an old base.sha and not its own commit', async () => {
    const head = await merge(p[1], b[2]);
    await send({ topic: head });
    const found = await everywhere(head, event({ headSha: head, sha: head }));
    expect(found).toEqual({ commit: b[2], notes: [] });
  });

  it('whose base moved on after the head was pushed: where it branched off', async () => {
    const found = await everywhere(p[1] as string, event({ baseSha: b[2] as string }));
    expect(found.commit).toBe(b[0]);
  });

  it('whose head is the commit of a merge of something else into the base', async () => {
    const head = await merge(b[1], p[1]);
    await send({ topic: head });
    const found = await everywhere(head, event({ headSha: head, sha: head }));
    expect(found.commit).toBe(b[1]);
  });

  it('of which nothing is checked out: says so', async () => {
    const { commit, notes } = await everywhere(b[1] as string, event());
    expect(commit).toBe(b[1]);
    expect(notes.join()).toContain(`${b[1]?.slice(0, 7)}) is in main already`);
  });

  it('with nothing in common with its base: the base as it is now', async () => {
    await box.git(work, 'checkout', '--quiet', '--orphan', 'other');
    const orphan = await box.commit(work, { 'o.txt': 'o' }, 'orphan');
    await send({ other: orphan });
    expect((await everywhere(orphan, event({ headSha: orphan, sha: orphan }))).commit).toBe(b[2]);
  });

  it('into a branch that has a tag of its name: the branch', async () => {
    await box.git(work, 'tag', 'main', b[1] as string);
    await box.git(work, 'push', '--quiet', 'origin', 'refs/tags/main');
    const head = await merge(p[1], b[2]);
    await send({ topic: head });
    expect((await everywhere(head, event({ headSha: head, sha: head }))).commit).toBe(b[2]);
  });

  it('whose remote can not be reached: the base as the clone has it, with a word', async () => {
    const dir = await checkout(p[1] as string, 0);
    await rename(remote, `${remote}.away`);
    const { commit, notes } = await baseIn(dir, p[1] as string, event());
    expect(commit).toBe(b[0]);
    expect(notes.join()).toContain(`Compared with main as this clone has it (${b[2]?.slice(0, 7)})`);
  });

  it('whose base branch is gone: the base as the event has it, with a word', async () => {
    const { commit, notes } = await everywhere(
      p[1] as string,
      event({ baseRef: 'gone', baseSha: b[2] as string }),
    );
    expect(commit).toBe(b[0]);
    expect(notes.join()).toContain('the remote has no branch gone any more');
  });

  it('does not believe a graft in the clone', async () => {
    const dir = await checkout(p[1] as string, 0);
    await box.write(dir, { '.git/info/grafts': `${p[1]} ${b[2]}\n` });
    expect((await baseIn(dir, p[1] as string, event())).commit).toBe(b[0]);
  });
});

describe('a pull request that was merged', () => {
  /** On b1; then somebody else pushes another commit to main. */
  async function published(merged: string): Promise<void> {
    await box.git(work, 'checkout', '--quiet', '--detach', merged);
    await send({ main: await box.commit(work, { 'later.txt': 'x' }, 'later'), merged });
  }

  const ways: readonly (readonly [string, () => Promise<string>])[] = [
    ['with a merge commit', () => merge(b[1], p[1])],
    [
      'by squash',
      async () => {
        await box.git(work, 'checkout', '--quiet', '--detach', b[1] as string);
        await box.git(work, 'merge', '--quiet', '--squash', p[1] as string);
        return box.commit(work, {}, 'Title (#7)');
      },
    ],
    [
      'by rebase',
      async () => {
        await box.git(work, 'checkout', '--quiet', '--detach', p[1] as string);
        await box.git(work, 'rebase', '--quiet', '--force-rebase', b[1] as string);
        return box.git(work, 'rev-parse', 'HEAD');
      },
    ],
  ];

  it.each(ways)('%s: the base before, with the merge checked out', async (_way, made) => {
    const merged = await made();
    await published(merged);
    const found = await everywhere(merged, event({ sha: merged, mergedAs: merged }));
    expect(found).toEqual({ commit: b[1], notes: [] });
  });

  it.each(ways)('%s: where it branched off, with the head checked out', async (_way, made) => {
    const merged = await made();
    await published(merged);
    const found = await everywhere(p[1] as string, event({ sha: merged, mergedAs: merged }));
    expect(found).toEqual({ commit: b[0], notes: [] });
  });

  it('by fast-forward: the base before', async () => {
    const head = await merge(p[1], b[1]);
    const next = await box.commit(work, { 'p.txt': '3' }, 'p3');
    expect(head).not.toBe(next);
    await send({ main: next });
    const found = await everywhere(
      next,
      event({ headSha: next, sha: next, mergedAs: next, baseSha: b[1] as string }),
    );
    expect(found.commit).toBe(b[1]);
  });
});

describe('a group of a merge queue', () => {
  it('is compared with what it was made on, which another group may be', async () => {
    const ahead = await merge(b[2], p[1]);
    await box.git(work, 'checkout', '--quiet', '--detach', b[2] as string);
    const other = await box.commit(work, { 'q.txt': 'q' }, 'q');
    const group = await merge(ahead, other);
    await send({ group });
    const of = event({ headSha: group, sha: group, queue: true, baseSha: ahead });
    expect(await everywhere(group, of)).toEqual({ commit: ahead, notes: [] });
  });

  it('of several commits is compared with what all of them were made on', async () => {
    await box.git(work, 'checkout', '--quiet', '--detach', b[2] as string);
    await box.commit(work, { 'q.txt': '1' }, 'q1');
    const group = await box.commit(work, { 'q.txt': '2' }, 'q2');
    await send({ group });
    const of = event({ headSha: group, sha: group, queue: true, baseSha: b[2] as string });
    expect((await everywhere(group, of)).commit).toBe(b[2]);
  });
});
