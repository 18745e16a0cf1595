import { describe, expect, it } from 'vitest';
import type { RunningSide } from '../../../src/measure/deps.js';
import { type Charged, charge, idleMemory, memoryFigures, watchMemory } from '../../../src/measure/memory.js';
import type { Instance } from '../../../src/runtime/runtime.js';
import type { Clock } from '../../../src/system/clock.js';

const MiB = 2 ** 20;
const idle: Charged = { idle: 40 * MiB, left: 0, most: 0 };
/** Rounds as `before → highest → after`, in MiB. */
const charged = (...rounds: [before: number, highest: number, after: number][]) =>
  memoryFigures(
    rounds
      .map(([before, highest, after]) => ({
        before: before * MiB,
        highest: highest * MiB,
        after: after * MiB,
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
  /** Sleeps end when the test lets them. */
  function stepped() {
    const wakes: (() => void)[] = [];
    const clock = {
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
        { before: 10, highest: 50, after: 30 },
        // Read before and after only.
        { before: 20, highest: 60, after: 60 },
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
  expect(read.get('candidate')).toEqual({ idle: 7, left: 0, most: 0 });
  expect(read.get('baseline')).toBeNull();
});
