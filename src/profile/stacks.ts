import { type Frame, functionKey, recorded, type Sample } from './sample.js';

/** Samples that were in the same place. */
export interface Stack {
  /** Innermost first. */
  readonly frames: readonly Frame[];
  readonly samples: number;
  /** CPU time, ns. */
  readonly ns: number;
}

/** Of one file: those that cost most are kept. With 64 frames each, a file has 2 MB at most. */
const MAX_STACKS = 5_000;

/** The stacks of samples, each once, the one that cost most first. Names are cut as in a record. */
export function stacksOf(samples: readonly Sample[]): readonly Stack[] {
  const frames = new FrameTable();
  const stacks = new Map<string, { frames: readonly Frame[]; samples: number; ns: number }>();
  for (const sample of samples) {
    const key = sample.frames.map((frame) => frames.numberOf(frame)).join(' ');
    const stack = stacks.get(key) ?? { frames: sample.frames.map(cut), samples: 0, ns: 0 };
    stacks.set(key, stack);
    stack.samples += 1;
    stack.ns += sample.ns;
  }
  return [...stacks.values()].sort((a, b) => b.ns - a.ns).slice(0, MAX_STACKS);
}

const cut = (frame: Frame): Frame => ({ ...frame, ...recorded(frame) });

/** Numbers of functions, from 0 in the order in which they are first asked for. */
export class FrameTable {
  readonly #numbers = new Map<string, number>();
  readonly frames: Frame[] = [];

  numberOf(frame: Frame): number {
    const key = functionKey(frame);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.frames.length);
    return this.frames.push(frame) - 1;
  }
}
