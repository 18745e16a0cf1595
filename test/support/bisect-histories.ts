import type { Commit, Range } from '../../src/bisect/history.js';
import { type Reply, search } from '../../src/bisect/search.js';
import { leastSpreadOf, thresholdOf, worseValues } from '../../src/bisect/values.js';
import { compareRecord } from '../../src/compare/compare.js';
import type { BisectAsk, BisectFound } from '../../src/model/bisect.js';
import { makeRecord } from './records.js';
import { simulateCell, type World } from './simulate.js';

/** A commit of a simulated history. */
export interface Drawn {
  readonly sha: string;
  readonly parents: readonly string[];
  /** Loss of throughput that it brings, a fraction; 0: none, though it changes what is built. Absent: nothing that is built. */
  readonly loses?: number;
  /** It does not build. */
  readonly isBroken?: boolean;
}

/** A readable name as a commit id. */
export const shaOf = (name: string | number): string =>
  Buffer.from(String(name)).toString('hex').padEnd(40, '0').slice(0, 40);

/** A line of commits after `good`, each of which changes what is built. */
export function straightLine(length: number, change: (place: number) => Partial<Drawn>): readonly Drawn[] {
  return Array.from({ length }, (_, at) => ({
    sha: shaOf(at + 1),
    parents: [at === 0 ? shaOf('good') : shaOf(at)],
    loses: 0,
    ...change(at + 1),
  }));
}

interface History {
  readonly range: Range;
  /** By how much a commit is worse than the good one, the natural log of a ratio. */
  levelOf(sha: string): number;
  isBroken(sha: string): boolean;
}

/** @param commits without the good one; the last is the bad one */
export function historyOf(commits: readonly Drawn[]): History {
  const bySha = new Map(commits.map((commit) => [commit.sha, commit]));
  const brought = new Map<string, ReadonlySet<Drawn>>();
  const broughtTo = (sha: string): ReadonlySet<Drawn> => {
    const known = brought.get(sha);
    if (known !== undefined) return known;
    const own = bySha.get(sha);
    const all = new Set((own?.parents ?? []).flatMap((parent) => [...broughtTo(parent)]));
    if (own?.loses !== undefined || own?.isBroken === true) all.add(own);
    brought.set(sha, all);
    return all;
  };
  const good = shaOf('good');
  const names = [good, ...commits.map(({ sha }) => sha)];
  const inputsOf = (sha: string): string =>
    [...broughtTo(sha)]
      .map((one) => one.sha)
      .toSorted()
      .join('+') || 'good';
  return {
    range: {
      ...{ good, bad: commits.at(-1)?.sha ?? good },
      commits: new Map(commits.map(({ sha, parents }): [string, Commit] => [sha, { sha, parents }])),
      inputs: new Map(names.map((sha) => [sha, inputsOf(sha)])),
    },
    levelOf: (sha) => [...broughtTo(sha)].reduce((sum, { loses = 0 }) => sum - Math.log1p(-loses), 0),
    isBroken: (sha) => bySha.get(sha)?.isBroken === true,
  };
}

/** How a simulated search ended. */
export interface Searched {
  /** null: the ordinary run over the whole range has shown nothing. */
  readonly found: BisectFound | null;
  readonly asked: readonly BisectAsk[];
  /** Of the whole range, before the search. */
  readonly wholeGenerations: number;
}

/** What a noisy machine answers: an ordinary run for the whole range, and then a value for each generation that is asked for. */
export function simulate(history: History, world: World, budget = Number.POSITIVE_INFINITY): Searched {
  const { range, levelOf, isBroken } = history;
  const truth = levelOf(range.bad);
  const cell = simulateCell(world, { throughput: Math.exp(-truth), cpu: Math.exp(truth) });
  const [compared] = compareRecord(makeRecord({ cells: [cell] }), world.gate, world.settings).cells;
  const row = compared?.metrics.find(({ metric }) => metric === compared.decidedBy);
  const wholeGenerations = cell.generations.length;
  if (compared?.verdict !== 'regression' || row === undefined)
    return { found: null, asked: [], wholeGenerations };
  const asked: BisectAsk[] = [];
  const values = worseValues(cell, row.metric);
  const scale = { threshold: thresholdOf(row), leastSpread: leastSpreadOf(row.metric) };
  const steps = search({ range, values, ...scale });
  let spent = 0;
  const answer = (ask: BisectAsk): Reply => {
    if (spent + ask.generations > budget) return 'stop';
    asked.push(ask);
    if (isBroken(ask.of)) return { kind: 'unusable', code: 'build-failed', message: 'did not build' };
    spent += ask.generations;
    const worse = levelOf(ask.of) - levelOf(ask.against);
    const draw = (): number => worse + world.spread.throughput * world.noise();
    return { kind: 'values', values: Array.from({ length: ask.generations }, draw) };
  };
  for (let step = steps.next(); ; step = steps.next(answer(step.value))) {
    if (step.done === true) return { found: step.value, asked, wholeGenerations };
  }
}
