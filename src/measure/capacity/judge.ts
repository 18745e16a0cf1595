import { type LoadResult, PROGRESS_STEP_MS } from '../../load/job.js';
import { tooLate } from '../../load/late.js';
import { isSaturated } from '../../load/saturation.js';
import type { CapacitySearch } from '../../model/config.js';
import { allFailed, requestsATurn } from '../../model/round.js';
import type { Attempt } from './search.js';

/** What a plateau at a level is judged by. */
export interface Measured {
  readonly load: LoadResult;
  /** Share of its cap that the target used; null: the runtime can't tell. */
  readonly cpu: number | null;
  /** The target is gone, or was killed for its memory. */
  readonly hasEnded: boolean;
}

/** A target that answers fewer than this share of the arrivals does not carry them. */
const LEAST_ANSWERED = 0.95;

/** How far the halves of a steady plateau may differ, as a share of the whole. */
const MOST_UNEVEN = 0.1;
/** Standard errors by which halves of few answers may differ besides. */
const ERRORS = 3;

/**
 * What broke on a plateau, and how much of each limit was reached. Where the generator or the machine was at its own
 * limit, nothing else is believed; a request that failed counts before a slow one, because only answers have a latency.
 */
export function judgePlateau(
  { load, cpu, hasEnded }: Measured,
  { of, until }: Pick<CapacitySearch, 'of' | 'until'>,
  sharesCore: boolean,
): Pick<Attempt, 'stop' | 'reached'> {
  const reached = reachedOf(load, cpu, until);
  // On the target's core, a generator at a rate shows its limit by being late.
  const isAtLimit = !(of === 'rate' && sharesCore) && isSaturated([load], sharesCore);
  const broken: readonly (readonly [isBroken: boolean, stop: NonNullable<Attempt['stop']>])[] = [
    [hasEnded, 'exited'],
    [load.exhausted > 0, 'ports'],
    [isAtLimit || tooLate(load) !== null, 'generator'],
    [reached.errors > 1 || load.requests === 0, 'errors'],
    [(reached.latency ?? 0) > 1, 'latency'],
    [(reached.answers ?? 0) > 1, 'answers'],
    [(reached.cpu ?? 0) >= 1, 'cpu'],
  ];
  return { stop: broken.find(([isBroken]) => isBroken)?.[1] ?? null, reached };
}

function reachedOf(load: LoadResult, cpu: number | null, until: CapacitySearch['until']) {
  const { latencyUs, requests, answers, rps, arrivals } = load;
  const failed = allFailed(load.failures);
  const share = failed + answers === 0 ? 1 : failed / (failed + answers);
  return {
    errors: share / until.errors,
    ...(until.p99Ms === null || requests === 0 ? {} : { latency: latencyUs.p99 / 1000 / until.p99Ms }),
    ...(until.cpu === null || cpu === null ? {} : { cpu: cpu / until.cpu }),
    ...(arrivals === undefined
      ? {}
      : { answers: (LEAST_ANSWERED * arrivals.rate * requestsATurn(load)) / rps }),
  };
}

/**
 * Whether both halves of a window have the same rate: what is measured has settled.
 * @param settleMs of the plateau before its window
 */
export function isSteady(
  { progress, windowMs }: Pick<LoadResult, 'progress' | 'windowMs'>,
  settleMs: number,
): boolean {
  const from = Math.round(settleMs / PROGRESS_STEP_MS);
  const half = Math.floor(windowMs / 2 / PROGRESS_STEP_MS);
  const sum = (begin: number): number =>
    progress.slice(begin, begin + half).reduce((all, one) => all + one, 0);
  const [first, second] = [sum(from), sum(from + half)];
  const all = first + second;
  // Of answers that come one by one, a half has all/2 ± √all/2.
  return Math.abs(first - second) <= (MOST_UNEVEN / 2) * all + ERRORS * Math.sqrt(all);
}
