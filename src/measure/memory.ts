import type { LoadResult } from '../load/job.js';
import { PROGRESS_STEP_MS } from '../load/job.js';
import type { SideFigures, SideName } from '../model/record.js';
import type { Clock } from '../system/clock.js';
import type { RunningSide } from './deps.js';

/** Pause between two samples while a round runs, ms. */
const SAMPLE_MS = 100;

/** Memory of a side, without page cache, bytes, when it had given so many right answers. */
export interface AtAnswers {
  readonly answers: number;
  readonly bytes: number;
}

/** A side's memory around one round, without page cache, bytes. */
export interface RoundMemory {
  readonly before: number;
  /** The most that was seen from before the round to after it. */
  readonly highest: number;
  readonly after: number;
  /** What was seen, by how many answers of this round had been given; in that order. */
  readonly course: readonly AtAnswers[];
}

/** What was seen of a side's memory while it was watched; `course` is known when the round's answers are. */
export interface Watched extends Omit<RoundMemory, 'course'> {
  /** Under load, oldest first. */
  readonly readings: readonly Reading[];
}

export interface Reading {
  /** CLOCK_MONOTONIC, ns. */
  readonly atNs: bigint;
  readonly bytes: number;
}

/** What a cell was charged with so far, on one side; bytes. */
export interface Charged {
  /** Before any load. */
  readonly idle: number;
  /** What the cell's own rounds left behind, never below 0. */
  readonly left: number;
  /** The most that they added. */
  readonly most: number;
  /** Right answers of all its rounds. */
  readonly answers: number;
  /** What they had added by how many answers. */
  readonly course: readonly AtAnswers[];
}

/** A side before any load. */
export const uncharged = (idle: number): Charged => ({ idle, left: 0, most: 0, answers: 0, course: [] });

/**
 * Charges a cell with a round of its own. Its rounds are put one behind the other, as if no other cell had been
 * there: a round starts from what the ones before left, and reaches as far above that as memory rose in it. What a
 * collector frees in this cell's round may be another's garbage, so what is left never falls below 0.
 */
export function charge(charged: Charged, { before, highest, after, course }: RoundMemory): Charged {
  const added = ({ answers, bytes }: AtAnswers): AtAnswers => ({
    answers: charged.answers + answers,
    bytes: charged.left + Math.max(0, bytes - before),
  });
  return {
    idle: charged.idle,
    left: Math.max(0, charged.left + after - before),
    most: Math.max(charged.most, charged.left + Math.max(0, highest - before)),
    answers: charged.answers + (course.at(-1)?.answers ?? 0),
    course: [...charged.course, ...course.map(added)],
  };
}

/**
 * The most memory that a cell needed for its first so many answers, idle memory included, bytes. Whoever answers more
 * requests in the same time leaves more garbage between two collections, so the peaks of two sides are compared at the
 * same number of answers: all that the slower side gave. Between two readings, memory is taken to change evenly.
 */
export function memoryFor({ idle, course }: Charged, answers: number): number {
  let most = 0;
  let last: AtAnswers = { answers: 0, bytes: 0 };
  for (const point of course) {
    if (point.answers > answers) {
      const share = (answers - last.answers) / (point.answers - last.answers);
      return idle + Math.max(most, last.bytes + share * (point.bytes - last.bytes));
    }
    most = Math.max(most, point.bytes);
    last = point;
  }
  return idle + most;
}

/**
 * The figures of a side in the record. null: the runtime can't tell, or a reading failed.
 * @param other the other side, where there is one
 */
export function memoryFigures(
  charged: Charged | null,
  other?: Charged | null,
): Pick<SideFigures, 'idleMemoryBytes' | 'cellMemoryBytes' | 'sameWorkMemoryBytes'> {
  const known = charged === null || other == null ? null : Math.min(charged.answers, other.answers);
  return {
    idleMemoryBytes: charged?.idle ?? null,
    cellMemoryBytes: charged === null ? null : charged.idle + charged.most,
    ...(other === undefined
      ? {}
      : {
          sameWorkMemoryBytes:
            charged === null || known === null ? null : Math.round(memoryFor(charged, known)),
        }),
  };
}

/** What a round did to a side's memory, by the answers that its generator reports over time. */
export function withAnswers(
  { readings, ...ends }: Watched,
  { startedNs, answers, progress }: Pick<LoadResult, 'startedNs' | 'answers' | 'progress'>,
): RoundMemory {
  const started = BigInt(startedNs);
  const upTo = (atNs: bigint): number => {
    const steps = Number(atNs - started) / 1e6 / PROGRESS_STEP_MS;
    let sum = 0;
    for (const [at, count] of progress.entries()) {
      if (at >= steps) break;
      sum += count * Math.min(1, steps - at);
    }
    return sum;
  };
  const seen = readings.map(({ atNs, bytes }) => ({ answers: upTo(atNs), bytes }));
  return {
    ...ends,
    course: [{ answers: 0, bytes: ends.before }, ...seen, { answers, bytes: ends.after }],
  };
}

/** Reads what every side needs before it has had any load. null: the runtime can't tell. */
export async function idleMemory(
  running: ReadonlyMap<SideName, Pick<RunningSide, 'instance'>>,
): Promise<ReadonlyMap<SideName, Charged | null>> {
  const read = async ([side, one]: [SideName, Pick<RunningSide, 'instance'>]) => {
    const idle = await memoryOf(one);
    return [side, idle === null ? null : uncharged(idle)] as const;
  };
  return new Map(await Promise.all([...running].map(read)));
}

/**
 * Runs a round (or a warm-up) and watches the memory of the sides that it loads: before, after, and every 100 ms in
 * between where a reading costs next to nothing.
 * @returns the round's result, and what was seen of each side; null: the runtime can't tell
 * @throws what the round throws
 */
export async function watchMemory<T>(
  sides: readonly Pick<RunningSide, 'instance'>[],
  clock: Clock,
  round: () => Promise<T>,
): Promise<{ readonly result: T; readonly memory: readonly (Watched | null)[] }> {
  const before = await Promise.all(sides.map(memoryOf));
  const readings = sides.map((): Reading[] => []);
  const done = new AbortController();
  const sampling = sample(sides, readings, clock, done.signal);
  let result: T;
  try {
    result = await round();
  } finally {
    done.abort();
    await sampling;
  }
  const after = await Promise.all(sides.map(memoryOf));
  return { result, memory: sides.map((_, at) => seen(before[at], readings[at] ?? [], after[at])) };
}

function seen(
  before: number | null | undefined,
  readings: readonly Reading[],
  after: number | null | undefined,
): Watched | null {
  if (before == null || after == null) return null;
  return { before, highest: Math.max(before, ...readings.map(({ bytes }) => bytes), after), after, readings };
}

async function sample(
  sides: readonly Pick<RunningSide, 'instance'>[],
  readings: readonly Reading[][],
  clock: Clock,
  done: AbortSignal,
): Promise<void> {
  if (sides.every(({ instance }) => instance.memoryBytes === undefined)) return;
  while (!done.aborted) {
    await clock.sleep(SAMPLE_MS, done).catch(() => {}); // The round is over.
    for (const [at, { instance }] of sides.entries()) {
      const bytes = instance.memoryBytes?.() ?? null;
      if (bytes !== null) readings[at]?.push({ atNs: clock.monotonicNs(), bytes });
    }
  }
}

const memoryOf = ({ instance }: Pick<RunningSide, 'instance'>): Promise<number | null> =>
  instance.counters().then(
    ({ memoryBytes }) => memoryBytes,
    () => null,
  );

/** Highest memory of each side in the whole generation, bytes; null: the runtime can't tell. */
export async function peakMemory(
  running: ReadonlyMap<SideName, Pick<RunningSide, 'instance'>>,
): Promise<ReadonlyMap<SideName, number | null>> {
  const read = async ([side, { instance }]: [SideName, Pick<RunningSide, 'instance'>]) =>
    [
      side,
      await instance.counters().then(
        (now) => now.peakMemoryBytes,
        () => null,
      ),
    ] as const;
  return new Map(await Promise.all([...running].map(read)));
}
