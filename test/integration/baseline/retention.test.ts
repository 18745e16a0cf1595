import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BranchOptions } from '../../../src/baseline/branch/ref.js';
import { branchStore } from '../../../src/baseline/branch-store.js';
import { branchReleases } from '../../../src/baseline/releases.js';
import { keepUp, type Retention } from '../../../src/baseline/retention.js';
import { pointOf } from '../../../src/history/point.js';
import { systemClock } from '../../../src/system/clock.js';
import { exec } from '../../../src/system/exec.js';
import { seededRandom } from '../../../src/system/random.js';
import { branchOptionsOf, hastyClock } from '../../support/branch-options.js';
import { createSandbox, type Sandbox } from '../../support/git-sandbox.js';
import { sampleRecord } from '../../support/sample-record.js';

const DAY = 24 * 3_600_000;
const NOW = Date.parse('2026-06-01T00:00:00Z');
let box: Sandbox;
let remote: string;
beforeEach(async () => {
  box = await createSandbox();
  remote = await box.bare('remote.git');
});
afterEach(async () => {
  expect(await box.close()).toEqual([]);
});

const options = (changes: Partial<BranchOptions> = {}): BranchOptions =>
  branchOptionsOf(box, remote, { clock: { ...hastyClock, now: () => NOW }, ...changes });
const RULE: Retention = { keep: { kind: 'age', ms: 90 * DAY }, defaultBranch: 'main', pointOf };
const sha = (letter: string): string => letter.repeat(40);
const aged = (letter: string, days: number, label = 'main') =>
  sampleRecord({
    candidate: { sha: sha(letter), label },
    startedAt: new Date(NOW - days * DAY).toISOString(),
  });
const store = async (...records: ReturnType<typeof aged>[]): Promise<void> => {
  for (const record of records) await branchStore(options()).put(record);
};
const files = async (): Promise<string[]> =>
  (await box.git(remote, 'ls-tree', '-r', '--name-only', 'loadgate')).split('\n');
const commits = (): Promise<string> => box.git(remote, 'rev-list', '--count', 'loadgate');

describe('keepUp', () => {
  it('is nothing where there is no branch', async () => {
    expect(await keepUp(options(), RULE)).toEqual({
      records: 0,
      points: 0,
      releases: 0,
      bytes: 0,
      dropped: 0,
    });
  });

  it('measures the branch, and keeps everything where no rule says otherwise', async () => {
    await store(aged('a', 4000), aged('b', 1));
    await branchReleases(options()).put('v1.0.0', aged('c', 4000));
    const before = await box.git(remote, 'rev-parse', 'loadgate');
    const state = await keepUp(options(), { ...RULE, keep: { kind: 'all' } });
    expect(state).toMatchObject({ records: 2, releases: 1, dropped: 0 });
    const sizes = (await box.git(remote, 'ls-tree', '-r', '-l', 'loadgate')).matchAll(/ +(\d+)\t/g);
    expect(state.bytes).toBe([...sizes].reduce((sum, [, size]) => sum + Number(size), 0));
    expect(await box.git(remote, 'rev-parse', 'loadgate')).toBe(before);
  });

  it('drops old records and the history, and nothing else', async () => {
    await store(aged('a', 400), aged('b', 120), aged('c', 80), aged('d', 2));
    await branchReleases(options()).put('v1.0.0', aged('a', 400));
    await box.push(remote, 'loadgate', {
      'accepted/7.json': '{}',
      'records/notes.txt': 'x',
      'graphs/one.svg': '<svg/>',
    });
    const before = await box.git(remote, 'rev-parse', 'loadgate');
    const state = await keepUp(options(), RULE);
    expect(state).toMatchObject({ records: 3, releases: 1, dropped: 2 });
    expect(await files()).toEqual([
      'README.md',
      'accepted/7.json',
      'graphs/one.svg',
      `history/${sha('a')}.json`,
      `history/${sha('b')}.json`,
      `records/${sha('c')}.json`,
      `records/${sha('d')}.json`,
      'records/notes.txt',
      'releases/v1.0.0.json',
    ]);
    expect(await commits()).toBe('1');
    expect(await box.git(remote, 'log', '-1', '--format=%B', 'loadgate')).toContain(before);
    expect(await box.git(remote, 'fsck', '--full', '--strict', '--no-dangling')).toBe('');
    // Whoever comes next goes on from there.
    await store(aged('e', 0));
    expect(await commits()).toBe('2');
    expect((await branchStore(options()).get(sha('c')))?.candidate.sha).toBe(sha('c'));
  });

  it('keeps the newest of all and the newest of the default branch, however old', async () => {
    await store(aged('a', 500), aged('b', 400), aged('c', 300, 'feature'), aged('d', 350, 'feature'));
    expect(await keepUp(options(), RULE)).toMatchObject({ dropped: 2 });
    expect(await branchStore(options()).list()).toEqual([sha('b'), sha('c')]);
  });

  it('waits until a record is a tenth over its time', async () => {
    await store(aged('a', 95), aged('b', 1));
    expect(await keepUp(options(), RULE)).toMatchObject({ records: 2, dropped: 0 });
    expect(await commits()).toBe('2');
  });

  it('stops at a record that can not be read, and drops nothing', async () => {
    await store(aged('a', 400), aged('b', 1));
    await box.push(remote, 'loadgate', {
      [`records/${sha('c')}.json`]: '{"startedAt":"2020-01-01T00:00:00.000Z"}',
    });
    const before = await box.git(remote, 'rev-parse', 'loadgate');
    const failure = keepUp(options(), RULE);
    await expect(failure).rejects.toMatchObject({ kind: 'machine', code: 'baseline-corrupt' });
    await expect(failure).rejects.toThrow(
      `records/${sha('c')}.json on branch loadgate (commit ${before.slice(0, 7)})`,
    );
    expect(await box.git(remote, 'rev-parse', 'loadgate')).toBe(before);
  });

  it('starts anew when somebody stored meanwhile, and loses nothing of it', async () => {
    await store(aged('a', 400), aged('b', 1));
    let intruded = false;
    const state = await keepUp(
      options({
        exec: async (argv, rest) => {
          if (argv.includes('push') && !intruded) {
            intruded = true;
            await store(aged('c', 0));
            await branchReleases(options()).put('v3.0.0', aged('c', 0));
          }
          return exec(argv, rest);
        },
      }),
      RULE,
    );
    expect(intruded).toBe(true);
    expect(state).toMatchObject({ records: 2, releases: 1, dropped: 1 });
    expect(await branchStore(options()).list()).toEqual([sha('b'), sha('c')]);
    expect(await commits()).toBe('1');
  });

  it('loses nothing of those who store while it compacts', async () => {
    await store(aged('a', 400), aged('b', 300), aged('0', 1));
    const letters = ['1', '2', '3', '4'];
    const real = { clock: { ...systemClock, now: () => NOW } };
    await Promise.all([
      keepUp(options({ ...real, runId: 'keep' }), RULE),
      ...letters.map((letter, index) =>
        branchStore(options({ ...real, random: seededRandom(index), runId: `w${index}` })).put(
          aged(letter, 0),
        ),
      ),
    ]);
    expect(await branchStore(options()).list()).toEqual(['0', ...letters].map(sha));
  });

  it.each([
    ['by its settings', async () => box.git(remote, 'config', 'receive.denyNonFastForwards', 'true')],
    [
      'by a rule',
      async () => {
        await box.write(remote, { 'hooks/update': '#!/bin/sh\necho "GH013: no force-push" >&2\nexit 1\n' });
        await chmod(join(remote, 'hooks', 'update'), 0o755);
      },
    ],
  ])('says so where the server forbids it %s, and leaves the branch as it is', async (_how, forbid) => {
    await store(aged('a', 400), aged('b', 1));
    await forbid();
    const failure = keepUp(options(), RULE);
    await expect(failure).rejects.toMatchObject({ code: 'baseline-push-rejected' });
    await expect(failure).rejects.toThrow('The branch loadgate could not be compacted');
    await expect(failure).rejects.toHaveProperty('hint', expect.stringContaining('force'));
    expect(await branchStore(options()).list()).toEqual([sha('a'), sha('b')]);
  });
});
