import type { SideFigures, SideName } from '../model/record.js';
import type { Clock } from '../system/clock.js';
import type { RunningSide } from './deps.js';

/** Pause between two samples while a round runs, ms. */
const SAMPLE_MS = 100;

/** A side's memory around one round, without page cache, bytes. */
export interface RoundMemory {
  readonly before: number;
  /** The most that was seen from before the round to after it. */
  readonly highest: number;
  readonly after: number;
}

/** What a cell was charged with so far, on one side; bytes. */
export interface Charged {
  /** Before any load. */
  readonly idle: number;
  /** What the cell's own rounds left behind, never below 0. */
  readonly left: number;
  /** The most that they added. */
  readonly most: number;
}

/**
 * Charges a cell with a round of its own. Its rounds are put one behind the other, as if no other cell had been
 * there: a round starts from what the ones before left, and reaches as far above that as memory rose in it. What a
 * collector frees in this cell's round may be another's garbage, so what is left never falls below 0.
 */
export function charge(charged: Charged, { before, highest, after }: RoundMemory): Charged {
  return {
    idle: charged.idle,
    left: Math.max(0, charged.left + after - before),
    most: Math.max(charged.most, charged.left + Math.max(0, highest - before)),
  };
}

/** The figures of a side in the record. null: the runtime can't tell, or a reading failed. */
export function memoryFigures(
  charged: Charged | null,
): Pick<SideFigures, 'idleMemoryBytes' | 'cellMemoryBytes'> {
  if (charged === null) return { idleMemoryBytes: null, cellMemoryBytes: null };
  return { idleMemoryBytes: charged.idle, cellMemoryBytes: charged.idle + charged.most };
}

/** Reads what every side needs before it has had any load. null: the runtime can't tell. */
export async function idleMemory(
  running: ReadonlyMap<SideName, Pick<RunningSide, 'instance'>>,
): Promise<ReadonlyMap<SideName, Charged | null>> {
  const read = async ([side, one]: [SideName, Pick<RunningSide, 'instance'>]) => {
    const idle = await memoryOf(one);
    return [side, idle === null ? null : { idle, left: 0, most: 0 }] as const;
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
): Promise<{ readonly result: T; readonly memory: readonly (RoundMemory | null)[] }> {
  const before = await Promise.all(sides.map(memoryOf));
  const highest = sides.map(() => 0);
  const done = new AbortController();
  const sampling = sample(sides, highest, clock, done.signal);
  let result: T;
  try {
    result = await round();
  } finally {
    done.abort();
    await sampling;
  }
  const after = await Promise.all(sides.map(memoryOf));
  return { result, memory: sides.map((_, at) => seen(before[at], highest[at], after[at])) };
}

function seen(
  before: number | null | undefined,
  highest: number | undefined,
  after: number | null | undefined,
): RoundMemory | null {
  if (before == null || after == null) return null;
  return { before, highest: Math.max(before, highest ?? 0, after), after };
}

async function sample(
  sides: readonly Pick<RunningSide, 'instance'>[],
  highest: number[],
  clock: Clock,
  done: AbortSignal,
): Promise<void> {
  if (sides.every(({ instance }) => instance.memoryBytes === undefined)) return;
  while (!done.aborted) {
    await clock.sleep(SAMPLE_MS, done).catch(() => {}); // The round is over.
    for (const [at, { instance }] of sides.entries()) {
      highest[at] = Math.max(highest[at] ?? 0, instance.memoryBytes?.() ?? 0);
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
