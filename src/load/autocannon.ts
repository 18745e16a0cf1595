/**
 * One connection of a round: autocannon 9.0.0's HTTP client, with fixes.
 *
 * autocannon connects, sends, parses, times out, and reports answers. Its faults can be fixed only in its internals, and
 * only this file knows these. The version is pinned. patches/ has the same fixes for autocannon itself, and
 * docs/internals/measuring.md explains each of them.
 *
 * | replaced | because autocannon by itself |
 * |---|---|
 * | `pipelinedRequests` | matches answers with requests of an earlier connection; builds a string of every body |
 * | `_connect` | opens two connections for one, retries a port that refuses without a pause, and accepts any certificate |
 * | `_doRequest` | sends a request into a connection that the server said it would close, and counts no loss |
 * | `parser[kOnHeadersComplete]` | takes an interim answer (103) for the answer; waits for a body after HEAD |
 * | `parser[kOnBody]`, `parser[kOnMessageComplete]` | takes an unsolicited answer as the answer to the next request |
 * | `parser.execute` | continues with the rest of a truncated answer; ignores an error of the parser |
 * | `getRequestBuffer` | adds headers of its own |
 */
import type { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
// @ts-expect-error It has no types. The interfaces below declare the used parts.
import untyped from 'autocannon/lib/httpClient.js';
import type { Arrivals, Sender } from './arrivals.js';
import { Exchange, type Queue } from './exchange.js';
import type { FailureKind, PreparedLoad } from './prepare.js';
import { connectTls, type SecureAddress } from './tls.js';

/** One connection, which has one request in flight at most. */
interface Client extends EventEmitter {
  conn: Socket | undefined;
  readonly parser: Parser;
  pipelinedRequests: Queue;
  /** Gives a connection up, ms from now. */
  readonly timeoutTicker: { reschedule(ms: number): void };
  /** Opens `conn` and calls `_doRequest`. Called again when the connection ended, failed, or timed out. */
  _connect(): void;
  /** Sends the next request. */
  _doRequest(): void;
  getRequestBuffer(): Buffer;
  destroy(): void;
}

interface ClientOptions {
  readonly hostname: string;
  readonly port: number;
  /** The value of the Host header. */
  readonly host: string;
  readonly path: string;
  readonly method: string;
  /** Seconds; can be a fraction. */
  readonly timeout: number;
  /** Called in the constructor, before the first `_connect`. */
  readonly setupClient: (client: Client) => void;
}

/** http-parser-js. Its callbacks are properties whose keys are static properties of its class. */
interface Parser {
  [callback: number]: (...args: never[]) => unknown;
  readonly type: string;
  readonly state: string;
  /** The received part of a line. */
  readonly line: string;
  /** All values of the Connection header, in lower case. */
  readonly connection: string;
  /** Returns an error instead of throwing it. */
  execute(chunk: Buffer): number | Error;
  /** The connection closed. Ends a body that lasts until then. */
  finish(): Error | undefined;
  reinitialize(type: string): void;
}

interface ParserClass {
  readonly kOnHeadersComplete: number;
  readonly kOnBody: number;
  readonly kOnMessageComplete: number;
}

/** Head of an answer in http-parser-js. */
interface Head {
  readonly statusCode: number;
  readonly versionMajor: number;
  readonly versionMinor: number;
  readonly shouldKeepAlive: boolean;
  /** Names and values in turn. */
  readonly headers: readonly string[];
}

const Client = untyped as { new (options: ClientOptions): Client; readonly prototype: Client };

/** Receives the events of a connection. Times are performance.now(), ms. */
export interface ConnectionReport {
  opened(): void;
  /** A right answer. @param beganAt null: its turn goes on with another request */
  answered(beganAt: number | null, answeredAt: number): void;
  /** The same answer as that of a step of a turn. */
  stepped(step: number, sentAt: number, answeredAt: number): void;
  /** @param step whose request failed; null: no request was sent */
  failed(kind: FailureKind, step: number | null): void;
  /** There are no more rows to fill requests with. */
  usedUp(): void;
  /** The present failure is this machine's: it has no more ports or open files. */
  exhausted(): void;
  /** Nothing more will come. */
  finished(): void;
}

/** Wait before the next attempt after a connection without an answer, ms. It doubles each time. */
const FIRST_RETRY_MS = 10;
const LAST_RETRY_MS = 250;
/** How long a server may take to close a connection after it announced that, ms. */
const CLOSE_GRACE_MS = 1_000;
/** When an idle connection is given up, ms: never before a round or in it. */
const NEVER_MS = 2 ** 30;

type Phase = 'waiting' | 'sending' | 'draining' | 'finished';

/** Decides when to connect and when to send. Everything else is autocannon's. */
export class Connection implements Sender {
  readonly #client: Client;
  readonly #exchange: Exchange;
  readonly #report: ConnectionReport;
  readonly #arrivals: Arrivals | null;
  readonly #tls: SecureAddress | null;
  readonly #resets: boolean;
  #phase: Phase = 'waiting';
  /** The present connection has brought an answer. */
  #fruitful = false;
  #fruitless = 0;
  #retry: NodeJS.Timeout | undefined;
  #connected = false;
  /** The error of the present connection. */
  #error: unknown;
  /** The server closes the present connection after this answer, or has closed it. */
  #closing = false;
  /** Something came that doesn't answer the request. */
  #spoiled = false;
  #parsing = false;
  /** The request in flight was sent while data was parsed. The rest of that data can't be its answer. */
  #sentWhileParsing = false;

  /**
   * Connects at once, but sends nothing before `start`.
   * @param arrivals decides when it sends; null: as soon as it has its answer
   */
  constructor(load: PreparedLoad, report: ConnectionReport, arrivals: Arrivals | null = null) {
    this.#report = report;
    this.#arrivals = arrivals;
    this.#exchange = new Exchange(load);
    const { hostname, port, host, tls, timeoutMs } = load;
    this.#tls = tls === null ? null : { ...tls, host: hostname, port };
    this.#resets = load.resets;
    this.#client = new Client({
      ...{ hostname, port, host, path: '/', method: 'GET', timeout: timeoutMs / 1000 },
      // The constructor connects, so the fixes come first.
      setupClient: (client) => {
        client._connect = () => {};
      },
    });
    this.#client.pipelinedRequests = this.#exchange;
    this.#client.getRequestBuffer = () => this.#exchange.nextRequest();
    this.#client._connect = () => this.#onLost();
    this.#client._doRequest = () => this.#next();
    this.#client.on('response', () => this.#onAnswer());
    this.#client.on('connError', (error) => {
      this.#error = error;
      if (OUR_OWN.has(codeOf(error) ?? '')) this.#report.exhausted();
    });
    this.#hookParser();
    this.#open();
  }

  /** Sends the first request, and the next one after each answer; with `arrivals`, when one is due. */
  start(): void {
    this.#phase = 'sending';
    if (this.#retry === undefined) this.#next();
  }

  /** Begins no more turns. Finished when its present one is over: each of its requests is answered, failed, or timed out. */
  drain(): void {
    if (this.#phase === 'finished') return;
    this.#phase = 'draining';
    if (!this.#exchange.inFlight && !this.#exchange.isMidway) this.finish();
  }

  /** Closes the connection now, and forgets a request in flight. */
  finish(): void {
    if (this.#phase === 'finished') return;
    this.#phase = 'finished';
    this.#arrivals?.leave(this);
    clearTimeout(this.#retry);
    if (this.#resets && this.#connected) this.#client.conn?.resetAndDestroy();
    this.#client.destroy();
    this.#report.finished();
  }

  #open(): void {
    this.#fruitful = false;
    this.#connected = false;
    this.#error = undefined;
    if (this.#tls === null) Client.prototype._connect.call(this.#client);
    else connectTls(this.#client, this.#tls);
    this.#client.conn?.setNoDelay(true);
    this.#client.conn?.once(this.#tls === null ? 'connect' : 'secureConnect', () => {
      this.#connected = true;
      this.#report.opened();
    });
  }

  #next(): void {
    const { isMidway } = this.#exchange;
    if (this.#phase === 'draining' && !this.#closing && !isMidway) this.finish();
    // Others still open: that takes longer than a request may.
    if (this.#phase === 'waiting') this.#client.timeoutTicker.reschedule(NEVER_MS);
    const mayBegin = this.#phase === 'sending' || (this.#phase === 'draining' && isMidway);
    if (!mayBegin || this.#closing) return;
    if (this.#arrivals === null || isMidway) this.#send();
    else if (!this.#arrivals.take(this)) this.#client.timeoutTicker.reschedule(NEVER_MS);
  }

  /** Begins a turn whose latency begins at this time; performance.now(), ms. `Arrivals` calls it. */
  send(arrivedAt: number): void {
    this.#exchange.beginAt(arrivedAt);
    this.#send();
  }

  #send(): void {
    if (!this.#exchange.begin()) {
      this.#report.usedUp();
      this.finish();
      return;
    }
    this.#sentWhileParsing = this.#parsing;
    Client.prototype._doRequest.call(this.#client);
  }

  #onAnswer(): void {
    this.#fruitful = true;
    const exchange = this.#exchange;
    const { step, sentAt, beganAt, answeredAt } = exchange;
    const wrong = exchange.accept();
    if (wrong !== null) {
      this.#report.failed(wrong, step);
      return;
    }
    this.#report.answered(exchange.isMidway ? null : beganAt, answeredAt);
    this.#report.stepped(step, sentAt, answeredAt);
  }

  /** The connection ended or failed, or autocannon dropped it because the request timed out. */
  #onLost(): void {
    if (this.#phase === 'finished' || this.#retry !== undefined) return;
    const { parser } = this.#client;
    if (this.#exchange.inFlight && this.#error === undefined && parser.state === 'BODY_RAW') parser.finish();
    const { timedOut, inFlight, step } = this.#exchange;
    if (timedOut) this.#report.failed('timeout', step);
    else if (inFlight) this.#report.failed(kindOf(this.#error), step);
    else if (this.#error !== undefined && !this.#connected) this.#report.failed(kindOf(this.#error), null);
    this.#renew();
  }

  /** Replaces the present connection, in any state, with a new one. */
  #renew(): void {
    const { conn, parser } = this.#client;
    this.#arrivals?.leave(this);
    this.#leave(conn);
    this.#exchange.lose();
    this.#closing = false;
    this.#spoiled = false;
    parser.reinitialize(parser.type);
    if (this.#phase === 'draining' && !this.#exchange.isMidway) {
      this.finish();
    } else if (this.#fruitful) {
      this.#fruitless = 0;
      this.#open();
    } else {
      const pause = Math.min(FIRST_RETRY_MS * 2 ** this.#fruitless, LAST_RETRY_MS);
      this.#fruitless += 1;
      this.#retry = setTimeout(() => {
        this.#retry = undefined;
        this.#open();
      }, pause);
    }
  }

  #leave(conn: Client['conn']): void {
    if (conn === undefined) return;
    for (const event of ['data', 'end', 'error']) conn.removeAllListeners(event);
    conn.on('error', () => {});
    if (!this.#closing) {
      conn.destroy();
      return;
    }
    // The side that closes first keeps the port for a minute. Let the server do it, or the generator runs out of ports.
    conn.once('end', () => conn.destroy());
    conn.setTimeout(CLOSE_GRACE_MS, () => conn.destroy());
    conn.resume();
  }

  #hookParser(): void {
    const { parser } = this.#client;
    const { kOnHeadersComplete, kOnBody, kOnMessageComplete } = parser.constructor as never as ParserClass;
    const complete = parser[kOnMessageComplete] as () => void;
    const execute = parser.execute;
    let interim = false;

    parser[kOnHeadersComplete] = (head: Head) => {
      this.#spoiled ||= !this.#exchange.inFlight || this.#sentWhileParsing;
      interim = head.statusCode < 200 && head.statusCode !== 101;
      if (this.#spoiled || interim) return false;
      const { isHead } = this.#exchange;
      this.#exchange.setHead(head.statusCode, head.headers);
      this.#closing = !(isHead ? keepsAliveWithoutBody(head, parser) : head.shouldKeepAlive);
      return isHead;
    };
    parser[kOnBody] = (piece: Buffer) => {
      if (!this.#spoiled) this.#exchange.addBody(piece);
    };
    parser[kOnMessageComplete] = () => {
      if (!this.#spoiled && !interim) complete();
    };
    parser.execute = (chunk) => {
      this.#parsing = true;
      const result = execute.call(parser, chunk);
      this.#parsing = false;
      this.#afterParsing(result);
      return result;
    };
  }

  #afterParsing(result: number | Error): void {
    const { parser } = this.#client;
    const sent = this.#sentWhileParsing;
    this.#sentWhileParsing = false;
    if (this.#phase === 'finished') return;
    const rest = sent && (parser.state !== 'RESPONSE_LINE' || parser.line !== '');
    if (this.#spoiled || rest || result instanceof Error) {
      this.#report.failed('other', this.#exchange.inFlight ? this.#exchange.step : null);
      this.#renew();
    } else if (this.#closing && !this.#exchange.inFlight) {
      this.#renew();
    }
  }
}

function keepsAliveWithoutBody(head: Head, { connection }: Parser): boolean {
  return head.versionMajor === 1 && head.versionMinor === 1
    ? !connection.includes('close')
    : connection.includes('keep-alive');
}

/** Errors of this machine: no port is left, or no more files may be open. */
const OUR_OWN: ReadonlySet<string> = new Set(['EADDRNOTAVAIL', 'EMFILE', 'ENFILE', 'ENOBUFS']);

function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/** Without an error, the server closed the connection before it answered. */
function kindOf(error: unknown): FailureKind {
  const code = codeOf(error);
  if (error === undefined || code === 'ECONNRESET' || code === 'EPIPE') return 'reset';
  if (code === 'ECONNREFUSED') return 'refused';
  return code === 'ETIMEDOUT' ? 'timeout' : 'other';
}
