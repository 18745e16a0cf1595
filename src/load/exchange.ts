import { type BodyRule, follows } from './body-rule.js';
import type { AnswerParts } from './capture.js';
import { decoded } from './encoding.js';
import type { Turn } from './fill.js';
import type { FailureKind, PreparedLoad, PreparedStep, PreparedTurns } from './prepare.js';
import { Sequence } from './sequence.js';

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

const NO_BODY = Buffer.alloc(0);

/** Largest body that a value is taken from, without its Content-Encoding, bytes: 16 MiB. */
const MAX_CONTENT = 16 * 1024 * 1024;

/**
 * The turn of a connection, and its one request that is in flight. It replaces autocannon's queue of pipelined requests. When
 * a server closes a connection, that queue keeps requests that never get an answer, and matches every later answer with an
 * older request. This class also compares the body's bytes when they arrive, while autocannon builds a string of them.
 */
export class Exchange implements Queue {
  readonly #load: PreparedLoad;
  /** Sent, but not answered. */
  inFlight = false;
  /** autocannon gave it up because it timed out. */
  timedOut = false;
  /** When the latency of its turn begins; performance.now(), ms. */
  beganAt = 0;
  sentAt = 0;
  answeredAt = 0;
  /** null: a turn's latency begins when its first request is sent. */
  #arrivedAt: number | null = null;
  /** The turn; null: all turns are the same request, or the next one has not begun. */
  #sequence: Sequence | null = null;
  #step: PreparedStep;
  #at = 0;
  #status = 0;
  #headers: readonly string[] = [];
  #pieces: Buffer[] = [];
  #bodyBytes = 0;
  /** So far, its bytes are those that are known to be right. */
  #bodyKnown = true;
  #expectBody: Buffer | null;
  /** The body is kept, so that it can be looked at. */
  #looks = false;

  constructor(load: PreparedLoad) {
    this.#load = load;
    [this.#step] = load.steps;
    this.#expectBody = this.#step.expectBody;
  }

  /** Number of the step whose request is, or was last, in flight. */
  get step(): number {
    return this.#at;
  }

  /** Its answers have no body, regardless of Content-Length. */
  get isHead(): boolean {
    return this.#step.isHead;
  }

  /** A turn has begun, and another request of it is to be sent. */
  get isMidway(): boolean {
    return this.#sequence !== null;
  }

  /** Makes sure that there is a request to send. @returns false: there are no more rows */
  begin(): boolean {
    const { turns } = this.#load;
    if (turns === null || this.#sequence !== null) return true;
    const turn = turns.next();
    if (turn === null) return false;
    this.#sequence = sequenceOf(turns, turn);
    return true;
  }

  /** The bytes to send; autocannon asks for them after `insertRequest`. */
  nextRequest(): Buffer {
    return this.#step.request ?? this.#step.encode((this.#sequence as Sequence).request());
  }

  /** The latency of the next turn begins at this time, before it is sent; performance.now(), ms. */
  beginAt(time: number): void {
    this.#arrivedAt = time;
  }

  insertRequest(): void {
    const { steps } = this.#load;
    this.#at = this.#sequence?.at ?? 0;
    this.#step = steps[this.#at] ?? steps[0];
    const expected = this.#step.expectBody === null ? (this.#sequence?.expectation().body ?? null) : null;
    this.#expectBody = expected === null ? this.#step.expectBody : Buffer.from(expected, 'utf8');
    this.inFlight = true;
    this.#headers = [];
    this.#pieces = [];
    this.#bodyBytes = 0;
    this.#bodyKnown = this.#expectBody !== null;
    this.sentAt = performance.now();
    this.#looks = this.#step.rule !== null && this.#step.looks.isDue(this.sentAt);
    if (this.#sequence?.isAtStart !== false) this.beganAt = this.#arrivedAt ?? this.sentAt;
  }

  addByteCount(): void {}

  /** @param headers names and values in turn */
  setHead(status: number, headers: readonly string[]): void {
    this.#status = status;
    if (this.#step.keepsHeaders) this.#headers = headers;
  }

  addBody(piece: Buffer): void {
    const start = this.#bodyBytes;
    this.#bodyBytes += piece.length;
    const wasKnown = this.#bodyKnown;
    if (wasKnown) this.#bodyKnown = this.#isExpected(piece, start);
    if (this.#step.keepsBody) this.#pieces.push(piece);
    else if (this.#looks && !this.#bodyKnown) {
      // What came before this piece is not kept as long as its bytes are the known ones.
      if (wasKnown && start > 0) this.#pieces.push((this.#expectBody ?? NO_BODY).subarray(0, start));
      this.#pieces.push(piece);
    }
  }

  #isExpected(piece: Buffer, start: number): boolean {
    const expected = this.#expectBody ?? NO_BODY;
    const end = start + piece.length;
    return end <= expected.length && expected.compare(piece, 0, piece.length, start, end) === 0;
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

  /** The connection is gone. A turn whose request was in flight ends with it. */
  lose(): void {
    if (this.inFlight || this.timedOut) this.#sequence = null;
    this.inFlight = false;
    this.timedOut = false;
  }

  /**
   * Takes the answer that is now complete, and goes on to the next step. A wrong answer ends its turn.
   * @returns what is wrong with it; null: nothing
   */
  accept(): FailureKind | null {
    const wrong = this.#verdict() ?? this.#goOn();
    if (wrong !== null || this.#sequence?.isOver === true) this.#sequence = null;
    return wrong;
  }

  #verdict(): FailureKind | null {
    const { expectStatus, leastBytes, mostBytes } = this.#step;
    const status = this.#status;
    const statusRight = expectStatus === null ? status >= 200 && status < 300 : status === expectStatus;
    if (!statusRight) return 'non2xx';
    const sizeRight = this.#bodyBytes >= leastBytes && this.#bodyBytes <= mostBytes;
    return sizeRight && this.#isBodyRight() ? null : 'wrongBody';
  }

  #isBodyRight(): boolean {
    const { rule } = this.#step;
    const expected = this.#expectBody;
    if (expected !== null && this.#bodyKnown && this.#bodyBytes === expected.length) return true;
    return rule === null ? expected === null : this.#followsRule(rule);
  }

  /** A body that there is no time to look at is taken to be right. */
  #followsRule(rule: BodyRule): boolean {
    const { looks } = this.#step;
    const text = this.#sequence?.expectation().body ?? rule.expect.body;
    const encoding = headersOf(this.#headers, 'content-encoding').join(', ');
    if (text !== null && encoding === '') return false;
    const from = performance.now();
    if (!this.#looks || !looks.isDue(from)) return true;
    const isRight = follows(this.#body(), encoding, text, rule);
    looks.spend(from, performance.now(), isRight);
    return isRight;
  }

  /** The body, where it is kept. */
  #body(): Buffer {
    if (!this.#step.keepsBody && this.#bodyKnown)
      return (this.#expectBody ?? NO_BODY).subarray(0, this.#bodyBytes);
    const [only, ...more] = this.#pieces;
    return only === undefined ? NO_BODY : more.length === 0 ? only : Buffer.concat([only, ...more]);
  }

  #goOn(): FailureKind | null {
    if (this.#sequence === null) return null;
    const body = this.#step.keepsBody ? this.#body() : NO_BODY;
    return this.#sequence.accept(partsOf(this.#headers, body)) === null ? null : 'capture';
  }
}

/** In a mix, each of the scenarios takes its rows for itself. */
function sequenceOf(
  { filled, keepsCookies, order }: PreparedTurns,
  turn: Pick<Turn, 'index' | 'row'>,
): Sequence {
  if (order === null) return new Sequence(filled, turn, keepsCookies);
  const own = { ...turn, row: order.rankOf(turn.row) };
  return new Sequence(filled, own, keepsCookies, order.partOf(turn.row));
}

/** @param headers names and values in turn */
const headersOf = (headers: readonly string[], name: string): string[] =>
  headers.filter((_, at) => at % 2 === 1 && headers[at - 1]?.toLowerCase() === name);

function partsOf(headers: readonly string[], body: Buffer): AnswerParts {
  const header = (name: string): string | undefined => {
    const values = headersOf(headers, name);
    return values.length === 0 ? undefined : values.join(', ');
  };
  return {
    header,
    setCookies: headers.length === 0 ? [] : headersOf(headers, 'set-cookie'),
    body: body.length === 0 ? body : (decoded(body, header('content-encoding'), MAX_CONTENT) ?? body),
  };
}
