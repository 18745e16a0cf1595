import type { Expectation } from '../model/config.js';
import { checkBody, comparedPart } from './check.js';
import { decoded } from './encoding.js';

/** What a body is held to under load where its bytes are not those that are known to be right. */
export interface BodyRule {
  /** What the scenario says of it. A text with placeholders is filled before. */
  readonly expect: Pick<Expectation, 'body' | 'json' | 'ignore' | 'matches'>;
  /** What it is compared with, without its Content-Encoding and what the scenario ignores (`comparedPart`); null: nothing. */
  readonly part: string | null;
}

/** Whether a scenario says more of a body than its size. */
export const saysBody = ({ body, json, matches }: Expectation): boolean =>
  body !== null || json !== undefined || matches !== undefined;

/** @returns null: there is nothing to hold a body to */
export function ruleOf(expect: Expectation, part: string | null): BodyRule | null {
  if (part === null && !saysBody(expect)) return null;
  const { body, json, ignore, matches } = expect;
  return {
    expect: {
      body,
      ...(json === undefined ? {} : { json }),
      ...(ignore === undefined ? {} : { ignore }),
      ...(matches === undefined ? {} : { matches }),
    },
    part,
  };
}

/** Largest body that is looked at, with its Content-Encoding and without, bytes: 16 MiB. */
const MAX_BYTES = 16 * 1024 * 1024;

/**
 * Whether a body is what a rule says.
 * @param encoding the Content-Encoding header; absent: it has none
 * @param text the exact text that it must be; null: any
 */
export function follows(
  body: Buffer,
  encoding: string | undefined,
  text: string | null,
  { expect, part }: BodyRule,
): boolean {
  if (body.length > MAX_BYTES) return false;
  const said: Expectation = { ...expect, status: null, headers: {}, body: text };
  const answer = { body, content: decoded(body, encoding, MAX_BYTES) };
  return checkBody(answer, said) === null && (part === null || comparedPart(answer, said) === part);
}

/** Of the time of a generator, the part that it may take to read bodies; after it has found a wrong one. */
const SHARE = 0.05;
const SHARE_IN_DOUBT = 0.5;

/**
 * Keeps reading of bodies from making load of its own: it takes a twentieth of a generator's time at most, shared among the
 * steps, so that each of them is looked at. In between, answers are held to their status and size alone. Once a body was
 * wrong, the round is in doubt, and half of the time is taken to find out how many are.
 */
export class LookBudget {
  readonly #steps: number;
  #share = SHARE;
  #freeAt = 0;

  /** @param steps among which the time is shared */
  constructor(steps: number) {
    this.#steps = steps;
  }

  /** Whether the next body may be looked at; performance.now(), ms. */
  isDue(now: number): boolean {
    return now >= this.#freeAt;
  }

  /** A body was looked at. Times are performance.now(), ms. */
  spend(from: number, to: number, wasRight: boolean): void {
    if (!wasRight) this.#share = SHARE_IN_DOUBT;
    this.#freeAt = to + (to - from) * (this.#steps / this.#share - 1);
  }
}
