import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { PLAIN_BUILD } from '../../../../src/model/config.js';
import { createDockerRuntime } from '../../../../src/runtime/docker/runtime.js';
import { createPorts } from '../../../../src/runtime/process/ports.js';
import { dockerAvailable } from '../../../support/docker.js';
import { canStartEngine, type SecondEngine, startSecondEngine } from '../../../support/second-engine.js';
import { aTarget } from '../../../support/targets.js';
import { answering, ask, checkout, depsOf, neverAborted, newRunId, SERVER } from '../support.js';

const BASE = 'node:24-slim';
const runId = newRunId();
const source = checkout({
  'server.js': SERVER,
  Dockerfile: `FROM ${BASE}\nCOPY server.js /\nCMD ["node", "/server.js"]\n`,
});
const folder = mkdtempSync(join(tmpdir(), 'loadgate-test-tcp-'));
let engine: SecondEngine | null = null;

afterAll(async () => {
  await engine?.close();
  source.remove();
  rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(!dockerAvailable || !canStartEngine)('an engine of this machine over tcp', () => {
  test('builds, starts, and is asked for counters as one at a socket', { timeout: 230_000 }, async () => {
    const base = join(folder, 'base.tar');
    execFileSync('docker', ['save', '--output', base, BASE]);
    engine = await startSecondEngine({ port: await createPorts(process.pid).next() });
    const env = { ...process.env, DOCKER_HOST: engine.host };
    execFileSync('docker', ['load', '--input', base], { env, stdio: 'ignore' });

    const runtime = createDockerRuntime(depsOf(runId, { env }));
    const facts = await runtime.facts();
    expect(facts).toMatchObject({ kind: 'docker', capsMissing: [] });
    const build = { ...PLAIN_BUILD, context: '.', dockerfile: 'Dockerfile' };
    const artifact = await runtime.build({
      target: aTarget({ name: `t-${runId}`, build }),
      side: 'candidate',
      sourceDir: source.dir,
      signal: neverAborted(),
      onLine: () => {},
    });
    const instance = await runtime.start({ artifact, cores: [0], env: {}, signal: neverAborted() });
    await answering(instance);
    const before = await instance.counters();
    await ask(instance, '/user?ms=300');
    const after = await instance.counters();
    expect((after.cpuUserUs ?? 0) - (before.cpuUserUs ?? 0)).toBeGreaterThan(200_000);
    expect(after.memoryBytes).toBeGreaterThan(1_000_000);
    await runtime.close();
    const left = execFileSync('docker', ['ps', '--all', '--quiet'], { env, encoding: 'utf8' });
    expect(left).toBe('');
  });
});
