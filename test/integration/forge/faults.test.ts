import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commentMarker } from '../../../src/forge/marker.js';
import type { CommentResult } from '../../../src/forge/sticky.js';
import { LoadgateError } from '../../../src/model/error.js';
import { type ForgeClient, forgeClient } from '../../support/forge-client.js';
import { error } from '../../support/forge-proxy.js';
import { type ForgeServer, startForgeServer } from '../../support/forge-server.js';

const marker = commentMarker('default');
let server: ForgeServer;

beforeEach(async () => {
  server = await startForgeServer();
});
afterEach(() => server.close());

interface Posted extends ForgeClient {
  readonly result: CommentResult;
}

async function post(body: string, token = server.tokens.actions): Promise<Posted> {
  const client = forgeClient(server, token);
  const result = await client.forge.upsertComment({ pullRequest: server.pullRequest, marker, body });
  return { ...client, result };
}

async function failing(body: string): Promise<LoadgateError> {
  const thrown: unknown = await post(body).catch((caught: unknown) => caught);
  expect(thrown).toBeInstanceOf(LoadgateError);
  expect(thrown).toMatchObject({ kind: 'machine', code: 'forge-failed' });
  return thrown as LoadgateError;
}

const sent = (method: string) => server.requests.filter((request) => request.method === method);
const bodies = async () => (await server.comments()).map((comment) => comment.body);

describe('answers that do not come', () => {
  it.each([500, 502, 503])(
    'a list that fails with %i is asked for again, later each time',
    async (status) => {
      server.inject({ method: 'GET', times: 3, answer: { status, body: { message: 'Oops' } } });
      const { result, clock, log } = await post('text');
      expect(result.status).toBe('created');
      expect(log.warnings).toEqual([]);
      const [first = 0, second = 0, third = 0] = clock.sleeps;
      expect(clock.sleeps).toHaveLength(3);
      expect(first).toBeGreaterThanOrEqual(750);
      expect(second).toBeGreaterThan(first);
      expect(third).toBeGreaterThan(second);
    },
  );

  it('a list that always fails is an error of the machine, and nothing is posted', async () => {
    server.inject({ method: 'GET', times: 99, answer: { status: 500, body: { message: 'Oops' } } });
    const thrown = await failing('text');
    expect(thrown.message).toContain('status 500 Oops');
    expect(sent('GET')).toHaveLength(4);
    expect(sent('POST')).toEqual([]);
  });

  it('a server that is not there is an error of the machine', async () => {
    const closed = await startForgeServer();
    await closed.close();
    const { forge, clock } = forgeClient(closed, closed.tokens.actions);
    const posted = forge.upsertComment({ pullRequest: 1, marker, body: 'text' });
    await expect(posted).rejects.toMatchObject({ code: 'forge-failed' });
    expect(clock.sleeps).toHaveLength(3);
  });

  it.each(['text', 'connection'] as const)('a list with a cut body (%s) is asked for again', async (cut) => {
    await post('old');
    server.inject({ method: 'GET', path: /comments$/, cut });
    const { result } = await post('new');
    expect(result.status).toBe('updated');
    expect(await bodies()).toEqual([`${marker}\nnew`]);
  });

  it('an update that is answered with 500 is sent again', async () => {
    await post('old');
    server.inject({ method: 'PATCH', times: 2, answer: { status: 500, body: {} } });
    expect((await post('new')).result.status).toBe('updated');
    expect(await bodies()).toEqual([`${marker}\nnew`]);
  });
});

describe('a create that may have been done is looked up before it is sent again', () => {
  it.each([
    [
      'answered with 500 after it was done',
      { commit: true, answer: { status: 500, body: { message: 'Oops' } } },
    ],
    [
      'answered with 502 and HTML after it was done',
      { commit: true, answer: { status: 502, body: '<html>' } },
    ],
    ['cut off after it was done', { commit: true, reset: true }],
    ['answered with half of the JSON', { cut: 'text' as const }],
    ['cut off in the middle of the answer', { cut: 'connection' as const }],
  ])('%s', async (_name, fault) => {
    server.inject({ method: 'POST', path: /comments$/, ...fault });
    const { result, log } = await post('text');
    expect(result.status).toBe('created');
    expect(result.url).toBe((await server.comments())[0]?.url);
    expect(await bodies()).toEqual([`${marker}\ntext`]);
    expect(sent('POST').filter((request) => request.path !== '/graphql')).toHaveLength(1);
    expect(log.warnings).toEqual([]);
  });

  it.each([true, false])('that is never answered (done: %s)', async (commit) => {
    server.inject({ method: 'POST', path: /comments$/, commit, hang: true });
    const { forge, log } = forgeClient(server, server.tokens.actions, 1, 300);
    const result = await forge.upsertComment({ pullRequest: server.pullRequest, marker, body: 'text' });
    expect(result.status).toBe('created');
    expect(await bodies()).toEqual([`${marker}\ntext`]);
    expect(log.warnings).toEqual([]);
  });

  it('also by another App that nobody tells who it is', async () => {
    server.setGraphql(false);
    server.inject({ method: 'POST', path: /comments$/, commit: true, reset: true });
    const { result } = await post('text', server.tokens.otherApp);
    expect(result.status).toBe('created');
    expect(await bodies()).toHaveLength(1);
  });

  it('and is sent again where it was not done', async () => {
    server.inject({ method: 'POST', times: 2, reset: true });
    const { result, clock } = await post('text');
    expect(result.status).toBe('created');
    expect(await bodies()).toHaveLength(1);
    expect(clock.sleeps).toHaveLength(2);
  });

  it('and given up at last', async () => {
    server.inject({ method: 'POST', times: 99, answer: { status: 503, body: { message: 'Unicorn' } } });
    expect((await failing('text')).message).toContain('Unicorn');
    expect(sent('POST')).toHaveLength(4);
  });

  it('and where another run posted meanwhile, one comment stays', async () => {
    server.inject({
      method: 'POST',
      path: /comments$/,
      before: async () => {
        await server.addComment(server.tokens.actions, `${marker}\nfrom another run`);
      },
      commit: true,
      reset: true,
    });
    const { result } = await post('text');
    expect(result.status).toBe('updated');
    expect(await bodies()).toEqual([`${marker}\ntext`]);
  });
});

describe('the comment changes under our hands', () => {
  it('is posted anew when it was deleted between reading and writing', async () => {
    await post('old');
    const [old] = await server.comments();
    server.inject({ method: 'PATCH', before: () => server.removeComment(old?.id ?? 0) });
    const { result, log } = await post('new');
    expect(result.status).toBe('created');
    expect(await bodies()).toEqual([`${marker}\nnew`]);
    expect(log.warnings).toEqual([]);
  });

  it('a duplicate that is gone already is no trouble', async () => {
    server.inject({
      method: 'POST',
      path: /comments$/,
      before: async () => {
        await server.addComment(server.tokens.actions, `${marker}\nfrom another run`);
      },
    });
    server.inject({
      method: 'DELETE',
      before: async () => {
        const [, duplicate] = await server.comments();
        await server.removeComment(duplicate?.id ?? 0);
      },
    });
    const { result, log } = await post('text');
    expect(result.status).toBe('updated');
    expect(log.warnings).toEqual([]);
    expect(await bodies()).toEqual([`${marker}\ntext`]);
  });

  it('duplicates that killed runs left are removed, and nothing of anybody else', async () => {
    for (const text of ['one', 'two', 'three']) {
      await server.addComment(server.tokens.actions, `${marker}\n${text}`);
      await server.addComment(server.tokens.contributor, `${marker}\nmine`);
    }
    const { result } = await post('text');
    expect(result.status).toBe('updated');
    expect(await bodies()).toEqual([`${marker}\ntext`, ...Array(3).fill(`${marker}\nmine`)]);
  });

  it('a duplicate whose removal fails to the end is told, and the comment is posted all the same', async () => {
    for (const text of ['one', 'two']) await server.addComment(server.tokens.actions, `${marker}\n${text}`);
    server.inject({ method: 'DELETE', times: 99, answer: { status: 500, body: {} } });
    const { result, log } = await post('text');
    expect(result.status).toBe('updated');
    expect(log.warnings).toHaveLength(1);
    expect(log.warnings[0]).toContain('#issuecomment-2');
  });

  it('a duplicate that may not be removed is told', async () => {
    server.inject({
      method: 'POST',
      path: /comments$/,
      before: async () => {
        await server.addComment(server.tokens.actions, `${marker}\nfrom another run`);
      },
    });
    server.inject({
      method: 'DELETE',
      answer: { status: 403, body: error(403, 'Resource not accessible by integration') },
    });
    const { result, log } = await post('text');
    expect(result.status).toBe('updated');
    expect(log.warnings).toHaveLength(1);
    expect(log.warnings[0]).toContain('#issuecomment-2');
  });

  it('that GitHub lists, but does not let be written to, is a refusal in the end', async () => {
    await post('old');
    server.inject({ method: 'PATCH', times: 99, answer: { status: 404, body: error(404, 'Not Found') } });
    const { result } = await post('new');
    expect(result.status).toBe('refused');
    expect(await bodies()).toEqual([`${marker}\nold`]);
  });

  it('stays posted when the second look fails, with a warning', async () => {
    server.inject({
      method: 'GET',
      path: /comments$/,
      skip: 1,
      times: 99,
      answer: { status: 500, body: {} },
    });
    const { result, log } = await post('text');
    expect(result.status).toBe('created');
    expect(log.warnings).toHaveLength(1);
    expect(await bodies()).toEqual([`${marker}\ntext`]);
  });
});

describe('the end of a run', () => {
  it('ends a request that hangs, without trying again', async () => {
    const cancel = new AbortController();
    const reason = new Error('cancelled');
    server.inject({
      method: 'GET',
      before: () => {
        cancel.abort(reason);
        return new Promise(() => {});
      },
    });
    const { forge, clock } = forgeClient(server, server.tokens.actions);
    const { pullRequest } = server;
    const posted = forge.upsertComment({ pullRequest, marker, body: 'text', signal: cancel.signal });
    await expect(posted).rejects.toBe(reason);
    expect(clock.sleeps).toEqual([]);
    expect(await bodies()).toEqual([]);
  });
});

describe('an enterprise server', () => {
  it('is asked under /api/v3, and its GraphQL under /api/graphql', async () => {
    const enterprise = await startForgeServer({ enterprise: true });
    try {
      const request = { pullRequest: enterprise.pullRequest, marker };
      const client = () => forgeClient(enterprise, enterprise.tokens.otherApp).forge;
      await client().upsertComment({ ...request, body: 'one' });
      expect(await client().upsertComment({ ...request, body: 'two' })).toMatchObject({ status: 'updated' });
      expect(enterprise.apiUrl).toMatch(/\/api\/v3$/);
      expect(enterprise.requests.find(({ path }) => path === '/graphql')?.status).toBe(200);
      expect(await enterprise.comments()).toHaveLength(1);
    } finally {
      await enterprise.close();
    }
  });
});
