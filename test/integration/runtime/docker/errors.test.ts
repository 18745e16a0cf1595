import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Target } from '../../../../src/model/config.js';
import { createDockerRuntime } from '../../../../src/runtime/docker/runtime.js';
import { sweepRun } from '../../../../src/runtime/docker/sweep.js';
import type { Artifact } from '../../../../src/runtime/runtime.js';
import type { Exec } from '../../../../src/system/exec.js';
import { exec } from '../../../../src/system/exec.js';
import { docker, dockerAvailable, tryDocker } from '../../../support/docker.js';
import { aBuild, aTarget } from '../../../support/targets.js';
import { checkout, depsOf, neverAborted, newRunId, until } from '../support.js';

const listOf = async (kind: 'ps' | 'network', label: string): Promise<string[]> => {
  const command = kind === 'ps' ? ['ps', '-aq'] : ['network', 'ls', '-q'];
  const text = await docker([...command, '--filter', `label=${label}`]);
  return text.split('\n').filter((line) => line !== '');
};

describe.skipIf(!dockerAvailable)('what goes wrong with containers', () => {
  const runId = newRunId();
  const runtime = createDockerRuntime(depsOf(runId));
  const undo: (() => void)[] = [];
  const target = aTarget({ name: `e-${runId}` });
  const tag = `loadgate/e-${runId}:candidate`;
  /** python:3.13-slim as it is: what it runs is set by the Dockerfile. */
  let image: Artifact;

  beforeAll(async () => {
    image = await build(
      'FROM python:3.13-slim\nCMD ["python3", "-c", "print(1); print(2); raise SystemExit(3)"]\n',
    );
  });
  afterAll(async () => {
    await runtime.close();
    for (const one of undo) one();
    await tryDocker(['image', 'rm', '--force', tag, image.reference]);
  });

  function build(
    dockerfile: string,
    part: Partial<Target> = {},
    signal = neverAborted(),
    onLine = (_: string) => {},
  ) {
    const source = checkout({ Dockerfile: dockerfile });
    undo.push(source.remove);
    return runtime.build({
      target: { ...target, ...part },
      side: 'candidate',
      sourceDir: source.dir,
      signal,
      onLine,
    });
  }

  const startRequest = (part: Partial<Target> = {}) => ({
    artifact: { ...image, target: { ...target, ...part } },
    cores: null,
    env: {},
    signal: neverAborted(),
  });

  test('a step that fails: its last lines are in the error', async () => {
    const lines: string[] = [];
    const dockerfile =
      'FROM python:3.13-slim\nRUN for i in $(seq 2000); do echo "line $i"; done; echo "it broke" >&2; exit 9\n';
    const failed = build(dockerfile, {}, neverAborted(), (line) => lines.push(line));
    await expect(failed).rejects.toMatchObject({ code: 'build-failed', kind: 'usage' });
    const { log } = await failed.catch((error) => error);
    expect(log).toHaveLength(1000);
    expect(log.join('\n')).toContain('it broke');
    expect(log.join('\n')).toContain('line 2000');
    expect(lines.join('\n')).toContain('line 1');
    expect((await tryDocker(['image', 'inspect', `${tag}-none`])).exitCode).not.toBe(0);
  });

  test('a Dockerfile that is none, and a base image that nobody has', async () => {
    await expect(build('FORM python\n')).rejects.toMatchObject({ code: 'build-failed', kind: 'usage' });
    // Nobody listens on port 1 of this machine: a registry that does not answer.
    await expect(build('FROM 127.0.0.1:1/nobody/nothing:1\n')).rejects.toMatchObject({
      code: 'base-image-unavailable',
      kind: 'machine',
    });
  });

  test('a missing Dockerfile says what was looked for', async () => {
    const missing = { build: aBuild('.', { dockerfile: 'deploy/Dockerfile' }) };
    await expect(build('FROM scratch\n', missing)).rejects.toMatchObject({
      code: 'dockerfile-missing',
      message: expect.stringContaining('deploy/Dockerfile'),
    });
  });

  test('build arguments arrive', async () => {
    const dockerfile = 'FROM python:3.13-slim\nARG MODE\nRUN echo "mode is <$MODE>"\n';
    const lines: string[] = [];
    const part = { build: aBuild('.', { args: { MODE: `a b ${runId}` } }) };
    const { reference } = await build(dockerfile, part, neverAborted(), (line) => lines.push(line));
    await docker(['image', 'rm', '--force', reference]);
    expect(lines.join('\n')).toContain(`mode is <a b ${runId}>`);
  });

  test('an abort in the middle of a build leaves no container', async () => {
    const controller = new AbortController();
    const before = new Set((await docker(['ps', '-aq', '--no-trunc'])).split('\n'));
    const dockerfile = `FROM python:3.13-slim\nRUN echo ${runId} && echo started && sleep 600\n`;
    const abort = (line: string): void => {
      if (/^(#\d+ [\d.]+ )?started$/.test(line)) controller.abort(new Error('cancelled'));
    };
    await expect(build(dockerfile, {}, controller.signal, abort)).rejects.toThrow('cancelled');
    const mine = async (): Promise<string[]> => {
      const ids = (await docker(['ps', '-aq', '--no-trunc']))
        .split('\n')
        .filter((id) => id !== '' && !before.has(id));
      const commands = await Promise.all(
        ids.map((id) => tryDocker(['inspect', '--format', '{{json .Config.Cmd}}', id])),
      );
      return commands.map(({ stdout }) => stdout).filter((command) => command.includes(runId));
    };
    await until(async () => (await mine()).length === 0);
    expect(await mine()).toEqual([]);
  });

  test('a container that has exited before it is looked at: its log is in the error, and it is gone', async () => {
    const late: Exec = async (argv, options) => {
      if (argv[1] === 'container') await docker(['wait', argv[3] ?? '']);
      return exec(argv, options);
    };
    const slowId = newRunId();
    const slow = createDockerRuntime({ ...depsOf(slowId), exec: late });
    await expect(slow.start(startRequest())).rejects.toMatchObject({
      code: 'target-exited',
      kind: 'usage',
      message: expect.stringContaining('exited with 3'),
      log: ['1', '2'],
    });
    expect(await listOf('ps', `loadgate.run=${slowId}`)).toEqual([]);
    await slow.close();
  });

  test('caps beyond the machine', async () => {
    const caps = { ...target.caps, cpus: 9999 };
    await expect(runtime.start(startRequest({ caps }))).rejects.toMatchObject({
      code: 'caps-refused',
      kind: 'usage',
    });
  });

  test('a command that is not there', async () => {
    const built = await build('FROM python:3.13-slim\nCMD ["/no/such/program"]\n');
    const request = { ...startRequest(), artifact: built };
    await expect(runtime.start(request)).rejects.toMatchObject({ code: 'start-failed', kind: 'usage' });
    expect(await listOf('ps', `loadgate.run=${runId}`)).toEqual([]);
    await docker(['image', 'rm', '--force', built.reference]);
  });

  test('an image that is gone', async () => {
    const artifact = { ...image, reference: `sha256:${'0'.repeat(64)}` };
    await expect(runtime.start({ ...startRequest(), artifact })).rejects.toMatchObject({
      code: 'image-gone',
    });
  });

  test.each([0, 30, 60, 120, 200, 300])('an abort %d ms into a start leaves nothing', async (ms) => {
    const artifact = await build('FROM python:3.13-slim\nCMD ["sleep", "600"]\n');
    const signal = AbortSignal.timeout(ms);
    const started = runtime.start({ ...startRequest(), artifact, signal });
    const outcome = await started.then(
      (instance) => instance.stop(),
      (error: unknown) => error,
    );
    // Either it was up before the abort, or the abort is the reason.
    if (outcome !== undefined) expect(outcome).toBe(signal.reason);
    expect(await listOf('ps', `loadgate.run=${runId}`)).toEqual([]);
  });

  test('an engine that is not there', async () => {
    const env = { ...process.env, DOCKER_HOST: 'unix:///nowhere/docker.sock' };
    const lost = createDockerRuntime(depsOf(runId, { env }));
    for (const asked of [lost.facts(), lost.upstreamHost(), lost.start(startRequest()), lost.close()]) {
      await expect(asked).rejects.toMatchObject({ code: 'engine-unreachable', kind: 'machine' });
    }
  });
});

describe.skipIf(!dockerAvailable)('the sweep', () => {
  test('removes what a run left that was killed, and nothing of another', async () => {
    const [killed, other] = [newRunId(), newRunId()];
    for (const run of [killed, other]) {
      await docker(['network', 'create', '--internal', '--label', `loadgate.run=${run}`, `loadgate-${run}`]);
    }
    const run = ['run', '--detach', '--network', `loadgate-${killed}`, '--label', `loadgate.run=${killed}`];
    const ids = [
      await docker([...run, 'python:3.13-slim', 'sleep', '600']),
      await docker([...run, 'python:3.13-slim', 'true']),
      await docker(['create', '--label', `loadgate.run=${killed}`, 'python:3.13-slim']),
    ];
    try {
      const swept = await sweepRun(exec, killed);
      expect([...swept.containers].sort()).toEqual(ids.sort());
      expect(swept.networks).toHaveLength(1);
      expect(await listOf('ps', `loadgate.run=${killed}`)).toEqual([]);
      expect(await listOf('network', `loadgate.run=${killed}`)).toEqual([]);
      expect(await sweepRun(exec, killed)).toEqual({ containers: [], networks: [], volumes: [] });
      expect(await listOf('network', `loadgate.run=${other}`)).toHaveLength(1);
    } finally {
      await sweepRun(exec, killed);
      await sweepRun(exec, other);
    }
  });

  test('two at once do not get in each other’s way', async () => {
    const runId = newRunId();
    await docker(['run', '--detach', '--label', `loadgate.run=${runId}`, 'python:3.13-slim', 'sleep', '600']);
    await docker(['network', 'create', '--label', `loadgate.run=${runId}`, `loadgate-${runId}`]);
    await Promise.all([sweepRun(exec, runId), sweepRun(exec, runId)]);
    expect(await listOf('ps', `loadgate.run=${runId}`)).toEqual([]);
    expect(await listOf('network', `loadgate.run=${runId}`)).toEqual([]);
  });

  test('a runtime removes its networks when it is closed, twice is fine', async () => {
    const runId = newRunId();
    const runtime = createDockerRuntime(depsOf(runId));
    await runtime.upstreamHost();
    expect(await listOf('network', `loadgate.run=${runId}`)).toHaveLength(1);
    await runtime.close();
    await runtime.close();
    expect(await listOf('network', `loadgate.run=${runId}`)).toEqual([]);
  });
});
