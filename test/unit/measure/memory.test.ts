import { describe, expect, it } from 'vitest';
import type { RunningSide } from '../../../src/measure/deps.js';
import {
  type Charged,
  charge,
  idleMemory,
  memoryFigures,
  memoryFor,
  uncharged,
  watchMemory,
  withAnswers,
} from '../../../src/measure/memory.js';
import type { Instance } from '../../../src/runtime/runtime.js';
import type { Clock } from '../../../src/system/clock.js';

const MiB = 2 ** 20;
const idle: Charged = uncharged(40 * MiB);
/** Rounds as `before → highest → after`, in MiB. */
const charged = (...rounds: [before: number, highest: number, after: number][]) =>
  memoryFigures(
    rounds
      .map(([before, highest, after]) => ({
        before: before * MiB,
        highest: highest * MiB,
        after: after * MiB,
        course: [],
      }))
      .reduce(charge, idle),
  );
const memory = (cell: number) => ({ idleMemoryBytes: 40 * MiB, cellMemoryBytes: cell * MiB });

describe('the memory of a cell', () => {
  it('is idle memory where its rounds add nothing', () => {
    expect(charged()).toEqual(memory(40));
    expect(charged([40, 40, 40], [40, 40, 40])).toEqual(memory(40));
  });

  it('adds up what its own rounds leave behind', () => {
    expect(charged([40, 45, 45], [45, 51, 50])).toEqual(memory(51));
  });

  it('does not know what other cells left between its rounds', () => {
    expect(charged([40, 45, 45], [145, 150, 150], [350, 351, 351])).toEqual(memory(51));
  });

  it('counts what a round used and gave back once, however many rounds do so', () => {
    expect(charged([40, 90, 40], [40, 90, 40], [40, 90, 40])).toEqual(memory(90));
  });

  it('never falls below idle where its rounds free what others left', () => {
    expect(charged([140, 140, 60], [60, 66, 66])).toEqual(memory(46));
  });

  it('is not known where a reading failed', () => {
    expect(memoryFigures(null)).toEqual({ idleMemoryBytes: null, cellMemoryBytes: null });
  });
});

/** A side whose memory is what the test says. */
function side(read: () => number | null, quick: boolean): Pick<RunningSide, 'instance'> {
  const instance = {
    counters: async () => {
      const memoryBytes = read();
      if (memoryBytes === -1) throw new Error('gone');
      return { memoryBytes };
    },
    ...(quick && { memoryBytes: read }),
  } as unknown as Instance;
  return { instance };
}

describe('watching a round', () => {
  const reading = (bytes: number) => ({ atNs: 0n, bytes });
  /** Sleeps end when the test lets them. */
  function stepped() {
    const wakes: (() => void)[] = [];
    const clock = {
      monotonicNs: () => 0n,
      sleep: (_ms: number, signal?: AbortSignal) =>
        new Promise<void>((resolve, reject) => {
          wakes.push(resolve);
          signal?.addEventListener('abort', () => reject(signal.reason));
        }),
    } as Clock;
    const tick = async () => {
      wakes.shift()?.();
      await new Promise((done) => setImmediate(done));
    };
    return { clock, tick };
  }

  it('sees the highest of the samples, where a reading costs next to nothing', async () => {
    const { clock, tick } = stepped();
    let now = 10;
    const result = await watchMemory([side(() => now, true), side(() => 2 * now, false)], clock, async () => {
      now = 50;
      await tick();
      now = 30;
      await tick();
      return 'done';
    });
    expect(result).toEqual({
      result: 'done',
      memory: [
        { before: 10, highest: 50, after: 30, readings: [reading(50), reading(30), reading(30)] },
        // Read before and after only.
        { before: 20, highest: 60, after: 60, readings: [] },
      ],
    });
  });

  it('knows nothing of a side that is gone, or that can not be read', async () => {
    const { clock } = stepped();
    let now = 10;
    const ends = async () => {
      now = -1;
    };
    const { memory: seen } = await watchMemory([side(() => now, false)], clock, ends);
    expect(seen).toEqual([null]);
    const { memory: none } = await watchMemory([side(() => null, true)], clock, async () => {});
    expect(none).toEqual([null]);
  });

  it('throws what the round throws, and ends its sampling', async () => {
    const { clock } = stepped();
    const broken = watchMemory([side(() => 1, true)], clock, async () => {
      throw new Error('generator died');
    });
    await expect(broken).rejects.toThrow('generator died');
  });
});

it('reads idle memory of every side that tells it', async () => {
  const running = new Map([
    ['candidate', side(() => 7, false)],
    ['baseline', side(() => -1, false)],
  ] as const);
  const read = await idleMemory(running);
  expect(read.get('candidate')).toEqual(uncharged(7));
  expect(read.get('baseline')).toBeNull();
});

describe('memory at the same work', () => {
  /** A round of so many answers that adds memory evenly, read ten times. */
  const round = (answers: number, from: number, to: number) => ({
    before: from * MiB,
    highest: to * MiB,
    after: to * MiB,
    course: Array.from({ length: 11 }, (_, at) => ({
      answers: (answers * at) / 10,
      bytes: (from + ((to - from) * at) / 10) * MiB,
    })),
  });

  it('is that of the first answers of all rounds, one behind the other', () => {
    const side = [round(100, 40, 50), round(100, 150, 160)].reduce(charge, uncharged(40 * MiB));
    expect(memoryFor(side, 0)).toBe(40 * MiB);
    expect(memoryFor(side, 50) / MiB).toBeCloseTo(45);
    expect(memoryFor(side, 150) / MiB).toBeCloseTo(55);
    expect(memoryFor(side, 200)).toBe(60 * MiB);
    expect(memoryFor(side, 1e9)).toBe(60 * MiB);
  });

  it('is taken to change evenly between two readings', () => {
    const few = {
      ...round(100, 40, 60),
      course: [0, 100].map((answers) => ({ answers, bytes: (40 + answers / 5) * MiB })),
    };
    expect(memoryFor(charge(uncharged(40 * MiB), few), 25) / MiB).toBeCloseTo(45);
  });

  it('keeps a peak that has passed', () => {
    const peak = {
      ...round(100, 40, 40),
      highest: 70 * MiB,
      course: [
        { answers: 0, bytes: 40 * MiB },
        { answers: 10, bytes: 70 * MiB },
        { answers: 100, bytes: 40 * MiB },
      ],
    };
    expect(memoryFor(charge(uncharged(40 * MiB), peak), 50)).toBe(70 * MiB);
  });

  it('is the same for a side that answers three times as many requests with the same memory a request', () => {
    const slow = [round(100, 40, 50)].reduce(charge, uncharged(40 * MiB));
    const fast = [round(300, 40, 70)].reduce(charge, uncharged(40 * MiB));
    const [ours, theirs] = [memoryFigures(fast, slow), memoryFigures(slow, fast)];
    expect(ours.cellMemoryBytes).toBe(70 * MiB);
    expect(theirs.cellMemoryBytes).toBe(50 * MiB);
    expect((ours.sameWorkMemoryBytes ?? 0) / MiB).toBeCloseTo(50);
    expect(theirs.sameWorkMemoryBytes).toBe(50 * MiB);
  });

  it('is not there for a side that ran alone, and null where one of two is not known', () => {
    const side = uncharged(40 * MiB);
    expect(memoryFigures(side)).not.toHaveProperty('sameWorkMemoryBytes');
    expect(memoryFigures(side, null)).toMatchObject({ cellMemoryBytes: 40 * MiB, sameWorkMemoryBytes: null });
    expect(memoryFigures(null, side)).toMatchObject({ cellMemoryBytes: null, sameWorkMemoryBytes: null });
  });

  it('places readings by the answers that had come by then, as the generator reports them', () => {
    const ms = (value: number) => BigInt(value * 1e6);
    const readings = [-10, 25, 50, 100, 500].map((at) => ({ atNs: ms(1000 + at), bytes: at }));
    const { course } = withAnswers(
      { before: 1, highest: 500, after: 2, readings },
      { startedNs: String(ms(1000)), answers: 30, progress: [20, 0, 10] },
    );
    expect(course.map(({ answers }) => answers)).toEqual([0, 0, 10, 20, 20, 30, 30]);
    expect(course.at(0)?.bytes).toBe(1);
    expect(course.at(-1)?.bytes).toBe(2);
  });
});
