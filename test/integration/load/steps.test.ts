import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LoadStep, LoadTurns } from '../../../src/load/job.js';
import type { HttpRequest } from '../../../src/model/config.js';
import { NO_FAILURES, round } from '../../support/load.js';
import { answerText, closing, startServer, type TestServer } from '../../support/servers.js';
import { type SessionShop, startSessionShop } from '../../support/session-shop.js';

let server: TestServer | SessionShop | undefined;
let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'loadgate-steps-'));
});
afterEach(async () => {
  await server?.close();
  rmSync(root, { recursive: true });
});

const step = (request: Partial<HttpRequest>, more: Partial<LoadStep> = {}): LoadStep => ({
  request: { method: 'GET', path: '/', headers: {}, body: null, ...request },
  ...{ expectStatus: null, expectBody: null, expectText: null },
  ...more,
});
const turns = (data: LoadTurns['data'] = {}): LoadTurns => ({ seed: 1, index: 0, row: 0, data });
const users = (names: readonly string[], use?: 'once'): LoadTurns['data'] => {
  writeFileSync(join(root, 'users.csv'), `name\n${names.join('\n')}\n`);
  return { users: { root, path: 'users.csv', ...(use === undefined ? {} : { use }) } };
};

const AUTHORIZATION = { Authorization: 'Bearer {{token}}' };
const SHOPPING = [
  step({ path: '/form' }, { capture: { csrf: { from: 'cookie', name: 'csrftoken' } } }),
  step(
    {
      method: 'POST',
      path: '/login',
      headers: { 'X-CSRFToken': '{{csrf}}' },
      body: '{"name":"{{users.name}}"}',
    },
    { capture: { token: { from: 'json', path: '$.token' } } },
  ),
  step(
    { method: 'POST', path: '/orders', headers: AUTHORIZATION },
    { expectStatus: 201, capture: { order: { from: 'header', name: 'location' } } },
  ),
  step(
    { path: '{{order}}?n={{index}}', headers: AUTHORIZATION },
    { expectText: null, expectSize: { from: 5, to: null } },
  ),
];

describe('a sequence of steps', () => {
  it('logs in with CSRF token, cookies and token, and goes where the answer says, one step after the other', async () => {
    const shop = await startSessionShop();
    server = shop;
    const result = await round(shop.url, {
      ...{ steps: SHOPPING, turns: turns(users(['ada', 'bob', 'eve'])), cookies: true, connections: 3 },
    });
    expect(result.failures).toEqual(NO_FAILURES);
    expect(shop.visits.every(({ status }) => status < 300)).toBe(true);
    expect(result.connectionsOpened).toBe(3);
    expect(result.answers).toBe(4 * (result.turns?.done ?? 0));
    expect(result.turns?.begun).toBe(result.turns?.done);
    expect(shop.visits).toHaveLength(result.answers);
    // Each connection goes through the steps in their order.
    for (const connection of [0, 1, 2]) {
      const visits = shop.visits.filter((one) => one.connection === connection).map(({ what }) => what);
      for (const [at, what] of visits.entries())
        expect(what).toMatch(
          [/^GET \/form$/, /^POST \/login /, /^POST \/orders$/, /^GET \/orders\/\d+\?n=/][at % 4] ?? '',
        );
    }
    // Rows and numbers come in turn, whichever connection takes them.
    const logins = shop.visits.filter(({ what }) => what.startsWith('POST /login')).map(({ what }) => what);
    for (const name of ['ada', 'bob', 'eve']) {
      const share = logins.filter((what) => what.includes(name)).length / logins.length;
      expect(Math.abs(share - 1 / 3)).toBeLessThan(2 / logins.length);
    }
    const numbers = shop.visits.flatMap(({ what }) => /\?n=(\d+)/.exec(what)?.[1] ?? []).map(Number);
    expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from(numbers.keys()));
  });

  it('has figures for itself and for each step', async () => {
    server = await startServer({
      onRequest: (socket, _, head) => {
        const delay = head.startsWith('GET /slow') ? 30 : 5;
        setTimeout(() => socket.write(answerText()), delay);
      },
    });
    const steps = [step({ path: '/quick' }), step({ path: '/slow' })];
    const { latencyUs, steps: figures, requests } = await round(server.url, { steps, connections: 2 });
    const [quick, slow] = figures ?? [];
    expect(quick?.latencyUs.p50).toBeGreaterThan(4_000);
    expect(quick?.latencyUs.p50).toBeLessThan(20_000);
    expect(slow?.latencyUs.p50).toBeGreaterThan(29_000);
    expect(latencyUs.p50).toBeGreaterThan(34_000);
    expect(latencyUs.p50).toBeLessThan(60_000);
    expect((quick?.requests ?? 0) + (slow?.requests ?? 0)).toBe(requests);
    expect([quick?.failed, slow?.failed]).toEqual([0, 0]);
  });

  it('is one arrival at a rate, and its latency begins with it', async () => {
    server = await startServer({
      onRequest: (socket) => void setTimeout(() => socket.write(answerText()), 10),
    });
    const steps = [step({}), step({}), step({})];
    const result = await round(server.url, { steps, turns: turns(), rate: 100, connections: 20 });
    expect(result.arrivals).toMatchObject({ count: 40, unsent: 0 });
    expect((server as TestServer).requests()).toBe(120);
    expect(result.turns).toEqual({ begun: 40, done: 40 });
    expect(result.rps).toBeGreaterThan(240);
    expect(result.rps).toBeLessThan(360);
    expect(result.latencyUs.p50).toBeGreaterThan(30_000);
  });

  it('ends with an answer that has nothing to capture, which failed in its own way', async () => {
    const shop = await startSessionShop('bob');
    server = shop;
    const data = users(['ada', 'bob']);
    const {
      failures,
      steps,
      turns: ran,
    } = await round(shop.url, {
      ...{ steps: SHOPPING, turns: turns(data), cookies: true, connections: 2 },
    });
    const { capture = 0, ...others } = failures;
    expect(others).toEqual(NO_FAILURES);
    expect(capture).toBeGreaterThan(3);
    expect(steps?.map(({ failed }) => failed)).toEqual([0, capture, 0, 0]);
    expect((ran?.begun ?? 0) - (ran?.done ?? 0)).toBe(capture);
  });

  it('goes on over a new connection where the server closes one after an answer', async () => {
    server = await startServer({
      onRequest: (socket) => {
        socket.end(answerText({ headers: ['Connection: close'] }));
      },
    });
    const steps = [step({ path: '/one' }), step({ path: '/two' })];
    const {
      failures,
      turns: ran,
      steps: figures,
    } = await round(server.url, { steps, turns: turns(), connections: 2 });
    expect(failures).toEqual(NO_FAILURES);
    expect(ran?.done).toBeGreaterThan(5);
    expect(ran?.begun).toBe(ran?.done);
    expect(Math.abs((figures?.[0]?.requests ?? 0) - (figures?.[1]?.requests ?? 0))).toBeLessThanOrEqual(2);
  });

  it('begins anew where the server closes the connection in the middle of it', async () => {
    server = await closing({ announced: false, every: 3 });
    const steps = [step({ path: '/one' }), step({ path: '/two' })];
    const { turns: ran } = await round(server.url, { steps, turns: turns(), connections: 2 });
    expect(ran?.done).toBeGreaterThan(3);
  });
});

describe('rows that are used once', () => {
  it('end the load when there are no more, and none is sent twice', async () => {
    const shop = await startSessionShop();
    server = shop;
    const names = Array.from({ length: 30 }, (_, at) => `user${at}`);
    const result = await round(shop.url, {
      ...{ steps: SHOPPING, turns: turns(users(names, 'once')), cookies: true, connections: 4 },
    });
    expect(result).toMatchObject({ usedUp: true, failures: NO_FAILURES, turns: { begun: 30, done: 30 } });
    const logins = shop.visits.flatMap(({ what }) => /"name":"(.*)"/.exec(what)?.[1] ?? []);
    expect(logins.toSorted()).toEqual(names.toSorted());
  });
});

describe('values that are made for each request', () => {
  it('are the same in each round with the same seed, whichever connection sends them', async () => {
    const seen: string[][] = [];
    for (const connections of [1, 8]) {
      const heads: string[] = [];
      server = await startServer({
        onRequest: (socket, _, head) => {
          heads.push(head.split(' ')[1] ?? '');
          socket.write(answerText());
        },
      });
      const path = '/{{random.int(1,1000)}}/{{random.uuid}}/{{index}}';
      await round(server.url, { steps: [step({ path })], turns: turns(), connections });
      await server.close();
      server = undefined;
      seen.push(heads.toSorted((a, b) => Number(a.split('/')[3]) - Number(b.split('/')[3])));
    }
    const least = Math.min(...seen.map(({ length }) => length));
    expect(least).toBeGreaterThan(100);
    expect(seen[0]?.slice(0, least)).toEqual(seen[1]?.slice(0, least));
    expect(new Set(seen[0]).size).toBe(seen[0]?.length);
  });
});
