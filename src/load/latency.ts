import { build } from 'hdr-histogram-js';
import type { LatencySummary } from '../model/record.js';

/** Three digits: quantiles are exact to 0.1 %. */
const DIGITS = 3;

export interface LatencyMeter {
  /** @param us one latency, µs; fractions count for mean and spread, quantiles are of whole µs */
  add(us: number): void;
  /** Latencies so far. */
  count(): number;
  summary(): LatencySummary;
}

/**
 * Latencies in an HDR histogram (the plain JavaScript implementation, because the WebAssembly one costs 20 MB), plus
 * exact mean, spread, and extremes. Without latencies, the summary is all zeros.
 */
export function createLatencyMeter(): LatencyMeter {
  const histogram = build({
    useWebAssembly: false,
    bitBucketSize: 32,
    autoResize: true,
    lowestDiscernibleValue: 1,
    highestTrackableValue: 60_000_000,
    numberOfSignificantValueDigits: DIGITS,
  });
  const moments = createMoments();
  return {
    add: (us) => {
      moments.add(us);
      histogram.recordValue(Math.max(1, Math.round(us)));
    },
    count: () => moments.read().count,
    summary: () => {
      const { count, mean, stdev, min, max } = moments.read();
      // A quantile of the histogram is its bucket's upper edge, which can lie above the maximum.
      const quantile = (percent: number): number =>
        count === 0 ? 0 : Math.min(Math.max(histogram.getValueAtPercentile(percent), min), max);
      return {
        mean,
        stdev,
        min,
        p50: quantile(50),
        p75: quantile(75),
        p90: quantile(90),
        p95: quantile(95),
        p99: quantile(99),
        p999: quantile(99.9),
        max,
      };
    },
  };
}

/** B. P. Welford, "Note on a method for calculating corrected sums of squares", Technometrics 4 (1962) 419–420. */
function createMoments() {
  let count = 0;
  let mean = 0;
  let squares = 0;
  let min = Number.POSITIVE_INFINITY;
  let max = 0;
  return {
    add: (value: number): void => {
      count += 1;
      const delta = value - mean;
      mean += delta / count;
      squares += delta * (value - mean);
      if (value < min) min = value;
      if (value > max) max = value;
    },
    read: () => ({
      count,
      mean,
      stdev: count > 1 ? Math.sqrt(squares / (count - 1)) : 0,
      min: count === 0 ? 0 : min,
      max,
    }),
  };
}
