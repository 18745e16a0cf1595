import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { watchLoop } from '../../../src/cli/watch.js';
import { createGit } from '../../../src/git/create.js';
import { exec } from '../../../src/system/exec.js';
import { createSandbox, type Sandbox } from '../../support/git-sandbox.js';
import { keptLog } from '../../support/logs.js';

let sandbox: Sandbox;
let dir: string;
beforeEach(async () => {
  sandbox = await createSandbox();
  dir = await sandbox.init('shop');
  await sandbox.commit(dir, { 'app.js': '1', '.gitignore': '*.log\n' });
});
afterEach(async () => {
  await sandbox.close();
});

/** A loop that only counts. */
function start() {
  const stop = new AbortController();
  let rounds = 0;
  const git = createGit({ exec, dir, env: sandbox.env });
  const ended = watchLoop({
    ...{ git, log: keptLog(), signal: stop.signal },
    measure: async () => {
      rounds += 1;
      return true;
    },
  });
  const until = async (count: number): Promise<void> => {
    for (let tries = 0; rounds < count && tries < 100; tries += 1) await sleep(50);
  };
  const end = (): Promise<void> => {
    stop.abort();
    return ended;
  };
  return { rounds: () => rounds, until, end };
}

describe('--watch', () => {
  it('measures now, and again when a file has changed', async () => {
    const loop = start();
    await loop.until(1);
    await sleep(200);
    await writeFile(join(dir, 'app.js'), '2');
    await loop.until(2);
    expect(loop.rounds()).toBe(2);
    await writeFile(join(dir, 'new.js'), '3');
    await loop.until(3);
    expect(loop.rounds()).toBe(3);
    await loop.end();
  });

  it('does not where git ignores the file, it is saved as it was, or it is a file of git or loadgate', async () => {
    const loop = start();
    await loop.until(1);
    await sleep(200);
    await writeFile(join(dir, 'x.log'), 'x');
    await writeFile(join(dir, 'app.js'), '1');
    await sandbox.git(dir, 'tag', 'x');
    await sleep(1_500);
    expect(loop.rounds()).toBe(1);
    await loop.end();
    await rm(join(dir, 'x.log'));
  });

  it('sees what changes while it measures', async () => {
    const stop = new AbortController();
    const git = createGit({ exec, dir, env: sandbox.env });
    let rounds = 0;
    await watchLoop({
      ...{ git, log: keptLog(), signal: stop.signal },
      measure: async () => {
        rounds += 1;
        if (rounds === 1) await writeFile(join(dir, 'app.js'), 'while it measured');
        await sleep(500);
        return rounds < 2;
      },
    });
    expect(rounds).toBe(2);
  });
});
