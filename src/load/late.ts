import type { LoadResult } from './job.js';

/**
 * How late a generator may notice arrivals, µs: exceeded by one arrival in a hundred, because p99 is judged.
 *
 * The generator's delay is no latency (arrivals.ts), but it moves requests together: after a delay of D at a rate of R, R · D of
 * them go out at once, and wait for each other in the target for up to D. So it may be a tenth of p99 at most, which is
 * what `gate.latency` asks for by default. Less than 5 ms is how machines are: a timer of the event loop has steps of
 * 1 ms, and the kernel gives a core away in slices of 3 to 4 ms.
 */
export const LEAST_LATE_US = 5_000;
const MAX_LATE_SHARE = 0.1;

/** How late the generator of a side was where that is too late, µs; null: it was in time, or the loop was closed. */
export function tooLate({ arrivals, latencyUs }: Pick<LoadResult, 'arrivals' | 'latencyUs'>): number | null {
  if (arrivals === undefined) return null;
  const most = Math.max(LEAST_LATE_US, MAX_LATE_SHARE * latencyUs.p99);
  return arrivals.lateUs > most ? arrivals.lateUs : null;
}
