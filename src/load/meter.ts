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
  /** A right answer. Times are performance.now(), ms. */
  answered(beganAt: number, answeredAt: number): void;
  /** A request that the round ended without sending: it would have taken longer than this. */
  unsent(beganAt: number, endedAt: number): void;
  /** Counts at any time: a failure outside the window is also a failure of the target. */
  failed(kind: FailureKind): void;
  figures(): Figures;
}

/**
 * @param startedAt time of the first requests; performance.now(), ms
 * @param isOpen whether the loop is open. Then latencies are those of the requests that arrived inside the window, whenever
 *   they were answered: those that wait longest are answered after it. In a closed loop they are those of the answers that
 *   came inside, as the rate is in both.
 */
export function createMeter(window: Window, startedAt = window.start, isOpen = false): Meter {
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
  const isInside = (at: number): boolean => at >= window.start && at < window.end;
  return {
    opened: () => {
      connectionsOpened += 1;
    },
    answered: (beganAt, answeredAt) => {
      answers += 1;
      const step = Math.max(0, Math.floor((answeredAt - startedAt) / PROGRESS_STEP_MS));
      while (progress.length <= step) progress.push(0);
      progress[step] = (progress[step] ?? 0) + 1;
      if (isInside(isOpen ? beganAt : answeredAt)) latency.add((answeredAt - beganAt) * 1000);
      if (!isInside(answeredAt)) return;
      requests += 1;
      const bin = Math.min(RATE_BINS - 1, Math.floor(((answeredAt - window.start) / windowMs) * RATE_BINS));
      bins[bin] = (bins[bin] ?? 0) + 1;
    },
    unsent: (beganAt, endedAt) => {
      if (isInside(beganAt)) latency.add((endedAt - beganAt) * 1000);
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
