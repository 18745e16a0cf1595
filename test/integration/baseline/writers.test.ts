import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BranchOptions } from '../../../src/baseline/branch/ref.js';
import { branchStore } from '../../../src/baseline/branch-store.js';
import type { BaselineStore } from '../../../src/baseline/store.js';
import { createGit } from '../../../src/git/create.js';
import type { RunRecord } from '../../../src/model/record.js';
import type { Clock } from '../../../src/system/clock.js';
import { systemClock } from '../../../src/system/clock.js';
import { exec } from '../../../src/system/exec.js';
import { seededRandom } from '../../../src/system/random.js';
import { branchOptionsOf } from '../../support/branch-options.js';
import { createSandbox, type Sandbox } from '../../support/git-sandbox.js';
import { sampleRecord } from '../../support/sample-record.js';

let box: Sandbox;
let remote: string;
beforeEach(async () => {
  box = await createSandbox();
  remote = await box.bare('the remote ü.git');
});
afterEach(async () => {
  expect(await box.close()).toEqual([]);
});

const open = (changes: Partial<BranchOptions> = {}): BaselineStore =>
  branchStore(branchOptionsOf(box, remote, changes));

const sha = (text: string): string => text.padEnd(40, '0');
const of = (text: string, changes: Partial<RunRecord> = {}): RunRecord =>
  sampleRecord({ candidate: { sha: sha(text), label: 'main' }, ...changes });
describe('several writers', () => {
  it('all get through: ten at once, three times over', async () => {
    for (const round of ['a', 'b', 'c']) {
      const writers = Array.from({ length: 10 }, (_, index) =>
        open({ clock: systemClock, random: seededRandom(index), runId: `w${index}` }).put(
          of(`${round}${index}`),
        ),
      );
      for (const result of await Promise.all(writers)) expect(result).toMatchObject({ stored: true });
    }
    const expected = ['a', 'b', 'c'].flatMap((round) =>
      Array.from({ length: 10 }, (_, i) => sha(`${round}${i}`)),
    );
    expect(await open().list()).toEqual(expected.sort());
    expect(await box.git(remote, 'rev-list', '--count', 'loadgate')).toBe('30');
    expect(await box.git(remote, 'fsck', '--full', '--strict', '--no-dangling')).toBe('');
    for (const one of expected) expect((await open().get(one))?.candidate.sha).toBe(one);
  });

  it('starts anew when another was quicker, and keeps what the other wrote', async () => {
    let intruded = false;
    const slow = open({
      exec: async (argv, options) => {
        if (argv.includes('push') && !intruded) {
          intruded = true;
          await open().put(of('b'));
        }
        return exec(argv, options);
      },
    });
    await slow.put(of('a'));
    expect(intruded).toBe(true);
    expect(await open().list()).toEqual([sha('a'), sha('b')]);
  });

  it('starts anew when the branch goes away between two looks', async () => {
    await open().put(of('b'));
    let removed = false;
    const unlucky = open({
      exec: async (argv, options) => {
        if (argv.includes('fetch') && !removed) {
          removed = true;
          await box.git(remote, 'update-ref', '-d', 'refs/heads/loadgate');
        }
        return exec(argv, options);
      },
    });
    await unlucky.put(of('a'));
    expect(await open().list()).toEqual([sha('a')]);
  });

  /** A store whose pushes are always too late. */
  function alwaysLate(clock: Clock) {
    let pushes = 0;
    const store = open({
      clock,
      exec: async (argv, options) => {
        if (!argv.includes('push')) return exec(argv, options);
        pushes += 1;
        const stdout = '!\tx:refs/heads/loadgate\t[rejected] (fetch first)\n';
        return { exitCode: 1, stdout, stderr: 'error: failed to push some refs' };
      },
    });
    return { store, pushes: () => pushes };
  }

  it('gives up when its time is over, and says how long it tried', async () => {
    const waits: number[] = [];
    const slept = (): number => waits.reduce((sum, ms) => sum + ms, 0);
    const { store, pushes } = alwaysLate({
      now: () => 0,
      // Each wait is followed by an attempt that takes ten seconds.
      monotonicNs: () => BigInt(slept() + waits.length * 10_000) * 1_000_000n,
      sleep: async (ms) => void waits.push(ms),
    });
    const failure = store.put(of('a'));
    await expect(failure).rejects.toMatchObject({ kind: 'machine', code: 'baseline-push-failed' });
    await expect(failure).rejects.toThrow(/\(given up after \d+ attempts in 3\d\d s\)$/);
    expect(pushes()).toBe(waits.length + 1);
    expect(slept() + waits.length * 10_000).toBeGreaterThanOrEqual(300_000);
    expect(Math.max(...waits)).toBeLessThanOrEqual(5000);
    expect(new Set(waits).size).toBeGreaterThan(10);
  });

  it('says so when a rule of the server refuses the push', async () => {
    await box.write(remote, {
      'hooks/pre-receive': '#!/bin/sh\necho "GH006: Protected branch update failed" >&2\nexit 1\n',
    });
    await chmod(join(remote, 'hooks', 'pre-receive'), 0o755);
    const failure = open().put(of('a'));
    await expect(failure).rejects.toMatchObject({ kind: 'machine', code: 'baseline-push-rejected' });
    await expect(failure).rejects.toHaveProperty(
      'log',
      expect.arrayContaining([expect.stringContaining('GH006')]),
    );
    expect(await open().list()).toEqual([]);
  });
});

describe('with git in a clone', () => {
  it('finds the nearest ancestor with a record from a clone of depth 1', async () => {
    const work = await box.init('work');
    const commits: string[] = [];
    for (let index = 0; index < 12; index++) commits.push(await box.commit(work, { 'a.txt': `${index}` }));
    await box.git(work, 'push', '--quiet', remote, 'main');
    await open().put(sampleRecord({ candidate: { sha: commits[4] as string, label: 'main' } }));
    const clone = join(box.dir, 'clone');
    await box.git(box.dir, 'clone', '--quiet', '--depth=1', '--branch', 'main', `file://${remote}`, clone);
    const git = createGit({ exec, dir: clone, env: box.env });
    const found = await open().find(await git.ancestors(await git.resolve('HEAD'), 100));
    expect(found?.candidate.sha).toBe(commits[4]);
    await git.ensureCommit(commits[4] as string);
    const tree = await git.checkOut(commits[4] as string);
    await tree.remove();
  });
});
