/** One step's process, started and, if asked, cancelled as GitHub's runner does it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** Cancels a step: after a time, once a line of its log matches or something else happens, or a time after that. */
export interface Cancel {
  readonly afterMs?: number;
  /** Something that happens outside of the step's log. */
  readonly at?: Promise<unknown>;
  readonly on?: RegExp;
  /** Called as the first signal is sent. */
  readonly onSignal?: () => void;
  /** Signals and how long the step has after each, ms; then it is killed. */
  readonly signals?: readonly { readonly name: NodeJS.Signals; readonly waitMs: number }[];
}

export interface StepResult {
  /** null: ended by a signal. */
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly cancelled: boolean;
  /** The runner lost its patience. */
  readonly killed: boolean;
}

export interface StepOptions {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly cancel?: Cancel | undefined;
  /** Called with each line of stdout and stderr as it comes. */
  readonly onLine?: ((line: string) => void) | undefined;
  /** A step that takes longer is killed, and the test fails, ms. */
  readonly timeoutMs: number;
}

/** actions/runner, ProcessInvoker: SIGINT, 7.5 s, SIGTERM, 2.5 s, then the process tree is killed. */
const RUNNER_SIGNALS = [
  { name: 'SIGINT', waitMs: 7_500 },
  { name: 'SIGTERM', waitMs: 2_500 },
] as const;

export async function runStep(options: StepOptions): Promise<StepResult> {
  const [program = '', ...args] = options.argv;
  // A group of its own, so that what it started can be killed with it when it does not end.
  const child = spawn(program, args, {
    cwd: options.cwd,
    env: options.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const canceller = createCanceller(child, options.cancel);
  const stdout: string[] = [];
  const stderr: string[] = [];
  const take = (into: string[]) => (line: string) => {
    into.push(`${line}\n`);
    options.onLine?.(line);
    canceller.see(line);
  };
  const reading = [readLines(child.stdout, take(stdout)), readLines(child.stderr, take(stderr))];
  let timedOut = false;
  const limit = setTimeout(() => {
    timedOut = true;
    killGroup(child);
  }, options.timeoutMs);
  const [exitCode, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  clearTimeout(limit);
  canceller.stop();
  // A child of the step that outlives it may hold the pipes open: it must not hold up the test.
  await Promise.race([Promise.all(reading), new Promise((resolve) => setTimeout(resolve, 500).unref())]);
  child.stdout.destroy();
  child.stderr.destroy();
  const result = { exitCode, signal, stdout: stdout.join(''), stderr: stderr.join('') };
  if (timedOut)
    throw new Error(`The step did not end within ${options.timeoutMs} ms:\n${result.stdout}${result.stderr}`);
  return { ...result, cancelled: canceller.started(), killed: canceller.killed() };
}

function createCanceller(child: ChildProcess, cancel: Cancel | undefined) {
  let started = false;
  let killed = false;
  let ended = false;
  let timer: NodeJS.Timeout | undefined;
  const remaining = [...(cancel?.signals ?? RUNNER_SIGNALS)];
  const next = (): void => {
    if (ended) return;
    const signal = remaining.shift();
    if (signal === undefined) {
      killed = true;
      killGroup(child);
      return;
    }
    child.kill(signal.name);
    timer = setTimeout(next, signal.waitMs);
  };
  const begin = (): void => {
    if (started || ended) return;
    started = true;
    cancel?.onSignal?.();
    next();
  };
  let seen = false;
  const later = (): void => {
    timer = setTimeout(begin, cancel?.afterMs ?? 0);
  };
  if (cancel?.at !== undefined) void cancel.at.then(later);
  else if (cancel?.afterMs !== undefined && cancel.on === undefined) later();
  return {
    see: (line: string): void => {
      if (seen || !cancel?.on?.test(line)) return;
      seen = true;
      later();
    },
    stop: (): void => {
      ended = true;
      clearTimeout(timer);
    },
    started: () => started,
    killed: () => killed,
  };
}

function killGroup(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function readLines(stream: Readable, onLine: (line: string) => void): Promise<void> {
  const lines = createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY });
  lines.on('line', onLine);
  await once(lines, 'close');
}
