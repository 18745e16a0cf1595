import { describe, expect, it } from 'vitest';
import { PULL as PULL_ANSWER, PULLS } from '../../../src/forge/answers.js';
import { BASE, HEAD, MERGE, makePull } from '../action/trusted/builders.js';

const answer = (changes: Record<string, unknown> = {}) => ({
  number: 7,
  state: 'open',
  merged: false,
  merge_commit_sha: MERGE,
  head: { sha: HEAD, ref: 'topic', repo: { full_name: 'alice/shop' } },
  base: { sha: BASE, ref: 'main', repo: { full_name: 'acme/shop' } },
  ...changes,
});
const PULL = makePull();
const toPull = (data: unknown) => PULL_ANSWER.safeParse(data).data ?? null;
const toPulls = (data: unknown) => PULLS.safeParse(data).data ?? null;

describe('the answer about a pull request', () => {
  it.each([
    ['open', answer(), PULL],
    ['closed', answer({ state: 'closed' }), { ...PULL, open: false }],
    ['merged', answer({ state: 'closed', merged: true }), { ...PULL, open: false, mergedAs: MERGE }],
    [
      'whose fork is gone',
      answer({ head: { sha: HEAD, ref: 'topic', repo: null } }),
      { ...PULL, headRepository: null },
    ],
  ])('tells one that is %s', (_what, data, pull) => {
    expect(toPull(data)).toEqual(pull);
  });

  it.each([
    ['no object', null],
    ['a list', [answer()]],
    ['without a number', answer({ number: '7' })],
    ['without a state', answer({ state: null })],
    ['without a head', answer({ head: null })],
    ['whose head is no commit id', answer({ head: { sha: '--upload-pack=x', ref: 'topic', repo: null } })],
    [
      'whose base is no commit id',
      answer({ base: { sha: 'main', ref: 'main', repo: { full_name: 'a/b' } } }),
    ],
    ['without a branch', answer({ base: { sha: BASE, repo: { full_name: 'acme/shop' } } })],
    ['whose base has no repository', answer({ base: { sha: BASE, ref: 'main', repo: null } })],
  ])('is not believed where it is %s', (_what, data) => {
    expect(toPull(data)).toBeNull();
    expect(toPulls([answer(), data])).toBeNull();
  });

  it('is read the same in a list', () => {
    expect(toPulls([answer(), answer({ number: 8 })])).toEqual([PULL, { ...PULL, number: 8 }]);
    expect(toPulls([])).toEqual([]);
    expect(toPulls({})).toBeNull();
  });
});
