/**
 * A child process of ours that answers questions over IPC: the load generator, the upstream.
 * The other end of the line is parent.ts.
 */
import { type AskOptions, ChildLine } from './child-line.js';
import { findProgram } from './program.js';

export interface ChildOptions {
  /** How messages name it, e.g. `the load generator`. */
  readonly name: string;
  /** The JavaScript file that it runs. */
  readonly path: string;
  /** Cores that it is pinned to; null: not pinned. */
  readonly cores: readonly number[] | null;
  /** Ends the child when it is aborted. */
  readonly signal?: AbortSignal | undefined;
}

export interface Child {
  readonly pid: number;
  /** What it is pinned to in fact; null where nothing can be pinned on this machine. */
  readonly cores: readonly number[] | null;
  /** @throws LoadgateError the child's own, `child-died`, `child-stuck`; the signal's reason where it is aborted */
  ask(question: unknown, options: AskOptions): Promise<unknown>;
  /** Ends it. Idempotent. */
  close(): Promise<void>;
}

/**
 * Starts a child with an empty environment: it needs nothing of ours, and no token of ours is its business.
 * It is started by `taskset -c` where cores are given, so that its every thread is pinned; where the machine
 * has no taskset, or does not let it, the child runs unpinned and says so in `cores`.
 *
 * @throws LoadgateError `child-start-failed` (machine); the signal's reason
 */
export async function startChild(options: ChildOptions): Promise<Child> {
  options.signal?.throwIfAborted();
  const pinned = await startPinned(options);
  if (pinned !== null) return asChild(pinned, options.cores);
  const line = new ChildLine([process.execPath, options.path], options);
  await line.ready;
  return asChild(line, null);
}

async function startPinned(options: ChildOptions): Promise<ChildLine | null> {
  const taskset = findProgram('taskset');
  if (taskset === null || options.cores === null || options.cores.length === 0) return null;
  const argv = [taskset, '-c', options.cores.join(','), process.execPath, options.path];
  const line = new ChildLine(argv, options);
  try {
    await line.ready;
    return line;
  } catch (error) {
    // Its own words, e.g. of a core that this container may not use. Whatever else failed would fail again.
    if (line.stderr().some((text) => text.startsWith('taskset:'))) return null;
    throw error;
  }
}

function asChild(line: ChildLine, cores: readonly number[] | null): Child {
  return {
    pid: line.pid,
    cores,
    ask: (question, options) => line.ask(question, options),
    close: () => line.close(),
  };
}
