import type { LoadResult } from './job.js';

/**
 * Share of a core that generators may use together, where the targets have other cores.
 *
 * Connections go round between target and generator; as a closed network of two stations (J. P. Buzen,
 * "Computational algorithms for closed queueing networks with exponential servers", CACM 16 (1973) 527–531) with N
 * connections and the generator busy for ρ of the target's time per request, the throughput is that of the target
 * times (1 − ρ^N)/(1 − ρ^(N+1)). With 32 connections and ρ = 0.85 that is 0.1 % less, and a target that gets 3 %
 * faster is seen to get 2.93 % faster; with ρ = 0.95 it is 1.2 % less, and 2 % are seen.
 *
 * Measured on a server of adjustable speed with 32 connections, beside wrk: as many requests/s as wrk while the
 * generator takes 0.48 … 0.95 of its core (event loop: 0.41 … 0.94); from 0.99 on (both) it does no more than
 * 117,000 to 125,000 requests/s, however fast the server is.
 */
export const MAX_CPU = 0.85;

/**
 * Share of the time in which a generator's event loop may have had something to do. It is about its CPU share, and
 * more when others use its core; from here on it never waits for the target, so the target waits for it.
 */
export const MAX_LOOP = 0.95;

/**
 * Share of a core that generators may use together when the targets are on the same one: a target that gets 4 %
 * slower is then seen to get 3 % slower. The event loop says nothing there, it waits for the core as well.
 */
export const MAX_SHARED_CPU = 0.25;

/**
 * Whether the load generator, not the target, was the limit of a round.
 *
 * @param figures of all generators that ran at once; they share the generators' core, so their CPU shares add up
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
