import { startChild } from '../system/child.js';
import {
  type GeneratorProcess,
  type LoadJob,
  type LoadResult,
  type LoadTurns,
  longestMs,
  untilStartMs,
} from './job.js';
import { OPENING_MS, type Opening, openingMs } from './opening.js';
import { assertJob } from './prepare.js';

export interface GeneratorDeps {
  /** The bundle of src/load/child.ts. */
  readonly childPath: string;
  /** Cores that it is pinned to; null: not pinned. */
  readonly cores: readonly number[] | null;
  /** Ends the generator when it is aborted. */
  readonly signal?: AbortSignal;
}

/** What a generator is asked. `run` loads over the connections that `open` opened, if it was asked before. */
export type LoadQuestion =
  | { readonly open: LoadJob }
  | { readonly run: LoadJob }
  | { readonly read: readonly LoadTurns['data'][] };

/** How long a generator may take to read all files with rows, ms. */
const READ_MS = 120_000;
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
  const askInTurn = (
    question: LoadQuestion,
    mostMs: () => number,
    signal?: AbortSignal,
  ): Promise<unknown> => {
    const answer = last.then(() => child.ask(question, { timeoutMs: mostMs() + MARGIN_MS, signal }));
    last = answer.catch(() => {});
    return answer;
  };
  return {
    pid: child.pid,
    cores: child.cores,
    open: async (job, signal) => {
      assertJob(job);
      const mostMs = OPENING_MS + openingMs(job.connections);
      return (await askInTurn({ open: job }, () => mostMs, signal)) as Opening;
    },
    readAhead: async (read, signal) => {
      await askInTurn({ read }, () => READ_MS, signal);
    },
    run: async (job, signal) => {
      assertJob(job);
      return (await askInTurn({ run: job }, () => untilStartMs(job) + longestMs(job), signal)) as LoadResult;
    },
    close: () => child.close(),
  };
}
