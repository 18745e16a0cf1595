/**
 * A child process that answers questions over IPC: the load generator or the upstream.
 * parent.ts is the other end.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { LoadgateError } from '../model/error.js';
import { lineSplitter } from './lines.js';
import type { ChildError, FromChild, ToChild } from './parent.js';
import { findProgram } from './program.js';

export interface ChildOptions {
  /** Its name in messages, for example `the load generator`. */
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
  /** The cores that it is actually pinned to; null if this machine can't pin. */
  readonly cores: readonly number[] | null;
  /** @throws LoadgateError the child's own, `child-died`, `child-stuck`; the signal's reason when aborted */
  ask(question: unknown, options: AskOptions): Promise<unknown>;
  /** Ends it. Idempotent. */
  close(): Promise<void>;
}

/**
 * Starts a child with an empty environment: it needs no variables, and must not see tokens. If cores are given,
 * `taskset -c` starts it, so that all its threads are pinned. If the machine has no taskset, or doesn't allow it, the
 * child runs unpinned, and `cores` says so.
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
    // taskset's own error, for example about a core that this container can't use. Any other failure would repeat.
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

/** How long a child may take to start on a busy machine, ms. */
const START_MS = 20_000;
/** How long a child may take to end by itself, or to abandon a question, before it is killed, ms. */
const GRACE_MS = 2_000;
const STDERR_LINES = 20;
/** The id of the first question to every child: whether it is ready. */
const READY = 0;

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

export interface AskOptions {
  /** The child is killed if it has not answered after this time, ms. */
  readonly timeoutMs: number;
  /** Abandons the question. The child is told, and continues to run. */
  readonly signal?: AbortSignal | undefined;
}

/** One child process, and its unanswered questions. */
class ChildLine {
  readonly #name: string;
  readonly #process: ChildProcess;
  readonly #stderr: string[] = [];
  readonly #pending = new Map<number, Pending>();
  readonly #ended: Promise<void>;
  #lastId = READY;
  #started = false;
  /** Why loadgate ended it. Unanswered questions reject with this reason. */
  #reason: unknown;
  /** Settles when the child says that it is ready. @throws LoadgateError `child-start-failed`; the signal's reason */
  readonly ready: Promise<void>;

  constructor(argv: readonly string[], { name, signal }: { name: string; signal?: AbortSignal | undefined }) {
    const [program = '', ...args] = argv;
    this.#name = name;
    this.#process = spawn(program, args, { env: {}, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    this.#collectStderr();
    this.#process.on('message', (message: FromChild) => this.#onMessage(message));
    this.ready = this.#wait(READY, START_MS, 'did not start in time').then(() => {
      this.#started = true;
    });

    const onAbort = (): void => this.#kill(signal?.reason);
    signal?.addEventListener('abort', onAbort, { once: true });
    this.#ended = this.#settleAtEnd(() => signal?.removeEventListener('abort', onAbort));
  }

  get pid(): number {
    return this.#process.pid ?? -1;
  }

  /** Its last lines of stderr, oldest first. */
  stderr(): readonly string[] {
    return this.#stderr;
  }

  async ask(question: unknown, { timeoutMs, signal }: AskOptions): Promise<unknown> {
    signal?.throwIfAborted();
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) throw this.#endError();
    this.#lastId += 1;
    const id = this.#lastId;
    const answer = this.#wait(id, timeoutMs, `did not answer within ${timeoutMs / 1000} s and was ended`);
    this.#send({ id, question });
    const giveUp = (): void => this.#giveUp(id, answer, signal?.reason);
    signal?.addEventListener('abort', giveUp, { once: true });
    try {
      return await answer;
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    } finally {
      signal?.removeEventListener('abort', giveUp);
    }
  }

  async close(): Promise<void> {
    this.#reason ??= this.#error('child-closed', 'was ended while it was asked');
    if (this.#process.connected) this.#process.disconnect();
    const timer = setTimeout(() => this.#process.kill('SIGKILL'), GRACE_MS);
    await this.#ended;
    clearTimeout(timer);
  }

  /** Waits for an answer; ends the child when it is late. */
  #wait(id: number, timeoutMs: number, late: string): Promise<unknown> {
    const answer = new Promise((resolve, reject) => this.#pending.set(id, { resolve, reject }));
    const code = id === READY ? 'child-start-failed' : 'child-stuck';
    const timer = setTimeout(() => this.#kill(this.#error(code, late)), timeoutMs);
    return answer.finally(() => clearTimeout(timer));
  }

  #send(message: ToChild): void {
    // After the channel closes, the process ends, which settles all questions.
    if (this.#process.connected) this.#process.send(message, () => {});
  }

  #giveUp(id: number, answer: Promise<unknown>, reason: unknown): void {
    this.#send({ id, cancel: true });
    const timer = setTimeout(() => this.#kill(reason), GRACE_MS);
    const stop = (): void => clearTimeout(timer);
    answer.then(stop, stop);
  }

  #onMessage(message: FromChild): void {
    const id = 'ready' in message ? READY : message.id;
    const waiting = this.#pending.get(id);
    this.#pending.delete(id);
    if ('error' in message) waiting?.reject(toError(message.error));
    else waiting?.resolve('ready' in message ? undefined : message.answer);
  }

  #kill(reason: unknown): void {
    this.#reason ??= reason;
    this.#process.kill('SIGKILL');
  }

  /** Settles when the process is gone and its stderr has been read. */
  #settleAtEnd(release: () => void): Promise<void> {
    return new Promise((resolve) => {
      const settle = (error: unknown): void => {
        release();
        for (const { reject } of this.#pending.values()) reject(error);
        this.#pending.clear();
        resolve();
      };
      // Not `close`: Node.js never emits it if the parent closed the IPC channel.
      const { stderr } = this.#process;
      const read = new Promise<void>((closed) => stderr?.once('close', closed));
      this.#process.once('exit', () => void read.then(() => settle(this.#endError())));
      this.#process.once('error', (error) => {
        // Also emitted when a message or a signal can't be sent. Only a failed start has no pid.
        if (this.#process.pid !== undefined) return;
        settle(this.#error('child-start-failed', `could not be started: ${error.message}`));
      });
    });
  }

  #endError(): unknown {
    if (this.#reason !== undefined) return this.#reason;
    const { signalCode, exitCode } = this.#process;
    const how = signalCode === null ? `exit code ${exitCode}` : signalCode;
    return this.#started
      ? this.#error('child-died', `ended by itself (${how})`)
      : this.#error('child-start-failed', `ended before it was ready (${how})`);
  }

  #error(code: string, what: string): LoadgateError {
    return new LoadgateError(`${this.#name} ${what}`, {
      kind: 'machine',
      code,
      hint: 'The machine may be overloaded or out of memory: run it again.',
      log: [...this.#stderr],
    });
  }

  #collectStderr(): void {
    const splitter = lineSplitter((line) => {
      this.#stderr.push(line);
      if (this.#stderr.length > STDERR_LINES) this.#stderr.shift();
    });
    this.#process.stderr?.on('data', splitter.write);
    this.#process.stderr?.on('end', splitter.end);
  }
}

function toError({ message, kind, code, hint, log }: ChildError): LoadgateError {
  return new LoadgateError(message, { kind, code, hint, log });
}
