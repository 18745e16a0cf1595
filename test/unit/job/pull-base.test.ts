import { describe, expect, it } from 'vitest';
import { baseRule, type PullEvent } from '../../../src/job/pull-base.js';

const sha = (letter: string) => letter.repeat(40);
const [BASE, HEAD, MERGE, OTHER] = ['b', 'd', 'e', '0'].map(sha) as [string, string, string, string];
const OPEN: PullEvent = {
  baseRef: 'main',
  baseSha: OTHER,
  headSha: HEAD,
  sha: MERGE,
  queue: false,
  mergedAs: null,
};
const BRANCH = { kind: 'meets-branch', branch: 'main' };

describe('the rule by which a baseline is found', () => {
  it.each([
    ["the forge's merge commit", MERGE, [BASE, HEAD], {}, { kind: 'parent', commit: BASE }],
    ['the head, for which the run was started', HEAD, [OTHER], { sha: HEAD }, BRANCH],
    ['a head that is a merge of the base', HEAD, [OTHER, BASE], { sha: HEAD }, BRANCH],
    ['a merge commit that the run was not started for', sha('f'), [BASE, HEAD], {}, BRANCH],
    ['a merge of another head', MERGE, [BASE, OTHER], {}, BRANCH],
    ['a merge of three', MERGE, [BASE, HEAD, OTHER], {}, BRANCH],
    ['a root', HEAD, [], { sha: HEAD }, BRANCH],
    ['another ref', OTHER, [BASE], {}, BRANCH],
    ['what was merged', MERGE, [BASE, HEAD], { mergedAs: MERGE }, { kind: 'before-merge', merge: MERGE }],
    [
      'the head of what was merged',
      HEAD,
      [OTHER],
      { mergedAs: MERGE },
      { kind: 'before-merge', merge: MERGE },
    ],
    ['a group on its base', HEAD, [OTHER, sha('f')], { queue: true }, { kind: 'parent', commit: OTHER }],
    ['a group of several', HEAD, [BASE, sha('f')], { queue: true }, { kind: 'meets', commit: OTHER }],
    ['another ref in a queue', MERGE, [OTHER, HEAD], { queue: true }, { kind: 'meets', commit: OTHER }],
  ])('of %s', (_name, candidate, parents, event, rule) => {
    expect(baseRule({ candidate, parents, event: { ...OPEN, ...event } })).toEqual(rule);
  });
});
