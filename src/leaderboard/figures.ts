import type { CellRecord, ExactCounts, Generation, RoundFigures } from '../model/record.js';
import { cpuUs } from '../model/round.js';
import { peakMemory, roundsOf, typicalLatency } from '../report/figures.js';
import { confidenceInterval, estimateMean } from '../stats/inference.js';
import { geometricMean, isPositive } from '../stats/ratio.js';
import { mean, sampleStdev } from '../stats/summary.js';
import type { Figures, Spread } from './types.js';

/** Intervals contain the true value in 95 of 100 leaderboards. */
export const ALPHA = 0.05;

/**
 * The figures of a cell's solo rounds, by generation.
 * @returns null if no generation has a solo round with a right answer
 */
export function figuresOf(cell: CellRecord): Figures | null {
  const rps = spreadOf(perGeneration(cell, (round) => round.rps));
  const rounds = roundsOf(cell, 'candidate', 'solo');
  const latencyUs = typicalLatency(rounds);
  if (rps === null || latencyUs === null) return null;
  return {
    rps,
    cpuUs: spreadOf(perGeneration(cell, cpuUs)),
    requests: sum(rounds.map(({ requests }) => requests)),
    failed: sum(rounds.flatMap(({ failures }) => Object.values(failures))),
    latencyUs,
    peakMemoryBytes: peakMemory(cell, 'candidate'),
    generatorCpu: Math.max(...rounds.map(({ generatorCpu }) => generatorCpu)),
    counts: countsOf(cell),
    servicesCpuUs: servicesCpuOf(cell),
    upstream: upstreamOf(rounds),
  };
}

/** Those of the last generation in which services were counted, which is not every one; else of the last one. */
function countsOf({ generations }: CellRecord): ExactCounts | null {
  const all = generations.flatMap(({ candidate: { counts } }) => (counts === null ? [] : [counts]));
  return all.findLast(({ services }) => services !== undefined) ?? all.at(-1) ?? null;
}

function servicesCpuOf({ generations }: CellRecord): Figures['servicesCpuUs'] {
  const all = generations.map(({ candidate: { services } }) => services ?? {});
  const names = new Set(all.flatMap((services) => Object.keys(services)));
  const values = (name: string) => all.flatMap((services) => services[name]?.cpuUs ?? []);
  return Object.fromEntries([...names].map((name) => [name, spreadOf(values(name))]));
}

function upstreamOf(rounds: readonly RoundFigures[]): Figures['upstream'] {
  const known = rounds.flatMap(({ upstreamCalls: calls, upstreamConnections: connections }) =>
    typeof calls === 'number' && typeof connections === 'number' ? [{ calls, connections }] : [],
  );
  if (known.length === 0) return null;
  return {
    calls: sum(known.map(({ calls }) => calls)),
    connections: sum(known.map(({ connections }) => connections)),
  };
}

/** The mean over the solo rounds of each generation. Omits a generation in which a round lacks the figure. */
function perGeneration(cell: CellRecord, read: (round: RoundFigures) => number | null): readonly number[] {
  return cell.generations.flatMap(({ candidate }: Generation) => {
    const values = candidate.solo.map(read);
    const known = values.filter((value) => value !== null);
    return known.length === 0 || known.length < values.length ? [] : [mean(known)];
  });
}

/**
 * Mean, s.d., and t interval of positive figures, one per generation, on their logarithms as in src/compare/, because
 * a factor means the same for a slow target as for a fast one.
 * @returns null if there is no value, or if one has no logarithm
 */
export function spreadOf(values: readonly number[]): Spread | null {
  if (values.length === 0 || !values.every(isPositive)) return null;
  const middle = geometricMean(values);
  if (values.length === 1) return { mean: middle, spread: null, low: null, high: null, values };
  const logs = values.map(Math.log);
  const { low, high } = confidenceInterval(estimateMean(logs), ALPHA);
  return { mean: middle, spread: sampleStdev(logs), low: Math.exp(low), high: Math.exp(high), values };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
