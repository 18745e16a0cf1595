import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { error } from '../../support/forge-proxy.js';
import { type ForgeServer, startForgeServer } from '../../support/forge-server.js';

let server: ForgeServer;
let clean: boolean;

beforeEach(async () => {
  server = await startForgeServer();
  clean = true;
});
afterEach(async () => {
  if (clean) await server.close();
});

async function ask(method: string, path: string, token: string, body?: unknown) {
  const response = await fetch(`${server.apiUrl}${path}`, {
    method,
    headers: { authorization: `token ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

async function closing(): Promise<string> {
  clean = false;
  return server.close().then(
    () => 'nothing was wrong',
    (thrown: Error) => thrown.message,
  );
}

const comments = '/repos/olga/widgets/issues/1/comments';

describe('what GitHub would not take fails the test', () => {
  it.each([
    ['GET', `${comments}?per_page=101`, undefined, 'parameter per_page is above 100'],
    ['GET', `${comments}?pages=1`, undefined, 'parameter pages is unknown'],
    ['GET', '/repos/olga/widgets/issues/x/comments', undefined, 'parameter issue_number must be integer'],
    ['GET', '/repos/olga/widgets/issues/1/commments', undefined, "is not in GitHub's API"],
    ['POST', comments, { text: 'x' }, 'body/text is unknown'],
    ['POST', comments, undefined, 'the request has no body'],
    ['POST', comments, { body: 1 }, 'body/body must be string'],
    ['POST', '/graphql', { query: 'query { viewer { name } }' }, 'GraphQL'],
  ])('%s %s %j', async (method, path, body, says) => {
    await ask(method, path, server.tokens.actions, body);
    expect(await closing()).toContain(says);
  });

  it('nor may a test make up answers that GitHub would not give', async () => {
    server.inject({ method: 'POST', answer: { status: 201, body: { id: 'one' } } });
    await ask('POST', comments, server.tokens.actions, { body: 'x' });
    expect(await closing()).toContain('answer/id must be integer');
  });

  it('and nothing is said where nothing was wrong', async () => {
    await ask('POST', comments, server.tokens.actions, { body: 'x' });
    await ask('GET', `${comments}?per_page=100&page=1`, server.tokens.readOnly);
    await ask('GET', '/user', server.tokens.personal);
    expect(await closing()).toBe('nothing was wrong');
  });
});

describe('tokens', () => {
  it.each([
    ['actions', 201, 'github-actions[bot]'],
    ['otherApp', 201, 'acme[bot]'],
    ['personal', 201, 'olga'],
    ['contributor', 201, 'alice'],
    ['readOnly', 403, 'Resource not accessible by integration'],
  ] as const)('%s posts with %i as %s', async (name, status, says) => {
    const answer = await ask('POST', comments, server.tokens[name], { body: 'x' });
    expect(answer.status).toBe(status);
    const { user, message } = JSON.parse(answer.text) as { user?: { login: string }; message?: string };
    expect(user?.login ?? message).toBe(says);
  });

  it.each([
    ['actions', 403],
    ['readOnly', 403],
    ['personal', 200],
  ] as const)('%s asks who it is: %i', async (name, status) => {
    expect((await ask('GET', '/user', server.tokens[name])).status).toBe(status);
  });

  it('nobody knows get 401', async () => {
    expect((await ask('GET', comments, 'made-up')).status).toBe(401);
  });
});

describe('the proxy', () => {
  it('records what was asked and answered', async () => {
    await ask('POST', comments, server.tokens.readOnly, { body: 'x' });
    expect(server.requests).toMatchObject([
      { method: 'POST', path: comments, query: '', body: { body: 'x' }, status: 403 },
    ]);
    expect(server.requests[0]?.headers['authorization']).toBe(`token ${server.tokens.readOnly}`);
  });

  it('leads to the next page through itself', async () => {
    for (const body of ['one', 'two', 'three']) await server.addComment(server.tokens.personal, body);
    const { headers } = await ask('GET', `${comments}?per_page=2`, server.tokens.readOnly);
    expect(headers.get('link')).toContain(`<${server.serverUrl}${comments}?`);
  });

  it('lets requests through, spoils some, then no more', async () => {
    server.inject({
      method: 'GET',
      skip: 1,
      times: 2,
      answer: { status: 404, body: error(404, 'Not Found') },
    });
    const statuses = [];
    for (let i = 0; i < 4; i++) statuses.push((await ask('GET', comments, server.tokens.actions)).status);
    expect(statuses).toEqual([200, 404, 404, 200]);
  });

  it('answers with an error after the work is done, if told to', async () => {
    server.inject({ method: 'POST', commit: true, answer: { status: 500, body: {} } });
    expect((await ask('POST', comments, server.tokens.actions, { body: 'done' })).status).toBe(500);
    expect(await server.comments()).toHaveLength(1);
    server.inject({ method: 'POST', answer: { status: 500, body: {} } });
    await ask('POST', comments, server.tokens.actions, { body: 'not done' });
    expect(await server.comments()).toHaveLength(1);
  });

  it('cuts bodies and connections', async () => {
    server.inject({ method: 'GET', cut: 'text' });
    const { text } = await ask('GET', '/user', server.tokens.personal);
    expect(() => JSON.parse(text)).toThrow();
    server.inject({ method: 'GET', cut: 'connection' });
    await expect(ask('GET', '/user', server.tokens.personal)).rejects.toThrow();
    server.inject({ method: 'GET', reset: true });
    await expect(ask('GET', '/user', server.tokens.personal)).rejects.toThrow('fetch failed');
  });
});
