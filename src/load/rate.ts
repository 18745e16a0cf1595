/**
 * Right answers per second, from the times at which they came.
 *
 * If answers come in batches, answers divided by the window's length is wrong by up to a batch. Behind a slow
 * upstream they do: connections that start together get answers together, every `latency` ms. Whether a batch
 * falls just inside or just outside the window is chance (or, worse, the same in every round), and with 15
 * batches in a window that is 7 %.
 *
 * So answers near the window's ends count for less: with a window of W ms and a taper of L ms, an answer at
 * t has the weight
 *
 *     w(t) = min(1, t/L, (W − t)/L)      and      rate = Σ w(tᵢ) / (W − L)
 *
 * The weights are a trapezoid, which is a box of length W − L convolved with a box of length L and height 1/L.
 * Its Fourier transform is the product of theirs, and that of the second is zero at every multiple of 1/L. So a
 * pattern that repeats every L ms, or every L/2, L/3 …, adds only its mean, regardless of its phase. The taper is
 * the mean latency: with as many connections as requests in flight (a closed loop), the pattern of one connection
 * repeats after one latency, and so does that of all connections. (The trapezoid as a spectral window: F. J.
 * Harris, "On the Use of Windows for Harmonic Analysis with the Discrete Fourier Transform", Proc. IEEE 66
 * (1978) 51–83.)
 *
 * ∫w = W − L, so the rate is unbiased for every stationary stream of answers. The price is a larger spread if
 * answers are independent: by √(1 − 4x/3)/(1 − x) with x = L/W, so 2 % for x = 1/15 and at most 15 %
 * (x = 1/2, a triangle). For fast services, x is close to 0, and the rate is answers divided by time.
 *
 * Rejected alternatives (test/unit/load/rate.test.ts repeats them): (k − 1)/(t_last − t_first) summed over connections
 * is too high by about c²/W per connection (c: coefficient of variation of the latency), 8 % for 64 connections with
 * random latencies of 100 ms. Dividing each answer over its own latency is 21 % too high while a queue from the
 * start of the round drains.
 */

/** Number of equal parts of the window in which answers are counted: exact enough (0.1 ms in 1.5 s), and small. */
export const RATE_BINS = 16_384;

/** The longest taper, as a share of the window: a triangle. */
const MAX_TAPER = 0.5;

/**
 * @param bins right answers in equal parts of the window, in order
 * @param windowMs length of the window, ms
 * @param latencyMs mean latency of the answers, ms
 * @returns right answers per second; 0 if there were none
 */
export function taperedRate(bins: ArrayLike<number>, windowMs: number, latencyMs: number): number {
  const binMs = windowMs / bins.length;
  const taperMs = Math.min(latencyMs, windowMs * MAX_TAPER);
  let sum = 0;
  for (let at = 0; at < bins.length; at += 1) {
    const count = bins[at] ?? 0;
    if (count > 0) sum += count * weight((at + 0.5) * binMs, windowMs, taperMs);
  }
  return (sum * 1000) / (windowMs - taperMs);
}

function weight(atMs: number, windowMs: number, taperMs: number): number {
  if (taperMs <= 0) return 1;
  return Math.min(1, atMs / taperMs, (windowMs - atMs) / taperMs);
}
