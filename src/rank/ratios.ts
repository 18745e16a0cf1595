import { holmAdjust } from '../stats/holm.js';
import { confidenceInterval, type Estimate, twoSidedP, upperP } from '../stats/inference.js';
import { type Measured, type Network, networkOf } from '../stats/network.js';
import { studentQuantile } from '../stats/student.js';
import { type Range, type Relation, rangesOf } from './places.js';

/** Differences up to this (of logarithms: 1 %) count as none. */
export const ALIKE = Math.log(1.01);

/** Chance at most that any pair of a table is told apart that is the same. */
const ALPHA_APART = 0.04;
/** Chance at most that any pair of a table is told to be alike that differs by more than `ALIKE`. */
const ALPHA_ALIKE = 0.01;

/**
 * How often a table is looked at before its measuring ends, as independent looks: the levels are divided by it. Each
 * generation brings another look, but from one to the next hardly anything is new: while the generations of a pair grow
 * eightfold, Brownian motion crosses such a bound about ten times as often as at one moment (D. Siegmund, Sequential
 * Analysis, Springer 1985, chapter 4). bench/leaderboard-ranks.ts measures what comes out.
 */
const LOOKS = 12;

/** What was measured of two targets in duets, one value a generation. */
export interface DuetValues {
  readonly target: string;
  readonly beside: string;
  /** ln(target / beside). */
  readonly values: readonly number[];
  /** What the values don't show, on the same scale. Absent: nothing. */
  readonly knownVariance?: number;
}

/** Two targets, the better one first. */
export interface RatioPair {
  readonly better: string;
  readonly worse: string;
  /** ln(better / worse), by all duets of the table; null: its spread is unknown. */
  readonly estimate: Estimate | null;
  readonly difference: number;
  /** That they are the same, adjusted for all pairs of the table and all looks; null: the spread is unknown. */
  readonly p: number | null;
  readonly relation: Relation;
}

export interface RatioRanking {
  /** Best first; of those that the duets connect. */
  readonly order: readonly string[];
  /** ln(target / reference), with its own 95 % interval; the reference's is 0 without one. */
  readonly ratios: ReadonlyMap<string, LogRatio>;
  /** Every pair of the ranking. */
  readonly pairs: readonly RatioPair[];
  readonly ranks: ReadonlyMap<string, Range>;
  /** What one more generation of two targets would be worth; for the scheduler. */
  readonly network: Network;
  /** Names by their number in the network. */
  readonly names: readonly string[];
}

export interface LogRatio {
  readonly mean: number;
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * Ranks targets by the ratios that duets showed. A pair is **apart** where the hypothesis "the same" is rejected at 4 % for
 * all pairs of the table together (Holm), and **alike** where "they differ by 1 % or more" is rejected at 1 % for all of them
 * (two one-sided tests: D. J. Schuirmann, Journal of Pharmacokinetics and Biopharmaceutics 15 (1987) 657–680). So with 95 %
 * confidence all that a table says is true at once, and with it whatever follows from it: where a is above b and b above c,
 * a is above c.
 * @param reference the first of them: all ratios are to it
 * @param best whether a high or a low value is good
 */
export function rankRatios(
  reference: string,
  duets: readonly DuetValues[],
  best: 'high' | 'low',
): RatioRanking {
  const names = [...new Set([reference, ...duets.flatMap(({ target, beside }) => [target, beside])])];
  const numbers = new Map(names.map((name, at) => [name, at]));
  const network = networkOf(names.length, measuredOf(duets, numbers));
  const sign = best === 'high' ? -1 : 1;
  const sorted = names
    .flatMap((name, at) => (network.isKnown(at) ? [{ name, at, value: network.difference(0, at) }] : []))
    .sort((a, b) => sign * (a.value - b.value) || (a.name < b.name ? -1 : 1));
  const order = sorted.map(({ name }) => name);
  const pairs = judged(
    sorted.flatMap((better, place) =>
      sorted.slice(place + 1).map((worse) => ({
        better: better.name,
        worse: worse.name,
        estimate:
          best === 'high' ? network.estimate(worse.at, better.at) : network.estimate(better.at, worse.at),
        difference: Math.abs(better.value - worse.value),
      })),
    ),
  );
  return {
    order,
    pairs,
    names,
    network,
    ratios: new Map(sorted.map(({ name, at, value }) => [name, ratioOf(value, network.estimate(0, at))])),
    ranks: rangesOf(order, pairs),
  };
}

/** Both ways round are one pair. */
function measuredOf(duets: readonly DuetValues[], numbers: ReadonlyMap<string, number>): readonly Measured[] {
  const byPair = new Map<string, { a: number; b: number; values: number[]; knownVariance: number }>();
  for (const { target, beside, values, knownVariance = 0 } of duets) {
    const [to, from] = [numbers.get(target) ?? 0, numbers.get(beside) ?? 0];
    const [a, b] = [Math.min(to, from), Math.max(to, from)];
    const pair = byPair.get(`${a} ${b}`) ?? { a, b, values: [], knownVariance: 0 };
    pair.values.push(...values.map((value) => (to === b ? value : -value)));
    pair.knownVariance += knownVariance;
    byPair.set(`${a} ${b}`, pair);
  }
  return [...byPair.values()];
}

function ratioOf(mean: number, estimate: Estimate | null): LogRatio {
  if (estimate === null) return { mean, low: null, high: null };
  return { mean, ...confidenceInterval(estimate, ALPHA_APART + ALPHA_ALIKE) };
}

type Compared = Omit<RatioPair, 'p' | 'relation'>;

function judged(compared: readonly Compared[]): readonly RatioPair[] {
  const ps = adjusted(compared, twoSidedP);
  const alike = adjusted(compared, notAlikeP);
  const told = compared.map((pair, at): RatioPair => {
    const [p, other] = [ps[at] ?? null, alike[at] ?? null];
    // The order of two that are known to differ is known, however little they do.
    const relation =
      p !== null && p < ALPHA_APART ? 'apart' : other !== null && other < ALPHA_ALIKE ? 'alike' : 'open';
    return { ...pair, p, relation };
  });
  return withImplied(told);
}

/** By Holm over the pairs, and by Bonferroni over the looks. */
function adjusted(
  compared: readonly Compared[],
  read: (estimate: Estimate) => number,
): readonly (number | null)[] {
  const known = compared.map(({ estimate }) => (estimate === null ? null : read(estimate)));
  const all = holmAdjust(known.filter((p) => p !== null))[Symbol.iterator]();
  return known.map((p) => (p === null ? null : Math.min(1, LOOKS * (all.next().value ?? 1))));
}

/** P value of "they differ by `ALIKE` or more". */
const notAlikeP = (estimate: Estimate): number =>
  Math.max(
    upperP({ ...estimate, mean: ALIKE - estimate.mean }),
    upperP({ ...estimate, mean: ALIKE + estimate.mean }),
  );

/** What is above another that is above a third one is above the third. Pairs are in the order of the ranking. */
function withImplied(pairs: readonly RatioPair[]): readonly RatioPair[] {
  const below = new Map<string, Set<string>>();
  const belowOf = (name: string): Set<string> => {
    const own = below.get(name) ?? new Set();
    below.set(name, own);
    return own;
  };
  // From the last target up, all that is below the lower one of a pair is known already.
  for (const { better, worse, relation } of pairs.toReversed()) {
    if (relation !== 'apart') continue;
    for (const name of [worse, ...belowOf(worse)]) belowOf(better).add(name);
  }
  return pairs.map((pair) => (belowOf(pair.better).has(pair.worse) ? { ...pair, relation: 'apart' } : pair));
}

/** Standard errors, in units of a pair's own, that its difference has to be away from 0, and from `ALIKE`. */
export interface Bounds {
  readonly apart: number;
  readonly alike: number;
}

/** What an open pair of a table still has to reach: by Holm, it stands among the open ones alone. */
export function boundsOf({ pairs }: Pick<RatioRanking, 'pairs'>, degrees: number): Bounds {
  const open = pairs.filter(({ relation }) => relation !== 'apart').length;
  const quantile = (alpha: number): number => studentQuantile(1 - alpha / LOOKS, degrees);
  return {
    apart: quantile(ALPHA_APART / 2 / Math.max(1, open)),
    alike: quantile(ALPHA_ALIKE / Math.max(1, pairs.length)),
  };
}
