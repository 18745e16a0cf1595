import { createGit } from '../git/create.js';
import { exec } from '../system/exec.js';
import { failed } from './exit.js';
import type { TerminalLog } from './log.js';
import { type RunOptions, run } from './run.js';
import { type OutputOptions, printOutcome, printShard } from './teller.js';
import { watchLoop } from './watch.js';

/** Half a minute from a save to an answer, where images are built already. */
const WATCH_BUDGET = '30s';

type Options = RunOptions & OutputOptions;

/** Runs once, and prints what came of it. @returns the exit code */
export async function runOnce(options: Options, log: TerminalLog): Promise<number> {
  return (await measured(options, log)).exitCode;
}

/** Runs now and after every save, until Ctrl-C. @returns the exit code of the last run */
export async function runWatching(options: Options, log: TerminalLog): Promise<number> {
  const stop = new AbortController();
  const onInterrupt = (): void => stop.abort();
  const git = createGit({ exec, dir: process.cwd(), env: process.env });
  const quick = { ...options, budget: options.budget ?? WATCH_BUDGET, quick: true };
  let exitCode = 0;
  process.on('SIGINT', onInterrupt);
  try {
    await watchLoop({
      ...{ git, log, signal: stop.signal },
      measure: async () => {
        try {
          const ended = await measured(quick, log);
          exitCode = ended.exitCode;
          return ended.signal === null;
        } catch (error) {
          exitCode = failed(error);
          return !stop.signal.aborted;
        }
      },
    });
  } finally {
    process.off('SIGINT', onInterrupt);
  }
  return exitCode;
}

async function measured(
  options: Options,
  log: TerminalLog,
): Promise<{ readonly exitCode: number; readonly signal: string | null }> {
  const ended = await run(options, log, log.soFar).finally(() => log.clear());
  const { outcome, signal } = ended;
  const exitCode =
    options.shard === undefined
      ? await printOutcome(outcome, signal, options, log)
      : await printShard(outcome, signal, options);
  return { exitCode, signal };
}
