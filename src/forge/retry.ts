import { LoadgateError } from '../model/error.js';
import type { Clock } from '../system/clock.js';
import type { Log } from '../system/log.js';
import type { Random } from '../system/random.js';
import { limitWaitMs, messageOf } from './limits.js';
import type { ForgeAnswer, ForgeRequest, Transport } from './transport.js';

/** Attempts of one request, the first included. */
export const ATTEMPTS = 4;
/** All waiting for rate limits in one operation, ms: a job must not sit out an hour. */
const LIMIT_BUDGET_MS = 60_000;
const FIRST_BACKOFF_MS = 1_000;

/**
 * `ok`: an answer of the right shape. `denied`: a status of 4xx. `limited`: a rate limit that asks for more
 * than we wait. `unknown`: a request that must not be repeated blindly has no answer; it may have been done.
 */
export type Reply<T> =
  | { readonly kind: 'ok'; readonly value: T; readonly headers: ForgeAnswer['headers'] }
  | { readonly kind: 'denied'; readonly answer: ForgeAnswer }
  | { readonly kind: 'limited'; readonly waitMs: number; readonly message: string }
  | { readonly kind: 'unknown'; readonly why: string };

export interface Sender {
  /**
   * Sends a request that may be repeated, several times if need be.
   * @param read the value in the body, or null where it is not what was asked for (cut, or not GitHub's).
   * @throws LoadgateError `forge-failed` when no attempt brought an answer.
   */
  repeatable<T>(request: ForgeRequest, read: (data: unknown) => T | null): Promise<Reply<T>>;
  /** Sends a request whose repetition would do its work twice: at most once, rate limits apart. */
  once<T>(request: ForgeRequest, read: (data: unknown) => T | null): Promise<Reply<T>>;
  /** Waits before attempt `attempt` (from 1), longer each time. */
  backOff(attempt: number): Promise<void>;
}

export interface SenderOptions {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly signal: AbortSignal | undefined;
}

/** A sender for one operation: its waiting for rate limits is bounded as a whole. */
export function createSender({ transport, clock, random, log, signal }: SenderOptions): Sender {
  let limitLeftMs = LIMIT_BUDGET_MS;

  const once: Sender['once'] = async (request, read) => {
    for (;;) {
      signal?.throwIfAborted();
      const answer = await attempt(transport, request, signal);
      if (typeof answer === 'string') return { kind: 'unknown', why: answer };
      const waitMs = limitWaitMs(answer, clock.now());
      if (waitMs === null) return classify(answer, read);
      if (waitMs > limitLeftMs) return { kind: 'limited', waitMs, message: messageOf(answer) };
      limitLeftMs -= waitMs;
      log.info(`GitHub's rate limit: waiting ${Math.ceil(waitMs / 1_000)} s.`);
      await clock.sleep(waitMs, signal);
    }
  };
  const backOff: Sender['backOff'] = (number) => clock.sleep(backOffMs(number, random), signal);
  const repeatable: Sender['repeatable'] = async (request, read) => {
    for (let number = 1; ; number++) {
      const reply = await once(request, read);
      if (reply.kind !== 'unknown') return reply;
      if (number === ATTEMPTS) throw forgeFailed(`${request.method} ${request.route}: ${reply.why}`);
      await backOff(number);
    }
  };
  return { once, repeatable, backOff };
}

/** The answer, or why there is none. */
async function attempt(
  transport: Transport,
  request: ForgeRequest,
  signal: AbortSignal | undefined,
): Promise<ForgeAnswer | string> {
  try {
    return await transport(request, signal);
  } catch (error) {
    signal?.throwIfAborted();
    return error instanceof Error ? error.message : String(error);
  }
}

function classify<T>(answer: ForgeAnswer, read: (data: unknown) => T | null): Reply<T> {
  if (answer.status >= 500 || answer.status === 408) {
    return { kind: 'unknown', why: `status ${answer.status} ${messageOf(answer)}`.trim() };
  }
  if (answer.status >= 400) return { kind: 'denied', answer };
  const value = read(answer.data);
  if (value === null)
    return { kind: 'unknown', why: `status ${answer.status} with an answer that can't be read` };
  return { kind: 'ok', value, headers: answer.headers };
}

/** 1, 2, 4, … s, each a quarter shorter or longer at random so that parallel jobs do not come back together. */
function backOffMs(number: number, random: Random): number {
  const base = FIRST_BACKOFF_MS * 2 ** (number - 1);
  return Math.round(base * 0.75) + random.below(Math.round(base * 0.5));
}

export function forgeFailed(detail: string): LoadgateError {
  return new LoadgateError(`GitHub could not be reached, or did not answer as it should (${detail}).`, {
    kind: 'machine',
    code: 'forge-failed',
    hint: 'Look at githubstatus.com and run the job again; what was measured is in the record and the job summary.',
  });
}
