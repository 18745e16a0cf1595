/** What can go wrong with the services beside a target, each provoked for real. Services need a Docker engine. */
import { readFileSync } from 'node:fs';
import { PUBLISHER } from './amqp-publisher.js';
import { docker } from './docker.js';
import type { FaultRow } from './fault-row.js';
import {
  DOCKERFILE,
  late,
  MACHINES_FAULT,
  type Place,
  provoke,
  SERVER,
  TARGETS_FAULT,
  victims,
} from './fault-run.js';

const LISTEN = "server.listen(9000, '0.0.0.0', () => console.log('the store is open'));";

/**
 * Keeps nothing that the victim needs to answer: what becomes of a cell is decided by the service alone.
 * @param start what opens its port
 */
const storeProgram = (start: string): string => `import { createServer } from 'node:http';
const kept = [];
const server = createServer((request, response) => {
  if (request.url === '/eat') for (let n = 0; n < 200; n++) kept.push(Buffer.alloc(2 ** 20, 1));
  response.end('ok');
});
${start}
process.once('SIGTERM', () => process.exit(0));
`;
const IN_ORDER = "console.log('done');\n";

const STORE = storeProgram(LISTEN);
/** Another part of the service has its port. */
const TWICE = storeProgram(`createServer().listen(9000, '0.0.0.0', () => { ${LISTEN} });`);
const LATE_STORE = storeProgram(`setTimeout(() => { ${LISTEN} }, 1500);`);
const ASKS_STORE = "await fetch('http://store:9000/')";

const BASE = {
  'store/server.mjs': STORE,
  'store/seed.mjs': IN_ORDER,
  'store/Dockerfile': DOCKERFILE.replace('server.mjs .', '*.mjs .'),
  'victim/prepare.mjs': IN_ORDER,
  'victim/Dockerfile': DOCKERFILE.replace('server.mjs .', '*.mjs .'),
};
const WITH_STORE = {
  base: BASE,
  services:
    'store: { build: store, port: 9000, ready: GET /, ready-timeout: 3s, seed: { run: node seed.mjs }, caps: { memory: 96m } }',
  victim: 'needs: [store], prepare: node prepare.mjs',
} as const;

/** The store is called ready 1.5 s before it answers, as one is whose `ready` asks too little. */
const NOT_WAITED_FOR = {
  ...WITH_STORE,
  base: { ...BASE, 'store/server.mjs': LATE_STORE },
  services: 'store: { build: store, port: 9000, ready: { run: [node, seed.mjs] }, caps: { memory: 96m } }',
  victim: 'needs: [store], ready: GET /',
} as const;

/** The configuration of the pull request alone is wrong: there is nothing to measure. */
const CONFIG_FAULT = { ...TARGETS_FAULT, code: 'config-invalid', measured: [] } as const;

const BROKER = ['Dockerfile', 'rabbitmq.conf', 'definitions.json'];
const WITH_BROKER = {
  base: {
    ...Object.fromEntries(
      BROKER.map((file) => [
        `broker/${file}`,
        readFileSync(new URL(`../../fixtures/services/rabbitmq/${file}`, import.meta.url), 'utf8'),
      ]),
    ),
    'victim/publisher.mjs': PUBLISHER,
    'victim/Dockerfile': DOCKERFILE.replace('server.mjs .', '*.mjs .'),
  },
  services:
    'queue: { build: broker, port: 5672, ready: { run: [rabbitmq-diagnostics, --quiet, check_port_connectivity] }, count: rabbitmq, caps: { memory: 512m } }',
  victim: 'needs: [queue]',
} as const;

/** The victim, which publishes a message for each request. */
const publishing = (queue: string, when: string): string =>
  `import { publisher } from './publisher.mjs';\nconst publish = publisher('queue', ${queue});\n${SERVER.replace(
    "return 'ok'",
    `if (${when}) publish('order');\n  return 'ok'`,
  )}`;

const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '');

/** The service that is on a network with the victim of the candidate. */
async function killStore(place: Place): Promise<void> {
  const networksOf = async (container: string): Promise<string[]> =>
    Object.keys(
      JSON.parse(await docker(['inspect', '--format', '{{json .NetworkSettings.Networks}}', container])),
    );
  const [victim = ''] = await victims(place, 'candidate');
  const networks = await networksOf(victim);
  const filters = [`label=loadgate.run=${place.id}`, 'label=loadgate.service=store'];
  const stores = lines(await docker(['ps', '--quiet', ...filters.flatMap((one) => ['--filter', one])]));
  for (const store of stores) {
    if ((await networksOf(store)).some((network) => networks.includes(network)))
      await docker(['kill', store]);
  }
}

export const SERVICE_ROWS: readonly FaultRow[] = [
  {
    ...TARGETS_FAULT,
    name: 'the image of a service does not build',
    docs: 'The image of a service does not build.',
    code: 'service-build-failed',
    says: /did not build/,
    provoke: () =>
      provoke('docker', {
        ...WITH_STORE,
        change: { 'store/Dockerfile': (text) => text.replace('CMD', 'RUN echo looking for it; false\nCMD') },
      }),
  },
  {
    ...TARGETS_FAULT,
    name: 'a seed fails',
    docs: 'The seed of a service fails.',
    code: 'seed-failed',
    says: /seed of service store ended with 3[\s\S]*no such table/,
    provoke: () =>
      provoke('docker', {
        ...WITH_STORE,
        change: { 'store/seed.mjs': "console.error('no such table');\nprocess.exit(3);\n" },
      }),
  },
  {
    ...TARGETS_FAULT,
    name: 'the command before the start fails',
    docs: "A target's `prepare` fails.",
    code: 'prepare-failed',
    says: /prepare[\s\S]*ended with 4[\s\S]*no such column/,
    provoke: () =>
      provoke('docker', {
        ...WITH_STORE,
        change: { 'victim/prepare.mjs': "console.error('no such column');\nprocess.exit(4);\n" },
      }),
  },
  {
    ...TARGETS_FAULT,
    name: 'a service is never ready',
    docs: 'A service is never ready.',
    code: 'service-not-ready',
    says: /service store was not ready after 3 s/,
    provoke: () =>
      provoke('docker', { ...WITH_STORE, change: { 'store/server.mjs': 'setInterval(() => {}, 1000);\n' } }),
  },
  {
    ...TARGETS_FAULT,
    name: 'a service is killed mid-round',
    docs: 'A service is killed, or ends, in a round.',
    code: 'service-exited',
    says: /service store ended with 137[\s\S]*the store is open/,
    provoke: () => provoke('docker', { ...WITH_STORE, act: killStore }),
  },
  {
    ...TARGETS_FAULT,
    name: 'a service uses up its memory',
    docs: 'A service uses up its memory.',
    code: 'service-oom-killed',
    says: /service store ran out of memory/,
    provoke: () =>
      provoke('docker', {
        ...WITH_STORE,
        change: { 'victim/server.mjs': late("await fetch('http://store:9000/eat').catch(() => {});") },
      }),
  },
  {
    ...TARGETS_FAULT,
    name: 'the port of a service is taken',
    docs: "A service's port is taken.",
    code: 'service-port-taken',
    says: /service store ended with 1 before it was ready: its log says that a port is taken[\s\S]*EADDRINUSE/,
    provoke: () => provoke('docker', { ...WITH_STORE, change: { 'store/server.mjs': TWICE } }),
  },
  {
    ...CONFIG_FAULT,
    name: 'services need each other in a circle',
    docs: 'Services need each other in a circle.',
    says: /the services need each other in a circle: cache → store → cache/,
    provoke: () =>
      provoke('docker', {
        ...WITH_STORE,
        change: {
          'loadgate.yml': (text) =>
            text.replace(
              'store: {',
              'cache: { build: store, port: 9000, needs: [store] }\n  store: { needs: [cache],',
            ),
        },
      }),
  },
  {
    ...CONFIG_FAULT,
    name: 'a target needs a service that is not there',
    docs: '`needs` names a service that is not there.',
    says: /"stor"[\s\S]*"store"/,
    provoke: () =>
      provoke('docker', {
        ...WITH_STORE,
        change: { 'loadgate.yml': (text) => text.replace('needs: [store]', 'needs: [stor]') },
      }),
  },
  {
    ...TARGETS_FAULT,
    name: 'a target asks for a host that is not there',
    docs: 'It asks for a host that is not there.',
    code: 'not-ready',
    says: /its log says that it found no host &quot;cache&quot;|its log says that it found no host "cache"/,
    provoke: () =>
      provoke('docker', {
        ...WITH_STORE,
        change: {
          'victim/server.mjs': (text) =>
            text
              .replace("return 'ok'", "return (await fetch('http://cache:9000/')).text()")
              .replace('catch { response', 'catch (error) { console.error(error.cause); response'),
        },
      }),
  },
  {
    ...TARGETS_FAULT,
    name: 'a service has nothing of what is counted',
    docs: 'A service has nothing of what `count` asks for.',
    code: 'count-failed',
    says: /store/,
    provoke: () =>
      provoke('docker', {
        ...WITH_STORE,
        change: { 'loadgate.yml': (text) => text.replace('port: 9000,', 'port: 9000, count: mysql,') },
      }),
  },
  {
    ...TARGETS_FAULT,
    name: 'a target does not wait for its service, and tries again',
    docs: 'It does not wait for its service, and tries again.',
    code: null,
    exitCode: 0,
    verdict: /^(no-change|undecided)$/,
    measured: ['victim/page', 'other/page'],
    says: /victim/,
    provoke: () =>
      provoke('docker', {
        ...NOT_WAITED_FOR,
        base: {
          ...NOT_WAITED_FOR.base,
          'victim/server.mjs': SERVER.replace("return 'ok'", `${ASKS_STORE};\n  return 'ok'`),
        },
      }),
  },
  {
    ...TARGETS_FAULT,
    name: 'a target does not wait for its service, and ends',
    docs: 'It does not wait for its service, and ends.',
    code: 'target-exited',
    says: /exited with 1[\s\S]*ECONNREFUSED/,
    provoke: () =>
      provoke('docker', {
        ...NOT_WAITED_FOR,
        change: { 'victim/server.mjs': (text) => `${ASKS_STORE};\n${text}` },
      }),
  },
  {
    ...MACHINES_FAULT,
    name: 'the disk is full while a service is seeded',
    docs: 'The disk is full while a service is seeded.',
    code: 'disk-full',
    says: /disk is full, while service store was seeded/,
    // A container's /dev/shm is a file system of 64 MB.
    provoke: () =>
      provoke('docker', {
        ...WITH_STORE,
        change: {
          'store/seed.mjs':
            "import { writeFileSync } from 'node:fs';\nwriteFileSync('/dev/shm/filler', Buffer.alloc(80 * 2 ** 20));\n",
        },
      }),
  },
  {
    ...TARGETS_FAULT,
    name: 'nothing takes what a target publishes',
    docs: 'A worker does not take, or not fast enough, what a target publishes.',
    code: 'queue-not-empty',
    says: /messages were left in queue orders of service queue [\s\S]*nothing takes messages from it/,
    provoke: () =>
      provoke('docker', { ...WITH_BROKER, change: { 'victim/server.mjs': publishing("'orders'", 'true') } }),
  },
  {
    ...TARGETS_FAULT,
    name: 'a target publishes under load less than before it',
    docs: 'A target loses messages under load.',
    code: 'messages-differ',
    says: /queue got \d+ messages under load, for \d+ answered requests; before the load, each request published 1/,
    provoke: () =>
      provoke('docker', {
        ...WITH_BROKER,
        change: { 'victim/server.mjs': publishing('null', 'seen < 100 || seen % 2 === 0') },
      }),
  },
];
