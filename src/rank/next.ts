import { ALIKE, boundsOf, type RatioPair, type RatioRanking } from './ratios.js';

/** Generations that any two targets have of their own at most, unless more are asked of every target. */
export const MOST_GENERATIONS = 24;

/** How long a generation takes, ms; only the ratio of the two matters. */
export interface Cost {
  /** Starting both targets, and ending them. */
  readonly fixedMs: number;
  /** Warming up and loading them in one scenario. */
  readonly scenarioMs: number;
}

/** The duets of one scenario, as they stand. */
export interface Table {
  readonly scenario: string;
  readonly reference: string;
  /** All that can be measured beside the reference. */
  readonly targets: readonly string[];
  readonly ranking: RatioRanking;
  /** Those that are ranked by solo rounds (tables.ts): another target beside them, but for the reference, says nothing. */
  readonly bySolo: ReadonlySet<string>;
  /** Generations of two targets so far, whichever is named first. */
  readonly generations: (a: string, b: string) => number;
}

/** The duet that the next generation should have. */
export interface Wish {
  readonly target: string;
  readonly beside: string;
  readonly scenarios: readonly string[];
}

/**
 * The next pass over the targets: one generation of each, beside the reference, in the scenarios in which it has fewer than
 * so many.
 * @returns in the order of the targets; empty: all have them
 */
export function nextPass(tables: readonly Table[], least: number): readonly Wish[] {
  const wishes = new Map<string, { target: string; beside: string; scenarios: string[] }>();
  for (const { scenario, reference, targets, generations } of tables) {
    for (const target of targets) {
      if (target === reference || generations(target, reference) >= least) continue;
      const key = `${target} ${reference}`;
      const wish = wishes.get(key) ?? { target, beside: reference, scenarios: [] };
      wish.scenarios.push(scenario);
      wishes.set(key, wish);
    }
  }
  return [...wishes.values()];
}

/**
 * Which two targets get the next generation, and in which scenarios: those by which, for the time that they cost, the most is
 * expected to be learned about the pairs that are still open. Of an open pair it is known how small its variance has
 * to become before it is told apart, or alike, if it differs by what it seems to; what a generation is worth for it is how
 * much of the way there it is. Candidates are each open pair itself, and each target of one beside the reference, which
 * tells about all open pairs of that target at once.
 * @param most generations that two targets have at most
 * @returns null: nothing is open any more, or all that is has had its generations
 */
export function nextDuet(tables: readonly Table[], cost: Cost, most: number): Wish | null {
  const wishes = new Map<string, { target: string; beside: string; worth: Map<string, number> }>();
  for (const table of tables) {
    for (const { target, beside, worth } of worthsOf(table, most)) {
      const key = [target, beside].sort().join(' ');
      const wish = wishes.get(key) ?? { target, beside, worth: new Map() };
      wish.worth.set(table.scenario, worth);
      wishes.set(key, wish);
    }
  }
  const rated = [...wishes.values()].map(({ target, beside, worth }) => ({
    target,
    beside,
    ...mostForItsTime([...worth], cost),
  }));
  const [first] = rated.sort((a, b) => b.rate - a.rate);
  return first === undefined
    ? null
    : { target: first.target, beside: first.beside, scenarios: first.scenarios };
}

interface Worth {
  readonly target: string;
  readonly beside: string;
  /** Open pairs that are expected to be decided by it: a part of one, mostly. */
  readonly worth: number;
}

function worthsOf({ ranking, reference, bySolo, generations }: Table, most: number): readonly Worth[] {
  const open = ranking.pairs.filter(({ relation }) => relation === 'open');
  const numbers = new Map(ranking.names.map((name, at) => [name, at]));
  const at = (name: string): number => numbers.get(name) ?? 0;
  const ways = open.flatMap((pair) => wayOf(pair, ranking));
  const targets = new Set(open.flatMap(({ better, worse }) => [better, worse]));
  const candidates = [
    ...open
      .filter(({ better, worse }) => !bySolo.has(better) && !bySolo.has(worse))
      .map(({ better, worse }) => [better, worse] as const),
    ...[...targets].filter((name) => name !== reference).map((name) => [name, reference] as const),
  ];
  return candidates
    .filter(([target, beside]) => generations(target, beside) < most)
    .map(([target, beside]) => ({
      target,
      beside,
      worth: ways.reduce((sum, { better, worse, variance, goal }) => {
        const gain = ranking.network.gain(at(better), at(worse), at(target), at(beside));
        return sum + Math.min(1, gain / (variance - goal));
      }, 0),
    }))
    .filter(({ worth }) => worth > 0);
}

interface Way {
  readonly better: string;
  readonly worse: string;
  /** Of its difference now, and when it is decided. */
  readonly variance: number;
  readonly goal: number;
}

/** A pair is decided when its difference is so many standard errors from 0, or within `ALIKE`. */
function wayOf({ better, worse, estimate }: RatioPair, ranking: RatioRanking): readonly Way[] {
  if (estimate === null) return [];
  const variance = estimate.standardError ** 2;
  const { apart, alike } = boundsOf(ranking, estimate.degrees);
  const size = Math.abs(estimate.mean);
  const goal = Math.max((size / apart) ** 2, (Math.max(0, ALIKE - size) / alike) ** 2);
  // It was within reach of its bound, and others moved that: the next look decides it.
  return [{ better, worse, variance, goal: Math.min(goal, 0.9 * variance) }];
}

/** The scenarios that are worth their time, the best first: each next one only where it raises what a ms brings. */
function mostForItsTime(
  worths: readonly (readonly [scenario: string, worth: number])[],
  { fixedMs, scenarioMs }: Cost,
): { readonly rate: number; readonly scenarios: readonly string[] } {
  const scenarios: string[] = [];
  let [worth, ms] = [0, fixedMs];
  for (const [scenario, more] of worths.toSorted((a, b) => b[1] - a[1])) {
    if (scenarios.length > 0 && more / scenarioMs < worth / ms) break;
    scenarios.push(scenario);
    worth += more;
    ms += scenarioMs;
  }
  return { rate: worth / ms, scenarios };
}
