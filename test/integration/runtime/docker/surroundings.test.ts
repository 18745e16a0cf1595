import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Build, PLAIN_BUILD, type Target } from '../../../../src/model/config.js';
import { createDockerRuntime } from '../../../../src/runtime/docker/runtime.js';
import type { Artifact, Instance, Runtime } from '../../../../src/runtime/runtime.js';
import { dockerAvailable, tryDocker } from '../../../support/docker.js';
import { type OddEngine, startOddEngine } from '../../../support/odd-engine.js';
import { aTarget } from '../../../support/targets.js';
import { answering, ask, checkout, depsOf, neverAborted, newRunId, SERVER } from '../support.js';

// What others have set up on this machine, and engines that are not like this one.

const DOCKERFILE = 'FROM node:24-slim\nCOPY server.js /\nCMD ["node", "/server.js"]\n';
const runId = newRunId();
const name = `t-${runId}`;
const source = checkout({ 'server.js': SERVER, Dockerfile: DOCKERFILE });
const folder = mkdtempSync(join(tmpdir(), 'loadgate-test-surroundings-'));
const runtimes: Runtime[] = [];
const engines: OddEngine[] = [];
let number = 0;

/** A runtime whose own environment has these variables, too, and these settings of the docker client. */
function runtimeWith(env: Record<string, string>, settings?: unknown): Runtime {
  number += 1;
  const config = join(folder, `${number}`);
  mkdirSync(config);
  if (settings !== undefined) writeFileSync(join(config, 'config.json'), JSON.stringify(settings));
  const all = { ...process.env, ...(settings === undefined ? {} : { DOCKER_CONFIG: config }), ...env };
  const runtime = createDockerRuntime(depsOf(`${runId}-${number}`, { env: all }));
  runtimes.push(runtime);
  return runtime;
}

const build = (
  runtime: Runtime,
  sourceDir = source.dir,
  lines: string[] = [],
  part: Partial<Build> = {},
): Promise<Artifact> =>
  runtime.build({
    target: aTarget({ name, build: { ...PLAIN_BUILD, context: '.', dockerfile: 'Dockerfile', ...part } }),
    side: 'candidate',
    sourceDir,
    signal: neverAborted(),
    onLine: (line) => lines.push(line),
  });

async function startedBy(runtime: Runtime, part: Partial<Target> = {}, env = {}): Promise<Instance> {
  const artifact = await build(runtime);
  const target = { ...artifact.target, ...part };
  const request = { artifact: { ...artifact, target }, cores: [0], env, signal: neverAborted() };
  const instance = await runtime.start(request);
  await answering(instance);
  return instance;
}

const environmentOf = async (instance: Instance): Promise<Record<string, string>> =>
  (await ask(instance, '/env')) as Record<string, string>;

afterAll(async () => {
  for (const runtime of runtimes) await runtime.close();
  for (const engine of engines) await engine.close();
  source.remove();
  rmSync(folder, { recursive: true, force: true });
  if (dockerAvailable) await tryDocker(['image', 'rm', '--force', `loadgate/${name}:candidate`]);
});

describe.skipIf(!dockerAvailable)("the docker client's settings", () => {
  const run = { UPSTREAM_URL: 'http://172.31.255.1:4000/' };
  const proxies = { default: { httpProxy: 'http://10.255.255.1:3128', noProxy: 'a.example' } };
  const isProxy = (variable: string): boolean => /_proxy$/i.test(variable);

  test('`proxies` are not in a container on an internal network', async () => {
    const env = await environmentOf(await startedBy(runtimeWith({}, { proxies }), {}, run));
    expect(Object.keys(env).filter(isProxy)).toEqual([]);
    expect(env).toMatchObject(run);
  });

  test('`proxies` are in one on an open network, and leave the upstream out', async () => {
    const runtime = runtimeWith({}, { proxies });
    const env = await environmentOf(await startedBy(runtime, { network: 'open' }, run));
    expect(Object.fromEntries(Object.entries(env).filter(([variable]) => isProxy(variable)))).toEqual({
      HTTP_PROXY: 'http://10.255.255.1:3128',
      http_proxy: 'http://10.255.255.1:3128',
      NO_PROXY: 'a.example,172.31.255.1',
      no_proxy: 'a.example,172.31.255.1',
    });
  });

  test('for people, and a helper for credentials that is not there, change nothing', async () => {
    const runtime = runtimeWith(
      { DOCKER_DEFAULT_PLATFORM: 'linux/arm64', COMPOSE_PROJECT_NAME: 'x', DOCKER_HIDE_LEGACY_COMMANDS: '1' },
      {
        psFormat: '{{.Names}}',
        imagesFormat: 'x',
        networksFormat: 'y',
        statsFormat: 'z',
        detachKeys: 'ctrl-e,e',
        aliases: { builder: 'buildx' },
        HttpHeaders: { 'X-Meta': 'x' },
        credsStore: 'loadgate-no-such-helper',
        auths: { 'registry.example': { auth: 'eDp5' } },
      },
    );
    const instance = await startedBy(runtime);
    expect(await instance.state()).toMatchObject({ running: true });
    await runtime.close();
    expect((await tryDocker(['container', 'inspect', instance.id])).exitCode).not.toBe(0);
  });

  test('that name a context which is not there are an error of their own', async () => {
    const runtime = createDockerRuntime(
      depsOf(runId, { env: { ...process.env, DOCKER_CONTEXT: 'loadgate-gone' } }),
    );
    await expect(runtime.facts()).rejects.toMatchObject({
      code: 'engine-unreachable',
      kind: 'machine',
      log: expect.arrayContaining([expect.stringContaining('loadgate-gone')]),
    });
  });
});

describe.skipIf(!dockerAvailable)('an engine that lacks a controller', () => {
  test.each([
    ['CpuCfsQuota', 'cpus', 'NanoCpus', 0],
    ['CPUSet', 'core', 'CpusetCpus', ''],
    ['MemoryLimit', 'memory', 'Memory', 0],
    ['PidsLimit', 'pids', 'PidsLimit', 0],
  ])('%s: the cap is left out, and reported as not held', async (field, cap, asked, none) => {
    const engine = await startOddEngine({ [field]: false });
    engines.push(engine);
    const runtime = runtimeWith({ DOCKER_HOST: engine.host });
    expect(await runtime.facts()).toMatchObject({ capsMissing: [cap] });
    const instance = await startedBy(runtime);
    expect((await instance.state()).running).toBe(true);
    expect(engine.created).toHaveLength(1);
    const host = engine.created[0]?.['HostConfig'] as Record<string, unknown>;
    expect(host[asked] ?? 0).toEqual(none);
    await runtime.close();
  });
});

describe.skipIf(!dockerAvailable)('a Dockerfile that needs BuildKit', () => {
  const files = {
    'server.js': SERVER,
    Dockerfile: `FROM node:24-slim
RUN --mount=type=cache,target=/cache touch /cache/x
COPY --chmod=755 server.js /
CMD ["node", "/server.js"]
`,
  };
  let dir = '';
  const other = checkout(files);
  beforeAll(() => {
    dir = other.dir;
  });
  afterAll(() => other.remove());

  test('builds wherever a docker client of this machine has it', async (context) => {
    const runtime = runtimeWith({});
    const lines: string[] = [];
    const artifact = await build(runtime, dir, lines).catch((error: unknown) => {
      // Another machine may really have none.
      if (error instanceof Error && 'code' in error && error.code === 'buildkit-missing') return null;
      throw error;
    });
    if (artifact === null) return context.skip();
    expect(artifact.reference).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(lines.join('\n')).toMatch(/\[internal\] load build definition/);
  });

  test('says so where only the classic builder is left', async () => {
    await expect(build(runtimeWith({ DOCKER_BUILDKIT: '0' }), dir)).rejects.toMatchObject({
      code: 'buildkit-missing',
      kind: 'machine',
      message: `the Dockerfile of ${name} needs BuildKit (\`RUN --mount\`)`,
    });
  });
});

describe.skipIf(!dockerAvailable)('what a configuration says of its build', () => {
  const SECRET = 'loadgate-test-hush-5f3a';
  const files = {
    'server.js': SERVER,
    Dockerfile: `FROM node:24-slim AS app
RUN --mount=type=secret,id=npmrc : ${runId}; test "$(cat /run/secrets/npmrc)" != "" && cat /run/secrets/npmrc
COPY server.js /
CMD ["node", "/server.js"]
FROM node:24-slim AS last
RUN exit 3
`,
  };
  const other = checkout(files);
  afterAll(() => other.remove());
  const secrets = [{ id: 'npmrc', env: 'LOADGATE_TEST_NPMRC' }];

  test('a secret reaches RUN by its name, and is in no log and no image; the stage is the one that is named', async (context) => {
    const lines: string[] = [];
    const runtime = runtimeWith({ LOADGATE_TEST_NPMRC: SECRET });
    const artifact = await build(runtime, other.dir, lines, { secrets, target: 'app' }).catch(
      (error: unknown) => {
        if (error instanceof Error && 'code' in error && error.code === 'buildkit-missing') return null;
        throw error;
      },
    );
    if (artifact === null) return context.skip();
    expect(lines.join('\n')).toContain('***');
    expect(lines.join('\n')).not.toContain(SECRET);
    const history = await tryDocker(['history', '--no-trunc', artifact.reference]);
    const inspected = await tryDocker(['image', 'inspect', artifact.reference]);
    expect(`${history.stdout}${inspected.stdout}${JSON.stringify(artifact)}`).not.toContain(SECRET);
  });

  test('a build that fails beside a secret says nothing of it', async (context) => {
    const runtime = runtimeWith({ LOADGATE_TEST_NPMRC: SECRET });
    const failed = await build(runtime, other.dir, [], { secrets, target: 'last' }).catch(
      (error: unknown) => error,
    );
    if (failed instanceof Error && 'code' in failed && failed.code === 'buildkit-missing')
      return context.skip();
    expect(failed).toMatchObject({ code: 'build-failed' });
    expect(JSON.stringify(failed)).not.toContain(SECRET);
  });
});
