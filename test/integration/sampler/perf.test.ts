import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ownerOf } from '../../../src/profile/fold.js';
import { createSampler } from '../../../src/sampler/perf.js';
import { namingEnv } from '../../../src/sampler/sampler.js';
import { exec } from '../../../src/system/exec.js';

/** A function that is small enough to be put into its caller, and one that calls it all the time. */
const PROGRAM = `
function busy(from) { let sum = from; for (let at = 0; at < 1000; at++) sum = (sum * 31 + at) | 0; return sum; }
function turn(count) { let sum = 0; for (let at = 0; at < count; at++) sum ^= busy(sum); return sum; }
console.log('here');
setInterval(() => turn(3000), 0);
`;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'loadgate-sampler-'));
  writeFileSync(join(folder, 'busy.js'), PROGRAM);
});
afterAll(() => rmSync(folder, { recursive: true }));

it('names the functions of a program, where perf is there and may', async () => {
  const child = spawn(process.execPath, [join(folder, 'busy.js')], {
    env: { ...namingEnv({}) },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    await once(child.stdout, 'data');
    await sleep(300);
    const processes = new Set([child.pid ?? 0]);
    const started = await createSampler(exec)
      .start({ processes, cpus: 1, goModule: null }, new AbortController().signal)
      .catch((error: unknown) => error);
    if (!(started !== null && typeof started === 'object' && 'stop' in started)) {
      expect(started).toMatchObject({ why: { code: expect.stringMatching(/^perf-(?:missing|denied)$/) } });
      return;
    }
    await sleep(800);
    const { samples, waits } = await (
      started as Awaited<ReturnType<ReturnType<typeof createSampler>['start']>>
    ).stop(processes);
    const all = samples.reduce((sum, { ns }) => sum + ns, 0);
    const busy = samples.filter(({ frames }) => ownerOf(frames).name === 'busy');
    // Of 800 ms, whatever else is at work on this machine.
    expect(all).toBeGreaterThan(50e6);
    expect(all).toBeLessThan(4e9);
    expect(waits).toBeGreaterThanOrEqual(0);
    expect(busy.reduce((sum, { ns }) => sum + ns, 0) / all).toBeGreaterThan(0.5);
    expect(ownerOf(busy[0]?.frames ?? [])).toMatchObject({ kind: 'own', file: join(folder, 'busy.js') });
  } finally {
    child.kill('SIGKILL');
  }
}, 30_000);
