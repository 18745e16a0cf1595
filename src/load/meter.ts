import type { Failures } from '../model/record.js';
import { type LoadResult, PROGRESS_STEP_MS } from './job.js';
import { createLatencyMeter } from './latency.js';
import type { FailureKind } from './prepare.js';
import { RATE_BINS, taperedRate } from './rate.js';

/** The trimmed window; performance.now(), ms. */
export interface Window {
  readonly start: number;
  readonly end: number;
}

type Figures = Pick<
  LoadResult,
  'requests' | 'answers' | 'progress' | 'rps' | 'latencyUs' | 'failures' | 'connectionsOpened'
>;

/** Counts the reports of all connections of a round. */
export interface Meter {
  opened(): void;
  /** A right answer. Only answers inside the window are in the figures. Times are performance.now(), ms. */
  answered(sentAt: number, answeredAt: number): void;
  /** Counts at any time: a failure outside the window is also a failure of the target. */
  failed(kind: FailureKind): void;
  figures(): Figures;
}

/** @param startedAt time of the first requests; performance.now(), ms */
export function createMeter(window: Window, startedAt = window.start): Meter {
  const failures: Record<keyof Failures, number> = {
    ...{ refused: 0, reset: 0, timeout: 0 },
    ...{ non2xx: 0, wrongBody: 0, other: 0 },
  };
  const bins = new Uint32Array(RATE_BINS);
  const latency = createLatencyMeter();
  const windowMs = window.end - window.start;
  let requests = 0;
  let answers = 0;
  const progress: number[] = [];
  let connectionsOpened = 0;
  return {
    opened: () => {
      connectionsOpened += 1;
    },
    answered: (sentAt, answeredAt) => {
      answers += 1;
      const step = Math.max(0, Math.floor((answeredAt - startedAt) / PROGRESS_STEP_MS));
      while (progress.length <= step) progress.push(0);
      progress[step] = (progress[step] ?? 0) + 1;
      if (answeredAt < window.start || answeredAt >= window.end) return;
      requests += 1;
      latency.add((answeredAt - sentAt) * 1000);
      const bin = Math.min(RATE_BINS - 1, Math.floor(((answeredAt - window.start) / windowMs) * RATE_BINS));
      bins[bin] = (bins[bin] ?? 0) + 1;
    },
    failed: (kind) => {
      failures[kind] += 1;
    },
    figures: () => {
      const latencyUs = latency.summary();
      const rps = taperedRate(bins, windowMs, latencyUs.mean / 1000);
      return {
        requests,
        answers,
        progress: [...progress],
        rps,
        latencyUs,
        failures: { ...failures },
        connectionsOpened,
      };
    },
  };
}
