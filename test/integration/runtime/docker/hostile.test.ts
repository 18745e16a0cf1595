import { afterAll, describe, expect, it } from 'vitest';
import { PLAIN_CONTAINER } from '../../../../src/model/config.js';
import { LoadgateError } from '../../../../src/model/error.js';
import { createArgv } from '../../../../src/runtime/docker/argv.js';
import { createDockerCli } from '../../../../src/runtime/docker/client.js';
import { createDockerRuntime } from '../../../../src/runtime/docker/runtime.js';
import { containerEnvFile, dockerClientEnv } from '../../../../src/runtime/environment.js';
import type { Runtime } from '../../../../src/runtime/runtime.js';
import { exec } from '../../../../src/system/exec.js';
import { CORPUS } from '../../../support/corpus.js';
import { docker, dockerAvailable, tryDocker } from '../../../support/docker.js';
import { hostileEnv, pairs, written } from '../../../support/hostile-target.js';
import { aBuild, aTarget } from '../../../support/targets.js';
import { sunkErrors } from '../../../unit/injection/errors.js';
import { faultsOf } from '../../../unit/injection/sinks.js';
import { checkout, depsOf, neverAborted, newRunId, until } from '../support.js';

/** Names of a folder and of a file in it, and values, that somebody would choose who wants the client to do something else. */
const FOLDER = '--privileged -v /:/h $(touch x) \'"`; & #';
const FILE = '--output=x';
const ARGS = [
  '--privileged',
  '-v /:/h',
  '$(touch /x)',
  '$PATH',
  'a\nFROM node:24-slim\nRUN touch /x',
  '"\' \\',
  '@file',
  'a=b,c=d',
];
const END = 'the end of what the container writes';
/** The engine cuts lines at 16 KiB, and may lose the line break after such a one. */
const ALL = `${CORPUS.map(({ text }) => text).join('\n')}\n\n${END}\n`;

describe.skipIf(!dockerAvailable)('a hostile pull request on a real engine', () => {
  const runId = newRunId();
  const name = `t-${runId}`;
  const runtime: Runtime = createDockerRuntime(depsOf(runId));
  const images = ['candidate', 'baseline'].map((side) => `loadgate/${name}:${side}`);
  const source = checkout({
    [`${FOLDER}/${FILE}`]: [
      'FROM scratch',
      ...ARGS.map((_, at) => `ARG A${at}`),
      `LABEL ${ARGS.map((_, at) => `a${at}="$A${at}"`).join(' ')}`,
      'CMD ["/x"]\n',
    ].join('\n'),
    'log/all': ALL,
    'log/Dockerfile': 'FROM node:24-slim\nCOPY all /\nCMD ["sh", "-c", "cat /all; exec sleep 600"]\n',
    'log/Broken': 'FROM node:24-slim\nCOPY all /\nRUN cat /all; exit 3\n',
  });
  afterAll(async () => {
    await runtime.close();
    source.remove();
    await tryDocker(['image', 'rm', '--force', ...images]);
  });

  const build = (
    target: ReturnType<typeof aTarget>,
    side: 'candidate' | 'baseline',
    onLine = (_: string) => {},
  ) => runtime.build({ target, side, sourceDir: source.dir, signal: neverAborted(), onLine });
  const inspect = async (id: string) => JSON.parse(await docker(['inspect', id]))[0];

  it('builds the folder and the file that are meant, with the arguments as they are', async () => {
    const args = Object.fromEntries(ARGS.map((text, at) => [`A${at}`, text]));
    const target =
      written({ build: { context: FOLDER, dockerfile: `${FOLDER}/${FILE}`, args } }, name) ?? aTarget();
    const { reference } = await build(target, 'baseline');
    const { Config: config } = await inspect(reference);
    expect(config.Labels).toEqual({
      'loadgate.target': name,
      ...Object.fromEntries(ARGS.map((text, at) => [`a${at}`, text])),
    });
    expect(config.Cmd).toEqual(['/x']);

    // All values at once, in a container that is never started.
    const env = hostileEnv();
    const hostile = { ...target, env };
    const file = checkout({ env: containerEnvFile(hostile, {}) });
    const client = createDockerCli(exec, dockerClientEnv(process.env));
    const container = `loadgate-${runId}-0`;
    const options = {
      runId,
      name: container,
      image: reference,
      network: 'none',
      isInternal: false,
      subject: { kind: 'target', name, side: 'baseline' },
      container: PLAIN_CONTAINER,
      volumes: [],
    } as const;
    try {
      await client.output(
        createArgv({ ...options, caps: target.caps, cores: null, missing: [], envFile: `${file.dir}/env` }),
      );
    } finally {
      file.remove();
    }
    const made = await inspect(container);
    await docker(['rm', container]);
    expect(made.Config.Env).toEqual(expect.arrayContaining([...pairs(env)]));
    expect(made).toMatchObject({ Image: reference, Mounts: [], Path: '/x', Args: [] });
    expect(made.HostConfig).toMatchObject({
      Privileged: false,
      CapAdd: null,
      NetworkMode: 'none',
      PidMode: '',
    });
    expect(made.HostConfig.CapDrop).toEqual(['ALL']);
    expect(made.HostConfig.Binds ?? []).toEqual([]);
  });

  it('shows what a container and a build write as text alone', async () => {
    const target = aTarget({ name, build: aBuild('log') });
    const artifact = await build(target, 'candidate');
    const instance = await runtime.start({ artifact, cores: null, env: {}, signal: neverAborted() });
    const lines = await until(async () => {
      const found = await instance.logs(100_000);
      return found.at(-1) === END && found;
    });
    expect(lines.length).toBeGreaterThan(CORPUS.length);
    await instance.stop();

    const told: string[] = [];
    const broken = aTarget({ ...target, build: aBuild('log', { dockerfile: 'log/Broken' }) });
    const failed = await build(broken, 'baseline', (line) => told.push(line)).catch(
      (error: unknown) => error,
    );
    expect(failed).toMatchObject({ code: 'build-failed' });
    expect(told.join('\n')).toContain(END);

    // As many as a report shows, so that each line is in one.
    const errors = [failed];
    for (let at = 0; at < lines.length; at += 20) {
      const log = lines.slice(at, at + 20);
      errors.push(
        new LoadgateError('it ended', { kind: 'usage', code: 'target-exited', hint: 'Look.', log }),
      );
    }
    const sunk = sunkErrors(errors);
    const like = sunkErrors([new LoadgateError('x', { kind: 'usage', code: 'x', hint: 'Look.' })]);
    expect(faultsOf({ ...sunk, told: [...sunk.told, ...told, ...lines] }, like, false, 'x')).toEqual([]);
  });
});
