import { describe, expect, it } from 'vitest';
import { githubTeller } from '../../../src/action/teller.js';
import type { GitHub } from '../../../src/forge/github.js';
import type { CommentRequest } from '../../../src/forge/sticky.js';
import { hasNews } from '../../../src/report/news.js';
import { CASES } from '../report/cases.js';

const log = {
  info: () => {},
  warning: () => {},
  error: () => {},
  progress: () => {},
  group: <T>(_: string, body: () => Promise<T>) => body(),
};

/** Posts to a forge that has a comment of ours already, or none. @returns what was written */
async function posted(
  isNews: boolean,
  isThere: boolean,
  onlyNews = true,
): Promise<readonly CommentRequest[]> {
  const written: CommentRequest[] = [];
  const github = {
    ownComment: async () => (isThere ? { id: 1, body: 'before', author: 'bot', url: null } : null),
    upsertComment: async (request: CommentRequest) => {
      written.push(request);
      return { status: 'created', url: null, why: '' };
    },
  } as unknown as GitHub;
  const places = { github, log, key: 'default', base: null, check: null, pullRequest: 7 };
  await githubTeller({ ...places, onlyNews }).comment?.('the report', isNews);
  return written;
}

describe('comment: on-change', () => {
  it('writes no comment while nothing has changed', async () => {
    expect(await posted(false, false)).toEqual([]);
  });

  it('writes one where there is news, and keeps it up to date once it is there', async () => {
    expect(await posted(true, false)).toMatchObject([{ pullRequest: 7, body: 'the report' }]);
    expect(await posted(false, true)).toMatchObject([{ body: 'the report' }]);
  });

  it('is not what happens by default', async () => {
    expect(await posted(false, false, false)).toHaveLength(1);
  });
});

describe('hasNews', () => {
  it.each(['no-change', 'nothing-to-measure'])('is not in %s', (name) => {
    const one = CASES[name];
    if (one === undefined) throw new Error(`no case ${name}`);
    expect(hasNews(one.record, one.comparison, one.gate)).toBe(false);
  });

  it.each(['regression', 'improvement', 'mixture', 'build-failed', 'first-figures', 'wrong-configuration'])(
    'is in %s',
    (name) => {
      const one = CASES[name];
      if (one === undefined) throw new Error(`no case ${name}`);
      expect(hasNews(one.record, one.comparison, one.gate)).toBe(true);
    },
  );
});
