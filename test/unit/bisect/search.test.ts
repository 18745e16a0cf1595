import { describe, expect, it } from 'vitest';
import { type Reply, search } from '../../../src/bisect/search.js';
import type { BisectAsk, BisectFound } from '../../../src/model/bisect.js';
import { seededRandom } from '../../../src/system/random.js';
import {
  type Drawn,
  historyOf,
  type Searched,
  shaOf,
  simulate,
  straightLine,
} from '../../support/bisect-histories.js';
import { heavyNoise, normalNoise } from '../../support/noise.js';
import { worldOf } from '../../support/simulate.js';

const HISTORIES = 200;
const LENGTH = 32;
const TIMEOUT_MS = 60_000;

type Changes = ReadonlyMap<number, Partial<Drawn>>;

const quiet = (seed: number) => worldOf(normalNoise(seededRandom(seed)), 0.0076);
const noisy = (seed: number) => worldOf(heavyNoise(seededRandom(seed)), 0.015);
const wide = (seed: number) => worldOf(normalNoise(seededRandom(seed)), 0.015);

interface Tally {
  readonly shown: number;
  /** Histories of which every culprit is named. */
  readonly right: number;
  readonly wrongNames: readonly string[];
  readonly searched: readonly Searched[];
}

/** @param draw the changes of a history, by place from 1 */
function tally(draw: (below: (bound: number) => number) => Changes, world: typeof quiet): Tally {
  let [shown, right] = [0, 0];
  const wrongNames: string[] = [];
  const searched = Array.from({ length: HISTORIES }, (_, seed) => {
    const changes = draw(seededRandom(seed).below);
    const history = historyOf(straightLine(LENGTH, (place) => changes.get(place) ?? {}));
    const ended = simulate(history, world(seed + 5_000_000));
    const culprits = [...changes].flatMap(([place, { loses = 0 }]) => (loses > 0 ? [shaOf(place)] : []));
    const named = ended.found?.culprits.map(({ sha }) => sha) ?? [];
    if (ended.found !== null) shown++;
    if (culprits.length > 0 && culprits.every((sha) => named.includes(sha))) right++;
    wrongNames.push(...named.filter((sha) => !culprits.includes(sha)));
    return ended;
  });
  return { shown, right, wrongNames, searched };
}

describe.each([
  ['normal noise, s.d. 0.76 %', quiet],
  ['normal noise, s.d. 1.5 %', wide],
  ['heavy tails (t3), s.d. 1.5 %', noisy],
])(`${HISTORIES} histories of ${LENGTH} commits, %s`, (_, world) => {
  it(
    'name one culprit of 5 % in at least 95 %, and never another commit',
    () => {
      const { right, wrongNames, searched } = tally(
        (below) => new Map([[1 + below(LENGTH), { loses: 0.05 }]]),
        world,
      );
      expect(wrongNames).toEqual([]);
      expect(right).toBeGreaterThanOrEqual(0.95 * HISTORIES);
      const comparisons = searched.flatMap(({ found }) => (found === null ? [] : [found.comparisons]));
      expect(Math.max(...comparisons)).toBeLessThanOrEqual(12);
    },
    TIMEOUT_MS,
  );

  it(
    'name both of two culprits in at least 95 %, and never another commit',
    () => {
      const both = (below: (bound: number) => number): Changes =>
        new Map([
          [1 + below(16), { loses: 0.05 }],
          [17 + below(16), { loses: 0.04 }],
        ]);
      const { right, wrongNames } = tally(both, world);
      expect(wrongNames).toEqual([]);
      expect(right).toBeGreaterThanOrEqual(0.95 * HISTORIES);
    },
    TIMEOUT_MS,
  );

  it(
    "pass by commits that don't build, and name a range where these hide the culprit",
    () => {
      const some = (below: (bound: number) => number): Changes => {
        const culprit = 1 + below(LENGTH);
        const broken = Array.from({ length: LENGTH - 1 }, (_, at) => at + 1).filter(
          (place) => place !== culprit && below(5) === 0,
        );
        return new Map<number, Partial<Drawn>>([
          ...broken.map((place) => [place, { isBroken: true }] as const),
          [culprit, { loses: 0.05 }],
        ]);
      };
      const { right, wrongNames, searched } = tally(some, world);
      expect(wrongNames).toEqual([]);
      const hidden = searched.filter(
        ({ found }) =>
          found?.culprits.length === 0 && found.ranges.some(({ reason }) => reason === 'passed-by'),
      ).length;
      expect(hidden).toBeGreaterThan(0);
      expect(right + hidden).toBeGreaterThanOrEqual(0.95 * HISTORIES);
    },
    TIMEOUT_MS,
  );

  it(
    'name nothing where nothing got slower',
    () => {
      const { shown, wrongNames } = tally(() => new Map(), world);
      expect(wrongNames).toEqual([]);
      expect(shown).toBeLessThanOrEqual(0.01 * HISTORIES);
    },
    TIMEOUT_MS,
  );
});

/** Answers without any noise. */
function exactly(
  commits: readonly Drawn[],
  answer: (ask: BisectAsk, worse: number) => Reply = (ask, worse) => ({
    kind: 'values',
    values: Array.from({ length: ask.generations }, () => worse),
  }),
): { found: BisectFound; asked: readonly BisectAsk[] } {
  const { range, levelOf } = historyOf(commits);
  const asked: BisectAsk[] = [];
  const values = Array.from({ length: 9 }, () => levelOf(range.bad));
  const steps = search({ range, values, threshold: Math.log1p(0.03), leastSpread: 0.005 });
  for (let step = steps.next(); ; ) {
    if (step.done === true) return { found: step.value, asked };
    asked.push(step.value);
    const { of, against } = step.value;
    step = steps.next(answer(step.value, levelOf(of) - levelOf(against)));
  }
}

describe('a merge', () => {
  /** good – 1 – 2 – M – 3, and good – a – b – c – M. */
  const merged = (changes: Readonly<Record<string, Partial<Drawn>>>): readonly Drawn[] => {
    const commit = (name: string, ...parents: string[]): Drawn => ({
      sha: shaOf(name),
      parents: parents.map(shaOf),
      ...(name === 'M' ? {} : { loses: 0 }),
      ...changes[name],
    });
    return [
      commit('1', 'good'),
      commit('2', '1'),
      commit('a', 'good'),
      commit('b', 'a'),
      commit('c', 'b'),
      commit('M', '2', 'c'),
      commit('3', 'M'),
    ];
  };
  const names = ({ culprits }: BisectFound) => culprits.map(({ sha, merge }) => [sha, merge]);

  it('is found on the line of first parents first, and then the commit inside of it', () => {
    const { found, asked } = exactly(merged({ b: { loses: 0.2 } }));
    expect(names(found)).toEqual([[shaOf('b'), shaOf('M')]]);
    const order = asked.map(({ of }) => of);
    expect(order.indexOf(shaOf('M'))).toBeLessThan(order.indexOf(shaOf('c')));
    expect(found.culprits[0]?.parent).toBe(shaOf('a'));
  });

  it('is named itself where what it merges is not slower by itself', () => {
    expect(names(exactly(merged({ M: { loses: 0.2 } })).found)).toEqual([[shaOf('M'), null]]);
  });

  it('that brings nothing slower in hides no commit of the line', () => {
    expect(names(exactly(merged({ 2: { loses: 0.2 } })).found)).toEqual([[shaOf('2'), null]]);
  });

  it('has both culprits that it brings in', () => {
    const { found } = exactly(merged({ a: { loses: 0.2 }, c: { loses: 0.15 } }));
    expect(names(found).toSorted()).toEqual([
      [shaOf('a'), shaOf('M')],
      [shaOf('c'), shaOf('M')],
    ]);
  });
});

describe('the search', () => {
  it('drops commits that are made of the same as the one before', () => {
    const commits = straightLine(20, (place) =>
      place === 7 ? { loses: 0.2 } : place % 5 === 0 ? { loses: 0 } : { loses: undefined as never },
    ).map(({ loses, ...commit }) => (loses === undefined ? commit : { ...commit, loses }));
    const { found, asked } = exactly(commits);
    expect(found.culprits.map(({ sha, parent }) => [sha, parent])).toEqual([[shaOf(7), shaOf(6)]]);
    const looked = asked.filter(({ against }) => against === shaOf('good')).map(({ of }) => of);
    expect(looked.every((sha) => [5, 7, 10, 15, 20].map(shaOf).includes(sha))).toBe(true);
  });

  it('has the good commit on one side of every comparison but the last', () => {
    const { asked } = exactly(straightLine(32, (place) => (place === 11 ? { loses: 0.05 } : {})));
    const others = asked.filter(({ against }) => against !== shaOf('good'));
    expect(new Set(others.map(({ of, against }) => `${of} ${against}`))).toEqual(
      new Set([`${shaOf(11)} ${shaOf(10)}`]),
    );
    expect(asked.at(-1)).toEqual(others.at(-1));
  });

  it('names no commit that the last comparison does not show', () => {
    const commits = straightLine(8, (place) => (place === 3 ? { loses: 0.2 } : {}));
    const { found } = exactly(commits, (ask, worse) => ({
      kind: 'values',
      values: Array.from({ length: ask.generations }, (_, at) =>
        ask.against === shaOf('good') && ask.of !== shaOf(1) ? worse : at % 2 === 0 ? 0.001 : -0.001,
      ),
    }));
    expect(found.culprits).toEqual([]);
    expect(found.ranges).toMatchObject([{ after: shaOf('good'), upTo: shaOf(8), reason: 'not-confirmed' }]);
  });

  it('takes a commit of the same image for the good one', () => {
    const commits = straightLine(8, (place) => (place === 5 ? { loses: 0.2 } : {}));
    const { found } = exactly(commits, (ask, worse) =>
      worse === 0
        ? { kind: 'same' }
        : { kind: 'values', values: Array.from({ length: ask.generations }, () => worse) },
    );
    expect(found.culprits.map(({ sha }) => sha)).toEqual([shaOf(5)]);
  });

  it('keeps the figures of a commit that fails later, and asks for no more of it', () => {
    const commits = straightLine(8, (place) => (place === 5 ? { loses: 0.05 } : {}));
    const failed = new Set<string>();
    const { found } = exactly(commits, (ask, worse) => {
      if (failed.has(ask.of) && ask.against === shaOf('good')) {
        return { kind: 'unusable', code: 'not-ready', message: 'it was not ready' };
      }
      failed.add(ask.of);
      // Too noisy to be decided by them.
      const values = Array.from({ length: ask.generations }, (_, at) => worse + (at % 2 === 0 ? 0.2 : -0.2));
      return { kind: 'values', values };
    });
    expect(found.culprits).toEqual([]);
    expect(found.ranges).toMatchObject([{ reason: 'too-noisy' }]);
  });

  it('leaves the range that it has come to where the budget ends', () => {
    const world = worldOf(normalNoise(seededRandom(1)), 0.0076);
    const history = historyOf(straightLine(32, (place) => (place === 20 ? { loses: 0.1 } : {})));
    const { found } = simulate(history, world, 7);
    expect(found?.culprits).toEqual([]);
    const [range] = found?.ranges ?? [];
    expect(range?.reason).toBe('budget');
    expect(range?.commits).toBeLessThan(32);
  });

  it('asks the same when it is given the same answers', () => {
    const commits = straightLine(32, (place) => (place === 20 ? { loses: 0.1 } : {}));
    expect(exactly(commits).asked).toEqual(exactly(commits).asked);
  });

  it('names the first commit of a range, and the last', () => {
    for (const at of [1, 2, 8]) {
      const { found } = exactly(straightLine(8, (place) => (place === at ? { loses: 0.2 } : {})));
      expect(found.culprits.map(({ sha }) => sha)).toEqual([shaOf(at)]);
    }
  });

  it('needs one comparison for a range of one commit: with its parent', () => {
    const { found, asked } = exactly(straightLine(1, () => ({ loses: 0.2 })));
    expect(found.culprits.map(({ sha, parent }) => [sha, parent])).toEqual([[shaOf(1), shaOf('good')]]);
    expect(asked).toEqual([{ of: shaOf(1), against: shaOf('good'), generations: 5 }]);
  });
});
