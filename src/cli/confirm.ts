import { dirname, join, resolve } from 'node:path';
import { judge, type Outcome } from '../compare/judge.js';
import { configDigest } from '../config/digest.js';
import { groundsOf } from '../job/job.js';
import { secondOpinion } from '../job/second.js';
import { newRunId, withSession } from '../job/session.js';
import type { JobRequest } from '../job/types.js';
import type { RunRecord } from '../model/record.js';
import { withSecond } from '../record/second.js';
import type { RuntimeChoice } from '../runtime/choose.js';
import type { Log } from '../system/log.js';
import { VERSION } from '../version.js';
import { readRecord } from './judge-again.js';
import { toRequest } from './run.js';

export interface ConfirmOptions {
  /** Where the second opinion is written; logs are kept beside it. */
  readonly record: string;
  /** null: `loadgate.yml`. */
  readonly config?: string;
  readonly budget?: string;
  readonly runtime: RuntimeChoice;
}

/** What a second opinion came to. */
export interface Confirmed {
  /** Of the first run, with what this machine says of it. */
  readonly outcome: Outcome;
  /** What this machine has measured; null: nothing was red. */
  readonly second: RunRecord | null;
  readonly signal: string | null;
}

/**
 * Measures the red cells of another machine's record again on this one, in a checkout of its commit.
 * @throws LoadgateError(s) `second-foreign` where this folder is at another commit, or has another configuration; where the
 *   record can't be read, or the run could not start
 */
export async function confirm(path: string, options: ConfirmOptions, log: Log): Promise<Confirmed> {
  const first = await readRecord(path);
  const id = newRunId();
  const logFolder = join(dirname(resolve(options.record)), 'logs');
  return withSession(
    { id, log, runtime: options.runtime, version: VERSION, logFolder, keepsImages: true },
    async (session) => {
      const base = first.baseline === null ? {} : { base: first.baseline.sha };
      const request = await toRequest({ ...options, ...base, cells: [], seed: first.seed }, session);
      requireSameRun(first, request);
      const outcome = judge(first, groundsOf(request));
      const second = await secondOpinion(outcome, request, session.deps);
      const held = second === null ? outcome : judge(withSecond(first, [second]), groundsOf(request));
      return { outcome: held, second, signal: session.interrupt.received() };
    },
  );
}

/** Before anything is built: a second opinion without any cell would be one of this run. */
function requireSameRun(first: RunRecord, { id, config, candidate, baseline, seed }: JobRequest): void {
  const { second: _, ...head } = first;
  const nothingYet: RunRecord = {
    ...head,
    id,
    version: VERSION,
    candidate: candidate.ref,
    baseline: baseline?.ref ?? null,
    configDigest: configDigest(config),
    seed,
    cells: [],
    confirms: first.id,
  };
  withSecond(head, [nothingYet]);
}
