import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createIdentity } from '../../../src/forge/identity.js';
import { createSender, type Send, type Sender } from '../../../src/forge/sender.js';
import { seededRandom } from '../../../src/system/random.js';
import { AT_ONCE, type NotingClock, notingClock, notingLog } from '../../support/forge-client.js';

interface Scripted {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly data: unknown;
}

const text = z.string();
const request: Send<typeof text> = (octokit, options) => octokit.request('GET /x', { request: options });
const ok = (data: unknown): Scripted => ({ status: 200, headers: {}, data });
const status = (code: number, headers: Record<string, string> = {}): Scripted => ({
  status: code,
  headers,
  data: { message: `status ${code}` },
});

/** Answers in turn; an Error is thrown as `fetch` throws it. The last one is given again and again. */
function scripted(
  answers: readonly (Scripted | Error)[],
  { signal, apiUrl = 'https://api.github.com' }: { signal?: AbortSignal; apiUrl?: string } = {},
) {
  const asked: string[] = [];
  const clock: NotingClock = notingClock();
  const send = async (url: string | URL | Request): Promise<Response> => {
    const answer = answers[Math.min(asked.length, answers.length - 1)] as Scripted | Error;
    asked.push(String(url));
    if (answer instanceof Error) throw new TypeError('fetch failed', { cause: answer });
    const headers = { 'content-type': 'application/json', ...answer.headers };
    return new Response(JSON.stringify(answer.data), { status: answer.status, headers });
  };
  const sender: Sender = createSender({
    ...{ token: 't', apiUrl, timeoutMs: 10_000, id: 'scripted', signal },
    ...{ clock, random: seededRandom(7), log: notingLog(), fetch: send, spacing: AT_ONCE },
  });
  return { sender, clock, asked, sent: () => asked.length };
}

describe('repeatable', () => {
  it.each([
    ['no answer', new Error('socket hang up')],
    ['500', status(500)],
    ['503', status(503)],
    ['408', status(408)],
    ['an answer of the wrong form', ok({ not: 'text' })],
  ])('tries again after %s', async (_name, first) => {
    const { sender, clock, sent } = scripted([first, first, ok('done')]);
    expect(await sender.repeatable(request, text)).toMatchObject({ kind: 'ok', value: 'done' });
    expect(sent()).toBe(3);
    expect(clock.sleeps).toHaveLength(2);
  });

  it.each([400, 401, 403, 404, 410, 422])('does not try again after %i', async (code) => {
    const { sender, sent } = scripted([status(code)]);
    expect(await sender.repeatable(request, text)).toMatchObject({
      kind: 'denied',
      answer: { status: code },
    });
    expect(sent()).toBe(1);
  });

  it('gives up after four attempts, and says what it was', async () => {
    const { sender, clock, sent } = scripted([new Error('socket hang up')]);
    await expect(sender.repeatable(request, text)).rejects.toMatchObject({
      kind: 'machine',
      code: 'forge-failed',
      message: expect.stringContaining('GET /x: socket hang up'),
    });
    expect(sent()).toBe(4);
    for (const [i, base] of [1_000, 2_000, 4_000].entries()) {
      expect(clock.sleeps[i]).toBeGreaterThanOrEqual(base * 0.75);
      expect(clock.sleeps[i]).toBeLessThanOrEqual(base * 1.25);
    }
  });
});

describe('once', () => {
  it('does not try again where it may have been done', async () => {
    const { sender, sent } = scripted([status(502), ok('done')]);
    expect(await sender.once(request, text)).toEqual({ kind: 'unknown', why: 'status 502 status 502' });
    expect(sent()).toBe(1);
  });

  it('tries again after a rate limit, since nothing was done', async () => {
    const { sender, clock } = scripted([status(429, { 'retry-after': '3' }), ok('done')]);
    expect(await sender.once(request, text)).toMatchObject({ kind: 'ok' });
    expect(clock.sleeps).toEqual([3_000]);
  });
});

describe('waiting for rate limits', () => {
  it('is a minute at most for all requests of an operation', async () => {
    const limited = status(403, { 'retry-after': '40' });
    const { sender, clock } = scripted([limited, ok('one'), limited, ok('two')]);
    expect(await sender.once(request, text)).toMatchObject({ kind: 'ok' });
    expect(await sender.repeatable(request, text)).toEqual({
      kind: 'limited',
      waitMs: 40_000,
      message: 'status 403',
    });
    expect(clock.sleeps).toEqual([40_000]);
  });
});

describe('a cancelled run', () => {
  it('sends nothing more, and says why with its own reason', async () => {
    const controller = new AbortController();
    const { sender, sent } = scripted([status(500)], { signal: controller.signal });
    controller.abort(new Error('cancelled'));
    await expect(sender.repeatable(request, text)).rejects.toThrow('cancelled');
    expect(sent()).toBe(0);
  });
});

describe('createIdentity', () => {
  const user = (login: string) => ok({ login });
  const viewer = (login: string) => ok({ data: { viewer: { login } } });

  it.each([
    ['the owner of a personal token', [user('olga')], 'olga'],
    ['an App, by GraphQL', [status(403), viewer('acme[bot]')], 'acme[bot]'],
    ["the job's token where GraphQL does not tell", [status(403), status(404)], 'github-actions[bot]'],
    [
      "the job's token where GraphQL answers with errors",
      [status(403), ok({ errors: [{}] })],
      'github-actions[bot]',
    ],
    ["the job's token where GraphQL breaks", [status(403), new Error('reset')], 'github-actions[bot]'],
  ])('is %s', async (_name, answers, login) => {
    const { sender } = scripted(answers);
    expect(await createIdentity().login(sender)).toEqual({ login });
  });

  it('is asked for once', async () => {
    const identity = createIdentity();
    const { sender, sent } = scripted([user('olga'), user('other')]);
    await identity.login(sender);
    expect(await identity.login(sender)).toEqual({ login: 'olga' });
    expect(sent()).toBe(1);
  });

  it('believes what a comment of ours came back with', async () => {
    const identity = createIdentity();
    const { sender, sent } = scripted([user('olga')]);
    identity.learn('acme[bot]');
    expect(await identity.login(sender)).toEqual({ login: 'acme[bot]' });
    expect(sent()).toBe(0);
  });

  it.each([
    ['of GET /user', [status(429, { 'retry-after': '900' })]],
    ['of GraphQL', [status(403), status(429, { 'retry-after': '900' })]],
  ])('is not guessed under a rate limit %s, and is asked for again', async (_what, answers) => {
    const identity = createIdentity();
    const refusal = { why: expect.stringContaining('another 15 min'), hint: expect.any(String) };
    expect(await identity.login(scripted(answers).sender)).toEqual({ refusal });
    expect(await identity.login(scripted([user('olga')]).sender)).toEqual({ login: 'olga' });
  });

  it.each([
    ['https://api.github.com', 'https://api.github.com/graphql'],
    ['https://api.github.com/', 'https://api.github.com/graphql'],
    ['https://github.example.com/api/v3', 'https://github.example.com/api/graphql'],
    ['https://api.tenant.ghe.com', 'https://api.tenant.ghe.com/graphql'],
  ])('is asked of the GraphQL beside %s', async (apiUrl, expected) => {
    const { sender, asked } = scripted([status(403), viewer('acme[bot]')], { apiUrl });
    await createIdentity().login(sender);
    expect(asked[1]).toBe(expected);
  });
});

describe('a 409, and a 429 without an end', () => {
  it.each([409, 429])('%i: a create is sent once', async (code) => {
    const { sender, sent } = scripted([status(code, { 'retry-after': '900' })]);
    expect((await sender.once(request, text)).kind).not.toBe('ok');
    expect(sent()).toBe(1);
  });
});
