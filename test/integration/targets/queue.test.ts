import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countReader } from '../../../src/counts/reader.js';
import { createDockerCli } from '../../../src/runtime/docker/client.js';
import { type StayingCommands, stayingCommands } from '../../../src/runtime/docker/staying.js';
import { systemClock } from '../../../src/system/clock.js';
import { exec } from '../../../src/system/exec.js';
import { hasBaseImages } from '../../support/base-images.js';
import { docker, dockerAvailable, dockerScope, uniqueName } from '../../support/docker.js';
import { buildFixtures, start } from './container.js';

const MINUTES = 60_000;
const SERVICES = ['services/rabbitmq', 'services/worker'];
/** How each is started for the seeds. */
const STARTED: readonly (readonly [name: string, env: Readonly<Record<string, string>>])[] = [
  ['bottle-gevent', {}],
  ['flask', { WORKERS: '3', THREADS: '1' }],
  ['flask-gevent', {}],
  ['flask-gunicorn-gevent', {}],
  ['tornado', {}],
];
const FOLDERS = [...SERVICES, ...STARTED.map(([name]) => `targets/${name}`)];
const CONNECTIONS = 32;
const ORDER = '<order id="17"><item sku="a-1" quantity="3"/><item sku="b-2" quantity="14"/></order>';

describe.skipIf(!dockerAvailable || !FOLDERS.every((folder) => hasBaseImages(folder)))(
  'the queue of the frameworks',
  () => {
    const scope = dockerScope();
    let images: ReadonlyMap<string, string>;
    let network = '';
    let broker = '';
    let worker = '';
    let commands: StayingCommands;

    /** Messages that the broker got since its start. */
    async function published(): Promise<number> {
      const reader = countReader('rabbitmq', { name: 'queue', port: null });
      const limits = { signal: new AbortController().signal, timeoutMs: 30_000 };
      const run = async (argv: readonly string[]) => {
        const answer = await commands.ask(argv, limits);
        if (answer === null) throw new Error('the broker does not answer');
        return answer;
      };
      return (await reader.read({ exec: run, ask: run })).counters['messages'] ?? Number.NaN;
    }

    /** Starts a service, and waits until a command in it succeeds. */
    async function service(alias: string, folder: string, ready: readonly string[]): Promise<string> {
      const name = scope.container(uniqueName(alias));
      const options = ['--detach', '--name', name, '--network', network, '--network-alias', alias];
      await docker(['run', ...options, images.get(folder) ?? '']);
      for (let attempt = 0; ; attempt++) {
        const answer = await docker(['exec', name, ...ready]).catch((error: unknown) => {
          if (attempt === 20) throw error;
          return null;
        });
        if (answer !== null) return name;
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    }

    beforeAll(async () => {
      images = await buildFixtures(FOLDERS);
      network = scope.network(uniqueName('queue'));
      await docker(['network', 'create', '--internal', network]);
      const port = ['rabbitmq-diagnostics', '--quiet', 'check_port_connectivity'];
      broker = await service('queue', 'services/rabbitmq', port);
      commands = stayingCommands(broker, { docker: createDockerCli(exec, {}), clock: systemClock });
      worker = await service('worker', 'services/worker', [
        'celery',
        '--app',
        'worker',
        '--quiet',
        'inspect',
        'ping',
      ]);
    }, 20 * MINUTES);

    afterAll(async () => {
      commands?.end();
      await scope.close();
    }, 3 * MINUTES);

    it.each(STARTED)(
      'takes orders from many clients at once, and leaves none behind: %s %o',
      async (name, env) => {
        const { host, port } = await start(images.get(`targets/${name}`) ?? '', { scope, network, env });
        const post = async (path: string, body: string) => {
          const answer = await fetch(`http://${host}:${port}${path}`, { method: 'POST', body });
          return {
            status: answer.status,
            type: answer.headers.get('content-type'),
            body: await answer.text(),
          };
        };
        const answered = (body: string) => ({ status: 200, type: 'application/json', body });
        const before = await published();
        for (let round = 0; round < 3; round++) {
          const totals = await Promise.all(
            Array.from({ length: CONNECTIONS }, (_, quantity) =>
              post('/queue', `<order><item quantity="${quantity}"/><item quantity="1"/></order>`),
            ),
          );
          expect(totals).toEqual(
            Array.from({ length: CONNECTIONS }, (_, quantity) => answered(`{"total":${quantity + 1}}`)),
          );
        }
        // An order and its result for each.
        expect((await published()) - before).toBe(2 * 3 * CONNECTIONS);
        expect(await post('/queue?wait=0', ORDER)).toEqual(answered('{"sent":true}'));
        expect((await published()) - before).toBe(2 * 3 * CONNECTIONS + 1);
        expect(await post('/queue', ORDER)).toEqual(answered('{"total":17}'));
        const list = ['rabbitmqctl', '--quiet', 'list_queues', '--vhost', 'demo', 'messages'];
        const [, ...left] = (await docker(['exec', broker, ...list])).split('\n');
        expect(left.length).toBeGreaterThan(0);
        expect(new Set(left)).toEqual(new Set(['0']));
      },
      MINUTES,
    );

    it(
      'waits for a result 5 s at most',
      async () => {
        const places = [];
        for (const [name, env] of STARTED)
          places.push(await start(images.get(`targets/${name}`) ?? '', { scope, network, env }));
        await docker(['pause', worker]);
        try {
          const began = performance.now();
          const answers = places.map(async ({ host, port }) => {
            const { status } = await fetch(`http://${host}:${port}/queue`, { method: 'POST', body: ORDER });
            return { status, seconds: Math.floor((performance.now() - began) / 1000) };
          });
          for (const { status, seconds } of await Promise.all(answers)) {
            expect(status).toBe(504);
            expect(seconds).toBeGreaterThanOrEqual(5);
            expect(seconds).toBeLessThan(9);
          }
        } finally {
          await docker(['unpause', worker]);
        }
      },
      2 * MINUTES,
    );
  },
);
