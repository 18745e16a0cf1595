import type { Lateness } from './upstream.js';

/** The width of a bin, ms. The last bin also counts everything later, which `max` shows. */
const BIN_MS = 0.01;
const BINS = 50_000;

/** Measures how much later than requested the upstream answers. */
export class LatenessMeter {
  readonly #bins = new Uint32Array(BINS);
  #calls = 0;
  #max = 0;

  /** @param ms from the due time of the answer until the kernel got it */
  add(ms: number): void {
    this.#calls += 1;
    if (ms > this.#max) this.#max = ms;
    const bin = Math.min(BINS - 1, Math.max(0, Math.floor(ms / BIN_MS)));
    this.#bins[bin] = (this.#bins[bin] ?? 0) + 1;
  }

  reset(): void {
    this.#bins.fill(0);
    this.#calls = 0;
    this.#max = 0;
  }

  read(): Lateness {
    return { calls: this.#calls, p50: this.#quantile(0.5), p99: this.#quantile(0.99), max: this.#max };
  }

  /** Upper edge of the bin that contains the quantile (nearest rank). */
  #quantile(share: number): number {
    const rank = Math.ceil(this.#calls * share);
    let seen = 0;
    for (let bin = 0; bin < BINS && rank > 0; bin += 1) {
      seen += this.#bins[bin] ?? 0;
      if (seen >= rank) return Math.min(this.#max, (bin + 1) * BIN_MS);
    }
    return 0;
  }
}
