import { join } from 'node:path';
import { expect } from 'vitest';
import type { Outcome } from '../../src/compare/judge.js';
import { parseConfig } from '../../src/config/parse.js';
import { directorySide } from '../../src/job/directory-side.js';
import { runJob } from '../../src/job/job.js';
import type { JobDeps } from '../../src/job/types.js';
import { chooseRuntime } from '../../src/runtime/choose.js';
import { allowedCores } from '../../src/runtime/cores.js';
import { createCleanup } from '../../src/system/cleanup.js';
import { systemClock } from '../../src/system/clock.js';
import { exec } from '../../src/system/exec.js';
import type { Log } from '../../src/system/log.js';
import { readMachine } from '../../src/system/machine.js';
import { createStopwatch } from '../../src/system/stopwatch.js';
import { bundleChild } from './bundle.js';

/** Says nothing of what is under way. */
export const quiet: Log = {
  info: () => {},
  warning: () => {},
  error: () => {},
  progress: () => {},
  group: (_title, body) => body(),
};

/** Keys of a configuration for a change of twice the time: short rounds, few generations, and a gate that noise can't reach. */
export const COARSE = `gate: { slower: 25%, latency: 1000%, memory: 300% }
measure:
  screen-generations: 3
  confirm-generations: 3
  max-generations: 12
  warm-up: 200ms
  duet: 400ms
  solo: 100ms
  probe: 100ms
  trim: 30ms
`;

/**
 * Runs `body` with what a job needs of the real world: targets are processes, children are bundles of src/.
 * The test fails where the clean-up of what was started does.
 */
export async function withJobDeps<T>(id: string, body: (deps: JobDeps) => Promise<T>): Promise<T> {
  const [load, upstream, reference] = await Promise.all([
    bundleChild('src/load/child.ts'),
    bundleChild('src/upstream/child.ts'),
    bundleChild('src/reference/child.ts'),
  ]);
  const cleanup = createCleanup();
  const { signal } = new AbortController();
  try {
    return await body({
      chooseRuntime: (targets, allowHosts) =>
        chooseRuntime(
          'process',
          { exec, clock: systemClock, runId: id, log: quiet, signal, allowHosts },
          targets,
        ),
      bundles: { load: load.path, upstream: upstream.path, reference: reference.path },
      allowedCores: allowedCores(),
      machine: readMachine(),
      version: '0.0.0',
      clock: systemClock,
      log: quiet,
      cleanup,
      stopwatch: createStopwatch(systemClock),
      signal,
    });
  } finally {
    const failed = await cleanup.run();
    load.remove();
    upstream.remove();
    reference.remove();
    expect(failed).toEqual([]);
  }
}

/**
 * Compares the folders `change` and `base` of a checkout, as a pull request does.
 * @param text a configuration
 */
export function compareCheckout(
  dir: string,
  text: string,
  id: string,
  changed: Partial<JobDeps> = {},
): Promise<Outcome> {
  const request = {
    id,
    config: parseConfig(text, 'loadgate.yml'),
    filter: [],
    candidate: directorySide(join(dir, 'change'), 'change'),
    baseline: directorySide(join(dir, 'base'), 'base'),
    baselineConfig: null,
    noBaseline: null,
    stored: null,
    seed: 7,
  };
  return withJobDeps(id, (deps) => runJob(request, { ...deps, ...changed }));
}
