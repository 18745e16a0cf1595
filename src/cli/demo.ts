import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Outcome } from '../compare/judge.js';
import { parseConfig } from '../config/parse.js';
import { directorySide } from '../job/directory-side.js';
import { runJob } from '../job/job.js';
import { newRunId, newSeed, withSession } from '../job/session.js';
import type { RuntimeChoice } from '../runtime/choose.js';
import type { Log } from '../system/log.js';
import { VERSION } from '../version.js';

/** Ships with loadgate, beside dist/. */
const DEMO = fileURLToPath(new URL('../fixtures/demo/', import.meta.url));

/**
 * The demo ends when both cells are decided: within a minute on an idle machine. This is for a busy one, ms: beside two
 * other processes it takes about three minutes.
 */
const BUDGET_MS = 5 * 60_000;

export interface DemoOptions {
  readonly runtime: RuntimeChoice;
  readonly seed: number | null;
}

/**
 * Measures two versions of a small service that ships with loadgate, one of them made slower, and says which.
 * Needs no configuration and no engine: where the engine can't get the base image, processes are used instead.
 */
export async function demo(
  options: DemoOptions,
  log: Log,
): Promise<{ outcome: Outcome; signal: string | null }> {
  const ended = await measureDemo(options, log);
  const noImage = ended.outcome.record.problems.some((problem) => problem.code === 'base-image-unavailable');
  if (!noImage || options.runtime !== 'auto') return ended;
  log.warning(
    "The engine answers, but the base image node:24-slim can't be had: the demo runs as processes.",
  );
  return measureDemo({ ...options, runtime: 'process' }, log);
}

async function measureDemo(options: DemoOptions, log: Log) {
  const text = await readFile(`${DEMO}loadgate.yml`, 'utf8');
  const config = { ...parseConfig(text, 'fixtures/demo/loadgate.yml'), budgetMs: BUDGET_MS };
  const id = newRunId();
  return withSession({ id, log, runtime: options.runtime, version: VERSION }, async ({ deps, interrupt }) => {
    const request = {
      id,
      config,
      filter: [],
      candidate: directorySide(`${DEMO}candidate`, 'the slower version'),
      baseline: directorySide(`${DEMO}baseline`, 'the first version'),
      baselineConfig: null,
      noBaseline: null,
      stored: null,
      seed: options.seed ?? newSeed(),
    };
    return { outcome: await runJob(request, deps), signal: interrupt.received() };
  });
}
