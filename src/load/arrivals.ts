import type { ArrivalFigures } from '../model/round.js';
import { createLatencyMeter } from './latency.js';

/** A connection that can take a request. */
export interface Sender {
  /** @param arrivedAt when the request's latency begins; performance.now(), ms */
  send(arrivedAt: number): void;
}

/** When arrivals come; performance.now(), ms. */
export interface Timetable {
  /** No arrival comes before. */
  readonly start: number;
  /** None comes from here on. */
  readonly end: number;
  /** The arrivals whose delays are told. */
  readonly window: { readonly start: number; readonly end: number };
}

/**
 * The arrivals of an open loop: requests come at a fixed rate, whether the target answers or not.
 *
 * An arrival is noticed by a timer or between two answers, and its latency begins then: whether a connection is free or
 * not. So a target that stalls is charged with all that arrived meanwhile (G. Tene calls the opposite coordinated
 * omission), and the generator's own delay, from the moment at which an arrival was due until it was noticed, is no latency:
 * it is measured apart. Where it is long, the round is no good (src/load/late.ts).
 *
 * Free connections take turns, the one that waits longest first, so that all workers behind them get their share.
 */
export class Arrivals {
  readonly #rate: number;
  readonly #stepMs: number;
  readonly #phase: number;
  #times: Timetable = { start: 0, end: 0, window: { start: 0, end: 0 } };
  #total = 0;
  readonly #now: () => number;
  readonly #free = new Set<Sender>();
  /** When the arrivals that wait for a connection were noticed, from `#head` on. */
  readonly #waiting: number[] = [];
  #head = 0;
  #noticed = 0;
  readonly #delays = createLatencyMeter();
  #timer: NodeJS.Timeout | undefined;
  #emptied: (() => void) | undefined;

  /**
   * @param rate arrivals/s
   * @param phase when the first one comes after the start, in steps of 1/`rate`
   */
  constructor(rate: number, phase = 0, now: () => number = () => performance.now()) {
    this.#rate = rate;
    this.#stepMs = 1000 / rate;
    this.#phase = phase;
    this.#now = now;
  }

  /** Begins to notice arrivals. */
  start(times: Timetable): void {
    this.#times = times;
    // An arrival right at the end, but for the last digits of a division, is none.
    this.#total = Math.max(0, Math.ceil((times.end - times.start) / this.#stepMs - this.#phase - 1e-6));
    this.#tick();
  }

  /**
   * A connection is free: it gets the arrival that waits longest.
   * @returns false: none waits; it gets a later one when that arrives
   */
  take(sender: Sender): boolean {
    this.#notice();
    const arrivedAt = this.#first();
    if (arrivedAt === null) {
      this.#free.add(sender);
      return false;
    }
    sender.send(arrivedAt);
    return true;
  }

  /** A connection is not free any more. */
  leave(sender: Sender): void {
    this.#free.delete(sender);
  }

  /** Resolves when every arrival has been sent, and after `mostMs` at the latest. */
  async allSent(mostMs: number): Promise<void> {
    this.#notice();
    if (this.#isEmpty()) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, mostMs);
      this.#emptied = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Ends it. @returns the arrivals that were never sent, by when they were noticed; performance.now(), ms */
  stop(): readonly number[] {
    clearTimeout(this.#timer);
    this.#free.clear();
    this.#emptied?.();
    return this.#waiting.slice(this.#head);
  }

  figures(): ArrivalFigures {
    return {
      rate: this.#rate,
      count: this.#noticed,
      unsent: this.#waiting.length - this.#head,
      lateUs: this.#delays.summary().p99,
    };
  }

  #dueAt(index: number): number {
    return this.#times.start + (index + this.#phase) * this.#stepMs;
  }

  #tick(): void {
    this.#notice();
    if (this.#noticed >= this.#total) return;
    this.#timer = setTimeout(() => this.#tick(), this.#dueAt(this.#noticed) - this.#now());
  }

  /** Takes up what is due, and gives it to free connections. */
  #notice(): void {
    const now = this.#now();
    const { window } = this.#times;
    for (; this.#noticed < this.#total; this.#noticed += 1) {
      const due = this.#dueAt(this.#noticed);
      if (due > now) break;
      if (due >= window.start && due < window.end) this.#delays.add((now - due) * 1000);
      this.#waiting.push(now);
    }
    for (const sender of this.#free) {
      const arrivedAt = this.#first();
      if (arrivedAt === null) break;
      this.#free.delete(sender);
      sender.send(arrivedAt);
    }
  }

  /** Takes the arrival that waits longest; null: none waits. */
  #first(): number | null {
    const arrivedAt = this.#waiting[this.#head];
    if (arrivedAt === undefined) return null;
    this.#head += 1;
    if (this.#isEmpty()) this.#emptied?.();
    return arrivedAt;
  }

  #isEmpty(): boolean {
    return this.#noticed >= this.#total && this.#head >= this.#waiting.length;
  }
}
