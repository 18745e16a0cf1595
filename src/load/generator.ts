import { startChild } from '../system/child.js';
import { type GeneratorProcess, type LoadResult, longestMs } from './job.js';
import { assertJob } from './prepare.js';

export interface GeneratorDeps {
  /** The bundle of src/load/child.ts. */
  readonly childPath: string;
  /** Cores that it is pinned to; null: not pinned. */
  readonly cores: readonly number[] | null;
  /** Ends the generator when it is aborted. */
  readonly signal?: AbortSignal;
}

/** How long after its bounds a job's answer may arrive, ms. It is longer than child.ts's own margin. */
const MARGIN_MS = 10_000;

/**
 * Starts a load generator, a process of its own. It runs any number of jobs, one at a time, and ends with
 * loadgate.
 *
 * @throws LoadgateError `child-start-failed` (machine). `run` throws `load-job-wrong` (usage), `child-died` and
 *   `child-stuck` (machine), and the signal's reason
 */
export async function startGenerator(deps: GeneratorDeps): Promise<GeneratorProcess> {
  const child = await startChild({
    name: 'the load generator',
    path: deps.childPath,
    cores: deps.cores,
    signal: deps.signal,
  });
  let last: Promise<unknown> = Promise.resolve();
  return {
    pid: child.pid,
    cores: child.cores,
    run: async (job, signal) => {
      assertJob(job);
      const before = last;
      const answer = before.then(() => {
        const untilStartMs = Math.max(0, Number(BigInt(job.startAtNs) - process.hrtime.bigint()) / 1e6);
        const timeoutMs = untilStartMs + longestMs(job) + MARGIN_MS;
        return child.ask(job, { timeoutMs, signal });
      });
      last = answer.catch(() => {});
      return (await answer) as LoadResult;
    },
    close: () => child.close(),
  };
}
