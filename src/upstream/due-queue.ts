/** A clock with timers. The real one is `setTimeout` and `performance.now`. */
export interface Timers {
  /** ms */
  now(): number;
  /** Calls back once, not before `ms` by its own clock, which can be coarse. */
  after(ms: number, callback: () => void): void;
}

interface Waiting {
  readonly due: number;
  readonly act: () => void;
}

/**
 * Runs actions after a delay, never earlier, and as soon after it as the machine can. Node's own timers count
 * whole ms from a time that was read before, and can be early. Actions with the same delay run in the order in
 * which they were added, so each delay needs only a first-in-first-out queue and one timer.
 */
export class DueQueue {
  readonly #timers: Timers;
  readonly #queues = new Map<number, Fifo<Waiting>>();

  constructor(timers: Timers) {
    this.#timers = timers;
  }

  /** @param due time on `timers.now()`'s clock, ms; `delay` after now */
  add(delay: number, due: number, act: () => void): void {
    const queue = this.#queues.get(delay);
    if (queue !== undefined) {
      queue.push({ due, act });
      return;
    }
    const fresh = new Fifo<Waiting>();
    fresh.push({ due, act });
    this.#queues.set(delay, fresh);
    this.#arm(delay, fresh, due);
  }

  #arm(delay: number, queue: Fifo<Waiting>, due: number): void {
    this.#timers.after(Math.max(0, Math.ceil(due - this.#timers.now())), () => this.#release(delay, queue));
  }

  #release(delay: number, queue: Fifo<Waiting>): void {
    for (let next = queue.peek(); next !== undefined; next = queue.peek()) {
      if (next.due > this.#timers.now()) {
        this.#arm(delay, queue, next.due);
        return;
      }
      queue.shift();
      next.act();
    }
    // Nothing waits, so an unused delay takes no memory.
    this.#queues.delete(delay);
  }
}

/** A first-in-first-out queue whose `shift` does not move the rest. */
class Fifo<T> {
  #items: (T | undefined)[] = [];
  #head = 0;

  push(item: T): void {
    this.#items.push(item);
  }

  peek(): T | undefined {
    return this.#items[this.#head];
  }

  shift(): void {
    this.#items[this.#head] = undefined;
    this.#head += 1;
    if (this.#head < 1024 || this.#head * 2 < this.#items.length) return;
    this.#items = this.#items.slice(this.#head);
    this.#head = 0;
  }
}
