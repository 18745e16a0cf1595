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
