import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDockerRuntime } from '../../../../src/runtime/docker/runtime.js';
import type { Artifact, Instance } from '../../../../src/runtime/runtime.js';
import { docker, dockerAvailable, tryDocker } from '../../../support/docker.js';
import { aTarget } from '../../../support/targets.js';
import { answering, checkout, cpuBetween, depsOf, neverAborted, newRunId, until } from '../support.js';

/** Answers with its own name and the number of its connections so far. */
const SERVER = `
const http = require('node:http');
let connections = 0;
const server = http.createServer((request, response) => {
  if (request.url === '/exit') setTimeout(() => process.exit(3), 20);
  if (request.url === '/user') { const end = process.cpuUsage().user + 100000; while (process.cpuUsage().user < end); }
  response.end(JSON.stringify({ name: require('node:os').hostname(), connections, workers: process.env.WORKERS, host: request.headers.host }));
});
server.keepAliveTimeout = 60000;
server.on('connection', () => { connections += 1; });
server.listen(Number(process.env.PORT), () => console.log('listening'));
`;

describe.skipIf(!dockerAvailable)('replicas behind a balancer', () => {
  const runId = newRunId();
  const runtime = createDockerRuntime(depsOf(runId));
  const signal = neverAborted();
  const source = checkout({
    'server.js': SERVER,
    Dockerfile: 'FROM node:24-slim\nCOPY server.js /\nCMD ["node", "/server.js"]\n',
  });
  const agent = new Agent({ keepAlive: true });
  let artifact: Artifact;
  let instance: Instance;

  interface Answer {
    readonly name: string;
    readonly connections: number;
    readonly workers: string;
    readonly host: string;
  }
  async function ask(path = '/'): Promise<Answer> {
    const { host, port } = instance;
    const [response] = (await once(get({ host, port, path, agent }), 'response')) as [IncomingMessage];
    let text = '';
    for await (const chunk of response) text += String(chunk);
    return JSON.parse(text) as Answer;
  }

  beforeAll(async () => {
    const target = aTarget({ name: `r-${runId}`, replicas: 3, workers: 7 });
    artifact = await runtime.build({
      target,
      side: 'candidate',
      sourceDir: source.dir,
      signal,
      onLine: () => {},
    });
    instance = await runtime.start({ artifact, cores: null, env: {}, signal });
    for (const replica of instance.replicas ?? []) await answering({ ...instance, ...replica });
    await answering(instance);
  });
  afterAll(async () => {
    agent.destroy();
    await instance.stop();
    await runtime.close();
    source.remove();
    await tryDocker(['image', 'rm', '--force', `loadgate/r-${runId}:candidate`]);
    expect(await docker(['ps', '-aq', '--filter', `label=loadgate.run=${runId}`])).toBe('');
  });

  const requests = async (): Promise<readonly number[]> => {
    const shares = await instance.shares?.();
    return shares?.kind === 'requests' ? shares.requests : [];
  };

  test('each gets the same number of requests, which are counted, on connections that are used again', async () => {
    const before = await requests();
    const answers: Answer[] = [];
    for (let number = 0; number < 300; number++) answers.push(await ask());
    const names = [...new Set(answers.map(({ name }) => name))];
    const byName = names.map((name) => answers.filter((answer) => answer.name === name));
    expect(byName.map((some) => some.length)).toEqual([100, 100, 100]);
    const after = await requests();
    expect(after.map((count, at) => count - (before[at] ?? 0))).toEqual([100, 100, 100]);
    // One for the check that it is ready, one of the balancer's.
    for (const some of byName) expect(Math.max(...some.map((one) => one.connections))).toBeLessThan(6);
    expect(answers[0]).toMatchObject({ workers: '7', host: `${instance.host}:${instance.port}` });
  });

  test('what they use is the sum', async () => {
    const before = await instance.counters();
    for (let number = 0; number < 6; number++) await ask('/user');
    const { user } = cpuBetween(before, await instance.counters());
    expect(user).toBeGreaterThan(550);
    expect(user).toBeLessThan(1500);
    expect(instance.memoryBytes?.()).toBeGreaterThan(3 * 5 * 2 ** 20);
    expect(instance.processes()?.size).toBe(3);
    expect((await instance.logs(40)).filter((line) => line.endsWith('| listening'))).toEqual([
      'replica 1 | listening',
      'replica 2 | listening',
      'replica 3 | listening',
    ]);
  });

  test('the end of one is the end of the target', async () => {
    expect(await instance.state()).toMatchObject({ running: true, exitCode: null });
    await ask('/exit');
    const state = await until(async () => {
      const now = await instance.state();
      return now.running ? null : now;
    });
    expect(state).toMatchObject({ running: false, exitCode: 3, oomKilled: false });
    expect([1, 2, 3]).toContain(state.replica);
  });
});
