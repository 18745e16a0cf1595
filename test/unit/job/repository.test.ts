import { describe, expect, it } from 'vitest';
import type { BaselineStore } from '../../../src/baseline/store.js';
import type { Git } from '../../../src/git/types.js';
import { chooseBaseline, configAt } from '../../../src/job/repository.js';
import { LoadgateError } from '../../../src/model/error.js';
import type { RunRecord } from '../../../src/model/record.js';
import { makeRecord } from '../../support/records.js';

const sha = (letter: string) => letter.repeat(40);
/** A history d → c → b → a; m merges a topic into c. */
const HISTORY = ['d', 'c', 'b', 'a'].map(sha);

function gitOf(
  present: readonly string[] = [...HISTORY, sha('e'), sha('f')],
): Git & { readonly asked: string[] } {
  const asked: string[] = [];
  const known: Partial<Git> = {
    ancestors: async (commit, limit) => {
      asked.push(`ancestors of ${commit[0]}`);
      return HISTORY.slice(HISTORY.indexOf(commit)).slice(0, limit);
    },
    ensureCommit: async (commit) => {
      if (present.includes(commit)) return;
      throw new LoadgateError('it is gone', { kind: 'machine', code: 'baseline-commit-missing', hint: '' });
    },
    readText: async (_, path) => (path === 'loadgate.yml' ? 'targets: [broken' : null),
  };
  return { ...(known as Git), asked };
}

const recordOf = (commit: string): RunRecord => makeRecord({ candidate: { sha: commit, label: 'main' } });

function storeOf(...commits: string[]): BaselineStore {
  return {
    find: async (wanted) => {
      const found = wanted.find((commit) => commits.includes(commit));
      return found === undefined ? null : recordOf(found);
    },
    get: async (commit) => (commits.includes(commit) ? recordOf(commit) : null),
    list: async () => commits,
    put: async () => ({ stored: true, why: '' }),
  };
}

/** What the first parent of a merge commit is on a pull request (pull-base.test.ts). */
const PULL = { kind: 'commit', commit: sha('c') } as const;

describe('the baseline', () => {
  it('that is known is that commit, stored or not', async () => {
    expect(await chooseBaseline(gitOf(), sha('f'), PULL, storeOf(), 'duet')).toEqual({
      commit: sha('c'),
      none: null,
      stored: null,
    });
    const known = await chooseBaseline(gitOf(), sha('f'), PULL, storeOf(sha('c')), 'duet');
    expect(known.stored?.candidate.sha).toBe(sha('c'));
  });

  it('of a pull request compared with stored figures is the nearest ancestor that has some', async () => {
    const choice = await chooseBaseline(gitOf(), sha('f'), PULL, storeOf(sha('a')), 'stored');
    expect(choice).toMatchObject({ commit: sha('a'), stored: { candidate: { sha: sha('a') } } });
  });

  describe('whose store can not be reached', () => {
    const failing = (code: string): BaselineStore => {
      const fail = () =>
        Promise.reject(new LoadgateError('it is away', { kind: 'machine', code, hint: 'Wait.' }));
      return { find: fail, get: fail, list: fail, put: fail };
    };
    const away = failing('baseline-fetch-failed');

    it.each([
      ['a pull request', PULL, 'c'],
      ['a named commit', { kind: 'commit', commit: sha('b') }, 'b'],
      ['a release', { kind: 'release', commit: sha('b'), stored: null }, 'b'],
    ] as const)(
      'is what it is for %s, and says that its history is missing',
      async (_what, occasion, commit) => {
        const found = await chooseBaseline(gitOf(), sha('f'), occasion, away, 'duet');
        expect(found).toMatchObject({ commit: sha(commit), none: null, stored: null });
        expect(found.missing).toMatch(
          /^What is stored could not be read, so the history is missing.*it is away Wait\./,
        );
      },
    );

    it('stops what it decides: stored figures, a push, and a run by hand', async () => {
      const fails = { code: 'baseline-fetch-failed' };
      await expect(chooseBaseline(gitOf(), sha('f'), PULL, away, 'stored')).rejects.toMatchObject(fails);
      for (const kind of ['push', 'history'] as const) {
        await expect(chooseBaseline(gitOf(), sha('d'), { kind }, away, 'duet')).rejects.toMatchObject(fails);
      }
    });

    it.each(['baseline-corrupt', 'record-version', 'baseline-branch-foreign'])(
      'is another thing than one that answers with what can not be read: %s',
      async (code) => {
        const found = chooseBaseline(gitOf(), sha('f'), PULL, failing(code), 'duet');
        await expect(found).rejects.toMatchObject({ code });
      },
    );
  });

  it('of a push is the newest stored one before it, never its own', async () => {
    const store = storeOf(sha('d'), sha('b'), sha('a'));
    expect((await chooseBaseline(gitOf(), sha('d'), { kind: 'push' }, store, 'duet')).commit).toBe(sha('b'));
    expect((await chooseBaseline(gitOf(), sha('d'), { kind: 'history' }, store, 'duet')).commit).toBe(
      sha('d'),
    );
  });

  it('of a first push is none, and no history is fetched to find that out', async () => {
    const git = gitOf();
    const choice = await chooseBaseline(git, sha('d'), { kind: 'push' }, storeOf(), 'duet');
    expect(choice).toEqual({ commit: null, none: 'no baseline is stored yet', stored: null });
    expect(git.asked).toEqual([]);
  });

  it('whose commit is gone is none, with the reason, and its figures stay known', async () => {
    const choice = await chooseBaseline(
      gitOf([sha('d')]),
      sha('d'),
      { kind: 'push' },
      storeOf(sha('a')),
      'duet',
    );
    expect(choice.commit).toBeNull();
    expect(choice.none).toContain('it is gone');
    expect(choice.stored?.candidate.sha).toBe(sha('a'));
  });

  it('that a person named is that commit', async () => {
    const choice = await chooseBaseline(
      gitOf(),
      sha('f'),
      { kind: 'commit', commit: sha('a') },
      null,
      'duet',
    );
    expect(choice.commit).toBe(sha('a'));
  });

  it('that is a release is its commit, with its own record or that of the commit, and never a neighbour', async () => {
    const release = { kind: 'release', commit: sha('b'), stored: null } as const;
    for (const way of ['duet', 'stored'] as const) {
      const choice = await chooseBaseline(gitOf(), sha('d'), release, storeOf(sha('a'), sha('c')), way);
      expect(choice).toEqual({ commit: sha('b'), none: null, stored: null });
    }
    const known = await chooseBaseline(gitOf(), sha('d'), release, storeOf(sha('b')), 'duet');
    expect(known.stored?.candidate.sha).toBe(sha('b'));
    const pinned = { ...release, stored: recordOf(sha('b')) };
    expect((await chooseBaseline(gitOf(), sha('d'), pinned, null, 'duet')).stored).toBe(pinned.stored);
    await expect(chooseBaseline(gitOf([]), sha('d'), release, null, 'duet')).rejects.toMatchObject({
      code: 'baseline-commit-missing',
    });
  });

  it('has no configuration of its own where it has none that can be read', async () => {
    expect(await configAt(gitOf(), sha('a'), null)).toBeNull();
    expect(await configAt(gitOf(), sha('a'), 'other.yml')).toBeNull();
    expect(await configAt(gitOf(), sha('a'), 'loadgate.yml')).toBeNull();
  });
});
