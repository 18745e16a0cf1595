/** What the outside world gives, as parameters: domain code takes these and never reaches for the real ones. */

export interface ExecOptions {
  readonly cwd?: string;
  /** The whole environment; nothing is inherited. */
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string | Buffer;
  /** Called for each line of stdout and stderr as it comes. */
  readonly onLine?: (line: string) => void;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

export interface ExecResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end: argv only, never a shell. Rejects only where it can't be started, times out, or is aborted. */
export type Exec = (argv: readonly string[], options?: ExecOptions) => Promise<ExecResult>;

/** Where a run tells people what it does. The Action and the terminal implement it. */
export interface Log {
  info(message: string): void;
  warning(message: string, location?: { file: string; line: number; column: number }): void;
  error(message: string, location?: { file: string; line: number; column: number }): void;
  /** A folded part of the log. */
  group<T>(title: string, body: () => Promise<T>): Promise<T>;
  /** One line that replaces the last one where the output is a terminal. */
  progress(message: string): void;
}

export interface Clock {
  /** Wall time, ms since the epoch. */
  now(): number;
  /** CLOCK_MONOTONIC, ns: the same in every process of the machine. */
  monotonicNs(): bigint;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Seeded random numbers: the same seed makes the same choices. */
export interface Random {
  readonly seed: number;
  /** Uniform integer in [0, bound). */
  below(bound: number): number;
  /** A shuffled copy. */
  shuffle<T>(items: readonly T[]): T[];
}

/** Things to undo when the run ends, however it ends; run last in, first out, each once. */
export interface CleanupStack {
  /** @returns a function that runs this one now and takes it off. */
  defer(name: string, undo: () => Promise<void> | void): () => Promise<void>;
  /** Runs all that is left. Errors are collected, not thrown. */
  run(): Promise<readonly { name: string; error: unknown }[]>;
}
