import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { Readable, type Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { LoadgateError } from '../model/error.js';
import { descendantsOf, endProcesses, GRACE_MS } from './descendants.js';
import { lineSplitter } from './lines.js';

export interface ExecOptions {
  readonly cwd?: string;
  /** The whole environment. Nothing is inherited. */
  readonly env?: Readonly<Record<string, string>>;
  /** A stream is passed on as it comes, and ends with the program. */
  readonly input?: string | Buffer | Readable;
  /** Takes stdout as it comes, instead of the result; ends with the program. */
  readonly output?: Writable;
  /** Called for each line of stdout and stderr when it arrives. */
  readonly onLine?: OnLine;
  /** false: stdout goes to `onLine` alone, however long it is, and the result has none of it. */
  readonly keepsStdout?: boolean;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

type OnLine = (line: string, stream: 'stdout' | 'stderr') => void;

export interface ExecResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end: argv only, never a shell. Rejects only if it can't start, times out, or is aborted. */
export type Exec = (argv: readonly string[], options?: ExecOptions) => Promise<ExecResult>;

/** Limit of each output stream: 64 MiB. A program that writes more is ended. */
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;
/** How long to wait for an abort after a signal ended a program, ms. */
const LATE_ABORT_MS = 100;

/**
 * Runs a program to its end. Its environment is `env` alone, plus loadgate's PATH unless `env` has one, because PATH
 * finds the program.
 *
 * The program stays in loadgate's process group, so Ctrl-C in a terminal or a CI runner that ends the group also ends
 * the program, and no orphan is left. So abort and time-out can't use a separate group: they go to the child and its
 * descendants that /proc shows, SIGTERM first, SIGKILL after 2 s.
 *
 * @throws LoadgateError `program-missing`, `folder-missing`, `program-failed`, `timeout`, `output-too-long`;
 *   the signal's reason when aborted. An exit code other than 0 is a result, not an error. If a signal ended the
 *   program, the exit code is 128 + the signal's number.
 */
export const exec: Exec = (argv, options = {}) =>
  new Promise((resolve, reject) => {
    options.signal?.throwIfAborted();
    const child = start(argv, options);
    const ending = createEnding(child);
    const collected = (stream: 'stdout' | 'stderr') => {
      const onLine =
        options.onLine === undefined ? undefined : (line: string) => options.onLine?.(line, stream);
      const keeps = stream === 'stderr' || options.keepsStdout !== false;
      return collect(onLine, keeps, () => ending.because(outputTooLong(argv)));
    };
    const stdout = collected('stdout');
    const stderr = collected('stderr');
    if (options.output === undefined) child.stdout?.on('data', stdout.write);
    else child.stdout?.pipe(options.output);
    child.stderr?.on('data', stderr.write);

    const onAbort = (): void => ending.because(options.signal?.reason);
    options.signal?.addEventListener('abort', onAbort, { once: true });
    const timer =
      options.timeoutMs === undefined
        ? undefined
        : setTimeout(() => ending.because(timedOut(argv, options)), options.timeoutMs);
    const release = (): void => {
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', onAbort);
    };

    child.once('error', (error) => {
      // Also emitted when a signal can't be sent. Only a failed start has no pid.
      if (child.pid !== undefined) return;
      release();
      reject(startError(argv, options, error));
    });
    child.once('close', async (code, signal) => {
      stdout.end();
      stderr.end();
      const exitCode = code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
      if (!ending.begun() && exitCode > 128) await lateAbort(options.signal);
      release();
      await ending.done();
      if (ending.begun()) reject(ending.reason());
      else resolve({ exitCode, stdout: stdout.text(), stderr: stderr.text() } satisfies ExecResult);
    });

    child.stdin?.on('error', () => {}); // A program may ignore its input (EPIPE).
    if (options.input instanceof Readable && child.stdin !== null) options.input.pipe(child.stdin);
    else child.stdin?.end(options.input);
  });

function start(argv: readonly string[], options: ExecOptions): ChildProcess {
  const [program = '', ...args] = argv;
  return spawn(program, args, {
    cwd: options.cwd,
    env: { PATH: process.env['PATH'], ...options.env },
    stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
}

/** Ends the child and its descendants once, for the first given reason. */
function createEnding(child: ChildProcess) {
  let begun = false;
  let reason: unknown;
  let done = Promise.resolve();
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const end = async (pid: number): Promise<void> => {
    const tree = descendantsOf(pid);
    child.kill('SIGTERM');
    await Promise.all([
      endProcesses(tree),
      Promise.race([exited, sleep(GRACE_MS, undefined, { ref: false })]),
    ]);
    await endProcesses(descendantsOf(pid)); // Started in the meantime.
    child.kill('SIGKILL');
    // A descendant that escaped would hold the pipes open, and block loadgate.
    child.stdout?.destroy();
    child.stderr?.destroy();
  };
  return {
    begun: () => begun,
    reason: () => reason,
    /** Settles when the whole tree is gone. */
    done: () => done,
    because: (why: unknown): void => {
      if (begun) return;
      begun = true;
      reason = why;
      if (child.pid !== undefined) done = end(child.pid);
    },
  };
}

function collect(onLine: ((line: string) => void) | undefined, keeps: boolean, onTooLong: () => void) {
  const chunks: Buffer[] = [];
  const lines = onLine === undefined ? undefined : lineSplitter(onLine);
  let bytes = 0;
  return {
    write: (chunk: Buffer): void => {
      if (keeps) bytes += chunk.length;
      if (bytes > MAX_OUTPUT_BYTES) {
        onTooLong();
        return;
      }
      if (keeps) chunks.push(chunk);
      lines?.write(chunk);
    },
    end: (): void => lines?.end(),
    text: (): string => Buffer.concat(chunks).toString('utf8'),
  };
}

/**
 * Ctrl-C reaches the program and loadgate at the same time. If the program ends first, loadgate's own abort follows, and
 * is the reason. The program didn't fail.
 */
function lateAbort(signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, LATE_ABORT_MS);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}

function startError(argv: readonly string[], options: ExecOptions, cause: Error): LoadgateError {
  const program = argv[0] ?? '';
  if (options.cwd !== undefined && !existsSync(options.cwd)) {
    return new LoadgateError(`the folder ${options.cwd}, in which ${program} was to run, does not exist`, {
      kind: 'machine',
      code: 'folder-missing',
      hint: 'Check that the checkout is complete and that nothing removes it during the run.',
      cause,
    });
  }
  if ('code' in cause && cause.code === 'ENOENT') {
    return new LoadgateError(`the program ${program} was not found`, {
      kind: 'machine',
      code: 'program-missing',
      hint: `Install ${program}, or add its folder to PATH.`,
      cause,
    });
  }
  return new LoadgateError(`the program ${program} could not be started: ${cause.message}`, {
    kind: 'machine',
    code: 'program-failed',
    hint: 'Check that the program is executable on this machine.',
    cause,
  });
}

function timedOut(argv: readonly string[], options: ExecOptions): LoadgateError {
  return new LoadgateError(`\`${title(argv)}\` did not end within ${(options.timeoutMs ?? 0) / 1000} s`, {
    kind: 'machine',
    code: 'timeout',
    hint: 'The machine may be overloaded, or the network may not answer: run it again.',
  });
}

function outputTooLong(argv: readonly string[]): LoadgateError {
  return new LoadgateError(`\`${title(argv)}\` wrote more than ${MAX_OUTPUT_BYTES / 2 ** 20} MiB`, {
    kind: 'machine',
    code: 'output-too-long',
    hint: 'Make it write less.',
  });
}

/** Program and first argument: enough to identify it, without secrets. */
function title(argv: readonly string[]): string {
  return argv.slice(0, 2).join(' ');
}
