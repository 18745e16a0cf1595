import type { getOctokit } from '@actions/github';
import type { ThrottlingOptions } from '@octokit/plugin-throttling';
import type { ZodType } from 'zod';
import type { Clock } from '../system/clock.js';
import type { Log } from '../system/log.js';
import type { Random } from '../system/random.js';
import { type Answer, limitWaitMs, messageOf } from './limits.js';

/** GitHub's client with the types of its REST API. */
export type Octokit = ReturnType<typeof getOctokit>;

/** The `request` parameter of an octokit request. */
export interface RequestOptions {
  /** Attempts after the first one; 0 for a request that would take effect twice. */
  readonly retries: number;
  /** The schema of the answer. Any other answer counts as none. */
  readonly answer: ZodType;
}

/**
 * `denied`: a status of 4xx. `limited`: a rate limit beyond the allowed wait. `unknown`: no answer, or an unreadable one;
 * the request may have taken effect.
 */
export type Failure =
  | { readonly kind: 'denied'; readonly answer: Answer }
  | { readonly kind: 'limited'; readonly waitMs: number; readonly message: string }
  | { readonly kind: 'unknown'; readonly why: string };

export interface OctokitOptions {
  readonly token: string;
  /** REST base URL: `https://api.github.com`, or `https://HOST/api/v3` of an enterprise server. */
  readonly apiUrl: string;
  /** A request fails without an answer after this time, ms. */
  readonly timeoutMs: number;
  readonly clock: Clock;
  /** Spreads the waits of jobs that failed together. */
  readonly random: Random;
  readonly log: Log;
  readonly signal: AbortSignal | undefined;
  /** Clients with the same id share the spacing of their writes. */
  readonly id: string;
  /** Replaces the network in tests. */
  readonly fetch?: typeof fetch;
  /** Replaces plugin-throttling's spacing of requests in tests. */
  readonly spacing?: Pick<ThrottlingOptions, 'write' | 'notifications'> | undefined;
}

/** Attempts of one request, including the first. */
export const ATTEMPTS = 4;
/** Total wait for rate limits of one client, ms. A job must not wait for an hour. */
const LIMIT_BUDGET_MS = 60_000;
const FIRST_BACKOFF_MS = 1_000;

/**
 * GitHub's client for one operation. plugin-retry repeats requests without an answer. plugin-throttling spaces out writes
 * and repeats requests that a rate limit stopped. Rejects with `RequestFailed` if an answer is missing or a refusal.
 *
 * This adds four things that the plugins lack: the time between attempts comes from a clock and is random; it detects
 * limits by all of GitHub's signs (plugin-throttling knows two of them); the wait for limits is bounded for the whole
 * operation; it requests again an answer that was cut or has another shape.
 */
export async function openOctokit(options: OctokitOptions): Promise<Octokit> {
  // Loaded when first needed: `@actions/github` reads the event file when it loads, which must come after loadgate's
  // check of that file. It is also the slowest part of the bundle to start.
  const [{ getOctokit }, { retry }, { throttling }] = await Promise.all([
    import('@actions/github'),
    import('@octokit/plugin-retry'),
    import('@octokit/plugin-throttling'),
  ]);
  const settings = {
    baseUrl: options.apiUrl.replace(/\/+$/, ''),
    userAgent: 'loadgate',
    ...(options.fetch === undefined ? {} : { request: { fetch: options.fetch } }),
    // The hook and `waitForLimit` do all the waiting, so both plugins add no wait.
    retry: { retries: ATTEMPTS - 1, doNotRetry: [STATUS.denied, STATUS.limited], retryAfterBaseValue: 0 },
    throttle: {
      id: options.id,
      retryAfterBaseValue: 0,
      // The hook reports every limit as a secondary one.
      onSecondaryRateLimit: limitWaiter(options),
      onRateLimit: () => false,
      ...options.spacing,
    },
  };
  // The first plugin's hook is the innermost: it sees each attempt.
  return getOctokit(options.token, settings, attempts(options), retry, throttling);
}

/** Waits as a limit asks, if the operation has time for it. @returns whether to send the request again */
function limitWaiter({ clock, log, signal }: OctokitOptions): (seconds: number) => Promise<boolean> {
  let leftMs = LIMIT_BUDGET_MS;
  return async (seconds) => {
    const waitMs = seconds * 1_000;
    if (waitMs > leftMs) return false;
    leftMs -= waitMs;
    log.info(`GitHub's rate limit: waiting ${Math.ceil(seconds)} s.`);
    return clock.sleep(waitMs, signal).then(
      () => true,
      () => false,
    );
  };
}

/** octokit's options of one request in a hook. */
interface Attempt {
  readonly method: string;
  readonly url: string;
  readonly request: Partial<RequestOptions> & { failures?: number; readonly [option: string]: unknown };
  readonly [parameter: string]: unknown;
}

/** The plugin for each attempt: limits its time, checks its answer, and classifies its failure. */
const attempts =
  ({ timeoutMs, signal, clock, random }: OctokitOptions) =>
  ({ hook }: Pick<Octokit, 'hook'>) => {
    hook.wrap('request', async (send, given) => {
      const attempt: Attempt = given;
      refuseDots(attempt);
      signal?.throwIfAborted();
      const timeout = AbortSignal.timeout(timeoutMs);
      // Change the options in place, because octokit ignores new ones from a hook.
      given.request.signal = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
      const answer = await Promise.resolve(send(given)).catch(answerOf<Awaited<ReturnType<typeof send>>>);
      signal?.throwIfAborted();
      const read = readAnswer(answer, attempt, clock.now());
      if (!('kind' in read)) return read;
      await waitAfter(read, attempt, (number) => clock.sleep(backOffMs(number, random), signal));
      throw new RequestFailed(read, attempt);
    });
    return {};
  };

/** `.` and `..` aren't escaped in a path and would change the route, so they can't be names. */
function refuseDots({ url, ...parameters }: Attempt): void {
  for (const [, name = ''] of url.matchAll(/\{(\w+)\}/g)) {
    if (/^\.{0,2}$/.test(String(parameters[name] ?? ''))) {
      throw new TypeError(`${JSON.stringify(parameters[name])} is no ${name} of ${url}`);
    }
  }
}

/** octokit's answer, which has several types. */
interface Response {
  readonly status: number;
  readonly headers: object;
  readonly data: unknown;
}

/** The answer with which octokit rejected, or why there is none. Rethrows the error of a request that can't be sent. */
function answerOf<R extends Response>(
  error: Error & { readonly status?: number; readonly response?: R },
): R | string {
  if (error.status === undefined) throw error;
  return error.response ?? error.message;
}

function readAnswer<R extends Response>(
  answer: R | string,
  { request }: Attempt,
  nowMs: number,
): R | Failure {
  if (typeof answer === 'string') return { kind: 'unknown', why: answer };
  const { status } = answer;
  const plain = answer as unknown as Answer;
  const waitMs = limitWaitMs(plain, nowMs);
  if (waitMs !== null) return { kind: 'limited', waitMs, message: messageOf(plain) };
  if (status >= 500 || status === 408) {
    return { kind: 'unknown', why: `status ${status} ${messageOf(plain)}`.trim() };
  }
  if (status >= 400) return { kind: 'denied', answer: plain };
  if (request.answer === undefined) return answer;
  const read = request.answer.safeParse(answer.data);
  if (read.success) return { ...answer, data: read.data };
  return { kind: 'unknown', why: `status ${status} with an answer that can't be read` };
}

/** Waits before the next attempt, if plugin-retry makes one. The wait for a rate limit is elsewhere. */
async function waitAfter(
  { kind }: Failure,
  { request }: Attempt,
  backOff: (number: number) => Promise<void>,
): Promise<void> {
  request.failures = kind === 'unknown' ? (request.failures ?? 0) + 1 : 0;
  const { failures, retries = ATTEMPTS - 1 } = request;
  if (failures > 0 && failures <= retries) await backOff(failures);
}

/** 1, 2, 4, … s, each up to a quarter shorter or longer at random, so that parallel jobs don't retry together. */
export function backOffMs(number: number, random: Random): number {
  const base = FIRST_BACKOFF_MS * 2 ** (number - 1);
  return Math.round(base * 0.75) + random.below(Math.round(base * 0.5));
}

/**
 * A failed attempt, in the form that the plugins expect: plugin-retry reads `status` and writes into `request`,
 * plugin-throttling reads `message` and `retry-after`.
 */
export class RequestFailed extends Error {
  /** Method and path template. */
  readonly route: string;
  readonly status: number;
  /** plugin-retry's notes about repeats. Not the request's own options, because it would read their `retries`. */
  readonly request = { request: {} };
  readonly response: { readonly headers: Readonly<Record<string, string>> };

  constructor(
    readonly failure: Failure,
    { method, url }: Attempt,
  ) {
    super(failure.kind === 'limited' ? 'secondary rate limit' : failure.kind);
    this.route = `${method} ${url}`;
    this.status = STATUS[failure.kind];
    this.response = {
      headers: failure.kind === 'limited' ? { 'retry-after': String(failure.waitMs / 1_000) } : {},
    };
  }
}

/** The status of each kind of failure for the plugins. */
const STATUS = { unknown: 500, limited: 429, denied: 400 } as const;
