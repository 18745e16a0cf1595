import type { Failures } from '../model/record.js';
import type { StepFigures } from '../model/round.js';
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
  'requests' | 'answers' | 'progress' | 'rps' | 'latencyUs' | 'failures' | 'connectionsOpened' | 'steps'
> & {
  /** Turns whose answers were all right. */
  readonly done: number;
};

/** Counts the reports of all connections of a round. */
export interface Meter {
  opened(): void;
  /**
   * A right answer. Times are performance.now(), ms.
   * @param beganAt when its turn began; null: it is not the last answer of its turn
   */
  answered(beganAt: number | null, answeredAt: number): void;
  /** The same answer as that of a step. */
  stepped(step: number, sentAt: number, answeredAt: number): void;
  /** A request that the round ended without sending: it would have taken longer than this. */
  unsent(beganAt: number, endedAt: number): void;
  /** Counts at any time: a failure outside the window is also a failure of the target. */
  failed(kind: FailureKind, step?: number | null): void;
  figures(): Figures;
}

/**
 * @param startedAt time of the first requests; performance.now(), ms
 * @param isOpen whether the loop is open. Then latencies are those of the requests that arrived inside the window, whenever
 *   they were answered: those that wait longest are answered after it. In a closed loop they are those of the answers that
 *   came inside, as the rate is in both.
 * @param steps requests of a turn
 */
export function createMeter(window: Window, startedAt = window.start, isOpen = false, steps = 1): Meter {
  const failures: { -readonly [Kind in keyof Failures]: Failures[Kind] } = {
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
  let done = 0;
  const bySteps = steps === 1 ? [] : Array.from({ length: steps }, createStepMeter);
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
      if (beganAt !== null) {
        done += 1;
        if (isInside(isOpen ? beganAt : answeredAt)) latency.add((answeredAt - beganAt) * 1000);
      }
      if (!isInside(answeredAt)) return;
      requests += 1;
      const bin = Math.min(RATE_BINS - 1, Math.floor(((answeredAt - window.start) / windowMs) * RATE_BINS));
      bins[bin] = (bins[bin] ?? 0) + 1;
    },
    stepped: (step, sentAt, answeredAt) => {
      if (isInside(answeredAt)) bySteps[step]?.latency.add((answeredAt - sentAt) * 1000);
    },
    unsent: (beganAt, endedAt) => {
      if (isInside(beganAt)) latency.add((endedAt - beganAt) * 1000);
    },
    failed: (kind, step = null) => {
      failures[kind] = (failures[kind] ?? 0) + 1;
      const one = step === null ? undefined : bySteps[step];
      if (one !== undefined) one.failed += 1;
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
        done,
        ...(steps === 1 ? {} : { steps: bySteps.map(stepFigures) }),
      };
    },
  };
}

function createStepMeter() {
  return { latency: createLatencyMeter(), failed: 0 };
}

function stepFigures({ latency, failed }: ReturnType<typeof createStepMeter>): StepFigures {
  const { mean, p50, p95, p99 } = latency.summary();
  return { requests: latency.count(), failed, latencyUs: { mean, p50, p95: p95 ?? 0, p99 } };
}
