import { pythonFrame } from './frames.js';
import type { StackSample } from './perf-data.js';
import type { PerfMap } from './perf-map.js';
import type { Frame, Sample } from './sample.js';

const WORD = 8;
const UPPER = 2 ** 32;
/** User addresses have 47 bits, or 56 where the kernel gives more; above 53 no number is exact. */
const MAX_UPPER = 2 ** 21;

const KERNEL: Frame = { kind: 'kernel', name: '[kernel]', file: null };
const INTERPRETER: Frame = { kind: 'runtime', name: '[interpreter]', file: null };

/**
 * The Python functions that a thread was in. With `-X perf`, CPython calls each function through a few instructions that it
 * makes for it, and its perf map says where these are. So each function that is under way has left a return address into them
 * on the stack, also where CPython itself was compiled without frame pointers, as the official images are.
 * @param maps perf maps, in the order in which they are asked: that of its own process first
 */
export function pythonSample({ ns, inKernel, stack }: StackSample, maps: readonly PerfMap[]): Sample {
  const frames: Frame[] = [inKernel ? KERNEL : INTERPRETER];
  for (let at = 0; at + WORD <= stack.length; at += WORD) {
    const upper = stack.readUInt32LE(at + 4);
    if (upper === 0 || upper >= MAX_UPPER) continue;
    const frame = frameAt(upper * UPPER + stack.readUInt32LE(at), maps);
    if (frame !== null) frames.push(frame);
  }
  return { ns, frames };
}

function frameAt(address: number, maps: readonly PerfMap[]): Frame | null {
  for (const map of maps) {
    const name = map.returnsInto(address);
    if (name !== null) return pythonFrame(name);
  }
  return null;
}
