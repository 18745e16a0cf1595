import { describe, expect, it } from 'vitest';
import type { ReleaseStore } from '../../../src/baseline/releases.js';
import type { Git } from '../../../src/git/types.js';
import { findRelease, type ReleaseRequest } from '../../../src/job/release.js';
import { makeRecord } from '../../support/records.js';

const sha = (letter: string) => letter.repeat(40);
/** a (v1.0.0), b (v1.1.0), c (HEAD, v1.2.0, stable); x (v2.0.0) is on another branch. */
const TAGS = { 'v1.0.0': 'a', 'v1.1.0': 'b', 'v1.2.0': 'c', stable: 'c', 'v2.0.0': 'x' };
const HISTORY = ['c', 'b', 'a'].map(sha);

const gitOf = (tags: Readonly<Record<string, string>> = TAGS): Git =>
  ({
    tags: async () => new Map(Object.entries(tags).map(([tag, letter]) => [tag, sha(letter)])),
    inHistory: async (_head: string, commits: readonly string[]) =>
      new Set(commits.filter((commit) => HISTORY.includes(commit))),
  }) as Partial<Git> as Git;
const stored = (records: Readonly<Record<string, string>>): ReleaseStore => ({
  list: async () => Object.keys(records),
  get: async (name) =>
    name in records ? makeRecord({ candidate: { sha: sha(records[name] as string), label: name } }) : null,
  put: async () => ({ stored: true, why: '' }),
});
const ask = (wanted: string, changes: Partial<ReleaseRequest> = {}): ReleaseRequest => ({
  ...{ wanted, candidate: sha('c'), head: sha('c'), ownTag: 'v1.2.0' },
  ...changes,
});

describe('findRelease', () => {
  it('is the commit of the tag where no record is stored', async () => {
    expect(await findRelease(gitOf(), null, ask('v1.0.0'))).toEqual({
      ...{ name: 'v1.0.0', commit: sha('a'), stored: null, notes: [] },
    });
  });

  it('is the stored commit, also where the tag is gone, or was moved, which is told', async () => {
    const releases = stored({ 'v0.9.0': 'z', 'v1.0.0': 'y' });
    const gone = await findRelease(gitOf(), releases, ask('v0.9.0'));
    expect(gone).toMatchObject({ commit: sha('z'), stored: { candidate: { sha: sha('z') } }, notes: [] });
    const moved = await findRelease(gitOf(), releases, ask('v1.0.0'));
    expect(moved?.commit).toBe(sha('y'));
    expect(moved?.notes.join()).toContain('was moved to aaaaaaa');
  });

  it('is an error where there is none of that name, with the newest that there are', async () => {
    const failure = findRelease(gitOf(), stored({}), ask('v1.3.0'));
    await expect(failure).rejects.toMatchObject({ kind: 'usage', code: 'release-unknown' });
    await expect(failure).rejects.toHaveProperty('hint', expect.stringContaining('v2.0.0, v1.2.0, v1.1.0'));
  });

  it('says where a commit is compared with itself', async () => {
    const found = await findRelease(gitOf(), null, ask('v1.2.0'));
    expect(found?.notes.join()).toContain('compared with itself');
  });
});

describe('latest', () => {
  it("is the newest version in the history, the commit's own tags left out", async () => {
    expect((await findRelease(gitOf(), null, ask('latest')))?.name).toBe('v1.1.0');
    expect((await findRelease(gitOf(), null, ask('latest', { ownTag: null })))?.name).toBe('v1.1.0');
  });

  it('is the tag at HEAD for changes on top of it', async () => {
    const request = ask('latest', { candidate: sha('w'), ownTag: null });
    expect((await findRelease(gitOf(), null, request))?.name).toBe('v1.2.0');
  });

  it('takes the record of that release', async () => {
    const found = await findRelease(gitOf(), stored({ 'v1.1.0': 'b' }), ask('latest'));
    expect(found?.stored?.candidate.sha).toBe(sha('b'));
  });

  it('passes over a tag that was not stored, as after a red gate, and says so', async () => {
    const found = await findRelease(gitOf(), stored({ 'v1.0.0': 'a' }), ask('latest'));
    expect(found).toMatchObject({ name: 'v1.0.0', commit: sha('a') });
    expect(found?.notes.join()).toContain('The tag v1.1.0 was never stored');
  });

  it('says which newer versions it passes over, since they are of another history', async () => {
    const one = await findRelease(gitOf(), null, ask('latest'));
    expect(one).toMatchObject({ name: 'v1.1.0' });
    expect(one?.notes).toEqual([
      'v2.0.0 is newer, but not in the history of this commit. Compared with v1.1.0; write `release: v2.0.0` to compare with that one.',
    ]);
    const many = Object.fromEntries([2, 3, 4, 5, 6].map((major) => [`v${major}.0.0`, 'x']));
    const found = await findRelease(gitOf({ ...TAGS, ...many }), null, ask('latest'));
    expect(found?.notes.join()).toMatch(/^v6\.0\.0, v5\.0\.0, v4\.0\.0 and 2 more are newer, but not in/);
  });

  it('says nothing where it passes over none, or over older ones alone', async () => {
    const tags = { 'v1.0.0': 'a', 'v1.1.0': 'b', 'v0.9.9': 'x', 'v1.2.0-rc.1': 'x' };
    expect((await findRelease(gitOf(tags), null, ask('latest')))?.notes).toEqual([]);
  });

  it('is none for a first release', async () => {
    expect(await findRelease(gitOf({ 'v1.2.0': 'c', 'v2.0.0': 'x' }), null, ask('latest'))).toBeNull();
    expect(await findRelease(gitOf({}), null, ask('latest'))).toBeNull();
  });
});
