/** What can go wrong with replicas of a target and the balancer before them, each provoked for real. They need Docker. */
import { docker } from './docker.js';
import type { FaultRow } from './fault-row.js';
import { DOCKERFILE, type Place, provoke, TARGETS_FAULT, victims } from './fault-run.js';

/** A balancer that is not ours: the requests go round. */
const BALANCER = `import { Agent, createServer, request } from 'node:http';
const agent = new Agent({ keepAlive: true });
const backends = process.env.BACKENDS.split(',');
let turn = 0;
createServer((from, to) => {
  const [host, port] = backends[turn++ % backends.length].split(':');
  const { url: path, method, headers } = from;
  const passed = request({ host, port, path, method, headers, agent }, (answer) => {
    to.writeHead(answer.statusCode, answer.headers);
    answer.pipe(to);
  });
  passed.on('error', () => to.writeHead(502).end());
  from.pipe(passed);
}).listen(9000, '0.0.0.0', () => console.log('the balancer is open'));
`;
const OWN = {
  base: {
    'balancer/Dockerfile': `${DOCKERFILE.replace(/^COPY.*\n/m, '')}EXPOSE 9000\n`,
    'balance.mjs': BALANCER,
  },
  victim: 'replicas: 2, balancer: { build: balancer, files: { /app/server.mjs: balance.mjs } }',
} as const;

const killReplica = async (place: Place): Promise<void> => {
  const [replica = ''] = await victims(place, 'candidate');
  await docker(['kill', replica]);
};

const killBalancer = async ({ id }: Place): Promise<void> => {
  const labels = [`loadgate.run=${id}`, 'loadgate.balancer=victim', 'loadgate.side=candidate'];
  const filters = labels.flatMap((label) => ['--filter', `label=${label}`]);
  await docker(['kill', await docker(['ps', '--quiet', ...filters])]);
};

export const REPLICA_ROWS: readonly FaultRow[] = [
  {
    ...TARGETS_FAULT,
    name: 'a replica is never ready',
    docs: 'A replica of it is never ready.',
    code: 'not-ready',
    says: /not ready after 3 s: GET \/ on port 8080 of replica [12] found nobody listening/,
    provoke: () =>
      provoke('docker', {
        victim: 'replicas: 2',
        change: { 'victim/server.mjs': 'setInterval(() => {}, 1000);\n' },
      }),
  },
  {
    ...TARGETS_FAULT,
    name: 'a replica is killed mid-round',
    docs: 'A replica of it is killed, or ends, in a round.',
    code: 'target-exited',
    says: /replica [12] of the target exited with 137 under load[\s\S]*replica [12] \| under load/,
    provoke: () => provoke('docker', { victim: 'replicas: 2', act: killReplica }),
  },
  {
    ...TARGETS_FAULT,
    name: 'a balancer does not start',
    docs: 'Its own balancer does not start, or ends.',
    code: 'balancer-exited',
    says: /balancer[\s\S]*no backend is configured/,
    provoke: () =>
      provoke('docker', {
        ...OWN,
        change: { 'balance.mjs': "console.error('no backend is configured');\nprocess.exit(1);\n" },
      }),
  },
  {
    ...TARGETS_FAULT,
    name: 'a balancer is killed mid-round',
    docs: 'Its own balancer does not start, or ends.',
    code: 'balancer-exited',
    says: /the balancer ended with 137 under load[\s\S]*the balancer is open/,
    provoke: () => provoke('docker', { ...OWN, act: killBalancer }),
  },
  {
    ...TARGETS_FAULT,
    name: 'a balancer sends one replica more',
    docs: 'The replicas get unequal shares.',
    code: 'replicas-uneven',
    says: /the replicas did not get equal shares of the load \(\d+, \d+ kB received, \d+, \d+ kB sent\)/,
    provoke: () =>
      provoke('docker', {
        ...OWN,
        change: {
          'balance.mjs': (text) => text.replace("split(',');", "split(','); backends.push(backends[0]);"),
        },
      }),
  },
];
