import { describe, expect, it } from 'vitest';
import { COMMENT, COMMENTS } from '../../../src/forge/answers.js';
import { hasNextPage } from '../../../src/forge/sender.js';

const readComment = (data: unknown) => COMMENT.safeParse(data).data ?? null;
const readComments = (data: unknown) => COMMENTS.safeParse(data).data ?? null;

const raw = {
  id: 5,
  body: 'text',
  html_url: 'https://github.com/o/r/pull/1#issuecomment-5',
  user: { login: 'a' },
};

describe('the answer about a comment', () => {
  it('takes what is needed', () => {
    expect(readComment(raw)).toEqual({ id: 5, author: 'a', body: 'text', url: raw.html_url });
  });

  it('takes a comment whose author is gone, and one without a text', () => {
    expect(readComment({ ...raw, user: null, body: undefined })).toMatchObject({ author: null, body: '' });
  });

  it.each([null, undefined, '', '{"id":5', 7, [], {}, { ...raw, id: '5' }, { ...raw, html_url: null }])(
    'refuses %j',
    (data) => {
      expect(readComment(data)).toBeNull();
    },
  );
});

describe('the list of comments', () => {
  it('refuses a list in which one is wrong, rather than to overlook it', () => {
    expect(readComments([raw, raw])).toHaveLength(2);
    expect(readComments([raw, {}])).toBeNull();
    expect(readComments('[{"id":5')).toBeNull();
  });
});

describe('hasNextPage', () => {
  it.each([
    ['<https://api.github.com/x?page=2>; rel="next", <https://api.github.com/x?page=9>; rel="last"', true],
    ['<https://api.github.com/x?page=1>; rel="prev", <https://api.github.com/x?page=1>; rel="first"', false],
    ['<https://api.github.com/x?page=1>; rel="prev", <https://api.github.com/x?page=3>; rel="next"', true],
    [undefined, false],
    ['', false],
  ])('%s: %s', (link, expected) => {
    expect(hasNextPage(link)).toBe(expected);
  });
});
