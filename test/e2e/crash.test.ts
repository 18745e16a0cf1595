import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { processIds } from '../../src/system/proc.js';
import { ROOT } from '../support/action-run.js';

const temp = mkdtempSync(join(tmpdir(), 'loadgate-test-crash-'));
afterAll(() => rmSync(temp, { recursive: true, force: true }));

/** Processes that have the run's temporary folder in their environment. */
function left(): readonly number[] {
  return processIds().filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(temp);
    } catch {
      return false;
    }
  });
}

describe('a run in a terminal', () => {
  it('whose output nobody reads any more ends, and leaves no process and no file', async () => {
    const env = { PATH: process.env['PATH'] ?? '', TMPDIR: temp };
    const argv = [join(ROOT, 'dist/cli.js'), 'demo', '--runtime', 'process', '--verbose'];
    const child = spawn(process.execPath, argv, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    for await (const line of createInterface({ input: child.stderr })) {
      if (line.includes('generation 1')) break;
    }
    // The terminal's own process, and a target.
    while (left().length < 2) await sleep(20);
    child.stdout.destroy();
    child.stderr.destroy();
    const [code] = await once(child, 'exit');
    expect(code).not.toBe(0);
    expect(left()).toEqual([]);
    expect(readdirSync(temp)).toEqual([]);
  });
});
