import { LoadgateError } from '../model/error.js';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const CRASHES = ['uncaughtException', 'unhandledRejection'] as const;

/** Time for clean-up after a crash, ms. Then the process ends, because a crash guarantees no end by itself. */
const CRASH_MS = 30_000;

export interface Interrupt {
  /** Aborted at the first signal or crash, with a LoadgateError `cancelled` or `crashed`. */
  readonly signal: AbortSignal;
  /** The received signal; null: none yet. */
  received(): NodeJS.Signals | null;
  /** Stops listening. */
  dispose(): void;
}

/**
 * Turns everything that ends a process (signals, and uncaught errors such as a log that nobody reads any more)
 * into one AbortSignal, so that a run unwinds and cleans up. Later signals change nothing, because clean-up has
 * started.
 */
export function listenForInterrupt(): Interrupt {
  const controller = new AbortController();
  let received: NodeJS.Signals | null = null;
  let watchdog: NodeJS.Timeout | undefined;
  const onSignal = (name: NodeJS.Signals) => {
    if (controller.signal.aborted) return;
    received = name;
    controller.abort(
      new LoadgateError(`the run was cancelled (${name})`, {
        kind: 'machine',
        code: 'cancelled',
        hint: 'Run it again; what was measured before is in the record.',
      }),
    );
  };
  const onCrash = (cause: unknown) => {
    watchdog ??= setTimeout(() => process.exit(3), CRASH_MS).unref();
    const what = cause instanceof Error ? cause.message : String(cause);
    controller.abort(
      new LoadgateError(`the run ended by an error that nobody expected: ${what}`, {
        kind: 'machine',
        code: 'crashed',
        hint: 'This is a defect of loadgate: please report it with the log of this run.',
        cause,
      }),
    );
  };
  for (const name of SIGNALS) process.on(name, onSignal);
  for (const name of CRASHES) process.on(name, onCrash);
  return {
    signal: controller.signal,
    received: () => received,
    dispose: () => {
      clearTimeout(watchdog);
      for (const name of SIGNALS) process.off(name, onSignal);
      for (const name of CRASHES) process.off(name, onCrash);
    },
  };
}

/** A signal that aborts `ms` after `signal`, with the same reason, for work that may still finish. */
export function graceAfter(signal: AbortSignal, ms: number): AbortSignal {
  const later = new AbortController();
  const begin = (): void => {
    setTimeout(() => later.abort(signal.reason), ms).unref();
  };
  if (signal.aborted) begin();
  else signal.addEventListener('abort', begin, { once: true });
  return later.signal;
}
