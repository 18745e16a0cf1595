/** Leaderboards of targets whose true rates are known, measured and ranked by the code that does real ones. */
import {
  type Cost,
  MOST_GENERATIONS,
  nextDuet,
  nextPass,
  type Table,
  type Wish,
} from '../../src/rank/next.js';
import { ALIKE, type RatioRanking, rankRatios } from '../../src/rank/ratios.js';
import { spearman } from '../../src/stats/spearman.js';
import type { Random } from '../../src/system/random.js';
import { type Noise, normalNoise } from './noise.js';

export interface World {
  readonly targets: readonly string[];
  readonly scenarios: readonly string[];
  /** Scenario → target → ln of its rate. */
  readonly rates: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** S.d. of a container's own rate, by target: another one in each generation, the same in all its scenarios. */
  readonly containers: ReadonlyMap<string, number>;
  /** S.d. of a duet beside that. */
  readonly sd: number;
}

interface WorldSize {
  readonly targets: number;
  readonly scenarios: number;
  readonly sd: number;
  /** Targets that have the rate of another one, in every scenario. */
  readonly twins: number;
}

/** Rates within a factor of eight, as Python web frameworks have them. */
const SPREAD = Math.log(8);
/** A fine grid for draws. */
const STEPS = 2 ** 30;

export function worldOf({ targets, scenarios, sd, twins }: WorldSize, random: Random): World {
  const names = Array.from({ length: targets }, (_, at) => `t${String(at).padStart(2, '0')}`);
  const share = (): number => random.below(STEPS) / STEPS;
  const all = Array.from({ length: scenarios }, (_, at) => `s${at}`);
  const rates = all.map((scenario) => {
    const own = names.map(() => SPREAD * share());
    const last = targets - twins;
    return [
      scenario,
      new Map(names.map((name, at) => [name, own[at < last ? at : at % Math.max(1, last)] as number])),
    ] as const;
  });
  return {
    targets: names,
    scenarios: all,
    rates: new Map(rates),
    containers: new Map(names.map((name) => [name, 0.003 + 0.007 * share()])),
    sd,
  };
}

/** As on a 2-core machine with Docker: starts and ends; warm-up, a duet, and what is between them. */
const COST: Cost = { fixedMs: 3_000, scenarioMs: 2_300 };
/** A solo round of a target, which the first generations have. */
const SOLO_MS = 1_100;

export interface SimulatedBoard {
  readonly rankings: ReadonlyMap<string, RatioRanking>;
  readonly generations: number;
  readonly spentMs: number;
}

interface SimulationOptions {
  readonly generations: number;
  readonly budgetMs: number;
  /** Shape of the noise. Absent: normal. */
  readonly noise?: (random: Random) => Noise;
}

export function simulateBoard(
  world: World,
  { generations: least, budgetMs, noise: make = normalNoise }: SimulationOptions,
  random: Random,
): SimulatedBoard {
  const noise = make(random);
  const [reference = ''] = world.targets;
  const values = new Map(world.scenarios.map((scenario) => [scenario, new Map<string, number[]>()]));
  const key = (a: string, b: string): string => [a, b].sort().join(' ');
  const tables = new Map<string, Table>();
  const look = (scenario: string): void => {
    const own = values.get(scenario) as Map<string, number[]>;
    const duets = [...own].map(([pair, measured]) => {
      const [target = '', beside = ''] = pair.split(' ');
      return { target, beside, values: measured };
    });
    tables.set(scenario, {
      scenario,
      reference,
      targets: world.targets,
      bySolo: new Set(),
      ranking: rankRatios(reference, duets, 'high'),
      generations: (a, b) => own.get(key(a, b))?.length ?? 0,
    });
  };
  let [generations, spentMs] = [0, 0];
  const measure = ({ target, beside, scenarios }: Wish): void => {
    const isFirst = generations < least * (world.targets.length - 1);
    generations += 1;
    spentMs += COST.fixedMs + scenarios.length * (COST.scenarioMs + (isFirst ? SOLO_MS : 0));
    const container = (name: string): number => noise() * (world.containers.get(name) ?? 0);
    const own = container(target) - container(beside);
    for (const scenario of scenarios) {
      const rates = world.rates.get(scenario);
      const truth = (rates?.get(target) ?? 0) - (rates?.get(beside) ?? 0);
      const value = truth + own + noise() * world.sd;
      const pair = key(target, beside);
      const all = values.get(scenario) as Map<string, number[]>;
      all.set(pair, [...(all.get(pair) ?? []), pair.startsWith(`${target} `) ? value : -value]);
      look(scenario);
    }
  };
  world.scenarios.forEach(look);
  for (;;) {
    const pass = nextPass([...tables.values()], least);
    if (pass.length === 0 || spentMs >= budgetMs) break;
    for (const wish of random.shuffle(pass)) measure(wish);
  }
  while (spentMs < budgetMs) {
    const wish = nextDuet([...tables.values()], COST, MOST_GENERATIONS);
    if (wish === null) break;
    measure(wish);
  }
  return {
    rankings: new Map([...tables].map(([scenario, { ranking }]) => [scenario, ranking])),
    generations,
    spentMs,
  };
}

export interface Truth {
  /** Mean of worst less best place. */
  readonly width: number;
  readonly pairs: number;
  readonly neighbours: number;
  readonly neighboursApart: number;
  readonly neighboursAlike: number;
  /** Pairs that differ by 5 % or more, and those of them that are still open. */
  readonly wide: number;
  readonly wideOpen: number;
  /** Told apart the wrong way round, or although they are the same. */
  readonly falseOrders: number;
  /** Told to be alike, and differ by more. */
  readonly falseTies: number;
  /** Tables with one of the two. */
  readonly falseTables: number;
}

export function truthOf(world: World, board: SimulatedBoard): Truth {
  const all = [...board.rankings].map(([scenario, ranking]) => ({
    ranking,
    pairs: ranking.pairs.map((pair) => {
      const rates = world.rates.get(scenario);
      return { ...pair, truth: (rates?.get(pair.better) ?? 0) - (rates?.get(pair.worse) ?? 0) };
    }),
  }));
  const pairs = all.flatMap((one) => one.pairs);
  const isFalseOrder = ({ relation, truth }: (typeof pairs)[number]) => relation === 'apart' && truth <= 0;
  const isFalseTie = ({ relation, truth }: (typeof pairs)[number]) =>
    relation === 'alike' && Math.abs(truth) > ALIKE;
  const widths = all.flatMap(({ ranking }) =>
    [...ranking.ranks.values()].map(({ best, worst }) => worst - best),
  );
  const neighbours = all.flatMap(({ ranking: { order }, pairs: own }) =>
    own.filter(({ better, worse }) => order.indexOf(worse) === order.indexOf(better) + 1),
  );
  const wide = pairs.filter(({ truth }) => Math.abs(truth) >= Math.log(1.05));
  return {
    width: widths.reduce((sum, one) => sum + one, 0) / Math.max(1, widths.length),
    pairs: pairs.length,
    neighbours: neighbours.length,
    neighboursApart: neighbours.filter(({ relation }) => relation === 'apart').length,
    neighboursAlike: neighbours.filter(({ relation }) => relation === 'alike').length,
    wide: wide.length,
    wideOpen: wide.filter(({ relation }) => relation !== 'apart').length,
    falseOrders: pairs.filter(isFalseOrder).length,
    falseTies: pairs.filter(isFalseTie).length,
    falseTables: all.filter((one) => one.pairs.some((pair) => isFalseOrder(pair) || isFalseTie(pair))).length,
  };
}

/** How two boards of one world agree, scenario by scenario. */
export function agreementOf(first: SimulatedBoard, second: SimulatedBoard) {
  return [...first.rankings].map(([scenario, one]) => {
    const other = second.rankings.get(scenario) as RatioRanking;
    const values = (ranking: RatioRanking) => one.order.map((name) => ranking.ratios.get(name)?.mean ?? 0);
    const told = new Set(
      other.pairs.flatMap(({ better, worse, relation }) =>
        relation === 'apart' ? [`${worse} ${better}`] : [],
      ),
    );
    return {
      correlation: spearman(values(one), values(other)) ?? 1,
      contradictions: one.pairs.filter(
        ({ better, worse, relation }) => relation === 'apart' && told.has(`${better} ${worse}`),
      ).length,
    };
  });
}
