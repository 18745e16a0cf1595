/** A child process's line to the parent that started it (child.ts). */
import { toLoadgateErrors } from '../model/error.js';
import type { ChildError, FromChild, ToChild } from './child-messages.js';

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
