import type { Expectation } from '../model/config.js';
import { type AnswerParts, captured, describeCapture } from './capture.js';
import { CookieJar } from './cookies.js';
import type { FilledScenario, FilledStep, SentRequest, Turn } from './fill.js';

/** One turn of a scenario: its requests, one after the other, and what their answers leave for those that follow. */
export class Sequence {
  readonly #steps: FilledScenario['steps'];
  readonly #captured = new Map<string, string>();
  readonly #turn: Turn;
  readonly #jar: CookieJar | null;
  readonly #first: number;
  readonly #end: number;
  #at: number;
  /** Of the present step's request, once it is made. */
  #path = '/';

  /**
   * @param keepsCookies whether cookies that answers set are sent with later requests
   * @param only the one step that the turn has; null: it has all of them
   */
  constructor(
    { steps }: FilledScenario,
    { index, row }: Pick<Turn, 'index' | 'row'>,
    keepsCookies: boolean,
    only: number | null = null,
  ) {
    this.#steps = steps;
    this.#first = only ?? 0;
    this.#end = only === null ? steps.length : only + 1;
    this.#at = this.#first;
    this.#turn = { index, row, captured: this.#captured };
    this.#jar = keepsCookies ? new CookieJar() : null;
  }

  /** Number of the present step. */
  get at(): number {
    return this.#at;
  }

  /** The present step is the first one. */
  get isAtStart(): boolean {
    return this.#at === this.#first;
  }

  get isOver(): boolean {
    return this.#at >= this.#end;
  }

  get #step(): FilledStep {
    return this.#steps[this.#at] ?? this.#steps[0];
  }

  request(): SentRequest {
    const request = this.#step.request(this.#turn);
    this.#path = request.path;
    const kept = this.#jar?.header(request.path) ?? null;
    return kept === null ? request : { ...request, headers: withCookies(request.headers, kept) };
  }

  expectation(): Expectation {
    return this.#step.expectation(this.#turn);
  }

  /**
   * Takes what it needs of the answer to the present step's `request`, which is right, and goes on to the next one.
   * @returns what it did not find, as a configuration writes it; null: it found all
   */
  accept(answer: AnswerParts): string | null {
    if (this.#jar !== null && answer.setCookies.length > 0) {
      for (const header of answer.setCookies) this.#jar.take(header, this.#path);
    }
    for (const [name, capture] of Object.entries(this.#step.capture)) {
      const value = captured(capture, answer, this.#jar);
      if (value === null) return describeCapture(capture);
      this.#captured.set(name, value);
    }
    this.#at += 1;
    return null;
  }
}

/** A request's own cookies come first. */
function withCookies(headers: SentRequest['headers'], kept: string): SentRequest['headers'] {
  const own = Object.keys(headers).find((name) => name.toLowerCase() === 'cookie');
  return own === undefined ? { ...headers, Cookie: kept } : { ...headers, [own]: `${headers[own]}; ${kept}` };
}
