import type { Socket } from 'node:net';
import { askedDelay } from './delay.js';
import type { DueQueue } from './due-queue.js';
import type { LatenessMeter } from './lateness.js';
import { type CallHead, type Incoming, RequestReader } from './request-reader.js';

export interface CallDeps {
  readonly queue: DueQueue;
  readonly lateness: LatenessMeter;
  /** performance.now(), ms */
  readonly now: () => number;
  /** The delay of a call that asks for none, ms. */
  readonly delayMs: () => number;
}

/** How long a client may take to close its half after the upstream closed its own, ms. */
const CLOSE_GRACE_MS = 5_000;

/** One accepted connection. It answers its calls in order, one at a time, as HTTP/1.1 requires. */
export class CallConnection {
  readonly #socket: Socket;
  readonly #deps: CallDeps;
  readonly #onCall: () => void;
  readonly #reader = new RequestReader();
  #waiting: Incoming[] = [];
  /** A call is waiting. */
  #busy = false;
  /** The client sends no more. */
  #ended = false;
  /** The upstream sends no more. */
  #closed = false;

  constructor(socket: Socket, deps: CallDeps, onCall: () => void) {
    this.#socket = socket;
    this.#deps = deps;
    this.#onCall = onCall;
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#forget());
    socket.on('data', (piece) => {
      if (this.#closed) return;
      this.#waiting.push(...this.#reader.push(piece));
      this.#takeWaiting();
    });
    socket.on('end', () => {
      this.#ended = true;
      if (!this.#busy) this.#close();
    });
  }

  #takeWaiting(): void {
    while (!this.#busy && !this.#closed) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      this.#take(next);
    }
  }

  #take(incoming: Incoming): void {
    if ('expects' in incoming) this.#socket.write('HTTP/1.1 100 Continue\r\n\r\n');
    else if ('wrong' in incoming) this.#answer(encode(incoming.status, incoming.wrong, false), false);
    else this.#takeCall(incoming.call);
  }

  #takeCall(call: CallHead): void {
    this.#onCall();
    const { queue, now, delayMs } = this.#deps;
    const asked = askedDelay(call.target);
    if ('wrong' in asked) {
      this.#answer(encodeFor(call, 400, asked.wrong), call.keepAlive);
      return;
    }
    const delay = asked.ms ?? delayMs();
    const due = now() + delay;
    if (delay === 0) {
      this.#answerCall(call, due);
      return;
    }
    this.#busy = true;
    queue.add(delay, due, () => {
      this.#busy = false;
      if (this.#closed) return;
      this.#answerCall(call, due);
      if (this.#ended) this.#close();
      else this.#takeWaiting();
    });
  }

  #answerCall(call: CallHead, due: number): void {
    this.#answer(encodeFor(call, 200, 'ok'), call.keepAlive);
    this.#deps.lateness.add(this.#deps.now() - due);
  }

  #answer(bytes: Buffer, keepAlive: boolean): void {
    if (keepAlive) {
      this.#socket.write(bytes);
      return;
    }
    this.#close(bytes);
  }

  #close(bytes?: Buffer): void {
    if (this.#closed) return;
    this.#closed = true;
    if (bytes === undefined) this.#socket.end();
    else this.#socket.end(bytes);
    this.#socket.setTimeout(CLOSE_GRACE_MS, () => this.#socket.destroy());
  }

  /** A waiting call keeps this object until it is due, but none of the data that it read. */
  #forget(): void {
    this.#closed = true;
    this.#waiting = [];
  }
}

const REASONS = {
  200: 'OK',
  400: 'Bad Request',
  431: 'Request Header Fields Too Large',
  501: 'Not Implemented',
} as const;

/** The answer to nearly every call, encoded once. */
const OK = encode(200, 'ok', null);

function encodeFor(call: CallHead, status: keyof typeof REASONS, body: string): Buffer {
  const plain = call.keepAlive && !call.isHttp10 && call.method !== 'HEAD';
  if (plain && status === 200) return OK;
  const bytes = encode(status, body, plain ? null : call.keepAlive);
  return call.method === 'HEAD' ? bytes.subarray(0, bytes.length - body.length) : bytes;
}

/** @param keepAlive the Connection header; null: none, because HTTP/1.1 keeps connections open */
function encode(status: keyof typeof REASONS, body: string, keepAlive: boolean | null): Buffer {
  const connection = keepAlive === null ? '' : `Connection: ${keepAlive ? 'keep-alive' : 'close'}\r\n`;
  return Buffer.from(
    `HTTP/1.1 ${status} ${REASONS[status]}\r\nContent-Type: text/plain\r\n` +
      `Content-Length: ${body.length}\r\n${connection}\r\n${body}`,
    'latin1',
  );
}
