import type { Clock } from './clock.js';
import type { Random } from './random.js';

/**
 * The result of one attempt: a value, the reason for another attempt, or the reason for no other (`giveUp`). An attempt
 * that throws ends the retries.
 */
export type Attempt<T, E> = { readonly value: T } | { readonly again: E } | { readonly giveUp: E };

export interface RetryPolicy {
  /** Number of attempts, including the first; absent: only time ends them. */
  readonly attempts?: number;
  /** No attempt starts later than this after the first, ms; absent: only the number of attempts ends them. */
  readonly withinMs?: number;
  /** The wait after the attempt with this number (from 1), ms. */
  readonly pauseMs: (attempt: number) => number;
}

/** The result of all attempts. */
export type Retried<T, E> = {
  readonly attempts: number;
  /** From the first attempt's start to the last one's end, ms. */
  readonly triedMs: number;
} & (
  | { readonly value: T }
  /** The last attempt's reason. */
  | { readonly givenUp: E }
);

/**
 * Repeats an attempt until it returns a value, or until the policy is used up. It throws no own error, because only the
 * caller knows what giving up means.
 * @param attempt takes its number, from 1, and the time since the first attempt started, ms
 * @throws what `attempt` throws; the signal's reason, also during a wait
 */
export async function retry<T, E>(
  attempt: (number: number, elapsedMs: number) => Promise<Attempt<T, E>>,
  { attempts = Number.POSITIVE_INFINITY, withinMs = Number.POSITIVE_INFINITY, pauseMs }: RetryPolicy,
  { clock, signal }: { readonly clock: Clock; readonly signal?: AbortSignal | undefined },
): Promise<Retried<T, E>> {
  const startNs = clock.monotonicNs();
  const elapsedMs = (): number => Number(clock.monotonicNs() - startNs) / 1e6;
  for (let number = 1; ; number += 1) {
    signal?.throwIfAborted();
    const end = await attempt(number, elapsedMs());
    const tried = { attempts: number, triedMs: elapsedMs() };
    if ('value' in end) return { ...tried, value: end.value };
    // A cancelled run ends as cancelled, not with the attempt's reason.
    signal?.throwIfAborted();
    if ('giveUp' in end) return { ...tried, givenUp: end.giveUp };
    if (number >= attempts || tried.triedMs >= withinMs) return { ...tried, givenUp: end.again };
    await clock.sleep(Math.min(pauseMs(number), withinMs - tried.triedMs), signal);
  }
}

/** Waits that double from the first to the last, ms. */
export const doubling =
  (firstMs: number, lastMs: number): RetryPolicy['pauseMs'] =>
  (attempt) =>
    Math.min(lastMs, firstMs * 2 ** (attempt - 1));

/**
 * Waits for a random time up to a bound that doubles ("full jitter"), so that clients that were refused together don't
 * come back together.
 */
export function jittered(firstMs: number, lastMs: number, random: Random): RetryPolicy['pauseMs'] {
  const bound = doubling(firstMs, lastMs);
  return (attempt) => random.below(bound(attempt) + 1);
}
