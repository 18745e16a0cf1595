import { spearman } from '../stats/spearman.js';
import type { Leaderboard, Pair, ScenarioBoard } from './types.js';

/** What agreement needs of a leaderboard, so that one of a newer version that has more can still be compared. */
export interface Comparable {
  readonly scenarios: readonly ComparableScenario[];
}

interface ComparableScenario {
  readonly scenario: string;
  readonly rows: readonly {
    readonly target: string;
    readonly state: string;
    readonly figures: { readonly rps: { readonly mean: number } } | null;
  }[];
  readonly pairs: readonly Pick<Pair, 'better' | 'worse' | 'ratio' | 'differs'>[];
}

/** What the second leaderboard says of a pair of which the first says that it differs. */
export type Answer =
  /** Same order, and differs. */
  | 'confirms'
  /** Same order, but not surely. */
  | 'same-order'
  /** The other order, but not surely. */
  | 'other-order'
  /** The other order, and differs. */
  | 'contradicts'
  /** One of the two is not ranked there. */
  | 'not-ranked';

export interface PairAgreement {
  readonly better: string;
  readonly worse: string;
  /** Better over worse in the first and in the second, requests/s; null: not ranked there. */
  readonly first: number;
  readonly second: number | null;
  readonly answer: Answer;
}

export interface ScenarioAgreement {
  readonly scenario: string;
  /** Targets that are ranked in both. */
  readonly targets: number;
  /** Spearman's rank correlation of their requests/s; null: fewer than two targets. */
  readonly correlation: number | null;
  /** The pairs that the first says differ. */
  readonly pairs: readonly PairAgreement[];
}

/** How far a second leaderboard says the same as a first one, for the scenarios that both have. */
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
    rows.flatMap(({ target, state, figures }) =>
      state === 'ranked' && figures !== null ? [[target, figures.rps.mean] as const] : [],
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
