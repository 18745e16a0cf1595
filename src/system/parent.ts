/** A child process's line to the parent that started it (child.ts). */
import { type ErrorKind, toLoadgateErrors } from '../model/error.js';

/** Answers one question of the parent; `signal` is aborted when the parent gives the question up. */
export type Answerer = (question: unknown, signal: AbortSignal) => Promise<unknown>;

/**
 * Answers the parent's questions until the parent goes away, then exits: no child outlives its parent,
 * however the parent ended. Ctrl-C reaches the whole process group, but when to end is the parent's decision.
 *
 * @throws Error when the process was not started by child.ts
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
    // `async` so that what `answer` throws at once is an answer too.
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

/** What goes over the line between us and a child process of ours (child.ts, parent.ts). JSON, so no bigint. */

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
