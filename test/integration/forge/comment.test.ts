import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commentMarker } from '../../../src/forge/marker.js';
import { forgeClient } from '../../support/forge-client.js';
import { meetingPoint } from '../../support/forge-faults.js';
import { type ForgeServer, startForgeServer } from '../../support/forge-server.js';

const marker = commentMarker('default');
let server: ForgeServer;

beforeEach(async () => {
  server = await startForgeServer();
});
afterEach(() => server.close());

const post = (body: string, token = server.tokens.actions, key = 'default') =>
  forgeClient(server, token).forge.upsertComment({
    pullRequest: server.pullRequest,
    marker: commentMarker(key),
    body,
  });
const writes = () =>
  server.requests.filter((request) => request.method !== 'GET' && request.path !== '/graphql');

describe('one comment', () => {
  it('is created by the first run, by github-actions[bot] and with the marker first', async () => {
    const result = await post('first');
    const [comment] = await server.comments();
    expect(comment).toMatchObject({ author: 'github-actions[bot]', body: `${marker}\nfirst` });
    expect(result).toMatchObject({ status: 'created', url: comment?.url });
    expect(result.url).toBe(`${server.serverUrl}/olga/widgets/pull/1#issuecomment-${comment?.id}`);
  });

  it('is updated in place by the next run, and after ten runs it is still one', async () => {
    for (let run = 1; run <= 10; run++) {
      const result = await post(`run ${run}`);
      expect(result.status).toBe(run === 1 ? 'created' : 'updated');
    }
    const comments = await server.comments();
    expect(comments).toHaveLength(1);
    expect(comments[0]?.body).toBe(`${marker}\nrun 10`);
  });

  it('is not written again where the text is the same', async () => {
    await post('same\r\ntext\n\n');
    const before = writes().length;
    expect(await post('same\ntext')).toMatchObject({ status: 'skipped' });
    expect(writes()).toHaveLength(before);
  });

  it('has another one beside it for another key', async () => {
    await post('one', server.tokens.actions, 'a');
    await post('two', server.tokens.actions, 'ab');
    await post('three', server.tokens.actions, 'a');
    const bodies = (await server.comments()).map((comment) => comment.body);
    expect(bodies).toEqual([`${commentMarker('a')}\nthree`, `${commentMarker('ab')}\ntwo`]);
  });

  it('is found on the second page', async () => {
    for (let i = 0; i < 105; i++) await server.addComment(server.tokens.contributor, `talk ${i}`);
    await post('ours');
    for (let i = 0; i < 105; i++) await server.addComment(server.tokens.contributor, `more talk ${i}`);
    expect(await post('ours, again')).toMatchObject({ status: 'updated' });
    const ours = (await server.comments()).filter((comment) => comment.author === 'github-actions[bot]');
    expect(ours.map((comment) => comment.body)).toEqual([`${marker}\nours, again`]);
    const pages = server.requests.filter((request) => request.query.includes('per_page=100'));
    expect(pages.map((request) => /page=(\d+)$/.exec(request.query)?.[1])).toContain('3');
  });
});

describe('whose comment it is', () => {
  it("leaves another author's comment with our marker alone", async () => {
    const foreign = `${marker}\nnot yours`;
    await server.addComment(server.tokens.contributor, foreign);
    expect(await post('ours')).toMatchObject({ status: 'created' });
    expect(await post('ours, again')).toMatchObject({ status: 'updated' });
    const comments = await server.comments();
    expect(comments.map(({ author, body }) => ({ author, body }))).toEqual([
      { author: 'alice', body: foreign },
      { author: 'github-actions[bot]', body: `${marker}\nours, again` },
    ]);
  });

  it('is not taken in by a comment of ours that quotes the marker', async () => {
    const quoting = `Look:\n${marker}\nquoted`;
    await server.addComment(server.tokens.actions, quoting);
    await post('ours');
    expect((await server.comments()).map((comment) => comment.body)).toEqual([quoting, `${marker}\nours`]);
  });

  it('is the owner of a personal token', async () => {
    await post('mine', server.tokens.personal);
    expect(await post('mine, again', server.tokens.personal)).toMatchObject({ status: 'updated' });
    expect(await server.comments()).toMatchObject([{ author: 'olga', body: `${marker}\nmine, again` }]);
    expect(server.requests.some((request) => request.path === '/graphql')).toBe(false);
  });

  it('is another App, which asks GraphQL since GET /user is refused', async () => {
    await post('app', server.tokens.otherApp);
    expect(await post('app, again', server.tokens.otherApp)).toMatchObject({ status: 'updated' });
    expect(await server.comments()).toMatchObject([{ author: 'acme[bot]', body: `${marker}\napp, again` }]);
    const asked = server.requests.filter((request) => ['/user', '/graphql'].includes(request.path));
    expect(asked.map(({ path, status }) => ({ path, status }))).toEqual([
      { path: '/user', status: 403 },
      { path: '/graphql', status: 200 },
    ]);
  });

  it("is the job's own token where nobody tells", async () => {
    server.setGraphql(false);
    await post('bot');
    expect(await post('bot, again')).toMatchObject({ status: 'updated' });
    expect(await server.comments()).toHaveLength(1);
  });

  it('is learnt from the answer by another App where nobody tells, and it stays one comment', async () => {
    server.setGraphql(false);
    await post('app', server.tokens.otherApp);
    await post('app, again', server.tokens.otherApp);
    expect(await server.comments()).toMatchObject([
      { id: 1, author: 'acme[bot]', body: `${marker}\napp, again` },
    ]);
  });

  it('is asked for once by a run that comments twice', async () => {
    const { forge } = forgeClient(server, server.tokens.personal);
    const request = { pullRequest: server.pullRequest, marker };
    await server.addComment(server.tokens.personal, `${marker}\nold`);
    await forge.upsertComment({ ...request, body: 'one' });
    await forge.upsertComment({ ...request, body: 'two' });
    expect(server.requests.filter((sent) => sent.path === '/user')).toHaveLength(1);
  });
});

describe('two runs at once', () => {
  it.each(Array.from({ length: 20 }, (_, repeat) => repeat))('end with one comment (%i)', async (repeat) => {
    // Both have looked before either creates: the worst case. Which one is first, and how their second looks
    // and writes fall, differs from repeat to repeat.
    const gate = meetingPoint(2);
    server.inject({ method: 'POST', times: 2, before: gate });
    if (repeat % 2 === 1) server.inject({ method: 'GET', skip: 2, before: yieldTurns(repeat) });
    const results = await Promise.all([post('run a'), post('run b')]);

    const comments = await server.comments();
    expect(comments).toHaveLength(1);
    expect(writes().filter((request) => request.method === 'POST')).toHaveLength(2);
    // The one that was created later wrote its text into the other, and is gone.
    expect(results.map((result) => result.status).sort()).toEqual(['created', 'updated']);
    const later = results[0]?.status === 'updated' ? 'run a' : 'run b';
    expect(comments[0]?.body).toBe(`${marker}\n${later}`);
    expect(results.map((result) => result.url)).toEqual([comments[0]?.url, comments[0]?.url]);
  });

  it('end with one comment when there are five of them', async () => {
    const gate = meetingPoint(5);
    server.inject({ method: 'POST', times: 5, before: gate });
    await Promise.all(['a', 'b', 'c', 'd', 'e'].map((name) => post(`run ${name}`)));
    expect(await server.comments()).toHaveLength(1);
  });
});

/** Lets other work go first, some turns of the event loop long. */
function yieldTurns(turns: number): () => Promise<void> {
  return async () => {
    for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
  };
}
