import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { docker, dockerAvailable, dockerScope, uniqueName } from '../../support/docker.js';
import { client, untilReady } from './ask.js';
import { buildFixture, start, stopped } from './container.js';

const VERSIONS = ['baseline', 'candidate'];
const PATHS = ['/hello', '/prices', '/report', '/nothing'];

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Both answers of a version, and whether its client kept its connection. */
async function answersOf(host: string, port: number) {
  const asking = client(host, port);
  const answers = [];
  for (const path of PATHS) {
    const { status, headers, body, reused } = await asking.ask(path);
    answers.push({ status, type: headers['content-type'], length: headers['content-length'], body, reused });
  }
  asking.close();
  return answers;
}

function expectDemo(answers: Awaited<ReturnType<typeof answersOf>>): void {
  const [hello, prices, report, nothing] = answers;
  expect(hello).toEqual({
    status: 200,
    type: 'text/plain; charset=utf-8',
    length: '14',
    body: 'Hello, World!\n',
    reused: false,
  });
  expect(report).toMatchObject({ status: 200, type: 'text/plain; charset=utf-8', reused: true });
  expect(prices).toMatchObject({ status: 200, type: 'text/plain; charset=utf-8', reused: true });
  expect(prices?.body.trimEnd().split('\n')).toHaveLength(150);
  const amounts = (report?.body ?? '')
    .trimEnd()
    .split('\n')
    .map((line) => Number(line.split(';')[2]));
  expect(amounts).toHaveLength(150);
  expect(amounts).toEqual([...amounts].sort((a, b) => b - a));
  expect(nothing).toMatchObject({ status: 404, reused: true });
}

describe('the two versions of the demo, as processes', () => {
  const children: ChildProcess[] = [];
  afterEach(async () => {
    for (const child of children.splice(0)) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  });

  it('answer the same bytes on PORT and HOST, keep connections, and end on SIGTERM', async () => {
    const all = [];
    for (const version of VERSIONS) {
      const port = await freePort();
      const cwd = fileURLToPath(new URL(`../../../fixtures/demo/${version}/`, import.meta.url));
      const child = spawn(process.execPath, ['server.mjs'], {
        cwd,
        env: { PORT: String(port), HOST: '127.0.0.1' },
        stdio: 'ignore',
      });
      children.push(child);
      await untilReady('127.0.0.1', port, async () => `exit code ${child.exitCode}`);
      const answers = await answersOf('127.0.0.1', port);
      expectDemo(answers);
      all.push(answers);
      child.kill('SIGTERM');
      expect(await once(child, 'exit')).toEqual([0, null]);
    }
    expect(all[1]).toEqual(all[0]);
  });
});

describe.skipIf(!dockerAvailable)('the two versions of the demo, as containers', () => {
  it('answer the same bytes under the caps, without root, and end on SIGTERM', async () => {
    await using scope = dockerScope();
    const network = scope.network(uniqueName('demo'));
    await docker(['network', 'create', '--internal', network]);
    const all = [];
    for (const version of VERSIONS) {
      const image = await buildFixture(`demo/${version}`);
      const { name, host, port } = await start(image, { scope, network, env: {} });
      const answers = await answersOf(host, port);
      expectDemo(answers);
      all.push(answers);
      expect(await docker(['exec', name, 'id', '-u'])).toBe('1000');
      expect(await stopped(name)).toBe(0);
    }
    expect(all[1]).toEqual(all[0]);
  }, 600_000);
});
