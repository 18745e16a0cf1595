import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commentMarker } from '../../../src/forge/marker.js';
import type { CommentResult } from '../../../src/forge/sticky.js';
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

async function post(body: string, token: string | null = server.tokens.actions): Promise<Posted> {
  const client = forgeClient(server, token);
  const result = await client.forge.upsertComment({ pullRequest: server.pullRequest, marker, body });
  return { ...client, result };
}

const sent = (method: string) => server.requests.filter((request) => request.method === method);
const bodies = async () => (await server.comments()).map((comment) => comment.body);

describe('a refusal is a result and one warning', () => {
  it('of a read-only token, and says what to do', async () => {
    const { result, log } = await post('text', server.tokens.readOnly);
    expect(result).toMatchObject({ status: 'refused', url: null });
    expect(result.why).toContain('Resource not accessible by integration');
    expect(result.why).toContain('pull-requests: write');
    expect(result.why).toContain('job summary');
    expect(log.warnings).toEqual([`No comment on pull request #1: ${result.why}`]);
    expect(await bodies()).toEqual([]);
    expect(sent('POST')).toHaveLength(1);
  });

  it('of a read-only token that would have to update', async () => {
    await post('old');
    const { result, log } = await post('new', server.tokens.readOnly);
    expect(result.status).toBe('refused');
    expect(log.warnings).toHaveLength(1);
    expect(await bodies()).toEqual([`${marker}\nold`]);
  });

  it('of no token at all', async () => {
    const { result, log } = await post('text', null);
    expect(result.status).toBe('refused');
    expect(log.warnings).toHaveLength(1);
    expect(server.requests).toEqual([]);
  });

  it('of a token that nobody knows', async () => {
    const { result } = await post('text', 'ghp_nobody');
    expect(result).toMatchObject({ status: 'refused' });
    expect(result.why).toContain('401: Bad credentials');
  });

  it('where the pull request is not there', async () => {
    const { forge, log } = forgeClient(server, server.tokens.actions);
    const result = await forge.upsertComment({ pullRequest: 99, marker, body: 'text' });
    expect(result.status).toBe('refused');
    expect(result.why).toContain('no pull request #99 in olga/widgets');
    expect(log.warnings).toHaveLength(1);
  });

  it.each([
    [403, 'Unable to create comment because issue is locked.', 'is locked'],
    [403, 'Repository was archived so is read-only.', 'is archived'],
    [403, 'Resource protected by organization SAML enforcement.', 'single sign-on'],
    [404, 'Not Found', 'no pull request #1'],
    [409, 'Conflict', 'refused (409'],
    [410, 'Issues are disabled for this repo', 'takes no comments any more'],
    [422, 'Validation Failed', 'did not take the comment'],
    [418, "I'm a teapot", 'refused (418'],
  ])('of a create with %i %s', async (status, message, says) => {
    server.inject({ method: 'POST', answer: { status, body: error(status, message) } });
    const { result, log } = await post('text');
    expect(result).toMatchObject({ status: 'refused', url: null });
    expect(result.why).toContain(says);
    expect(log.warnings).toHaveLength(1);
    expect(sent('POST')).toHaveLength(1);
  });

  it('of a text that is too long for GitHub', async () => {
    const { result } = await post('x'.repeat(65_536));
    expect(result.status).toBe('refused');
    expect(result.why).toContain('422: Validation Failed; body is too long');
  });
});

describe('rate limits', () => {
  it('are waited for as retry-after says', async () => {
    const headers = { 'retry-after': '7' };
    const body = error(403, 'You have exceeded a secondary rate limit.');
    server.inject({ method: 'POST', answer: { status: 403, body, headers } });
    const { result, clock } = await post('text');
    expect(result.status).toBe('created');
    expect(clock.sleeps).toEqual([7_000]);
    expect(await bodies()).toHaveLength(1);
  });

  it('are waited for until the reset', async () => {
    const reset = String(Math.floor(Date.now() / 1_000) + 30);
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset };
    server.inject({
      method: 'GET',
      answer: { status: 403, body: error(403, 'API rate limit exceeded'), headers },
    });
    const { result, clock } = await post('text');
    expect(result.status).toBe('created');
    expect(clock.sleeps).toHaveLength(1);
    expect(clock.sleeps[0]).toBeGreaterThan(20_000);
    expect(clock.sleeps[0]).toBeLessThanOrEqual(31_000);
  });

  it('that last longer are a refusal', async () => {
    const answer = { status: 429, body: error(429, 'Too many requests'), headers: { 'retry-after': '900' } };
    server.inject({ method: 'POST', answer });
    const { result, clock, log } = await post('text');
    expect(result).toMatchObject({ status: 'refused' });
    expect(result.why).toContain("GitHub's rate limit is used up for another 15 min");
    expect(clock.sleeps).toEqual([]);
    expect(log.warnings).toHaveLength(1);
  });

  it('that name no time are waited for a minute', async () => {
    const body = error(403, 'You have exceeded a secondary rate limit.');
    server.inject({ method: 'POST', answer: { status: 403, body } });
    const { result, clock } = await post('text');
    expect(result.status).toBe('created');
    expect(clock.sleeps).toEqual([60_000]);
  });

  it('that last longer than a job should wait are a refusal', async () => {
    const reset = String(Math.floor(Date.now() / 1_000) + 3_600);
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset };
    const body = error(403, 'API rate limit exceeded');
    server.inject({ method: 'POST', answer: { status: 403, body, headers } });
    const { result, clock, log } = await post('text');
    expect(result.status).toBe('refused');
    expect(result.why).toMatch(/used up for another (59|60) min/);
    expect(log.warnings).toHaveLength(1);
    expect(clock.sleeps).toEqual([]);
  });

  it('are waited for no longer than a minute in all', async () => {
    const answer = { status: 429, body: error(429, 'Too many requests'), headers: { 'retry-after': '25' } };
    server.inject({ method: 'POST', times: 10, answer });
    const { result, clock } = await post('text');
    expect(result.status).toBe('refused');
    expect(clock.sleeps).toEqual([25_000, 25_000]);
  });
});

describe('rate limits of the question who we are, which is asked where a comment may be ours', () => {
  const body = error(403, 'API rate limit exceeded');
  const inAnHour = () => ({
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': String(Math.floor(Date.now() / 1_000) + 3_600),
  });
  const bodies = async () => (await server.comments()).map((comment) => comment.body);

  it.each([403, 429])('are waited for (%i), and the comment is updated', async (status) => {
    await post('old');
    const answer = { status, body, headers: { 'retry-after': '2' } };
    server.inject({ method: 'GET', path: /^\/user$/, answer });
    const { result, clock } = await post('text');
    expect(result.status).toBe('updated');
    expect(clock.sleeps).toEqual([2_000]);
    expect(await bodies()).toEqual([`${marker}\ntext`]);
  });

  it.each([
    ['GET', /^\/user$/, 403],
    ['GET', /^\/user$/, 429],
    ['POST', /^\/graphql$/, 403],
  ] as const)(
    'that last longer (%s %s, %i) are a refusal: nothing is written or posted twice',
    async (method, path, status) => {
      await post('old');
      server.inject({ method, path, answer: { status, body, headers: inAnHour() } });
      const { result, log } = await post('text');
      expect(result).toMatchObject({
        status: 'refused',
        why: expect.stringMatching(/used up for another (59|60) min/),
      });
      expect(log.warnings).toHaveLength(1);
      expect(await bodies()).toEqual([`${marker}\nold`]);
    },
  );
});
