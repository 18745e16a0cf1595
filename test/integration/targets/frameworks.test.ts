import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { hasBaseImages } from '../../support/base-images.js';
import {
  containerLogs,
  docker,
  dockerAvailable,
  dockerScope,
  networkGateway,
  uniqueName,
} from '../../support/docker.js';
import { targetNames as allTargets, TARGETS } from '../../support/target-folders.js';
import { client } from './ask.js';
import { buildFixtures, type Started, start, stopped } from './container.js';
import { connectRaw, type RawConnection } from './raw.js';
import { ANSWERS, comparable } from './same-bytes.js';
import { type SlowUpstream, slowUpstream } from './slow-upstream.js';

const MINUTES = 60_000;
const ZIPPED = ['Accept-Encoding: gzip, deflate, br, zstd', 'Accept: */*'];
/** The load of the scenarios with an upstream, and the pool that every target must have. */
const CONNECTIONS = 64;
const POOL = 256;
/** Longer than the idle time that some servers have where nobody says more: gunicorn 2 s, uvicorn 5 s. */
const IDLE_MS = 6_000;

const callsAtOnce = (name: string): boolean =>
  parse(readFileSync(`${TARGETS}${name}/about.yml`, 'utf8'))['upstream-multiple'] === 'at once';

const targetNames = allTargets.filter((name) => hasBaseImages(`targets/${name}`));
const withoutImage = allTargets.filter((name) => !targetNames.includes(name));

interface Running extends Started {
  readonly one: RawConnection;
  /** A second container, with two workers on another port. */
  readonly two: Started;
}

describe.skipIf(!dockerAvailable)('the frameworks under fixtures/targets', () => {
  it.for(withoutImage)('%s is left out: its base image is not there', (_, { skip }) => skip());

  const scope = dockerScope();
  const running = new Map<string, Running>();
  let images: ReadonlyMap<string, string>;
  let network = '';
  let upstream: SlowUpstream;

  beforeAll(async () => {
    images = await buildFixtures(targetNames.map((name) => `targets/${name}`));
    network = scope.network(uniqueName('targets'));
    await docker(['network', 'create', '--internal', network]);
    upstream = await slowUpstream(await networkGateway(network), 5);
  }, 20 * MINUTES);

  afterAll(async () => {
    for (const { one } of running.values()) one.close();
    await upstream?.close();
    await scope.close();
  }, 3 * MINUTES);

  const run = (name: string, env: Readonly<Record<string, string>> = {}): Promise<Started> =>
    start(images.get(`targets/${name}`) ?? '', {
      scope,
      network,
      env: { UPSTREAM_URL: upstream.url, ...env },
    });

  function of(name: string): Running {
    const found = running.get(name);
    if (found === undefined) throw new Error(`${name} did not start`);
    return found;
  }

  /** What the upstream has seen while something was done. */
  async function seen(work: () => Promise<void>): Promise<{ calls: number; connections: number }> {
    const before = upstream.counts();
    await work();
    const after = upstream.counts();
    return { calls: after.calls - before.calls, connections: after.connections - before.connections };
  }

  describe.each(targetNames)('%s', (name) => {
    const ask = (path: string) => of(name).one.ask(path, ZIPPED);

    beforeAll(async () => {
      const [started, two] = await Promise.all([run(name), run(name, { WORKERS: '2', PORT: '9090' })]);
      running.set(name, { ...started, two, one: await connectRaw(started.host, started.port) });
    }, 2 * MINUTES);

    it.each(ANSWERS)('answers GET %s with the same bytes as the others', async (path, answer) => {
      expect(comparable(await ask(path))).toBe(answer);
      expect(comparable(await of(name).one.ask(path))).toBe(answer);
    });

    it('answers 100 requests on one connection', async () => {
      const answers = new Set<string>();
      for (let request = 0; request < 100; request++) answers.add(comparable(await ask('/text')));
      expect(answers.size).toBe(1);
    });

    it.each([1, 4])('opens a connection for each of %i upstream calls where reuse is off', async (calls) => {
      const asked = async (): Promise<void> => {
        for (let request = 0; request < 5; request++) await ask(`/upstream?calls=${calls}&reuse=off`);
      };
      expect(await seen(asked)).toEqual({ calls: 5 * calls, connections: 5 * calls });
    });

    it('makes the calls of one request as about.yml says', async () => {
      const atOnce = callsAtOnce(name);
      upstream.mostAtOnce();
      if (atOnce) upstream.holdUntil(4);
      await ask('/upstream?calls=4&reuse=off').finally(() => upstream.holdUntil(0));
      expect(upstream.mostAtOnce()).toBe(atOnce ? 4 : 1);
    });

    it(`answers ${CONNECTIONS} connections at once, none waiting for a pool or a thread`, async () => {
      const { host, port } = of(name);
      const many = client(host, port, CONNECTIONS);
      const bodies = new Set<string>();
      const round = () =>
        Promise.all(
          Array.from({ length: CONNECTIONS }, async () =>
            bodies.add((await many.ask('/upstream?calls=4&reuse=on')).body),
          ),
        );
      // No call is answered before all that the load can have under way have come.
      upstream.holdUntil(callsAtOnce(name) ? CONNECTIONS * 4 : CONNECTIONS);
      const counted = await seen(async () => {
        await round();
        await round();
      }).finally(() => upstream.holdUntil(0));
      many.close();
      expect(bodies).toEqual(new Set(['{"upstream":["ok","ok","ok","ok"]}']));
      expect(counted.calls).toBe(2 * CONNECTIONS * 4);
      expect(counted.connections).toBeLessThanOrEqual(POOL);
    });

    it.each([1, 4])('uses open connections again for %i upstream calls where reuse is on', async (calls) => {
      const asked = async (): Promise<void> => {
        for (let request = 0; request < 10; request++) await ask(`/upstream?calls=${calls}&reuse=on`);
      };
      expect(await seen(asked)).toEqual({ calls: 10 * calls, connections: 0 });
    });

    it.each(['calls=0', 'calls=17', 'calls=x', 'reuse=maybe'])('answers 400 to %s', async (query) => {
      const counted = await seen(async () => {
        // Its words may differ: Werkzeug writes them in capitals.
        expect((await ask(`/upstream?${query}`)).statusLine).toMatch(/^HTTP\/1\.1 400 /);
      });
      expect(counted.calls).toBe(0);
    });

    it('has no answer for other paths', async () => {
      const asking = client(of(name).host, of(name).port);
      expect((await asking.ask('/nothing')).status).toBe(404);
      asking.close();
    });

    it('runs as nobody and writes no access log', async () => {
      const { name: container } = of(name);
      expect(await docker(['inspect', '--format', '{{.Config.User}}', container])).toBe('nobody');
      expect(await docker(['exec', container, 'id', '-u'])).toBe('65534');
      // What was refused is told by some, once; requests that were answered are not.
      expect(await containerLogs(container)).not.toMatch(/\/(text|json)|calls=4|\berror|Traceback/i);
    });

    it('serves with two workers on another port, and ends on SIGTERM', async () => {
      const { two } = of(name);
      const asking = client(two.host, two.port);
      expect((await asking.ask('/json')).body).toBe('{"message":"Hello, World!"}');
      asking.close();
      expect(await stopped(two.name)).toBe(0);
    });
  });

  describe('in the end', () => {
    const idle = new Map<string, RawConnection>();

    beforeAll(async () => {
      for (const [name, { host, port }] of running) {
        idle.set(name, await connectRaw(host, port));
        await idle.get(name)?.ask('/text');
      }
      await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
    });
    afterAll(() => {
      for (const connection of idle.values()) connection.close();
    });

    it.each(targetNames)('%s has kept a connection that was idle', async (name) => {
      expect((await idle.get(name)?.ask('/text'))?.body).toBe('Hello, World!');
    });

    it('all end on SIGTERM by themselves, though clients are connected', async () => {
      expect(running.size).toBeGreaterThan(0);
      const ends = await Promise.all(
        [...running].map(async ([name, target]) => ({ name, code: await stopped(target.name) })),
      );
      expect(ends.filter(({ code }) => code !== 0)).toEqual([]);
    });
  });
});
