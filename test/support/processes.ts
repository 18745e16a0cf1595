import { setTimeout as sleep } from 'node:timers/promises';
import { readProcess } from '../../src/system/proc.js';

/** Waits until a process is gone, or is only waiting to be reaped. False when it still runs after 10 s. */
export async function ended(pid: number): Promise<boolean> {
  for (let waited = 0; waited < 10_000; waited += 20) {
    const entry = readProcess(pid);
    if (entry === null || entry.state === 'Z') return true;
    await sleep(20);
  }
  return false;
}
