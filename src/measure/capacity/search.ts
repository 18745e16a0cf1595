/**
 * Where does a service's limit lie? A pure function from what was measured so far to the level to try next, or the
 * result. Levels are whole numbers of connections, or of arrivals/s.
 *
 * 1. Geometric steps up until a level breaks a limit (or down, where the first one does).
 * 2. Bisection of the logarithm between the highest level that held and the lowest that broke, until they are within
 *    `CLOSE`, or are neighbours.
 *
 * A level that breaks a limit is tried again before it counts: one bad moment of the machine must not end a search. One
 * that holds while its two halves don't agree was not steady, and is tried again as well.
 */
import type { CapacityStop } from '../../model/capacity.js';

/** Where the search looks. */
export interface SearchSpace {
  readonly from: number;
  readonly to: number;
  /** Where an earlier search of the same service ended; null: it is the first one. */
  readonly guess: number | null;
}

/** What a plateau at a level showed. */
export interface Attempt {
  readonly level: number;
  /** What broke; null: the level held. */
  readonly stop: CapacityStop | null;
  /** How much of each limit that can be measured was reached: from 1 on, it is broken. */
  readonly reached: Readonly<Partial<Record<CapacityStop, number>>>;
  /** Its halves agreed. */
  readonly steady: boolean;
}

/** Where the limit lies. */
export interface Found {
  /** The highest level that held; 0: not even `from` did. */
  readonly low: number;
  /** The lowest level that broke a limit; null: none did. */
  readonly high: number | null;
  /** Between the two, where the limit is met; as low or high where only one of them is known. */
  readonly level: number;
  readonly stop: CapacityStop;
}

export type SearchStep =
  | { readonly kind: 'try'; readonly level: number }
  | { readonly kind: 'found'; readonly found: Found };

/** High over low from which on they are close enough: the limit is interpolated between them. */
const CLOSE = 1.1;
/** The longest geometric step. */
const LONGEST_STEP = 2;
/** The first step away from a guess. Each further one is the square of the one before. */
const FIRST_STEP = 1.15;
/** Attempts of a level that holds without getting steady, and of any level. */
const MOST_UNSTEADY = 3;
const MOST_ATTEMPTS = 4;

/** After these, nothing more can be tried: the service is gone. */
const ENDS: ReadonlySet<CapacityStop> = new Set(['exited']);

/** @param attempts in the order in which they were made */
export function nextStep(space: SearchSpace, attempts: readonly Attempt[]): SearchStep {
  const last = attempts.at(-1);
  if (last === undefined) return { kind: 'try', level: firstLevel(space) };
  const state = stateOf(attempts, last.level);
  if (state === 'open') return { kind: 'try', level: last.level };
  const bracket = bracketOf(attempts);
  const { low, high } = bracket;
  const isOver = last.stop !== null && ENDS.has(last.stop);
  if (high === null) {
    if (low >= space.to) return found({ low, high, level: low, stop: 'to' });
    return { kind: 'try', level: Math.min(space.to, stepsFrom(low, up(space, attempts))) };
  }
  if (isOver || (low === 0 ? high <= space.from : areClose(low, high)))
    return found(between(bracket, attempts));
  if (low === 0)
    return { kind: 'try', level: Math.max(space.from, stepsFrom(high, 1 / up(space, attempts))) };
  return { kind: 'try', level: middle(low, high) };
}

const found = (one: Found): SearchStep => ({ kind: 'found', found: one });

function firstLevel({ from, to, guess }: SearchSpace): number {
  return guess === null ? from : Math.round(Math.min(to, Math.max(from, guess)));
}

type LevelState = 'held' | 'broke' | 'open';

/** What all attempts of a level together say of it. */
function stateOf(attempts: readonly Attempt[], level: number): LevelState {
  const own = attempts.filter((attempt) => attempt.level === level);
  const last = own.at(-1);
  if (last?.stop != null && ENDS.has(last.stop)) return 'broke';
  const counted = countedOf(own);
  if (counted.length === 0) return 'open';
  if (counted.some(({ stop }) => stop === null)) return 'held';
  return counted.length >= 2 || own.length >= MOST_ATTEMPTS ? 'broke' : 'open';
}

/**
 * The attempts of a level that were steady, or broke a limit: what is overloaded is seldom steady. Where it holds and never
 * gets steady, the last one.
 */
function countedOf(own: readonly Attempt[]): readonly Attempt[] {
  const counted = own.filter(({ steady, stop }) => steady || stop !== null);
  if (counted.length > 0) return counted;
  return own.length >= MOST_UNSTEADY ? own.slice(-1) : [];
}

interface Bracket {
  readonly low: number;
  readonly high: number | null;
}

/** A level above one that broke says nothing, even where it held. */
function bracketOf(attempts: readonly Attempt[]): Bracket {
  const levels = [...new Set(attempts.map(({ level }) => level))];
  const broke = levels.filter((level) => stateOf(attempts, level) === 'broke');
  const high = broke.length === 0 ? null : Math.min(...broke);
  const held = levels.filter(
    (level) => (high === null || level < high) && stateOf(attempts, level) === 'held',
  );
  return { low: Math.max(0, ...held), high };
}

/** The factor of the next geometric step. */
function up({ guess }: SearchSpace, attempts: readonly Attempt[]): number {
  if (guess === null) return LONGEST_STEP;
  const levels = new Set(attempts.map(({ level }) => level)).size;
  return Math.min(LONGEST_STEP, FIRST_STEP ** (2 ** (levels - 1)));
}

/** At least one away. */
function stepsFrom(level: number, factor: number): number {
  const next = Math.round(level * factor);
  return factor > 1 ? Math.max(level + 1, next) : Math.min(level - 1, next);
}

const areClose = (low: number, high: number): boolean => high - low <= 1 || high / low <= CLOSE;

const middle = (low: number, high: number): number =>
  Math.min(high - 1, Math.max(low + 1, Math.round(Math.sqrt(low * high))));

/**
 * Where the limit that broke at the upper end is met: what was reached of it is taken to grow by a power of the level in
 * between. Where that can't be measured at both ends (a service that ends, errors that come at once), it is their
 * geometric mean.
 */
function between({ low, high }: Bracket, attempts: readonly Attempt[]): Found {
  const end = high ?? low;
  const stop = countedAt(attempts, end).findLast((attempt) => attempt.stop !== null)?.stop ?? 'errors';
  if (low === 0) return { low, high, level: end, stop };
  const [at, beyond] = [reachedAt(attempts, low, stop), reachedAt(attempts, end, stop)];
  const isBetween = at !== null && beyond !== null && at <= 0 && beyond > 0;
  const share = isBetween ? -at / (beyond - at) : 0.5;
  return { low, high, level: low * (end / low) ** share, stop };
}

const countedAt = (attempts: readonly Attempt[], level: number): readonly Attempt[] => {
  const own = attempts.filter((attempt) => attempt.level === level);
  const counted = countedOf(own);
  return counted.length > 0 ? counted : own;
};

/** Mean logarithm of what a level reached of a limit; null: it can't be told. */
function reachedAt(attempts: readonly Attempt[], level: number, stop: CapacityStop): number | null {
  const logs = countedAt(attempts, level).map(({ reached }) => Math.log(reached[stop] ?? Number.NaN));
  const mean = logs.reduce((sum, one) => sum + one, 0) / logs.length;
  return Number.isFinite(mean) ? mean : null;
}
