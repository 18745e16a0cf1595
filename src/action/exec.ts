import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { debug, isDebug } from '@actions/core';
import { getExecOutput } from '@actions/exec';
import { redact } from '../git/errors.js';
import { LoadgateError } from '../model/error.js';
import type { Exec } from '../system/exec.js';
import { harmless } from './log.js';

/**
 * Runs git in the Action, so that its command lines and complaints show where step debugging is on. Its answers do not:
 * its own configuration, which is asked for, has the token in it, in base64, which not every forge's log hides. What is
 * cancelled or takes too long is ended with the run's other child processes: @actions/exec itself can't end what it
 * started. Builds and containers, which must end at once, run by system/exec.ts.
 */
export const actionExec: Exec = async (argv, options = {}) => {
  const [program = '', ...args] = argv;
  options.signal?.throwIfAborted();
  const { env, cwd, input, onLine } = options;
  tell(argv.join(' '));
  const running = getExecOutput(program, args, {
    silent: true,
    ignoreReturnCode: true,
    ...(env === undefined ? {} : { env: { PATH: process.env['PATH'] ?? '', ...env } }),
    ...(cwd === undefined ? {} : { cwd }),
    ...(input === undefined ? {} : { input: await whole(input) }),
    ...(onLine === undefined
      ? {}
      : {
          listeners: {
            stdline: (line: string) => onLine(line, 'stdout'),
            errline: (line: string) => onLine(line, 'stderr'),
          },
        }),
  });
  const done = new AbortController();
  try {
    const result = await Promise.race([running, ended(argv, options, done.signal)]);
    tell(result.stderr);
    return result;
  } finally {
    done.abort();
  }
};

/** @actions/exec takes a whole input only. */
const whole = async (input: string | Buffer | Readable): Promise<Buffer> =>
  input instanceof Readable ? buffer(input) : Buffer.from(input);

/** For step debugging alone. */
function tell(text: string): void {
  if (!isDebug()) return;
  for (const line of text.split('\n').filter((one) => one !== '')) debug(harmless(redact(line)));
}

/** Rejects where the run is cancelled or the time is up; never settles otherwise, and stops waiting at `done`. */
function ended(
  argv: readonly string[],
  { signal, timeoutMs }: NonNullable<Parameters<Exec>[1]>,
  done: AbortSignal,
): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true, signal: done });
    if (timeoutMs === undefined) return;
    const timer = setTimeout(() => {
      reject(
        new LoadgateError(`${argv.slice(0, 2).join(' ')} did not end within ${timeoutMs / 1000} s`, {
          kind: 'machine',
          code: 'timeout',
          hint: 'Run it again; where it happens again, look at the network of the runner.',
        }),
      );
    }, timeoutMs);
    timer.unref();
    done.addEventListener('abort', () => clearTimeout(timer), { once: true });
  });
}
