import { describe, expect, it } from 'vitest';
import { createIdentity } from '../../../src/forge/identity.js';
import { createSender, type Sender } from '../../../src/forge/retry.js';
import type { ForgeAnswer, ForgeRequest } from '../../../src/forge/transport.js';
import { seededRandom } from '../../../src/system/random.js';
import { type NotingClock, notingClock, notingLog } from '../../support/forge-client.js';

const request: ForgeRequest = { method: 'GET', route: '/x', parameters: {} };
const text = (data: unknown) => (typeof data === 'string' ? data : null);
const ok = (data: unknown): ForgeAnswer => ({ status: 200, headers: {}, data });
const status = (code: number, headers: Record<string, string> = {}): ForgeAnswer => ({
  status: code,
  headers,
  data: { message: `status ${code}` },
});

/** Answers in turn; an Error is thrown. The last one is given again and again. */
function scripted(answers: readonly (ForgeAnswer | Error)[], signal?: AbortSignal) {
  let sent = 0;
  const clock: NotingClock = notingClock();
  const transport = async () => {
    const answer = answers[Math.min(sent++, answers.length - 1)] as ForgeAnswer | Error;
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const options = { transport, clock, random: seededRandom(7), log: notingLog(), signal };
  const sender: Sender = createSender(options);
  return { sender, clock, sent: () => sent };
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
    const { sender, sent } = scripted([status(500)], controller.signal);
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
    expect(await createIdentity('https://api.github.com').login(sender)).toEqual({ login });
  });

  it('is asked for once', async () => {
    const identity = createIdentity('https://api.github.com');
    const { sender, sent } = scripted([user('olga'), user('other')]);
    await identity.login(sender);
    expect(await identity.login(sender)).toEqual({ login: 'olga' });
    expect(sent()).toBe(1);
  });

  it('believes what a comment of ours came back with', async () => {
    const identity = createIdentity('https://api.github.com');
    const { sender, sent } = scripted([user('olga')]);
    identity.learn('acme[bot]');
    expect(await identity.login(sender)).toEqual({ login: 'acme[bot]' });
    expect(sent()).toBe(0);
  });

  it.each([
    ['of GET /user', [status(429, { 'retry-after': '900' })]],
    ['of GraphQL', [status(403), status(429, { 'retry-after': '900' })]],
  ])('is not guessed under a rate limit %s, and is asked for again', async (_what, answers) => {
    const identity = createIdentity('https://api.github.com');
    const refusal = { why: expect.stringContaining('another 15 min'), hint: expect.any(String) };
    expect(await identity.login(scripted(answers).sender)).toEqual({ refusal });
    expect(await identity.login(scripted([user('olga')]).sender)).toEqual({ login: 'olga' });
  });
});
