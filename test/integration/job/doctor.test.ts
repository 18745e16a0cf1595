import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseConfig } from '../../../src/config/parse.js';
import { directorySide } from '../../../src/job/directory-side.js';
import { examine } from '../../../src/job/doctor.js';
import { withJobDeps } from '../../support/job.js';

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

it('measures a runner against itself, for all metrics that it can tell', { timeout: 60_000 }, async () => {
  const side = directorySide(join(process.cwd(), 'fixtures/demo/baseline'), 'itself');
  const config = parseConfig(CONFIG, 'doctor.yml');
  const id = 'doctor-test';
  const found = await withJobDeps(id, (deps) => examine({ id, config, side, seed: 1 }, deps));
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
