import type * as z from 'zod';
import { LoadgateError } from '../model/error.js';
import { type Answer, messageOf } from './limits.js';
import {
  ATTEMPTS,
  backOffMs,
  type Failure,
  type Octokit,
  type OctokitOptions,
  openOctokit,
  RequestFailed,
  type RequestOptions,
} from './octokit.js';

/** `ok`: an answer of the right shape. For the others, see `Failure`. */
export type Reply<T> =
  | { readonly kind: 'ok'; readonly value: T; readonly headers: Answer['headers'] }
  | Failure;

/**
 * Calls a method of octokit with `request` among its parameters. GitHub's documented answer must fit the schema, and the
 * compiler checks that.
 */
export type Send<S extends z.ZodType> = (
  octokit: Octokit,
  request: RequestOptions,
) => Promise<{ readonly data: z.input<S>; readonly headers?: Readonly<Record<string, unknown>> }>;

export interface Sender {
  /**
   * Sends a request that is safe to repeat, several times if necessary.
   * @param answer schema of the answer; after a cut or foreign answer, the request is repeated
   * @throws LoadgateError `forge-failed` if no attempt got an answer
   */
  repeatable<S extends z.ZodType>(send: Send<S>, answer: S): Promise<Reply<z.output<S>>>;
  /** Sends a request that would take effect twice if repeated: at most once, except after rate limits. */
  once<S extends z.ZodType>(send: Send<S>, answer: S): Promise<Reply<z.output<S>>>;
  /** Waits before attempt `attempt` (from 1), longer each time. */
  backOff(attempt: number): Promise<void>;
}

/** A sender for one operation, with one bound for all rate limits. Loads nothing before the first request. */
export function createSender(options: OctokitOptions): Sender {
  const { clock, random, signal } = options;
  let opened: Promise<Octokit> | undefined;

  const send = async <S extends z.ZodType>(
    request: Send<S>,
    answer: S,
    retries: number,
  ): Promise<{ readonly reply: Reply<z.output<S>>; readonly route: string }> => {
    signal?.throwIfAborted();
    opened ??= openOctokit(options);
    const octokit = await opened;
    try {
      const { data, headers } = await request(octokit, { answer, retries });
      // The schema has parsed it, so this is the schema's output.
      const value = data as z.output<S>;
      return { reply: { kind: 'ok', value, headers: (headers ?? {}) as Answer['headers'] }, route: '' };
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof RequestFailed) return { reply: error.failure, route: error.route };
      return {
        reply: { kind: 'unknown', why: error instanceof Error ? error.message : String(error) },
        route: '',
      };
    }
  };
  return {
    once: async (request, answer) => (await send(request, answer, 0)).reply,
    repeatable: async (request, answer) => {
      const { reply, route } = await send(request, answer, ATTEMPTS - 1);
      if (reply.kind === 'unknown') throw forgeFailed(`${route}: ${reply.why}`);
      return reply;
    },
    backOff: (number) => clock.sleep(backOffMs(number, random), signal),
  };
}

/**
 * The value of a required answer.
 * @param what the request's purpose, for people (`read the rights of olga`)
 * @throws LoadgateError (machine) `forge-refused`, `forge-failed`
 */
export function needed<T>(reply: Reply<T>, what: string): T {
  if (reply.kind === 'ok') return reply.value;
  if (reply.kind === 'denied') throw forgeRefused(what, reply.answer);
  throw unanswered(reply);
}

/** @returns `forge-failed`, with the limit or another reason for the missing answer */
export function unanswered(failure: Exclude<Failure, { kind: 'denied' }>): LoadgateError {
  return forgeFailed(failure.kind === 'limited' ? `rate limit: ${failure.message}` : failure.why);
}

function forgeRefused(what: string, answer: Answer): LoadgateError {
  const rights = answer.headers['x-accepted-github-permissions'];
  const suffix = rights === undefined ? '' : ` It needs ${rights}.`;
  return new LoadgateError(
    `GitHub did not let loadgate ${what} (${answer.status}: ${messageOf(answer)}).${suffix}`,
    {
      kind: 'machine',
      code: 'forge-refused',
      hint: 'Give the job the permissions that docs/commands.md lists, and run it again.',
    },
  );
}

export function forgeFailed(detail: string): LoadgateError {
  return new LoadgateError(`GitHub could not be reached, or did not answer as it should (${detail}).`, {
    kind: 'machine',
    code: 'forge-failed',
    hint: 'Look at githubstatus.com and run the job again; what was measured is in the record and the job summary.',
  });
}

/** Whether more pages follow this one. */
export function hasNextPage(link: string | undefined): boolean {
  return link !== undefined && /<[^>]*>\s*;[^,]*\brel="?next\b/.test(link);
}
