import type Client from 'autocannon/lib/httpClient.js';
import type { FailureKind, PreparedLoad } from './prepare.js';

/**
 * The one request that a connection has under way. It takes the place of autocannon's queue of pipelined
 * requests, which keeps requests that no answer will ever come for when a server closes a connection: every
 * later answer is then matched with an older request. It also compares the body's bytes as they come, where
 * autocannon builds a string of them.
 */
export class Exchange implements Client.Queue {
  readonly #load: PreparedLoad;
  /** Sent and not answered. */
  inFlight = false;
  /** It was given up by autocannon, which does so when it times out. */
  timedOut = false;
  /** performance.now(), ms. */
  sentAt = 0;
  answeredAt = 0;
  #status = 0;
  #bodyBytes = 0;
  #bodyRight = true;

  constructor(load: PreparedLoad) {
    this.#load = load;
  }

  insertRequest(): void {
    this.inFlight = true;
    this.#bodyBytes = 0;
    this.#bodyRight = true;
    this.sentAt = performance.now();
  }

  addByteCount(): void {}

  setStatus(status: number): void {
    this.#status = status;
  }

  addBody(piece: Buffer): void {
    const expected = this.#load.expectBody;
    const start = this.#bodyBytes;
    this.#bodyBytes += piece.length;
    if (expected === null || !this.#bodyRight) return;
    this.#bodyRight =
      this.#bodyBytes <= expected.length &&
      expected.compare(piece, 0, piece.length, start, this.#bodyBytes) === 0;
  }

  terminateRequest(): Client.Answered {
    this.answeredAt = performance.now();
    this.inFlight = false;
    const duration = this.answeredAt - this.sentAt;
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

  /** What is wrong with the answer that has just been completed; null: nothing. */
  verdict(): FailureKind | null {
    const { expectStatus, expectBody } = this.#load;
    const status = this.#status;
    const statusRight = expectStatus === null ? status >= 200 && status < 300 : status === expectStatus;
    if (!statusRight) return 'non2xx';
    const bodyRight = expectBody === null || (this.#bodyRight && this.#bodyBytes === expectBody.length);
    return bodyRight ? null : 'wrongBody';
  }
}
