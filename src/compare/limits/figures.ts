import type { LimitName } from '../../model/figure-limits.js';
import type { Interval } from '../../model/metric.js';
import type { SideFigures } from '../../model/record.js';
import { ALL_KINDS, allFailed, cpuUs, type RoundFigures, type RoundKind } from '../../model/round.js';
import { confidenceInterval, estimateMean } from '../../stats/inference.js';
import { proportion, shareOf } from '../../stats/proportion.js';
import { isPositive, meanLog } from '../../stats/ratio.js';
import { mean } from '../../stats/summary.js';
import { RULE } from '../rule.js';

/** An absolute figure of one side, over all generations that have it. */
export interface Absolute {
  /** In the limit's unit. */
  readonly figure: number;
  readonly generations: number;
  /**
   * The two-sided interval of level 1 − alpha; null: one generation has none.
   * @param more as if there were so many times as many generations like these
   */
  interval(alpha: number, more: number): Interval | null;
}

/** How the figure of a limit is read. */
export interface LimitedFigure {
  readonly better: 'smaller' | 'larger';
  /** Kinds of rounds that it needs in a generation, besides duets. */
  readonly rounds: readonly RoundKind[];
  /** null: no generation has it. */
  read(sides: readonly SideFigures[]): Absolute | null;
}

/** All that differ from generation to generation. The size of an image does not. */
export const FIGURES: Readonly<Record<Exclude<LimitName, 'image-size'>, LimitedFigure>> = {
  p50: ofSolo(({ latencyUs }) => latencyUs.p50),
  p95: ofSolo(({ latencyUs }) => latencyUs.p95 ?? null),
  p99: ofSolo(({ latencyUs }) => latencyUs.p99),
  errors: { better: 'smaller', rounds: [], read: failures },
  requests: { ...ofSolo(({ rps }) => rps), better: 'larger' },
  cpu: ofSolo(cpuUs),
  // What all rounds of a generation need, so that generations of fewer rounds don't count.
  memory: onceEach(['solo'], (side) => (side.solo.length === 0 ? null : memoryBytes(side))),
  'start-time': onceEach([], ({ startMs }) => (startMs === undefined ? null : startMs * 1_000)),
};

/**
 * A figure of the rounds in which a side has the whole of its caps: in a duet it is halved by its partner. The rounds of a
 * generation are one value, their mean.
 */
function ofSolo(figure: (round: RoundFigures) => number | null): LimitedFigure {
  return onceEach(['solo'], ({ solo }) => {
    const known = solo.map(figure).filter((value) => value !== null);
    return known.length === 0 || known.length < solo.length ? null : mean(known);
  });
}

/**
 * A figure that each generation has once. Generations are what differs, and their figures are skewed as times are, so
 * the interval is Student's on their logs (Biometrika 6, 1908): of the geometric mean over generations. A quantile is one
 * value of a generation like any other: its interval says what that generation's p99 is in the long run, and needs no
 * assumption of how latencies are distributed within it.
 */
function onceEach(rounds: readonly RoundKind[], value: (side: SideFigures) => number | null): LimitedFigure {
  return {
    better: 'smaller',
    rounds,
    read: (sides) => {
      const values = sides.flatMap((side) => value(side) ?? []);
      return values.length === 0 || !values.every(isPositive) ? null : geometric(values);
    },
  };
}

function geometric(values: readonly number[]): Absolute {
  const logs = values.map(Math.log);
  return {
    figure: Math.exp(meanLog(values)),
    generations: values.length,
    interval: (alpha, more) => {
      if (logs.length < 2) return null;
      const { mean: middle, standardError } = estimateMean(logs);
      // Values that agree better than this are luck.
      const least = RULE.leastSpread / Math.sqrt(logs.length);
      const { low, high } = confidenceInterval(
        {
          mean: middle,
          standardError: Math.max(least, standardError) / Math.sqrt(more),
          degrees: logs.length * more - 1,
        },
        alpha,
      );
      return { low: Math.exp(low), high: Math.min(Math.exp(high), Number.MAX_VALUE) };
    },
  };
}

/** Failed requests of all rounds, those of both sides at once too: each is somebody's request. */
function failures(sides: readonly SideFigures[]): Absolute | null {
  const clusters = sides
    .map((side) => {
      const rounds = ALL_KINDS.flatMap((kind) => side[kind]);
      const failed = rounds.reduce((sum, round) => sum + allFailed(round.failures), 0);
      return { failed, all: failed + rounds.reduce((sum, { requests }) => sum + requests, 0) };
    })
    .filter(({ all }) => all > 0);
  if (clusters.length === 0) return null;
  return {
    figure: shareOf(clusters),
    generations: clusters.length,
    interval: (alpha, more) => {
      if (clusters.length < 2) return null;
      const { low, high } = proportion(clusters, alpha, more);
      return { low, high };
    },
  };
}

/** That of the cell, else the peak of the whole generation. */
const memoryBytes = ({ cellMemoryBytes, peakMemoryBytes }: SideFigures): number | null =>
  cellMemoryBytes === undefined ? peakMemoryBytes : cellMemoryBytes;
