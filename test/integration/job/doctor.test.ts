import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseConfig } from '../../../src/config/parse.js';
import { directorySide } from '../../../src/job/directory-side.js';
import { examine } from '../../../src/job/doctor.js';
import type { JobDeps } from '../../../src/job/types.js';
import { allowedCores } from '../../../src/runtime/cores.js';
import { chooseRuntime } from '../../../src/runtime/detect.js';
import { createCleanup } from '../../../src/system/cleanup.js';
import { systemClock } from '../../../src/system/clock.js';
import { exec } from '../../../src/system/exec.js';
import { readMachine } from '../../../src/system/machine.js';
import { createStopwatch } from '../../../src/system/stopwatch.js';
import type { Log } from '../../../src/system/types.js';
import { type BundledChild, bundleChild } from '../../support/bundle.js';

const SILENT: Log = {
  info: () => {},
  warning: () => {},
  error: () => {},
  progress: () => {},
  group: (_, body) => body(),
};

/** Short rounds: it is not the figures that are tested. */
const CONFIG = `
budget: 8s
measure: { warm-up: 100ms, duet: 200ms, solo: 200ms, probe: 100ms, trim: 20ms }
targets:
  shop: { build: ., command: node server.mjs, port: 8080 }
scenarios:
  hello: { request: GET /hello }
  prices: { request: GET /prices }
`;

let load: BundledChild;
let upstream: BundledChild;

beforeAll(async () => {
  [load, upstream] = await Promise.all([
    bundleChild('src/load/child.ts'),
    bundleChild('src/upstream/child.ts'),
  ]);
});
afterAll(() => {
  load.remove();
  upstream.remove();
});

it('measures a runner against itself, for all metrics that it can tell', { timeout: 60_000 }, async () => {
  const cleanup = createCleanup();
  const signal = new AbortController().signal;
  const deps: JobDeps = {
    chooseRuntime: () =>
      chooseRuntime('process', { exec, clock: systemClock, runId: 'doctor-test', log: SILENT, signal }),
    bundles: { load: load.path, upstream: upstream.path },
    allowedCores: allowedCores(),
    machine: readMachine(),
    version: '0.0.0',
    clock: systemClock,
    log: SILENT,
    cleanup,
    stopwatch: createStopwatch(systemClock),
    signal,
  };
  const side = directorySide(join(process.cwd(), 'fixtures/demo/baseline'), 'itself');
  const config = parseConfig(CONFIG, 'doctor.yml');
  const found = await examine({ id: 'doctor-test', config, side, seed: 1 }, deps).finally(() =>
    cleanup.run(),
  );
  expect(found.record.problems).toEqual([]);
  expect(found.ceiling?.rps).toBeGreaterThan(1000);
  expect(found.ceiling?.cpu).toBeGreaterThan(0);
  for (const { generations } of found.record.cells) {
    expect(generations.length).toBeGreaterThan(1);
    for (const { baseline, candidate } of generations) {
      expect(baseline?.duet).toHaveLength(1);
      expect(candidate.duet).toHaveLength(1);
    }
  }
  const metrics = found.sensitivities.map(({ metric }) => metric);
  expect(metrics).toEqual(expect.arrayContaining(['throughput', 'cpu', 'latency']));
  for (const { stdev, visible } of found.sensitivities) {
    expect(stdev).toBeGreaterThan(0);
    expect(visible.map(({ seconds }) => seconds)).toEqual([30, 60, 120, 300]);
  }
});
