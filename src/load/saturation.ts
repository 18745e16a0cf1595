import type { ReducedLoad, RoundFigures } from '../model/record.js';
import { requestsATurn } from '../model/round.js';
import type { LoadResult } from './job.js';

/**
 * Share of a core that all generators together may use if the targets have other cores.
 *
 * Connections circulate between target and generator. In a closed network of two stations (J. P. Buzen,
 * "Computational algorithms for closed queueing networks with exponential servers", CACM 16 (1973) 527–531) with N
 * connections and the generator busy for ρ of the target's time per request, the throughput is that of the target
 * times (1 − ρ^N)/(1 − ρ^(N+1)). With 32 connections and ρ = 0.85, that is 0.1 % less, and a target that gets 3 %
 * faster seems to get 2.93 % faster. With ρ = 0.95, it is 1.2 % less, and seems to be 2 % faster.
 *
 * Measured on a server of adjustable speed with 32 connections, compared with wrk: the generator reaches as many
 * requests/s as wrk while it takes 0.48 … 0.95 of its core (event loop: 0.41 … 0.94). From 0.99 on (both), it reaches
 * only 117,000 to 125,000 requests/s, regardless of the server's speed.
 */
export const MAX_CPU = 0.85;

/**
 * Share of the time in which a generator's event loop may be busy. It is close to the CPU share, and higher when others
 * use its core. From this value on, the generator never waits for the target, so the target waits for the generator.
 */
export const MAX_LOOP = 0.95;

/**
 * Share of a core that all generators together may use when the targets are on the same core: a target that gets 4 %
 * slower then seems to get 3 % slower. The event loop says nothing here, because it also waits for the core.
 */
export const MAX_SHARED_CPU = 0.25;

/**
 * Whether the load generator, not the target, was the limit of a round.
 *
 * @param figures of all generators that ran together; they share the generators' core, so their CPU shares add up
 * @param sharesCore the targets run on the same core
 */
export function isSaturated(
  figures: readonly Pick<LoadResult, 'generatorCpu' | 'generatorLoop'>[],
  sharesCore: boolean,
): boolean {
  const cpu = figures.reduce((sum, { generatorCpu }) => sum + generatorCpu, 0);
  if (sharesCore) return cpu > MAX_SHARED_CPU;
  return cpu > MAX_CPU || figures.some(({ generatorLoop }) => generatorLoop > MAX_LOOP);
}

/**
 * Share of what a generator made at its limit that it is asked for when the load is reduced to a rate: busy for half of the
 * time, it notices what is due, also where others take the core for a while.
 */
const EASY_SHARE = 0.5;

/**
 * A rate for each side that their generators hold easily, from a closed loop in which they were at their limit.
 * @param sides sides that rounds can have: where one was alone at the limit, both together get half of that
 */
export function reducedLoad(
  figures: readonly Pick<LoadResult, 'rps' | 'steps' | 'mixed'>[],
  sides: number,
): ReducedLoad | null {
  const seen = Math.min(...figures.map(({ rps }) => rps));
  const requests = requestsATurn(figures[0] ?? {});
  const rate = Math.floor((seen * EASY_SHARE * figures.length) / sides / requests);
  return rate >= 1 && Number.isFinite(rate) ? { rate, seen } : null;
}

/**
 * How far a generator may fall behind at a reduced rate, as a share of the window, and of the answers. One that others
 * take the core from for a while catches up, and CPU time a request does not hang on when requests come. One that can't hold
 * the rate is later and later, and what it leaves out is a load that nobody asked for.
 */
const MAX_BEHIND = 0.1;

/** Whether the generator of a side does not even hold the rate that the load was reduced to. */
export const isTooSlow = (figures: readonly RoundFigures[]): boolean =>
  figures.some(
    ({ arrivals, rps, windowMs, ...round }) =>
      arrivals !== undefined &&
      rps < (1 - MAX_BEHIND) * arrivals.rate * requestsATurn(round) &&
      arrivals.lateUs / 1000 > MAX_BEHIND * windowMs,
  );
