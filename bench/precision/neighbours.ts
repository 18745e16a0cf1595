import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { allowedCores } from '../../src/runtime/cores.js';
import type { Noise } from './pools.js';

/** More than anything takes that is measured beside them. */
const NEIGHBOUR_SECONDS = 600;

/**
 * Beside `noisy`, a neighbour works on every core for as long as `measure` does. A session ends all that it finds below
 * this process, so each needs neighbours of its own.
 */
export async function withNoise<T>(noise: Noise, measure: () => Promise<T>): Promise<T> {
  const path = fileURLToPath(new URL('./neighbour.mjs', import.meta.url));
  const cores = noise === 'noisy' ? allowedCores() : [];
  const neighbours = cores.map((core) =>
    spawn(process.execPath, [path, String(core), String(NEIGHBOUR_SECONDS)], { stdio: 'ignore' }),
  );
  try {
    return await measure();
  } finally {
    for (const neighbour of neighbours) neighbour.kill();
  }
}
