/** Simulated rounds with known rates, and what other ways of estimating the rate would make of them. */
import { RATE_BINS, taperedRate } from '../../../src/load/rate.js';
import type { Random } from '../../../src/system/random.js';

const TRIM_MS = 250;
const WINDOW_MS = 1500;

interface Answered {
  readonly connection: number;
  readonly sentAt: number;
  readonly answeredAt: number;
}

export interface SimulatedRound {
  readonly answers: readonly Answered[];
  /** Answers per second in the long run. */
  readonly truth: number;
}

/** Counts times (ms) in the estimator's bins. */
export function binned(times: readonly number[], windowMs: number): Uint32Array {
  const bins = new Uint32Array(RATE_BINS);
  for (const time of times) {
    const bin = Math.min(RATE_BINS - 1, Math.floor((time / windowMs) * RATE_BINS));
    bins[bin] = (bins[bin] ?? 0) + 1;
  }
  return bins;
}

interface Queue {
  readonly connections: number;
  readonly workers: number;
  /** Mean time that a worker takes, ms. */
  readonly mean: number;
  /** Standard deviation as a share of the mean (normal), or exponential. */
  readonly spread: number | 'exponential';
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

/** First come, first served: connections that send their next request when they are answered. */
export function queueAnswers({ connections, workers, mean, spread, random }: Queue): SimulatedRound {
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const service = () =>
    spread === 'exponential'
      ? -mean * Math.log(1 - random())
      : Math.max(mean / 100, mean * (1 + spread * normal()));
  const free = new Array<number>(workers).fill(0);
  const waiting = Array.from({ length: connections }, (_, connection) => ({ connection, sentAt: 0 }));
  const answers: Answered[] = [];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const worker = free.indexOf(Math.min(...free));
    const answeredAt = Math.max(free[worker] ?? 0, next.sentAt) + service();
    free[worker] = answeredAt;
    answers.push({ ...next, answeredAt });
    if (answeredAt >= WINDOW_MS + 2 * TRIM_MS) continue;
    let place = waiting.length;
    while (place > 0 && (waiting[place - 1]?.sentAt ?? 0) > answeredAt) place -= 1;
    waiting.splice(place, 0, { connection: next.connection, sentAt: answeredAt });
  }
  return { answers, truth: (1000 * Math.min(workers, connections)) / mean };
}

/** Each estimate divided by the truth, for many rounds. */
export function simulate(rounds: number, random: Random, make: (uniform: () => number) => SimulatedRound) {
  const uniform = () => random.below(2 ** 31) / 2 ** 31;
  const estimates = {
    tapered: [] as number[],
    counted: [] as number[],
    renewal: [] as number[],
    shared: [] as number[],
  };
  for (let round = 0; round < rounds; round += 1) {
    const { answers, truth } = make(uniform);
    const inside = answers
      .map((answer) => ({ ...answer, at: answer.answeredAt - TRIM_MS }))
      .filter(({ at }) => at >= 0 && at < WINDOW_MS);
    const latency =
      inside.reduce((sum, { sentAt, answeredAt }) => sum + answeredAt - sentAt, 0) / inside.length;
    const bins = binned(
      inside.map(({ at }) => at),
      WINDOW_MS,
    );
    estimates.tapered.push(taperedRate(bins, WINDOW_MS, latency) / truth);
    estimates.counted.push((inside.length * 1000) / WINDOW_MS / truth);
    estimates.renewal.push(renewalRate(inside) / truth);
    estimates.shared.push(sharedRate(answers) / truth);
  }
  return estimates;
}

/** Sum over connections of (k − 1)/(t_last − t_first); 1/window for k = 1. */
function renewalRate(answers: readonly (Answered & { at: number })[]): number {
  const byConnection = new Map<number, number[]>();
  for (const { connection, at } of answers)
    byConnection.set(connection, [...(byConnection.get(connection) ?? []), at]);
  let rate = 0;
  for (const times of byConnection.values()) {
    const span = Math.max(...times) - Math.min(...times);
    rate += times.length === 1 ? 1000 / WINDOW_MS : ((times.length - 1) * 1000) / span;
  }
  return rate;
}

/** Each answer counts for the share of its latency that lies in the window. */
function sharedRate(answers: readonly Answered[]): number {
  let sum = 0;
  for (const { sentAt, answeredAt } of answers) {
    const inside = Math.min(answeredAt, TRIM_MS + WINDOW_MS) - Math.max(sentAt, TRIM_MS);
    if (inside > 0) sum += inside / (answeredAt - sentAt);
  }
  return (sum * 1000) / WINDOW_MS;
}

/** How far estimates are from 1. */
export function deviation(estimates: readonly number[]) {
  const mean = estimates.reduce((sum, value) => sum + value, 0) / estimates.length;
  const squares = estimates.reduce((sum, value) => sum + (value - 1) ** 2, 0);
  const variance = estimates.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (estimates.length - 1);
  return {
    bias: mean - 1,
    rms: Math.sqrt(squares / estimates.length),
    standardError: Math.sqrt(variance / estimates.length),
  };
}
