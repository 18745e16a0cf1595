import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDockerRuntime } from '../../../../src/runtime/docker/runtime.js';
import type { Artifact } from '../../../../src/runtime/runtime.js';
import { docker, dockerAvailable, tryDocker } from '../../../support/docker.js';
import { type EngineProxy, startEngineProxy } from '../../../support/engine-proxy.js';
import { aTarget } from '../../../support/targets.js';
import { checkout, depsOf, neverAborted, newRunId } from '../support.js';

describe.skipIf(!dockerAvailable)('an engine that goes away', () => {
  const runId = newRunId();
  const target = aTarget({ name: `r-${runId}` });
  const source = checkout({ Dockerfile: 'FROM python:3.13-slim\nCMD ["sleep", "600"]\n' });
  let proxy: EngineProxy;
  let artifact: Artifact;

  const runtimeOf = (id: string) =>
    createDockerRuntime(depsOf(id, { env: { ...process.env, DOCKER_HOST: proxy.host } }));
  const start = (id: string, runtime = runtimeOf(id)) =>
    runtime.start({ artifact, cores: null, env: {}, signal: neverAborted() });
  const containersOf = (id: string) => docker(['ps', '-aq', '--filter', `label=loadgate.run=${id}`]);

  beforeAll(async () => {
    proxy = await startEngineProxy();
    artifact = await runtimeOf(runId).build({
      target,
      side: 'candidate',
      sourceDir: source.dir,
      signal: neverAborted(),
      onLine: () => {},
    });
  });
  afterAll(async () => {
    await proxy.close();
    await tryDocker(['image', 'rm', '--force', `loadgate/r-${runId}:candidate`]);
    source.remove();
  });

  test('is waited for, and what could not be stopped meanwhile is removed', async () => {
    const id = newRunId();
    const runtime = runtimeOf(id);
    const instance = await start(id, runtime);
    await proxy.down();
    await expect(instance.stop()).rejects.toMatchObject({ code: 'engine-unreachable', kind: 'machine' });
    const recovered = runtime.recover(neverAborted());
    await proxy.up();
    await recovered;
    expect(await containersOf(id)).toBe('');
    // And it goes on: the network is still there.
    const next = await start(id, runtime);
    await next.stop();
    await runtime.close();
  });

  test('at the end of a run is waited for too', async () => {
    const id = newRunId();
    const runtime = runtimeOf(id);
    await start(id, runtime);
    await proxy.down();
    const closed = runtime.close();
    await proxy.up();
    await closed;
    expect(await containersOf(id)).toBe('');
    expect(await docker(['network', 'ls', '-q', '--filter', `label=loadgate.run=${id}`])).toBe('');
  });

  test('is not waited for where the run is cancelled', async () => {
    const cancel = new AbortController();
    await proxy.down();
    const waiting = runtimeOf(newRunId()).recover(cancel.signal);
    const reason = new Error('cancelled');
    cancel.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    await proxy.up();
  });
});
