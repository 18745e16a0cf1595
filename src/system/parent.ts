/** Connects a child process to the parent that started it (child.ts). */
import { type ErrorKind, toLoadgateErrors } from '../model/error.js';

/** Answers one question of the parent. `signal` aborts when the parent abandons the question. */
export type Answerer = (question: unknown, signal: AbortSignal) => Promise<unknown>;

/**
 * Answers the parent's questions until the parent goes away, then exits. So no child outlives its parent,
 * regardless of how the parent ends. Ctrl-C reaches the whole process group, but the parent decides when to end.
 *
 * @throws Error if child.ts did not start the process
 */
export function serveParent(answer: Answerer): void {
  if (process.send === undefined) throw new Error('this program is a part of loadgate and is started by it');
  const running = new Map<number, AbortController>();
  process.on('SIGINT', () => {});
  process.on('disconnect', () => process.exit(0));
  process.on('message', (message: ToChild) => {
    if ('cancel' in message) {
      running.get(message.id)?.abort(new Error('given up'));
      return;
    }
    const { id, question } = message;
    const controller = new AbortController();
    running.set(id, controller);
    // `async` so that an error that `answer` throws synchronously is also an answer.
    void (async () => answer(question, controller.signal))()
      .then(
        (result) => tell({ id, answer: result }),
        (error) => tell({ id, error: asData(error) }),
      )
      .finally(() => running.delete(id));
  });
  tell({ ready: true });
}

function tell(message: FromChild): void {
  if (process.connected) process.send?.(message, undefined, {}, () => {});
}

function asData(thrown: unknown): ChildError {
  const [error] = toLoadgateErrors(thrown);
  if (error === undefined) throw thrown;
  const { message, kind, code, hint, log } = error;
  return { message, kind, code, hint, log };
}

/** Messages between parent and child process (child.ts, parent.ts). JSON, so no bigint. */

export type ToChild =
  | { readonly id: number; readonly question: unknown }
  | { readonly id: number; readonly cancel: true };

export interface ChildError {
  readonly message: string;
  readonly kind: ErrorKind;
  readonly code: string;
  readonly hint: string;
  readonly log: readonly string[];
}

export type FromChild =
  | { readonly ready: true }
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly error: ChildError };
