// A noisy neighbour: takes a random share of one core, another one every 20 to 500 ms, for as long as it is told.
//   node neighbour.mjs CORE SECONDS
import { execFileSync } from 'node:child_process';

const [core = Number.NaN, seconds = Number.NaN] = process.argv.slice(2).map(Number);
if (!Number.isInteger(core) || !(seconds > 0 && seconds <= 4 * 3600))
  throw new Error('neighbour.mjs CORE SECONDS');
execFileSync('taskset', ['-cp', String(core), String(process.pid)], { stdio: 'ignore' });

const END = performance.now() + seconds * 1000;
const SLICE_MS = 10;
/** @param {number} ms */
const pause = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

while (performance.now() < END && process.ppid !== 1) {
  const share = Math.random() * 0.8;
  const until = performance.now() + 20 + Math.random() * 480;
  while (performance.now() < until) {
    const busyUntil = performance.now() + SLICE_MS * share;
    while (performance.now() < busyUntil);
    pause(SLICE_MS * (1 - share));
  }
}
