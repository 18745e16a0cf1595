import type { FailureKind, PreparedLoad } from './prepare.js';

/** The unanswered requests of a connection, as autocannon's client uses them. */
export interface Queue {
  insertRequest(request: unknown): void;
  addByteCount(bytes: number): void;
  terminateRequest(): {
    req: undefined;
    headers: { statusCode: number };
    body: string;
    bytes: number;
    duration: number;
  };
  clear(): void;
}

/**
 * The one request of a connection that is in flight. It replaces autocannon's queue of pipelined requests. When a server
 * closes a connection, that queue keeps requests that never get an answer, and matches every later answer with an older
 * request. This class also compares the body's bytes when they arrive, while autocannon builds a string of them.
 */
export class Exchange implements Queue {
  readonly #load: PreparedLoad;
  /** Sent, but not answered. */
  inFlight = false;
  /** autocannon gave it up because it timed out. */
  timedOut = false;
  /** When its latency begins; performance.now(), ms. */
  beganAt = 0;
  answeredAt = 0;
  /** null: a request's latency begins when it is sent. */
  #arrivedAt: number | null = null;
  #status = 0;
  #bodyBytes = 0;
  #bodyRight = true;
  #expectBody: Buffer | null;

  constructor(load: PreparedLoad) {
    this.#load = load;
    this.#expectBody = load.expectBody;
  }

  /** The bytes to send; autocannon asks for them after `insertRequest`. */
  nextRequest(): Buffer {
    const { next, request } = this.#load;
    if (next === null) return request;
    const outgoing = next();
    this.#expectBody = outgoing.expectBody;
    return outgoing.request;
  }

  /** The next request's latency begins at this time, before it is sent; performance.now(), ms. */
  beginAt(time: number): void {
    this.#arrivedAt = time;
  }

  insertRequest(): void {
    this.inFlight = true;
    this.#bodyBytes = 0;
    this.#bodyRight = true;
    this.beganAt = this.#arrivedAt ?? performance.now();
  }

  addByteCount(): void {}

  setStatus(status: number): void {
    this.#status = status;
  }

  addBody(piece: Buffer): void {
    const expected = this.#expectBody;
    const start = this.#bodyBytes;
    this.#bodyBytes += piece.length;
    if (expected === null || !this.#bodyRight) return;
    this.#bodyRight =
      this.#bodyBytes <= expected.length &&
      expected.compare(piece, 0, piece.length, start, this.#bodyBytes) === 0;
  }

  terminateRequest(): ReturnType<Queue['terminateRequest']> {
    this.answeredAt = performance.now();
    this.inFlight = false;
    const duration = this.answeredAt - this.beganAt;
    return {
      req: undefined,
      headers: { statusCode: this.#status },
      body: '',
      bytes: this.#bodyBytes,
      duration,
    };
  }

  clear(): void {
    this.timedOut = this.inFlight;
    this.inFlight = false;
  }

  /** What is wrong with the answer that is now complete; null: nothing. */
  verdict(): FailureKind | null {
    const { expectStatus, leastBytes, mostBytes } = this.#load;
    const least = this.#expectBody?.length ?? leastBytes;
    const most = this.#expectBody?.length ?? mostBytes;
    const status = this.#status;
    const statusRight = expectStatus === null ? status >= 200 && status < 300 : status === expectStatus;
    if (!statusRight) return 'non2xx';
    const sizeRight = this.#bodyBytes >= least && this.#bodyBytes <= most;
    return sizeRight && this.#bodyRight ? null : 'wrongBody';
  }
}
