import { describe, expect, it } from 'vitest';
import { githubOpenApi } from '../../support/openapi.js';

const api = githubOpenApi();
const request = (method: string, path: string, query = '', body?: unknown) => ({
  method,
  path,
  query: new URLSearchParams(query),
  body,
});
const COMMENTS = '/repos/o/r/issues/1/comments';

describe('the check against OpenAPI', () => {
  it('takes the path with the fewest parameters', () => {
    // Not /repos/{owner}/{repo}/issues/{issue_number} with "comments" as the number.
    expect(api.checkRequest(request('GET', '/repos/o/r/issues/comments', 'per_page=5'))).toEqual([]);
  });

  it.each([
    [request('GET', COMMENTS, 'per_page=100&page=2'), []],
    [request('POST', COMMENTS, '', { body: 'x' }), []],
    [request('DELETE', '/repos/o/r/issues/comments/9'), []],
    [
      request('DELETE', '/repos/o/r/issues/comments/9', '', {}),
      ['the request has a body and should have none'],
    ],
    [request('PUT', COMMENTS), [`PUT ${COMMENTS} is not in GitHub's API`]],
    [request('GET', COMMENTS, 'page=x'), ['parameter page must be integer']],
  ])('%j', (given, expected) => {
    expect(api.checkRequest(given)).toEqual(expected);
  });

  it.each([
    [404, { message: 'Not Found', documentation_url: 'https://docs.github.com', status: '404' }, []],
    [404, { message: 7 }, ['answer/message must be string']],
    [202, {}, [`202 is no answer to GET ${COMMENTS}`]],
    [200, [], []],
    [200, {}, ['answer must be array']],
  ])('answer %i %j', (status, body, expected) => {
    expect(api.checkAnswer(request('GET', COMMENTS), status, body)).toEqual(expected);
  });

  it('takes null where the description says nullable', () => {
    const user = null;
    const url = 'https://api.github.com/x';
    const at = '2026-01-01T00:00:00Z';
    const comment = {
      id: 1,
      node_id: 'x',
      html_url: url,
      issue_url: url,
      user,
      url,
      created_at: at,
      updated_at: at,
    };
    expect(api.checkAnswer(request('GET', COMMENTS), 200, [comment])).toEqual([]);
    expect(api.checkAnswer(request('GET', COMMENTS), 200, [{ ...comment, url: null }])).not.toEqual([]);
  });
});
