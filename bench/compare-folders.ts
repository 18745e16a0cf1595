/** What benches have in common that compare two versions of a service as a run does. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Outcome } from '../src/compare/judge.js';
import { parseConfig } from '../src/config/parse.js';
import { directorySide } from '../src/job/directory-side.js';
import { runJob } from '../src/job/job.js';
import { newRunId, withSession } from '../src/job/session.js';
import type { JobDeps } from '../src/job/types.js';
import type { MetricComparison } from '../src/model/comparison.js';
import { loadJsonPaths } from '../src/model/json-path.js';
import { allowedCores } from '../src/runtime/cores.js';
import { bundleChild } from '../test/support/bundle.js';
import { quiet } from '../test/support/job.js';

/** The load generator of src/. Nothing here needs an upstream or the reference target. */
export async function bundleLoad(): Promise<{ bundles: JobDeps['bundles']; remove(): void }> {
  const { path, remove } = await bundleChild('src/load/child.ts');
  return { bundles: { load: path, upstream: path, reference: path }, remove };
}

/**
 * Compares what is in two folders, on the Docker engine. Nothing is profiled after the verdict, unless it is asked for.
 * @param text a configuration, the same for both
 */
export async function compareFolders(
  text: string,
  folders: { readonly baseline: string; readonly candidate: string },
  bundles: JobDeps['bundles'],
  { profiles = false } = {},
): Promise<Outcome> {
  await loadJsonPaths();
  const config = parseConfig(text, 'bench.yml');
  const id = newRunId();
  const request = {
    id,
    config,
    filter: [],
    candidate: directorySide(folders.candidate, 'candidate'),
    baseline: directorySide(folders.baseline, 'baseline'),
    baselineConfig: config,
    noBaseline: null,
    stored: null,
    seed: Math.floor(Math.random() * 1e9),
  };
  return withSession({ id, log: quiet, runtime: 'docker', version: 'bench' }, async ({ deps, interrupt }) => {
    const { sampler, ...others } = deps;
    const profiling = profiles && sampler !== undefined ? { sampler } : {};
    const outcome = await runJob(request, { ...others, bundles, ...profiling });
    // A bench of many runs ends with the one that is interrupted.
    interrupt.signal.throwIfAborted();
    return outcome;
  });
}

/** A change in percent: `2.4`. @param ratio candidate/baseline */
export const percent = (ratio: number): string => ((ratio - 1) * 100).toFixed(1);

/** A metric's change in percent with its 95 % interval: `2.4 (1.9 … 2.9)`; `–`: it has none. */
export function changeText(metric: Pick<MetricComparison, 'ratio' | 'interval'> | undefined): string {
  if (metric === undefined) return '–';
  const { ratio, interval } = metric;
  return interval === null
    ? percent(ratio)
    : `${percent(ratio)} (${percent(interval.low)} … ${percent(interval.high)})`;
}

/** Why a comparison came out as it did. */
export const whyOf = ({ record, comparison }: Outcome): string =>
  record.problems[0]?.message ?? JSON.stringify(comparison.cells[0]?.reason ?? null);

/** One process on each core that never waits. */
export function keepBusy(): readonly ChildProcess[] {
  return allowedCores().map((core) =>
    spawn('taskset', ['-c', String(core), process.execPath, '-e', 'for (;;);'], { stdio: 'ignore' }),
  );
}

/** @returns the folder, in which the files now are */
export async function writeFolder(dir: string, files: Readonly<Record<string, string>>): Promise<string> {
  await mkdir(dir, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(dir, name), text);
  return dir;
}
