/**
 * Whether bodies are compared. A body that differs by itself (by time, connection, worker, or chance) is not: it would be
 * found wrong where nothing is. What decides is seen before the load, and, of what shows too seldom for that, under it.
 */

import { type BodyRule, ruleOf, saysBody } from '../load/body-rule.js';
import { comparedPart } from '../load/check.js';
import type { AnswerBody } from '../load/client.js';
import { differsByTurn, stepsOf } from '../load/fill.js';
import type { Expectation, Scenario, SizeRange } from '../model/config.js';
import type { RoundFigures, SideName, UnstableBody } from '../model/record.js';
import { allFailed, MAX_FAILED_SHARE } from '../model/round.js';
import { regularisedBeta } from '../stats/beta.js';

/** What a side's answers to one request, sent again and again before the load, had for bodies. */
export interface SeenBodies {
  readonly first: Buffer;
  /** What it is compared by where bytes differ. */
  readonly firstPart: string;
  /** They have not all the same bytes. */
  readonly differ: boolean;
  /** They differ in more than the scenario ignores, and it does not say what is right. */
  readonly differInParts: boolean;
  readonly someEmpty: boolean;
  /** The one that all had which came last, at about the same time; null: these differed. */
  readonly latest: Buffer | null;
  /** When the first one came, ms. */
  readonly sinceMs: number;
}

/** @param before what was seen of the same request earlier; null: nothing */
export function seenBodies(
  answers: readonly AnswerBody[],
  expect: Expectation,
  before: SeenBodies | null,
  nowMs: number,
): SeenBodies {
  const bodies = answers.map(({ body }) => body);
  const first = before?.first ?? bodies[0] ?? Buffer.alloc(0);
  const firstPart = before?.firstPart ?? comparedPart(answers[0] ?? { body: first, content: first }, expect);
  const others = answers.filter(({ body }) => !body.equals(first));
  return {
    first,
    firstPart,
    differ: before?.differ === true || others.length > 0,
    differInParts:
      isOpen(expect) &&
      (before?.differInParts === true || others.some((answer) => comparedPart(answer, expect) !== firstPart)),
    latest: bodies.every((body) => bodies[0]?.equals(body)) ? (bodies[0] ?? null) : null,
    someEmpty: before?.someEmpty === true || bodies.some(({ length }) => length === 0),
    sinceMs: before?.sinceMs ?? nowMs,
  };
}

const isOpen = (expect: Expectation): boolean => expect.anyBody !== true && !saysBody(expect);

/** Whether a scenario leaves it to loadgate to find out what its bodies are, or some of them. */
export const leavesBodyOpen = (scenario: Pick<Scenario, 'data' | 'request' | 'expect' | 'steps'>): boolean =>
  !differsByTurn(scenario) && stepsOf(scenario).some(({ expect }) => isOpen(expect));

/** What is known of the bodies of a cell. */
export interface CellBodies {
  /** By side and step; of those that were verified, and whose answers don't depend on what requests are filled with. */
  readonly seen: Map<SideName, readonly SeenBodies[]>;
  /** Why they are not compared; null: they are, or the scenario wants nothing else. */
  unstable: UnstableBody | null;
  /** Under load, some were empty on both sides. */
  someEmpty: boolean;
}

export const newBodies = (unstable: UnstableBody | null): CellBodies => ({
  seen: new Map(),
  unstable,
  someEmpty: false,
});

/** What the load looks for in each body. */
export interface ExpectedBody {
  /** A body whose bytes are right, base64; null: none is known. */
  readonly expectBody: string | null;
  /** null: of any size. */
  readonly expectSize: SizeRange | null;
  /** What a body with other bytes must be; null: it is wrong, or, where no bytes are known to be right, any is right. */
  readonly rule: BodyRule | null;
}

/**
 * What each answer of a side must have for a body under load: what the scenario says, else what it is compared with. Both
 * sides are held to the same: where one's bodies differ in more than the scenario ignores, neither's are compared. They still
 * have to be there, unless a first one was empty, or later ones on every side: one that is empty on a side alone, and only
 * after some requests, is as likely its fault.
 */
export const expectedBodies = (
  scenario: Scenario,
  bodies: CellBodies,
  side: SideName,
): readonly ExpectedBody[] =>
  stepsOf(scenario).map(({ expect }, step) => {
    const expectSize = expect.size ?? null;
    const own = bodies.seen.get(side)?.[step];
    const said = ruleOf(expect, null);
    // The exact text of a step may hold placeholders: then the first body is that of its first turn alone.
    const isKnown = own !== undefined && expect.anyBody !== true;
    if (said !== null || !isKnown) {
      const isFixed = scenario.steps === undefined || expect.body === null;
      const first = isKnown && isFixed ? own.first.toString('base64') : null;
      return { expectBody: first, expectSize, rule: said };
    }
    return comparedBody(own, expect, bodies, step);
  });

function comparedBody(own: SeenBodies, expect: Expectation, bodies: CellBodies, step: number): ExpectedBody {
  const expectSize = expect.size ?? null;
  const seen = [...bodies.seen.values()].flatMap((steps) => steps[step] ?? []);
  const areSame = !isUnstable(bodies.unstable, step) && !seen.some(({ differInParts }) => differInParts);
  if (areSame) {
    const part = own.firstPart === own.first.toString('latin1') ? null : own.firstPart;
    return { expectBody: own.first.toString('base64'), expectSize, rule: ruleOf(expect, part) };
  }
  const mayBeEmpty =
    bodies.someEmpty ||
    seen.some(({ first }) => first.length === 0) ||
    seen.every(({ someEmpty }) => someEmpty);
  if (mayBeEmpty) return { expectBody: null, expectSize, rule: null };
  const size = { from: Math.max(1, expectSize?.from ?? 0), to: expectSize?.to ?? null };
  return { expectBody: null, expectSize: size, rule: null };
}

/** Whether the bodies of a step, by its number from 0, are known to differ. */
const isUnstable = (unstable: UnstableBody | null, step: number): boolean =>
  unstable !== null && (unstable.steps === undefined || unstable.steps.includes(step + 1));

/**
 * The side, if it is one alone, whose body was always the same and is now always the same other one. That can be the time,
 * and it can be a fault that a side runs into after some requests: whether the body stays so tells.
 */
export function movedAlone(
  before: ReadonlyMap<SideName, SeenBodies>,
  now: ReadonlyMap<SideName, SeenBodies>,
): SideName | null {
  const [side, ...others] = [...now].filter(([, { differ }]) => differ).map(([name]) => name);
  if (side === undefined || others.length > 0 || now.size < 2) return null;
  return before.get(side)?.differ === false && now.get(side)?.latest != null ? side : null;
}

/** Notes on which sides bodies differ that were seen before the load. */
export function noteSeen(bodies: CellBodies): void {
  const known = bodies.unstable;
  const [candidate, baseline] = (['candidate', 'baseline'] as const).map((side) => {
    const seen = bodies.seen.get(side) ?? [];
    return seen.flatMap(({ differInParts }, at) => (differInParts ? [at + 1] : []));
  }) as [number[], number[]];
  const differing = (['candidate', 'baseline'] as const).filter(
    (side) =>
      known?.sides === 'both' ||
      known?.sides === side ||
      (side === 'candidate' ? candidate : baseline).length > 0,
  );
  const unstable = unstableOn(differing, known?.found ?? 'before-load');
  const hasSteps = [...bodies.seen.values()].some((steps) => steps.length > 1);
  const isWhole = !hasSteps || (known !== null && known.steps === undefined);
  const steps = [...new Set([...(known?.steps ?? []), ...candidate, ...baseline])].sort((a, b) => a - b);
  bodies.unstable = unstable === null || isWhole ? unstable : { ...unstable, steps };
}

/**
 * Notes that bodies differ under load.
 * @param wereCompared else all that can have been wrong about them is that they were empty
 */
export function noteUnderLoad(bodies: CellBodies, sides: readonly SideName[], wereCompared: boolean): void {
  if (!wereCompared) bodies.someEmpty = true;
  // Which of several steps it was, the load does not say: none of them is compared any more.
  else if (bodies.unstable?.steps !== undefined) {
    const { sides: known } = bodies.unstable;
    bodies.unstable = { sides: known, found: 'under-load' };
  } else bodies.unstable ??= unstableOn(sides, 'under-load');
}

function unstableOn(sides: readonly SideName[], found: UnstableBody['found']): UnstableBody | null {
  const [only] = sides;
  if (only === undefined) return null;
  return { sides: sides.length === 1 ? only : 'both', found };
}

/** Answers with a right status, and those of them whose body was not the one that was seen before the load. */
export interface Differing {
  readonly answers: number;
  readonly differing: number;
}

export const NONE_DIFFERING: Differing = { answers: 0, differing: 0 };

export const differingOf = ({ answers, requests, failures }: RoundFigures): Differing => ({
  answers: (answers ?? requests) + failures.wrongBody,
  differing: failures.wrongBody,
});

export const addDiffering = (one: Differing, other: Differing): Differing => ({
  answers: one.answers + other.answers,
  differing: one.differing + other.differing,
});

/** Whether the bodies of a round, and nothing else, make it unbelievable. */
export function isInDoubt(figures: RoundFigures): boolean {
  const { wrongBody } = figures.failures;
  const otherwise = allFailed(figures.failures) - wrongBody;
  const all = figures.requests + wrongBody + otherwise;
  return wrongBody > MAX_FAILED_SHARE * all && otherwise <= MAX_FAILED_SHARE * all;
}

/** Shares of both sides that are within this factor of each other look alike. */
const ALIKE = 5;
/** Chance at most with which sides that are the same are told apart. */
const ALPHA = 0.001;

/**
 * Whose bodies differ under load. `both`: as often on one side as on the other, so that it is their way. A side: its bodies
 * differ, and the other's don't, or hardly ever. `few`: no more than other failures may be. `open`: too few to tell.
 *
 * A factor, and not a test of equality: at a turn of the clock, all later bodies of both sides differ, and how many these
 * are depends on how fast a side is.
 */
export function judgeDiffering(
  candidate: Differing,
  baseline: Differing,
): SideName | 'both' | 'few' | 'open' {
  const [ofCandidate, ofBaseline] = [shareOf(candidate), shareOf(baseline)];
  if (ofCandidate <= MAX_FAILED_SHARE && ofBaseline <= MAX_FAILED_SHARE) return 'few';
  const isCandidate = ofCandidate >= ofBaseline;
  const [more, less] = isCandidate ? [candidate, baseline] : [baseline, candidate];
  if (less.differing > 0 && shareOf(more) <= ALIKE * shareOf(less)) return 'both';
  if (chanceOf(more, less) > ALPHA) return 'open';
  return isCandidate ? 'candidate' : 'baseline';
}

const shareOf = ({ answers, differing }: Differing): number => (answers === 0 ? 0 : differing / answers);

/** The chance that so many of all differing bodies, or more, fall to one of two sides that are the same. */
function chanceOf(more: Differing, less: Differing): number {
  const share = more.answers / (more.answers + less.answers);
  // P(X ≥ k) of a binomial distribution (DLMF 8.17.5).
  return regularisedBeta(share, more.differing, less.differing + 1);
}
