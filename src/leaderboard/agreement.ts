import { spearman } from '../stats/spearman.js';
import type { Leaderboard, Pair, ScenarioBoard } from './types.js';

/** The parts of a leaderboard that agreement needs, so that one of a newer version with more parts also works. */
export interface Comparable {
  readonly scenarios: readonly ComparableScenario[];
}

interface ComparableScenario {
  readonly scenario: string;
  readonly rows: readonly {
    readonly target: string;
    readonly state: string;
    readonly figures: { readonly rps: { readonly mean: number } } | null;
    readonly byDuets?: { readonly rps: number } | undefined;
  }[];
  readonly pairs: readonly Pick<Pair, 'better' | 'worse' | 'ratio' | 'differs'>[];
}

/** The second leaderboard's answer about a pair that differs in the first. */
export type Answer =
  /** Same order, and differs. */
  | 'confirms'
  /** Same order, but not significant. */
  | 'same-order'
  /** The other order, but not significant. */
  | 'other-order'
  /** The other order, and differs. */
  | 'contradicts'
  /** One of the two isn't ranked there. */
  | 'not-ranked';

export interface PairAgreement {
  readonly better: string;
  readonly worse: string;
  /** Better divided by worse in the first and in the second, requests/s; null: not ranked there. */
  readonly first: number;
  readonly second: number | null;
  readonly answer: Answer;
}

export interface ScenarioAgreement {
  readonly scenario: string;
  /** Number of targets that are ranked in both. */
  readonly targets: number;
  /** Spearman's rank correlation of their requests/s; null: fewer than two targets. */
  readonly correlation: number | null;
  /** The pairs that differ in the first. */
  readonly pairs: readonly PairAgreement[];
}

/** How far a second leaderboard agrees with a first one, for the scenarios that both have. */
export function agreementOf(
  first: Comparable,
  second: Comparable | Leaderboard,
): readonly ScenarioAgreement[] {
  return first.scenarios.flatMap((scenario) => {
    const other = second.scenarios.find((one) => one.scenario === scenario.scenario);
    return other === undefined ? [] : [scenarioAgreement(scenario, other)];
  });
}

function scenarioAgreement(
  first: ComparableScenario,
  second: ComparableScenario | ScenarioBoard,
): ScenarioAgreement {
  const before = rankedRps(first);
  const after = rankedRps(second);
  const common = [...before.keys()].filter((target) => after.has(target));
  const values = (from: ReadonlyMap<string, number>) => common.map((target) => from.get(target) as number);
  return {
    scenario: first.scenario,
    targets: common.length,
    correlation: spearman(values(before), values(after)),
    pairs: first.pairs.filter(({ differs }) => differs).map((pair) => answerTo(pair, second)),
  };
}

const rankedRps = ({ rows }: ComparableScenario): ReadonlyMap<string, number> =>
  new Map(
    rows.flatMap(({ target, state, figures, byDuets }) =>
      state === 'ranked' && figures !== null ? [[target, byDuets?.rps ?? figures.rps.mean] as const] : [],
    ),
  );

function answerTo(pair: ComparableScenario['pairs'][number], second: ComparableScenario): PairAgreement {
  const { better, worse, ratio } = pair;
  const same = second.pairs.find((one) => one.better === better && one.worse === worse);
  const other = second.pairs.find((one) => one.better === worse && one.worse === better);
  const frame = { better, worse, first: ratio };
  if (same !== undefined) {
    return { ...frame, second: same.ratio, answer: same.differs ? 'confirms' : 'same-order' };
  }
  if (other === undefined) return { ...frame, second: null, answer: 'not-ranked' };
  return { ...frame, second: 1 / other.ratio, answer: other.differs ? 'contradicts' : 'other-order' };
}
