import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src/compare/judge.js';
import { compareStored } from '../../../src/compare/stored.js';
import { parseConfig } from '../../../src/config/parse.js';
import { directorySide } from '../../../src/job/directory-side.js';
import { runJob } from '../../../src/job/job.js';
import type { JobDeps, JobRequest } from '../../../src/job/types.js';
import type { RunRecord } from '../../../src/model/record.js';
import { parseRecord } from '../../../src/record/parse.js';
import { serialiseRecord } from '../../../src/record/serialise.js';
import { answer } from '../../../src/reference/handler.js';
import { writeImageContext } from '../../../src/reference/image.js';
import { REQUEST } from '../../../src/reference/request.js';
import { referenceTarget } from '../../../src/reference/target.js';
import { createDockerRuntime } from '../../../src/runtime/docker/runtime.js';
import { exec } from '../../../src/system/exec.js';
import { type BundledChild, bundleChild } from '../../support/bundle.js';
import { CALLER } from '../../support/caller.js';
import { dockerAvailable, tryDocker } from '../../support/docker.js';
import { withJobDeps } from '../../support/job.js';
import { replaced } from '../../support/pull-requests.js';
import { checkout, depsOf, neverAborted, newRunId } from '../runtime/support.js';

const CONFIG = `
compare: stored
caps: { cpus: 0.5, memory: 64m }
measure: { warm-up: 100ms, solo: 200ms, probe: 100ms, trim: 30ms, screen-generations: 3 }
targets:
  one: { build: ., command: node server.mjs, port: 8080 }
scenarios:
  text: { request: GET /text, connections: 4, expect: { body: 'Hello, World!' } }
`;

/** Works for 1 ms a request: with less to do, it could ask for all that the load generator has. */
const WORKING = replaced(
  'return response.end(text);',
  '{\n    for (const end = performance.now() + 1; performance.now() < end; );\n    return response.end(text);\n  }',
)(CALLER);

const { dir, remove } = checkout({ 'server.mjs': WORKING });
const config = parseConfig(CONFIG, 'loadgate.yml');
afterAll(remove);

function run(changes: Partial<JobRequest>, broken: Partial<JobDeps['bundles']> = {}): Promise<Outcome> {
  const id = newRunId();
  const request: JobRequest = {
    id,
    config,
    filter: [],
    candidate: directorySide(dir, 'here'),
    baseline: null,
    baselineConfig: null,
    noBaseline: 'nothing is stored yet',
    stored: null,
    seed: 5,
    ...changes,
  };
  return withJobDeps(id, (deps) => runJob(request, { ...deps, bundles: { ...deps.bundles, ...broken } }));
}

describe('the reference target', () => {
  let stored: RunRecord;
  beforeAll(async () => {
    const { record } = await run({ reference: true });
    stored = parseRecord(serialiseRecord(record), 'test');
  });

  it('runs once beside each generation of a run whose record is stored, and is no cell of it', () => {
    expect(stored.problems).toEqual([]);
    expect(stored.reference).toEqual({
      program: expect.stringContaining('process, cpus 0.5'),
      missing: null,
    });
    expect(stored.cells.map(({ target }) => target)).toEqual(['one']);
    const generations = stored.cells[0]?.generations ?? [];
    expect(generations).toHaveLength(3);
    for (const { reference } of generations) {
      expect(reference).toMatchObject({
        program: stored.reference?.program,
        machine: stored.machine.fingerprint,
      });
      expect(reference?.rps).toBeGreaterThan(0);
      expect(reference?.serviceUs).toBeGreaterThan(0);
      expect(reference?.cpuUs).toBeGreaterThan(0);
    }
    expect(new Set(generations.map(({ reference }) => reference?.rps)).size).toBe(3);
    // One number for each generation of either, in the order in which they ran.
    expect(new Set(generations.map(({ index }) => Math.floor(index / 2)))).toEqual(new Set([0, 1, 2]));
  });

  it('is what stored figures are divided by', () => {
    const { stored: basis, cells } = compareStored(stored, stored, config.gate, config.measure);
    expect(basis).toMatchObject({ divided: 1, undivided: null, machineSpeed: 1 });
    expect(cells[0]?.metrics.find(({ metric }) => metric === 'throughput')?.ratio).toBe(1);
  });

  it('fails alone: the run goes on, and its record says why', async () => {
    writeFileSync(join(dir, 'broken.mjs'), "console.error('no room'); process.exit(9);\n");
    const broken = { reference: join(dir, 'broken.mjs') };
    const { record, comparison, gate } = await run({ stored }, broken);
    expect(record.problems).toEqual([]);
    expect(record.reference?.missing).toMatch(/exited with 9|has ended/);
    expect(record.cells[0]).toMatchObject({ state: 'measured', invalid: null });
    expect(record.cells[0]?.generations.map(({ reference }) => reference)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(comparison.stored).toMatchObject({ divided: 0 });
    expect(comparison.stored?.undivided?.code).toBe('not-run');
    expect(gate.exitCode).toBe(0);
  });
});

describe.skipIf(!dockerAvailable)("the reference target's container", () => {
  let script: BundledChild;
  beforeAll(async () => {
    script = await bundleChild('src/reference/child.ts');
  });
  afterAll(() => script.remove());

  it('is made without a registry, and answers under the caps of the targets', async () => {
    const runId = newRunId();
    const runtime = createDockerRuntime(depsOf(runId));
    const context = checkout({});
    const [caps] = config.targets.map((one) => one.caps);
    if (caps === undefined) throw new Error('no target');
    // A name of its own: another run on this machine may be using the image.
    const target = { ...referenceTarget('docker', caps, script.path), name: `t-${runId}` };
    try {
      await writeImageContext(context.dir, script.path, exec);
      const signal = neverAborted();
      const built = { target, side: 'candidate', sourceDir: context.dir, signal, onLine: () => {} } as const;
      const artifact = await runtime.build(built);
      const instance = await runtime.start({ artifact, cores: null, env: {}, signal });
      const { method, path, headers, body } = REQUEST;
      const url = `http://${instance.host}:${instance.port}${path}`;
      const ask = () => fetch(url, { method, headers, body }).catch(() => null);
      let response = await ask();
      while (response === null && (await instance.state()).running) response = await ask();
      expect(await response?.text(), (await instance.logs(20)).join('\n')).toBe(answer(body ?? ''));
      expect((await instance.counters()).cpuUserUs).toBeGreaterThan(0);
    } finally {
      await runtime.close();
      context.remove();
      await tryDocker(['image', 'rm', '--force', `loadgate/t-${runId}:candidate`]);
    }
  });
});
