import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { judgeReplicas } from '../../../../src/measure/replica-shares.js';
import { type Balancer, PLAIN_CONTAINER, type Target } from '../../../../src/model/config.js';
import { LoadgateError } from '../../../../src/model/error.js';
import { createDockerRuntime } from '../../../../src/runtime/docker/runtime.js';
import type { Instance, ServiceNetwork } from '../../../../src/runtime/runtime.js';
import { docker, dockerAvailable, tryDocker } from '../../../support/docker.js';
import { aBalancer, aBuild, aTarget } from '../../../support/targets.js';
import { answering, checkout, depsOf, neverAborted, newRunId, until } from '../support.js';

const SERVER = `
const http = require('node:http');
const hello = 'x'.repeat(500);
http.createServer((request, response) => {
  response.end(JSON.stringify({ name: require('node:os').hostname(), via: request.headers['x-balancer'], hello }));
}).listen(Number(process.env.PORT));
`;
/** Debian's HAProxy, which has nothing of our nginx, and exposes the port that its configuration names. */
const HAPROXY = `FROM debian:bookworm-slim
RUN apt-get update && apt-get install --yes --no-install-recommends haproxy && rm -rf /var/lib/apt/lists/*
EXPOSE 8000
CMD ["haproxy", "-db", "-f", "/etc/haproxy/haproxy.cfg"]
`;
const haproxy = (weights: readonly number[]): string => `
defaults
  mode http
  timeout client 60s
  timeout server 60s
  timeout connect 5s
frontend front
  bind :8000
  http-request set-header X-Balancer "$BACKENDS"
  default_backend replicas
backend replicas
  balance roundrobin
${weights.map((weight, at) => `  server r${at + 1} replica-${at + 1}:8080 weight ${weight}`).join('\n')}
`;

describe.skipIf(!dockerAvailable)("replicas behind a balancer of the user's", () => {
  const runId = newRunId();
  const runtime = createDockerRuntime(depsOf(runId));
  const signal = neverAborted();
  const source = checkout({
    'server.js': SERVER,
    Dockerfile: 'FROM node:24-slim\nEXPOSE 8080\nCOPY server.js /\nCMD ["node", "/server.js"]\n',
    'two-ports/Dockerfile': 'FROM node:24-slim\nEXPOSE 9000 8080 53/udp\n',
    'balancer/Dockerfile': HAPROXY,
    'deploy/even.cfg': haproxy([1, 1]),
    'deploy/uneven.cfg': haproxy([1, 3]),
    'deploy/wrong.cfg': 'backend without a sense\n',
  });
  const agent = new Agent({ keepAlive: true });
  const started: Instance[] = [];
  let network: ServiceNetwork;

  const own = (file: string, part: Partial<Balancer> = {}): Balancer =>
    aBalancer({
      build: aBuild('balancer'),
      container: { ...PLAIN_CONTAINER, files: { '/etc/haproxy/haproxy.cfg': `deploy/${file}.cfg` } },
      ...part,
    });
  const start = async (balancer: Balancer, part: Partial<Target> = {}): Promise<Instance> => {
    const target = aTarget({ name: `own-${runId}`, replicas: 2, port: null, balancer, ...part });
    const from = { side: 'candidate', sourceDir: source.dir, signal } as const;
    const artifact = await runtime.build({ ...from, target, onLine: () => {} });
    const request = { artifact, cores: null, env: {}, network: network.name, signal };
    const instance = await runtime.start(request);
    started.push(instance);
    return instance;
  };
  const failure = (balancer: Balancer, part?: Partial<Target>): Promise<LoadgateError> =>
    start(balancer, part).then(
      () => expect.unreachable(),
      (error: unknown) => error as LoadgateError,
    );
  async function ask({ host, port }: Instance): Promise<{ readonly name: string; readonly via: string }> {
    const [response] = (await once(get({ host, port, agent }), 'response')) as [IncomingMessage];
    let text = '';
    for await (const chunk of response) text += String(chunk);
    return JSON.parse(text);
  }
  const countsOf = async (instance: Instance, requests: number): Promise<readonly number[]> => {
    const counts = new Map<string, number>();
    for (let sent = 0; sent < requests; sent += 1) {
      const { name } = await ask(instance);
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    return [...counts.values()].sort((a, b) => a - b);
  };
  const verdict = async (instance: Instance): Promise<string | null> => {
    const shares = await instance.shares?.();
    expect(shares).toMatchObject({ kind: 'bytes' });
    return shares == null ? null : (judgeReplicas('candidate', shares)?.message ?? null);
  };

  beforeAll(async () => {
    if (runtime.services === null) throw new Error('Docker has services');
    network = await runtime.services.openNetwork(signal);
  });
  afterAll(async () => {
    agent.destroy();
    for (const instance of started) await instance.stop();
    await network.close();
    await runtime.close();
    source.remove();
    await tryDocker(['image', 'rm', '--force', `loadgate/own-${runId}:candidate`]);
    for (const kind of [
      ['ps', '-aq'],
      ['network', 'ls', '-q'],
      ['volume', 'ls', '-q'],
    ])
      expect(await docker([...kind, '--filter', `label=loadgate.run=${runId}`])).toBe('');
  });

  test('finds them by their names, with its file of the repository, and at the port that its image exposes', async () => {
    const instance = await start(own('even'));
    await answering(instance);
    expect(instance).toMatchObject({ port: 8000, replicas: [{ port: 8080 }, { port: 8080 }] });
    expect((await ask(instance)).via).toBe('replica-1:8080,replica-2:8080');
    expect(await countsOf(instance, 600)).toEqual([300, 300]);
    // Each is also on the network of its services, whose traffic is another one's.
    expect(await verdict(instance)).toBeNull();
    const shares = await instance.shares?.();
    const [one = 0] = shares?.kind === 'bytes' ? shares.sent : [];
    expect(one).toBeGreaterThan(300 * 500);
  });

  test('is known to be uneven by what passes through it', async () => {
    const instance = await start(own('uneven'));
    await answering(instance);
    const [less = 0, more = 0] = await countsOf(instance, 1200);
    expect(more / less).toBeCloseTo(3, 1);
    expect(await verdict(instance)).toMatch(/^the replicas did not get equal shares of the load \(/);
  });

  test('that does not start is the one to blame, with its last lines', async () => {
    const broken = own('wrong');
    const outcome = await start(broken).catch((error: unknown) => error as LoadgateError);
    if (outcome instanceof LoadgateError) {
      expect(outcome).toMatchObject({ code: 'balancer-exited', kind: 'usage' });
      expect(outcome.log.join('\n')).toContain('No enabled listener found');
      return;
    }
    const state = await until(async () => {
      const now = await outcome.balancer?.state();
      return now?.running === false ? now : null;
    });
    expect(state).toMatchObject({ exitCode: 1 });
    expect((await outcome.balancer?.logs(20))?.join('\n')).toContain('No enabled listener found');
  });

  test('has files of the repository alone', async () => {
    expect(await failure(own('none'))).toMatchObject({ code: 'file-missing', kind: 'usage' });
  });

  test('an image that exposes several ports, or none, names them', async () => {
    expect(await failure(own('even'), { build: aBuild('two-ports') })).toMatchObject({
      code: 'port-unknown',
      message: `own-${runId} has no \`port\`, and its image exposes 2 TCP ports: 8080, 9000`,
      hint: expect.stringContaining('`port: 8080`'),
    });
    const none = own('even', { build: null, image: 'node:24-slim' });
    expect(await failure(none)).toMatchObject({
      code: 'port-unknown',
      message: `the balancer of own-${runId} has no \`port\`, and its image exposes no TCP port`,
    });
  });
});
