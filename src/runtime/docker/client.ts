import { LoadgateError } from '../../model/error.js';
import type { Clock } from '../../system/clock.js';
import type { Exec, ExecOptions, ExecResult } from '../../system/exec.js';
import type { Environment } from '../environment.js';
import { clientMissing, commandError } from './errors.js';

/** How long after the end of a client that a signal ended our own abort may come, ms. */
const LATE_ABORT_MS = 100;
/** An engine that takes longer than this for anything but a build hangs, ms. */
const TIMEOUT_MS = 120_000;

export interface DockerOptions
  extends Pick<ExecOptions, 'onLine' | 'signal' | 'input' | 'output' | 'env' | 'timeoutMs'> {
  /** Another client of this machine than the first one on PATH. */
  readonly program?: string;
}

/** The docker client. */
export interface DockerCli {
  /**
   * Runs a command to its end; an exit code other than 0 is a result, also where no engine answers.
   * @throws LoadgateError `engine-unreachable` where there is no client, `timeout`; the signal's reason
   */
  run(argv: readonly string[], options?: DockerOptions): Promise<ExecResult>;
  /** The same for a command that has no right to fail. @returns its stdout @throws also `disk-full`, `engine-failed` */
  output(argv: readonly string[], options?: DockerOptions): Promise<string>;
}

/** @param env the client's whole environment; a command's `env` is added to it */
export function createDockerCli(exec: Exec, env: Environment): DockerCli {
  const run = async (
    argv: readonly string[],
    { program = 'docker', ...options }: DockerOptions = {},
  ): Promise<ExecResult> => {
    try {
      return await exec([program, ...argv], {
        timeoutMs: TIMEOUT_MS,
        ...options,
        env: { ...env, ...options.env },
      });
    } catch (error) {
      const missing = error instanceof LoadgateError && error.code === 'program-missing';
      throw missing ? clientMissing(error) : error;
    }
  };
  return {
    run,
    output: async (argv, options) => {
      const { exitCode, stdout, stderr } = await run(argv, options);
      if (exitCode !== 0) throw commandError(argv, stderr);
      return stdout;
    },
  };
}

/** How long a command may take before it is asked whether its engine is still there, ms. */
const ASK_AFTER_MS = 5_000;

/**
 * Commands for an engine on another machine: a link that is lost would keep each of them waiting until its time is up, since
 * nobody says so.
 * @param afterMs how long a command may take before its engine is asked, and between two questions
 * @param answers rejects where the engine doesn't answer, with the reason that the commands get
 */
export function watchedCli(
  docker: DockerCli,
  answers: () => Promise<unknown>,
  afterMs = ASK_AFTER_MS,
): DockerCli {
  const watched =
    <T>(command: (argv: readonly string[], options: DockerOptions) => Promise<T>) =>
    async (argv: readonly string[], options: DockerOptions = {}): Promise<T> => {
      const lost = new AbortController();
      const ask = (): void => {
        answers().then(
          () => {
            if (!lost.signal.aborted) timer = setTimeout(ask, afterMs);
          },
          (error: unknown) => lost.abort(error),
        );
      };
      let timer = setTimeout(ask, afterMs);
      try {
        const given = options.signal === undefined ? [] : [options.signal];
        return await command(argv, { ...options, signal: AbortSignal.any([lost.signal, ...given]) });
      } finally {
        clearTimeout(timer);
        lost.abort();
      }
    };
  return { run: watched(docker.run), output: watched(docker.output) };
}

/**
 * After a client that has failed: Ctrl-C ends it too, with an exit code like any other, and our own abort, a moment later,
 * is then the reason.
 * @throws the signal's reason
 */
export async function throwIfInterrupted(clock: Clock, signal: AbortSignal): Promise<void> {
  await clock.sleep(LATE_ABORT_MS);
  signal.throwIfAborted();
}

/** Waits for a command. @param late makes the error where it took too long @throws what the command throws */
export async function orLate<T>(command: Promise<T>, late: () => Promise<LoadgateError>): Promise<T> {
  try {
    return await command;
  } catch (error) {
    throw error instanceof LoadgateError && error.code === 'timeout' ? await late() : error;
  }
}
