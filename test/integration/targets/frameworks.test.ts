import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  containerLogs,
  docker,
  dockerAvailable,
  dockerScope,
  networkGateway,
  uniqueName,
} from '../../support/docker.js';
import { type Client, client } from './ask.js';
import { buildFixture, type Started, start, stopped } from './container.js';
import { type SlowUpstream, slowUpstream } from './slow-upstream.js';

const FRAMEWORKS = ['flask', 'starlette', 'tornado'];
const ANSWERS: readonly [path: string, contentType: string, body: string][] = [
  ['/text', 'text/plain; charset=utf-8', 'Hello, World!'],
  ['/json', 'application/json', '{"message":"Hello, World!"}'],
  ['/upstream', 'application/json', '{"upstream":"ok"}'],
];
const MINUTES = 60_000;

describe.skipIf(!dockerAvailable)('the frameworks under fixtures/targets', () => {
  const scope = dockerScope();
  const images = new Map<string, string>();
  let network = '';
  let upstream: SlowUpstream;

  beforeAll(async () => {
    for (const name of FRAMEWORKS) images.set(name, await buildFixture(`targets/${name}`));
    network = scope.network(uniqueName('targets'));
    await docker(['network', 'create', '--internal', network]);
    upstream = await slowUpstream(await networkGateway(network), 20);
  }, 20 * MINUTES);

  afterAll(async () => {
    await upstream?.close();
    await scope.close();
  }, 2 * MINUTES);

  const run = (name: string, env: Readonly<Record<string, string>> = {}): Promise<Started> =>
    start(images.get(name) ?? '', { scope, network, env: { UPSTREAM_URL: upstream.url, ...env } });

  describe.each(FRAMEWORKS)('%s', (name) => {
    let target: Started;
    let one: Client;

    beforeAll(async () => {
      target = await run(name);
      one = client(target.host, target.port);
    }, 2 * MINUTES);
    afterAll(() => one?.close());

    it.each(ANSWERS)('answers GET %s like the others, byte for byte', async (path, contentType, body) => {
      const answer = await one.ask(path, { 'Accept-Encoding': 'gzip, br, deflate', Accept: '*/*' });
      expect(answer).toMatchObject({ status: 200, body });
      expect(answer.headers['content-type']).toBe(contentType);
      expect(answer.headers['content-length']).toBe(String(body.length));
      expect(answer.headers['content-encoding']).toBeUndefined();
      expect(answer.headers['transfer-encoding']).toBeUndefined();
    });

    it('keeps the connection of its client', async () => {
      const asking = client(target.host, target.port);
      const reused = [];
      for (const path of ['/text', '/json', '/upstream', '/text'])
        reused.push((await asking.ask(path)).reused);
      asking.close();
      expect(reused).toEqual([false, true, true, true]);
    });

    it('makes one upstream call a request, over a connection that it keeps', async () => {
      await one.ask('/upstream');
      const before = upstream.counts();
      for (let request = 0; request < 10; request++) await one.ask('/upstream');
      const after = upstream.counts();
      expect(after.calls - before.calls).toBe(10);
      expect(after.connections - before.connections).toBe(0);
    });

    it('answers 64 at once, each with its own upstream call', async () => {
      const before = upstream.counts();
      const many = client(target.host, target.port, 64);
      const bodies = await Promise.all(
        Array.from({ length: 64 }, async () => {
          const answers = [];
          for (let request = 0; request < 5; request++) answers.push((await many.ask('/upstream')).body);
          return answers;
        }),
      );
      many.close();
      const after = upstream.counts();
      expect(new Set(bodies.flat())).toEqual(new Set(['{"upstream":"ok"}']));
      expect(after.calls - before.calls).toBe(320);
      // Reuse is on: far fewer connections than calls.
      expect(after.connections - before.connections).toBeLessThan(160);
    });

    it('has no answer for other paths', async () => {
      expect((await one.ask('/nothing')).status).toBe(404);
    });

    it('runs as nobody and writes no access log', async () => {
      expect(await docker(['inspect', '--format', '{{.Config.User}}', target.name])).toBe('nobody');
      expect(await docker(['exec', target.name, 'id', '-u'])).toBe('65534');
      // The 404 of the test before is told by some, once; requests that were answered are not.
      expect(await containerLogs(target.name)).not.toMatch(/\/(text|json|upstream)|error|Traceback/i);
    });

    it('ends on SIGTERM by itself', async () => {
      expect(await stopped(target.name)).toBe(0);
    });

    it('serves with two workers on another port, and ends on SIGTERM', async () => {
      const two = await run(name, { WORKERS: '2', PORT: '9090' });
      const asking = client(two.host, two.port);
      expect((await asking.ask('/json')).body).toBe('{"message":"Hello, World!"}');
      asking.close();
      expect(await stopped(two.name)).toBe(0);
    });
  });
});
