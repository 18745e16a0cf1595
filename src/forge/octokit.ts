import type { getOctokit } from '@actions/github';
import type { ThrottlingOptions } from '@octokit/plugin-throttling';
import type { ZodType } from 'zod';
import type { Clock } from '../system/clock.js';
import type { Log } from '../system/log.js';
import type { Random } from '../system/random.js';
import { type Answer, limitWaitMs, messageOf } from './limits.js';

/** GitHub's client with the types of its REST API. */
export type Octokit = ReturnType<typeof getOctokit>;

/** What a request gives to octokit as its `request`. */
export interface RequestOptions {
  /** Attempts after the first one; 0 for what would be done twice. */
  readonly retries: number;
  /** What the answer has to be. An answer that is something else counts as none. */
  readonly answer: ZodType;
}

/**
 * `denied`: a status of 4xx. `limited`: a rate limit that asks for more than we wait. `unknown`: no answer, or none that
 * can be read; it may have been done.
 */
export type Failure =
  | { readonly kind: 'denied'; readonly answer: Answer }
  | { readonly kind: 'limited'; readonly waitMs: number; readonly message: string }
  | { readonly kind: 'unknown'; readonly why: string };

export interface OctokitOptions {
  readonly token: string;
  /** REST base URL: `https://api.github.com`, or `https://HOST/api/v3` of an enterprise server. */
  readonly apiUrl: string;
  /** A request without an answer after this long has failed, ms. */
  readonly timeoutMs: number;
  readonly clock: Clock;
  /** Spreads the waiting of jobs that failed together. */
  readonly random: Random;
  readonly log: Log;
  readonly signal: AbortSignal | undefined;
  /** Clients of the same name space out their writes together. */
  readonly id: string;
  /** Sends in place of the network: for tests. */
  readonly fetch?: typeof fetch;
  /** What plugin-throttling spaces out requests with: for tests. */
  readonly spacing?: Pick<ThrottlingOptions, 'write' | 'notifications'> | undefined;
}

/** Attempts of one request, the first included. */
export const ATTEMPTS = 4;
/** All waiting for rate limits of one client, ms: a job must not sit out an hour. */
const LIMIT_BUDGET_MS = 60_000;
const FIRST_BACKOFF_MS = 1_000;

/**
 * GitHub's client for one operation. plugin-retry repeats what got no answer, plugin-throttling spaces out writes and
 * repeats what a rate limit stopped. Rejects with `RequestFailed` where an answer is missing or a refusal.
 *
 * Ours are four things that the plugins do not have: the time between attempts comes from a clock and is spread by
 * chance; limits are told by all of GitHub's signs (plugin-throttling knows two of them); waiting for limits is bounded
 * for the operation as a whole; an answer that is cut or of another shape is asked for again.
 */
export async function openOctokit(options: OctokitOptions): Promise<Octokit> {
  // Loaded when first needed: `@actions/github` reads the event file as it loads, which must not come before our own
  // check of that file, and it is the slowest part of the bundle to start.
  const [{ getOctokit }, { retry }, { throttling }] = await Promise.all([
    import('@actions/github'),
    import('@octokit/plugin-retry'),
    import('@octokit/plugin-throttling'),
  ]);
  const settings = {
    baseUrl: options.apiUrl.replace(/\/+$/, ''),
    userAgent: 'loadgate',
    ...(options.fetch === undefined ? {} : { request: { fetch: options.fetch } }),
    // Both plugins wait as long as our hook and `waitForLimit` did: not at all, beyond that.
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

/** Waits as a limit asks, as long as the operation has time for it. @returns whether to send the request again */
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

/** octokit's options of one request, in a hook. */
interface Attempt {
  readonly method: string;
  readonly url: string;
  readonly request: Partial<RequestOptions> & { failures?: number; readonly [option: string]: unknown };
  readonly [parameter: string]: unknown;
}

/** The plugin that sees each attempt: bounds its time, checks its answer, and says how it failed. */
const attempts =
  ({ timeoutMs, signal, clock, random }: OctokitOptions) =>
  ({ hook }: Pick<Octokit, 'hook'>) => {
    hook.wrap('request', async (send, given) => {
      const attempt: Attempt = given;
      refuseDots(attempt);
      signal?.throwIfAborted();
      const timeout = AbortSignal.timeout(timeoutMs);
      // Written into the options: a hook that hands on others is not listened to.
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

/** `.` and `..` stay as they are in a path, and would make it another route: what is asked of a name can't be that. */
function refuseDots({ url, ...parameters }: Attempt): void {
  for (const [, name = ''] of url.matchAll(/\{(\w+)\}/g)) {
    if (/^\.{0,2}$/.test(String(parameters[name] ?? ''))) {
      throw new TypeError(`${JSON.stringify(parameters[name])} is no ${name} of ${url}`);
    }
  }
}

/** octokit's own answer, which has more types than one. */
interface Response {
  readonly status: number;
  readonly headers: object;
  readonly data: unknown;
}

/** The answer with which octokit rejected, or why there is none. What can't be sent at all is thrown on. */
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

/** Before the next attempt, where plugin-retry makes one. A rate limit's time is waited for elsewhere. */
async function waitAfter(
  { kind }: Failure,
  { request }: Attempt,
  backOff: (number: number) => Promise<void>,
): Promise<void> {
  request.failures = kind === 'unknown' ? (request.failures ?? 0) + 1 : 0;
  const { failures, retries = ATTEMPTS - 1 } = request;
  if (failures > 0 && failures <= retries) await backOff(failures);
}

/** 1, 2, 4, … s, each a quarter shorter or longer at random so that parallel jobs do not come back together. */
export function backOffMs(number: number, random: Random): number {
  const base = FIRST_BACKOFF_MS * 2 ** (number - 1);
  return Math.round(base * 0.75) + random.below(Math.round(base * 0.5));
}

/**
 * An attempt that failed, in the form that the plugins act on: plugin-retry reads `status` and writes into `request`,
 * plugin-throttling reads `message` and `retry-after`.
 */
export class RequestFailed extends Error {
  /** Method and path template. */
  readonly route: string;
  readonly status: number;
  /** Where plugin-retry notes whether to repeat it. Not the request's own options: it would take their `retries` for that. */
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

/** What each kind of failure is to the plugins. */
const STATUS = { unknown: 500, limited: 429, denied: 400 } as const;
