import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Target } from '../../../../src/model/config.js';
import { buildArgv, imageTag } from '../../../../src/runtime/docker/argv.js';
import { createDockerCli, type DockerCli } from '../../../../src/runtime/docker/client.js';
import { localPlace } from '../../../../src/runtime/docker/place.js';
import { startContainer } from '../../../../src/runtime/docker/start.js';
import { resolveBuild } from '../../../../src/runtime/source-paths.js';
import { systemClock } from '../../../../src/system/clock.js';
import { exec } from '../../../../src/system/exec.js';
import { CORPUS } from '../../../support/corpus.js';
import { dockerAvailable } from '../../../support/docker.js';
import {
  canBeSet,
  hostileArgs,
  hostileEnv,
  hostileNames,
  hostileVariables,
  pairs,
  written,
} from '../../../support/hostile-target.js';
import { type RecordingEngine, startRecordingEngine } from '../../../support/recording-engine.js';
import { aTarget } from '../../../support/targets.js';
import { asUtf8 } from '../../../unit/injection/surface.js';
import { neverAborted, newRunId } from '../support.js';

const IMAGE = `sha256:${'f'.repeat(64)}`;
/** What lets a container out, or lets others in. */
const NOTHING_IN = [
  'Binds', 'Mounts', 'VolumesFrom', 'Tmpfs', 'PortBindings', 'CapAdd', 'Devices', 'DeviceRequests', 'DeviceCgroupRules', 'ExtraHosts', 'Links', 'GroupAdd', 'Sysctls', 'PidMode', 'IpcMode', 'UTSMode',
  'UsernsMode', 'CgroupParent', 'Runtime', 'Privileged', 'PublishAllPorts',
]; // biome-ignore format: a list

interface Created {
  readonly Env: readonly string[];
  readonly Labels: Readonly<Record<string, string>>;
  readonly HostConfig: Readonly<Record<string, unknown>>;
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === false || value === '' || Object.keys(value).length === 0;

/** All of a request but what the target is meant to decide. */
function rest({ Env: _env, Labels: _labels, HostConfig: host, ...others }: Created): unknown {
  const {
    NanoCpus: _cpus,
    Memory: _memory,
    MemorySwap: _swap,
    PidsLimit: _pids,
    Ulimits: _ulimits,
    ...ours
  } = host;
  return { ...others, HostConfig: ours };
}

describe.skipIf(!dockerAvailable)('what the real docker client makes of a pull request', () => {
  const runId = newRunId();
  let engine: RecordingEngine;
  let docker: DockerCli;
  let folder: string;
  /** A source with nothing but a Dockerfile in it. */
  let source: string;
  let tame: Created;
  beforeAll(async () => {
    engine = await startRecordingEngine();
    docker = createDockerCli(exec, engine.env);
    folder = mkdtempSync(join(tmpdir(), 'loadgate-test-client-'));
    source = join(folder, 'source');
    make(join(source, 'Dockerfile'), 0);
    tame = await created(aTarget());
  });
  afterAll(async () => {
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Starts a target as a run does. @returns what the client asked the engine to create */
  async function created(target: Target): Promise<Created> {
    const artifact = { target, side: 'candidate', reference: IMAGE, sizeBytes: 1, buildMs: 1 } as const;
    const networks = { use: async () => 'n', gateway: async () => '127.0.0.1' };
    const started = startContainer(
      { artifact, cores: [0], env: { UPSTREAM_URL: 'http://127.0.0.1:1' }, signal: neverAborted() },
      {
        docker,
        own: engine.env,
        clock: systemClock,
        runId,
        engine: { place: localPlace(null), address: null, capsMissing: [] } as never,
        networks,
        number: 1,
      },
    );
    // This engine starts nothing.
    await expect(started).rejects.toMatchObject({ code: 'start-failed' });
    const asked = engine.taken();
    const name = `loadgate-${runId}-1`;
    expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /containers/create',
      `POST /containers/${name}/start`,
      `DELETE /containers/${name}`,
    ]);
    const [create] = asked;
    expect(Object.fromEntries(create?.query ?? [])).toEqual({ name });
    return JSON.parse(create?.body.toString() ?? '');
  }

  /** Builds as a run does, with the engine's own builder. @returns what the client asked for, and the context as a tar */
  async function built(target: Target, from = source) {
    const iidFile = join(folder, 'iid');
    const paths = resolveBuild(target, from);
    const argv = buildArgv({
      ...paths,
      name: target.name,
      kind: 'target',
      side: 'baseline',
      secrets: [],
      iidFile,
      builder: 'classic',
    });
    const { exitCode, stderr } = await docker.run(argv, { env: { DOCKER_BUILDKIT: '0' } });
    expect(exitCode, stderr).toBe(0);
    const asked = engine.taken();
    expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /build']);
    const { buildargs, labels, t, dockerfile, ...query } = Object.fromEntries(asked[0]?.query ?? []);
    return { buildargs, labels, t, dockerfile, query, context: asked[0]?.body ?? Buffer.alloc(0) };
  }

  it('a container of plain words has every cap, and no way out', () => {
    const { HostConfig: host } = tame;
    expect(NOTHING_IN.filter((key) => !isEmpty(host[key]))).toEqual([]);
    expect(tame).toMatchObject({ Image: IMAGE, Cmd: null, Entrypoint: null, Volumes: {}, User: '' });
    expect(host).toMatchObject({
      NetworkMode: 'n',
      CapDrop: ['ALL'],
      SecurityOpt: ['no-new-privileges'],
      NanoCpus: 1e9,
      Memory: 256 * 2 ** 20,
      MemorySwap: 256 * 2 ** 20,
      PidsLimit: 64,
      Ulimits: [{ Name: 'nofile', Soft: 1024, Hard: 1024 }],
      CpusetCpus: '0',
    });
  });

  it('every input is the value of a variable, and nothing else', async () => {
    const env = hostileEnv();
    expect(Object.keys(env).length).toBeGreaterThan(CORPUS.length / 2);
    const found = await created(written({ env }) ?? aTarget());
    const ours = ['PORT=8080', 'WORKERS=1', 'UPSTREAM_URL=http://127.0.0.1:1'];
    expect(found.Env.toSorted()).toEqual([...ours, ...pairs(env)].toSorted());
    expect(rest(found)).toEqual(rest(tame));
  });

  it('every input that may be a name is that name', async () => {
    const names = hostileVariables();
    const env = Object.fromEntries(names.map((name) => [name, 'x']));
    expect(names.length).toBeGreaterThan(10);
    const found = await created(written({ env }) ?? aTarget());
    expect(found.Env).toEqual(expect.arrayContaining([...pairs(env)]));
    expect(found.Env).toHaveLength(names.length + 3);
    expect(rest(found)).toEqual(rest(tame));
    for (const name of hostileNames()) {
      const one = await created(written({}, name) ?? aTarget());
      expect(one.Labels).toEqual({
        'loadgate.run': runId,
        'loadgate.target': name,
        'loadgate.side': 'candidate',
      });
      expect(rest(one)).toEqual(rest(tame));
    }
  });

  it('every input is the value of a build argument, and nothing else', async () => {
    const args = hostileArgs();
    expect(Object.keys(args).length).toBeGreaterThan((CORPUS.length * 3) / 4);
    const names = Object.fromEntries(hostileVariables().map((name) => [name, 'x']));
    const plain = await built(written({}) ?? aTarget());
    const found = await built(written({ build: { context: '.', args: { ...args, ...names } } }) ?? aTarget());
    const meant = Object.entries({ ...args, ...names }).map(([name, value]) => [name, asUtf8(value)]);
    expect(Object.entries(JSON.parse(found.buildargs ?? '')).toSorted()).toEqual(meant.toSorted());
    expect({ ...found, buildargs: '', context: '' }).toEqual({ ...plain, buildargs: '', context: '' });
    expect(found.t).toBe(imageTag('app', 'baseline'));
    expect(JSON.parse(found.labels ?? '')).toEqual({ 'loadgate.target': 'app' });
    expect(Object.keys(found.query)).not.toContain('remote');
  });

  it('every input that may be a path is that folder and that file', async () => {
    const plain = await built(written({}) ?? aTarget());
    let tried = 0;
    for (const [at, { text }] of CORPUS.entries()) {
      const target = written({ build: { context: text, dockerfile: `${text}/${text}` } });
      const from = join(folder, `${at}`);
      // Not `.`, which is no file.
      if (target?.build == null || target.build.dockerfile === '.') continue;
      if (!make(join(from, target.build.dockerfile), at)) continue;
      tried += 1;
      const found = await built(target, from);
      const { context, dockerfile } = target.build;
      expect(found.dockerfile).toBe(asUtf8(relative(context, dockerfile)));
      expect(found.context.includes(`FROM scratch\nLABEL n="${at}"\n`), text).toBe(true);
      expect(found.query).toEqual(plain.query);
      expect(found.t).toBe(plain.t);
    }
    expect(tried).toBeGreaterThan(CORPUS.length / 3);
  });

  /** @returns whether there can be such a file */
  function make(file: string, at: number): boolean {
    try {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, `FROM scratch\nLABEL n="${at}"\n`);
      return true;
    } catch {
      return false;
    }
  }

  it('any text is a value', async () => {
    const anything = fc.dictionary(
      fc.stringMatching(/^[A-Z_]{1,8}$/),
      fc.string({ unit: 'binary', maxLength: 300 }),
    );
    await fc.assert(
      fc.asyncProperty(anything, async (values) => {
        const target = written({ env: values, build: { context: '.', args: values } });
        fc.pre(canBeSet(target));
        const found = await created(target);
        expect(found.Env).toEqual(expect.arrayContaining([...pairs(values)]));
        expect(rest(found)).toEqual(rest(tame));
        const { buildargs } = await built(target);
        const meant = Object.entries(values).map(([name, value]) => [name, asUtf8(value)]);
        expect(Object.entries(JSON.parse(buildargs ?? '{}')).toSorted()).toEqual(meant.toSorted());
      }),
      { numRuns: 5 },
    );
  });

  it('any caps that the configuration takes are those of the container', async () => {
    const caps = fc.record({
      cpus: fc.double({ min: 0.05, max: 512, noNaN: true }),
      memory: fc.integer({ min: 16 * 2 ** 20, max: 2 ** 42 }),
      pids: fc.integer({ min: 8, max: 1_000_000 }),
      'open-files': fc.integer({ min: 64, max: 1_048_576 }),
    });
    await fc.assert(
      fc.asyncProperty(caps, fc.integer({ min: 1, max: 65_535 }), async (given, port) => {
        const { HostConfig: host, Env } = await created(written({ caps: given, port }) ?? aTarget());
        expect(Math.abs(Number(host['NanoCpus']) - given.cpus * 1e9)).toBeLessThanOrEqual(1);
        expect(host).toMatchObject({
          Memory: given.memory,
          MemorySwap: given.memory,
          PidsLimit: given.pids,
          Ulimits: [{ Name: 'nofile', Soft: given['open-files'], Hard: given['open-files'] }],
        });
        expect(Env).toContain(`PORT=${port}`);
      }),
      { numRuns: 5 },
    );
  });
});
