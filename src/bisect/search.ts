import { isClear, isShown } from '../compare/evidence.js';
import { lookAtNew } from '../compare/looks.js';
import { looksAt, RULE } from '../compare/rule.js';
import type {
  BisectAnswer,
  BisectAsk,
  BisectCulprit,
  BisectFound,
  BisectRange,
  PassedBy,
  RangeReason,
  Worsening,
} from '../model/bisect.js';
import { confidenceInterval, type Estimate } from '../stats/inference.js';
import { type Line, mainLine, mergedLines, type Point, type Range } from './history.js';
import { createLevels, type Levels, type Standing, standing } from './levels.js';

/** New generations of a commit that is looked at first, and of each time when that was not enough. */
const FIRST = 3;
const MORE = 2;
/** Generations after which a commit is given up as too noisy, in the search and in the last comparison. */
const MOST = 24;
/** New generations of the found commit beside its parent before their first look. */
const LAST = 5;
/** Chance of the last comparison showing a change that is not there, in either direction. */
const LAST_ALPHA = 0.01;
/** The smallest share of a range's whole change that is looked for in it: three equal culprits are told apart. */
const PART = 1 / 3;
/** Tries to come to a commit that the last comparison shows; each later one with twice as many generations a commit. */
const TRIES = 2;

export interface SearchRequest {
  readonly range: Range;
  /** By how much the bad commit is worse than the good one, one for each generation of an ordinary run. */
  readonly values: readonly number[];
  /** The change that counts, as the natural log of a ratio. */
  readonly threshold: number;
  /** Standard deviation that a value has at least; 0 where it is counted. */
  readonly leastSpread: number;
}

/** An answer, or `stop`: the budget is spent. */
export type Reply = BisectAnswer | 'stop';

/** Asks for comparisons one after the other, takes their answers, and ends with what it has found. */
export type Search = Generator<BisectAsk, BisectFound, Reply>;

/** A step of the search that asks, too. */
type Asking<T> = Generator<BisectAsk, T, Reply>;

/** A part of a line that is looked at: from the point at `low`, which is before it, up to the one at `high`. */
interface Part {
  readonly line: Line;
  readonly low: number;
  readonly high: number;
  /** The merge that brought the line in. */
  readonly merge: string | null;
}

interface State extends Pick<SearchRequest, 'range' | 'threshold'> {
  readonly levels: Levels;
  /** By digest. */
  readonly passedBy: Map<string, PassedBy>;
  readonly culprits: BisectCulprit[];
  readonly ranges: BisectRange[];
  readonly compared: Set<string>;
  /** Digests of commits that give no more figures. */
  readonly exhausted: Set<string>;
  generations: number;
  stopped: boolean;
}

/**
 * Looks for the commits that made a cell slower. Pure: the same answers give the same questions, so that a search goes on
 * from the answers that are kept of it.
 *
 * Each commit is compared with the good one until it is certain which half of what is left made the difference. Where
 * both did, the half with more comes first, and the other one after it. What the search comes to is compared with its
 * parent on new generations, and has a name only where these show it. What stays unexplained is searched on.
 */
export function* search({ range, values, threshold, leastSpread }: SearchRequest): Search {
  const levels = createLevels(leastSpread);
  const [good, bad] = [range.inputs.get(range.good), range.inputs.get(range.bad)];
  if (good == null || bad == null)
    throw new RangeError('both ends of the range have to be made of something');
  levels.add(bad, values);
  levels.fix(good);
  const state: State = {
    ...{ range, threshold, levels },
    passedBy: new Map(),
    culprits: [],
    ranges: [],
    compared: new Set(),
    exhausted: new Set(),
    generations: 0,
    stopped: false,
  };
  const line = mainLine(range);
  const whole = { line, low: 0, high: line.length - 1, merge: null };
  yield* explain(whole, leastRest(state), state);
  if (state.culprits.length + state.ranges.length === 0) leaveOpen(whole, 'not-confirmed', state);
  return {
    culprits: state.culprits,
    ranges: state.ranges,
    passedBy: [...state.passedBy.values()],
    comparisons: state.compared.size,
    generations: state.generations,
  };
}

/** The smallest change that is looked for in what a found commit leaves unexplained. */
const leastRest = ({ threshold }: State): number => threshold * RULE.suspectShare;

/** Finds what made a part slower, and then what made the rest of it slower. */
function* explain(part: Part, least: number, state: State): Asking<void> {
  if (part.low >= part.high) return;
  const known = yield* settle(part, least, state);
  if (known === 'unknown' && isWorse(part, state)) {
    leaveOpen(part, state.stopped ? 'budget' : 'too-noisy', state);
  }
  if (known !== 'slower') return;
  const end = yield* narrowAndConfirm(part, state);
  if (end === null) return;
  yield* explain({ ...part, high: end.low }, leastRest(state), state);
  yield* explain({ ...part, low: end.high }, leastRest(state), state);
}

/** @returns what is explained of the part, by a commit or by a range; null: all of it is left as a range, or refuted */
function* narrowAndConfirm(part: Part, state: State): Asking<Pick<Part, 'low' | 'high'> | null> {
  let end: LastEnd = 'open';
  let tried: Part | null = null;
  for (let attempt = 0; attempt < TRIES && !state.stopped; attempt++) {
    const { reason, ...found } = yield* narrow(part, FIRST * 2 ** attempt, state);
    if (reason !== null) {
      leaveOpen(found, reason, state);
      return reason === 'passed-by' ? found : null;
    }
    if (tried?.high === found.high && tried.low === found.low) break;
    tried = found;
    end = yield* confirm(found, state);
    if (end === 'shown') return found;
  }
  // Beside a commit that is found, what new generations rule out is no more than noise.
  if (end === 'refuted' && state.culprits.length > 0) return null;
  leaveOpen(part, state.stopped ? 'budget' : 'not-confirmed', state);
  return null;
}

/** What the last comparison said: the change is there, is certainly not, or neither. */
type LastEnd = 'shown' | 'refuted' | 'open';

interface Narrowed extends Part {
  /** null: the two ends follow each other. */
  readonly reason: RangeReason | null;
}

/** Halves a part that is slower until its ends follow each other. @param generations that each middle gets first */
function* narrow(part: Part, generations: number, state: State): Asking<Narrowed> {
  let now = part;
  for (;;) {
    const middle = middleOf(now, state);
    if (middle === null) return { ...now, reason: now.high - now.low === 1 ? null : 'passed-by' };
    const half = yield* halve(now, middle, generations, state);
    if (half === null) return { ...now, reason: state.stopped ? 'budget' : 'too-noisy' };
    now = half;
  }
}

/** @returns the slower half; the part itself where its middle is passed by; null: it can't be told */
function* halve(part: Part, middle: number, generations: number, state: State): Asking<Part | null> {
  if (!(yield* measure(pointAt(part, middle), generations, state))) return state.stopped ? null : part;
  const half = yield* slowerHalf(part, middle, state);
  if (half === null) return null;
  return half === 'before' ? { ...part, high: middle } : { ...part, low: middle };
}

/** The place nearest to the middle of a part that is not passed by; null: there is none between its ends. */
function middleOf({ line, low, high }: Part, { passedBy }: State): number | null {
  const centre = (low + high) / 2;
  const between = line.map((_, at) => at).slice(low + 1, high);
  const usable = between.filter((at) => {
    const inputs = line[at]?.inputs ?? null;
    return inputs !== null && !passedBy.has(inputs);
  });
  return usable.toSorted((a, b) => Math.abs(a - centre) - Math.abs(b - centre))[0] ?? null;
}

/** @returns null: it can't be told with the generations that there may be */
function* slowerHalf(part: Part, middle: number, state: State): Asking<'before' | 'after' | null> {
  const [low, high] = [pointAt(part, part.low), pointAt(part, part.high)];
  const at = pointAt(part, middle);
  for (;;) {
    const whole = differenceOf(low, high, state).mean;
    const [before, after] = [differenceOf(low, at, state), differenceOf(at, high, state)];
    const least = Math.max(whole * PART, Number.MIN_VALUE);
    const [first, second] = [standing(before, least), standing(after, least)];
    if (first === 'slower' && second === 'slower') return before.mean >= after.mean ? 'before' : 'after';
    if (first === 'slower' || second === 'same') return 'before';
    if (second === 'slower' || first === 'same') return 'after';
    if (!(yield* buyMore([at, low, high], state))) return null;
  }
}

/** How the end of a part stands to its beginning. */
function* settle(part: Part, least: number, state: State): Asking<Standing> {
  const ends = [pointAt(part, part.low), pointAt(part, part.high)] as const;
  for (const end of ends) {
    if (!(yield* measure(end, FIRST, state))) return 'unknown';
  }
  for (;;) {
    const known = standing(differenceOf(...ends, state), least);
    if (known !== 'unknown' || !(yield* buyMore(ends, state))) return known;
  }
}

/** More generations of the point that has the fewest. @returns whether there are any */
function* buyMore(points: readonly Point[], state: State): Asking<boolean> {
  const open = points.filter(({ inputs }) => !state.exhausted.has(inputs ?? ''));
  const [fewest] = open.toSorted((a, b) => generationsOf(a, state) - generationsOf(b, state));
  if (fewest === undefined) return false;
  const made = generationsOf(fewest, state);
  return made < MOST && (yield* measure(fewest, made + MORE, state));
}

/** Measures a point beside the good commit until it has so many generations. @returns whether it has figures */
function* measure({ sha, inputs }: Point, generations: number, state: State): Asking<boolean> {
  if (inputs === null || state.passedBy.has(inputs)) return false;
  const { levels, range } = state;
  while (levels.generations(inputs) < generations && !state.exhausted.has(inputs)) {
    const made = levels.generations(inputs);
    const answer = yield* ask({ of: sha, against: range.good, generations: generations - made }, state);
    if (answer === 'stop') return false;
    if (answer.kind === 'values') levels.add(inputs, answer.values);
    else if (answer.kind === 'same') levels.fix(inputs);
    else if (made > 0) {
      // Its figures stand. That it failed since then says that there won't be more.
      state.exhausted.add(inputs);
      return true;
    } else {
      state.passedBy.set(inputs, { sha, code: answer.code, message: answer.message });
      return false;
    }
  }
  return true;
}

function* ask(question: BisectAsk, state: State): Asking<Reply> {
  if (state.stopped) return 'stop';
  const answer = yield question;
  if (answer === 'stop') state.stopped = true;
  else {
    state.compared.add(`${question.of} ${question.against}`);
    if (answer.kind === 'values') state.generations += answer.values.length;
  }
  return answer;
}

/**
 * Compares the commit that the search came to with its parent, on new generations: what the search saw decides nothing here.
 * A commit that is shown is a culprit then, or what it merged is.
 */
function* confirm(found: Part, state: State): Asking<LastEnd> {
  const [parent, child] = [pointAt(found, found.low), pointAt(found, found.high)];
  const { sha } = child;
  const step = differenceOf(parent, child, state).mean;
  const threshold = Math.expm1(Math.max(step, leastRest(state)) / 2);
  const values = yield* lastComparison({ of: sha, against: parent.last }, threshold, state);
  const { evidence, p } = lookAtNew(values, threshold, looksAt(MOST, LAST), LAST_ALPHA);
  if (evidence === null) return 'open';
  if (evidence.mean <= 0 || !isShown(evidence, p, LAST_ALPHA, threshold)) {
    return isClear(evidence, threshold) ? 'refuted' : 'open';
  }
  const known = state.culprits.length;
  for (const line of mergedLines(state.range, sha)) {
    const inside = { line, low: 0, high: line.length - 1, merge: sha };
    yield* explain(inside, Math.max(step * PART, leastRest(state)), state);
  }
  // What came in with a merge stands for it; without that, the merge itself is what changed something.
  if (state.culprits.length === known) {
    const worse = { ratio: Math.exp(evidence.mean), interval: evidence.interval };
    const { merge } = found;
    state.culprits.push({ sha, parent: parent.last, merge, worse, generations: values.length });
  }
  return 'shown';
}

/** @returns values of new generations, until they show a change or that there is none */
function* lastComparison(
  pair: Pick<BisectAsk, 'of' | 'against'>,
  threshold: number,
  state: State,
): Asking<readonly number[]> {
  const values: number[] = [];
  const looks = looksAt(MOST, LAST);
  for (const size of looks) {
    while (values.length < size) {
      const answer = yield* ask({ ...pair, generations: size - values.length }, state);
      if (answer === 'stop' || answer.kind !== 'values') return values;
      values.push(...answer.values);
    }
    if (lookAtNew(values, threshold, looks, LAST_ALPHA).settled) break;
  }
  return values;
}

/** Whether a part is worse, however little. What is not certain even of that is not worth a word. */
function isWorse(part: Part, state: State): boolean {
  const [from, to] = [pointAt(part, part.low), pointAt(part, part.high)];
  if (generationsOf(from, state) === 0 || generationsOf(to, state) === 0) return false;
  return confidenceInterval(differenceOf(from, to, state), RULE.intervalAlpha).low > 0;
}

function leaveOpen(part: Part, reason: RangeReason, state: State): void {
  const [after, upTo] = [pointAt(part, part.low), pointAt(part, part.high)];
  const worse = worseningOf(differenceOf(after, upTo, state));
  state.ranges.push({
    after: after.last,
    upTo: upTo.last,
    commits: part.high - part.low,
    ...{ reason, worse },
  });
}

function worseningOf(difference: Estimate): Worsening {
  const { low, high } = confidenceInterval(difference, RULE.intervalAlpha);
  return { ratio: Math.exp(difference.mean), interval: { low: Math.exp(low), high: Math.exp(high) } };
}

const generationsOf = ({ inputs }: Point, { levels }: State): number =>
  inputs === null ? 0 : levels.generations(inputs);

const differenceOf = (from: Point, to: Point, { levels }: State): Estimate =>
  levels.difference(from.inputs ?? '', to.inputs ?? '');

function pointAt({ line }: Pick<Part, 'line'>, place: number): Point {
  const point = line[place];
  if (point === undefined) throw new RangeError(`a line of ${line.length} points has none at ${place}`);
  return point;
}
