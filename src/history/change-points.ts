import { type Estimate, twoSidedP } from '../stats/inference.js';
import { mean } from '../stats/summary.js';
import { bestDivision } from './divisive.js';
import { type HistorySettings, LEAST_SEGMENT } from './settings.js';

/** A place from which on a series has another mean. */
export interface ChangePoint {
  /** The first value of the later side. */
  readonly at: number;
  /** Later less earlier mean, between its neighbours, with its error. */
  readonly estimate: Estimate;
  readonly p: number;
}

/** Candidates may be as much weaker than what is kept: a neighbour that is not found yet hides them. */
const CANDIDATE_FACTOR = 10;
const MOST_CANDIDATE_P = 0.2;

/**
 * The change points of a series whose values are independent: E-divisive means with a t test in place of permutations, over
 * windows, and then the weakest taken back until all hold, as in M. Fleming et al., "Hunter: Using Change Point Detection
 * to Hunt for Performance Regressions", ICPE 2023. After that each moves to the place between its neighbours where the
 * test is clearest. Pure: no permutation, so the same series gives the same points.
 * @param values natural logs
 */
export function changePoints(values: readonly number[], settings: HistorySettings): readonly ChangePoint[] {
  const candidateP = Math.min(settings.p * CANDIDATE_FACTOR, Math.max(settings.p, MOST_CANDIDATE_P));
  let places = merged(values, candidates(values, settings.window, candidateP), settings);
  places = merged(values, refined(values, places), settings);
  return tested(values, places);
}

/** Places that divide any window, in their order. */
function candidates(values: readonly number[], window: number, p: number): readonly number[] {
  const found = new Set<number>();
  const step = Math.max(1, Math.floor(window / 2));
  for (let start = 0; start < values.length; ) {
    const end = Math.min(start + window, values.length);
    const inside = divide(values, start, end, p);
    for (const place of inside) found.add(place);
    if (end === values.length) break;
    start = Math.max(start + step, inside.at(-1) ?? 0);
  }
  return [...found].sort((a, b) => a - b);
}

/** Divides a window again and again, at the largest divergence first, while the test holds. */
function divide(values: readonly number[], start: number, end: number, p: number): readonly number[] {
  const ends = [start, end];
  for (;;) {
    const divisions = ends.slice(1).flatMap((to, at) => {
      const from = ends[at] ?? start;
      const division = bestDivision(values, from, to, LEAST_SEGMENT);
      return division === null ? [] : [{ ...division, from, to }];
    });
    const [best] = divisions.sort((a, b) => b.divergence - a.divergence);
    if (best === undefined || twoSidedP(difference(values, best.from, best.at, best.to)) > p) break;
    ends.push(best.at);
    ends.sort((a, b) => a - b);
  }
  return ends.slice(1, -1);
}

/** Takes back the weakest point, which changes what its neighbours are tested on, until all hold. */
function merged(
  values: readonly number[],
  places: readonly number[],
  { p, least }: HistorySettings,
): readonly number[] {
  let kept = places;
  for (;;) {
    const points = tested(values, kept);
    const unsure = points.filter((point) => point.p > p).sort((a, b) => b.p - a.p);
    const small = points.filter(({ estimate }) => Math.abs(Math.expm1(estimate.mean)) < least);
    const [weakest] = [
      ...unsure,
      ...small.sort((a, b) => Math.abs(a.estimate.mean) - Math.abs(b.estimate.mean)),
    ];
    if (weakest === undefined) return kept;
    kept = kept.filter((place) => place !== weakest.at);
  }
}

/** Greedy division puts early points a little beside: each is moved where both sides differ most. */
function refined(values: readonly number[], places: readonly number[]): readonly number[] {
  const moved = [...places];
  for (const [index, place] of places.entries()) {
    // The neighbour before it has moved already.
    const [from, to] = [moved[index - 1] ?? 0, moved[index + 1] ?? values.length];
    let best = { place, clearness: clearnessOf(difference(values, from, place, to)) };
    for (let at = from + LEAST_SEGMENT; at + LEAST_SEGMENT <= to; at++) {
      const clearness = clearnessOf(difference(values, from, at, to));
      if (clearness > best.clearness) best = { place: at, clearness };
    }
    moved[index] = best.place;
  }
  return moved;
}

const clearnessOf = ({ mean: difference, standardError }: Estimate): number =>
  standardError === 0 ? Number.POSITIVE_INFINITY : Math.abs(difference) / standardError;

function tested(values: readonly number[], places: readonly number[]): readonly ChangePoint[] {
  return places.map((at, index) => {
    const estimate = difference(values, places[index - 1] ?? 0, at, places[index + 1] ?? values.length);
    return { at, estimate, p: twoSidedP(estimate) };
  });
}

/** Student's two samples with one variance: a side may be short, and the noise is that of the same machine. */
function difference(values: readonly number[], from: number, at: number, to: number): Estimate {
  const [before, after] = [values.slice(from, at), values.slice(at, to)];
  const degrees = before.length + after.length - 2;
  const variance = (squares(before) + squares(after)) / degrees;
  return {
    mean: mean(after) - mean(before),
    standardError: Math.sqrt(variance * (1 / before.length + 1 / after.length)),
    degrees,
  };
}

export function squares(values: readonly number[]): number {
  const centre = mean(values);
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
}
